"""The knowledge base in the database: loaded from its files, and searched."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.config import Settings
from sahay.domain.clock import Clock, SystemClock
from sahay.shop import tables
from sahay.shop.faq import Answer, Entry, Figures, Showing, feedback
from sahay.shop.faq.entries import Catalogue
from sahay.shop.locks import hold
from sahay.store.database import Database


@dataclass(frozen=True, slots=True)
class Report:
    """What a load changed: the keys of the entries, sorted."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: tuple[str, ...]

    @property
    def has_changes(self) -> bool:
        return bool(self.added or self.changed or self.removed)


class SqlFaq:
    """See `sahay.shop.faq.Faq`. Keeps the entries in memory until the revision in the database is another."""

    def __init__(
        self,
        database: Database,
        default_language: str = "en",
        *,
        clock: Clock | None = None,
        timezone: tzinfo = UTC,
    ) -> None:
        """`timezone` is the shop's: in it an entry's dates are meant."""
        self._database = database
        self._default = default_language
        self._clock = clock or SystemClock()
        self._timezone = timezone
        self._catalogue = Catalogue.of((), default_language)
        self._revision = 0
        self._reading = asyncio.Lock()

    @classmethod
    def from_settings(cls, settings: Settings, database: Database) -> "SqlFaq":
        return cls(database, settings.languages.default, timezone=settings.shop.timezone)

    async def search(self, text: str, language: str, limit: int = 3) -> list[Answer]:
        return (await self._current()).search(text, language, limit, self._today())

    async def answer(self, key: str, language: str) -> Answer | None:
        return (await self._current()).answer(key, language, self._today())

    async def answer_to(self, intent: str, language: str) -> Answer | None:
        return (await self._current()).answer_to(intent, language, self._today())

    async def note_shown(self, showing: Showing) -> None:
        await feedback.note_shown(self._database, showing)

    async def rate(self, key: str, conversation_id: str, *, helpful: bool, at: datetime) -> bool:
        return await feedback.rate(self._database, key, conversation_id, helpful=helpful, at=at)

    async def figures(self) -> list[Figures]:
        return await feedback.figures(self._database)

    def _today(self) -> date:
        return self._clock.now().astimezone(self._timezone).date()

    async def _current(self) -> Catalogue:
        async with self._database.read() as connection:
            revision = await _revision(connection)
        if revision != self._revision:
            await self._read_again()
        return self._catalogue

    async def _read_again(self) -> None:
        """One at a time; the index is built beside the loop, so that no customer waits for another's."""
        async with self._reading:
            async with self._database.read() as connection:
                revision = await _revision(connection)
                if revision == self._revision:
                    return
                entries = await _read(connection)
            self._catalogue = await asyncio.to_thread(Catalogue.of, entries.values(), self._default)
            self._revision = revision


async def load(database: Database, entries: Iterable[Entry]) -> Report:
    """Make the database's entries these ones, all or nothing. Only what differs is written."""
    wanted = {entry.key: entry for entry in entries}
    async with database.write() as connection:
        await hold(connection, ["faq"])
        known = await _read(connection)
        report = _compare(known, wanted)
        if report.has_changes:
            for key in report.changed + report.removed:
                await connection.execute(delete(tables.faq_entry).where(tables.faq_entry.c.key == key))
            for key in report.added + report.changed:
                await _write(connection, wanted[key])
            await _raise_revision(connection)
    return report


def _compare(known: Mapping[str, Entry], wanted: Mapping[str, Entry]) -> Report:
    both = sorted(known.keys() & wanted.keys())
    return Report(
        added=tuple(sorted(wanted.keys() - known.keys())),
        changed=tuple(key for key in both if known[key] != wanted[key]),
        removed=tuple(sorted(known.keys() - wanted.keys())),
        unchanged=tuple(key for key in both if known[key] == wanted[key]),
    )


async def _read(connection: AsyncConnection) -> dict[str, Entry]:
    asked, said = tables.faq_question, tables.faq_answer
    questions: dict[str, dict[str, tuple[str, ...]]] = {}
    for row in await connection.execute(select(asked).order_by(*asked.primary_key)):
        of_entry = questions.setdefault(row.entry_key, {})
        of_entry[row.language] = (*of_entry.get(row.language, ()), row.text)
    answers: dict[str, dict[str, str]] = {}
    for row in await connection.execute(select(said)):
        answers.setdefault(row.entry_key, {})[row.language] = row.text
    heads = await connection.execute(select(tables.faq_entry).order_by(tables.faq_entry.c.key))
    return {
        row.key: Entry(
            key=row.key,
            topic=row.topic,
            questions=questions[row.key],
            answers=answers[row.key],
            intent=row.intent,
            tags=tuple(row.tags),
            valid_from=row.valid_from,
            valid_until=row.valid_until,
        )
        for row in heads
    }


async def _write(connection: AsyncConnection, entry: Entry) -> None:
    head = {
        "key": entry.key,
        "topic": entry.topic,
        "intent": entry.intent,
        "tags": list(entry.tags),
        "valid_from": entry.valid_from,
        "valid_until": entry.valid_until,
    }
    await connection.execute(insert(tables.faq_entry).values(head))
    questions = [
        {"entry_key": entry.key, "language": language, "position": position, "text": text}
        for language, wordings in entry.questions.items()
        for position, text in enumerate(wordings)
    ]
    answers = [{"entry_key": entry.key, "language": language, "text": text} for language, text in entry.answers.items()]
    await connection.execute(insert(tables.faq_question), questions)
    await connection.execute(insert(tables.faq_answer), answers)


async def _revision(connection: AsyncConnection) -> int:
    """0 before the first load."""
    return await connection.scalar(select(tables.faq_revision.c.revision)) or 0


async def _raise_revision(connection: AsyncConnection) -> None:
    revision = await _revision(connection)
    if revision == 0:
        await connection.execute(insert(tables.faq_revision).values(id=1, revision=1))
    else:
        await connection.execute(update(tables.faq_revision).values(revision=revision + 1))
