"""From what the bot did not know to what it knows: for the desk."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sahay.config import ROOT, Settings
from sahay.desk.unanswered.gathering import Group, gather
from sahay.desk.unanswered.lessons import Change, Lessons, NewEntry
from sahay.desk.unanswered.marks import Lesson, Marks, Place
from sahay.desk.unanswered.questions import unanswered
from sahay.domain.agent import Agent
from sahay.domain.clock import Clock
from sahay.domain.message import Author
from sahay.shop.faq import Figures
from sahay.shop.faq.sql import SqlFaq, load
from sahay.store.base import Store
from sahay.store.database import Database

ENTRY, UTTERANCES = "entry", "utterances"
# How far before a reply the question to it is looked for.
LINES_BEFORE = 20


@dataclass(frozen=True, slots=True)
class Taught:
    """A lesson, and for an entry how it has done since."""

    lesson: Lesson
    figures: Figures | None


@dataclass(frozen=True, slots=True)
class Exchange:
    """What a customer asked, and what an agent answered."""

    question: str
    answer: str
    language: str
    seq: int


class Teaching:
    """Raises FaqError and LessonError for what cannot be taught."""

    def __init__(self, database: Database, store: Store, lessons: Lessons, faq: SqlFaq, clock: Clock) -> None:
        self._database = database
        self._store = store
        self._lessons = lessons
        self._faq = faq
        self._clock = clock
        self._writing = asyncio.Lock()
        self.marks = Marks(database)

    @classmethod
    def from_settings(
        cls, settings: Settings, database: Database, store: Store, clock: Clock, root: Path = ROOT
    ) -> "Teaching":
        lessons = Lessons(root, root / settings.faq.directory, settings.languages.offered)
        return cls(database, store, lessons, SqlFaq.from_settings(settings, database), clock)

    async def groups(self, days: int, *, aside: bool = False) -> list[Group]:
        """What was asked in the last days and is open, or put aside: each question as one group, the largest first."""
        questions = await unanswered(self._database, self._clock.now() - timedelta(days=days), aside=aside)
        return await asyncio.to_thread(gather, questions)

    async def put_aside(self, places: Sequence[Place], by: Agent) -> int:
        """So many questions are not shown any more."""
        return await self.marks.put_aside(places, by, self._clock.now())

    async def near(self, text: str, language: str) -> str | None:
        """The entry that is nearest to a question: perhaps it only lacks these words."""
        found = await self._faq.search(text, language, 1)
        return found[0].key if found else None

    async def exchange(self, conversation_id: str, seq: int) -> Exchange | None:
        """An agent's reply and the question before it; None where the line is no reply. Raises ConversationNotFound."""
        async with self._store.snapshot() as snapshot:
            conversation = await snapshot.conversation(conversation_id)
            lines = await snapshot.messages(conversation_id, after=max(0, seq - LINES_BEFORE), limit=LINES_BEFORE)
        reply = next((line for line in lines if line.seq == seq and line.author is Author.AGENT), None)
        asked = [line for line in lines if line.seq < seq and line.author is Author.CUSTOMER and line.payload is None]
        if reply is None or not asked:
            return None
        return Exchange(asked[-1].text, reply.text, conversation.language, asked[-1].seq)

    async def intents(self) -> list[str]:
        return await asyncio.to_thread(self._lessons.intents)

    async def teach_entry(
        self, new: NewEntry, places: Sequence[Place], by: Agent, *, only_show: bool = False
    ) -> Sequence[Change]:
        """Write an entry, and answer with it at once. `only_show`: what would change."""
        async with self._writing:
            changes, entries = await asyncio.to_thread(self._lessons.entry, new)
            if not only_show:
                await asyncio.to_thread(self._lessons.write, changes)
                await load(self._database, entries)
                await self.marks.taught(ENTRY, new.key, places, by, self._clock.now())
        return changes

    async def teach_utterances(
        self,
        intent: str,
        said: Sequence[tuple[str, str]],
        places: Sequence[Place],
        by: Agent,
        *,
        only_show: bool = False,
    ) -> Sequence[Change]:
        """Write utterances (language tag, words), which the next training learns. `only_show`: what would change."""
        async with self._writing:
            changes = await asyncio.to_thread(self._lessons.utterances, intent, said)
            if not only_show:
                await asyncio.to_thread(self._lessons.write, changes)
                await self.marks.taught(UTTERANCES, intent, places, by, self._clock.now())
        return changes

    async def taught(self) -> Sequence[Taught]:
        """The latest first."""
        figures: Mapping[str, Figures] = {each.key: each for each in await self._faq.figures()}
        lessons = await self.marks.lessons()
        return [Taught(each, figures.get(each.key) if each.kind == ENTRY else None) for each in lessons]
