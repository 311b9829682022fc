"""The knowledge base: short answers to the questions that many customers ask.

An entry has its questions in several wordings and language-scripts (`hi-Latn`: Hindi in Latin letters) and one
answer a language. It may name an intent: then it answers that wish however it is worded. It may have tags, further
words by which it is found, and dates between which it is valid. It is written in `data/faq/*.yml`, loaded into the
database, and searched from there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from sahay.language.tag import TAGS

# Every language-script in which a question may be worded.
QUESTION_LANGUAGES = TAGS


class FaqError(Exception):
    """The knowledge base has a mistake. The message is one line that names file, entry and field."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Questions and answers by language. The first question of a language is the one shown to customers.

    From `valid_from` to `valid_until`, both days included and both in the shop's time, it is there.
    """

    key: str
    topic: str
    questions: Mapping[str, tuple[str, ...]]
    answers: Mapping[str, str]
    intent: str | None = None
    tags: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None

    def is_valid(self, on: date) -> bool:
        return (self.valid_from or on) <= on <= (self.valid_until or on)


@dataclass(frozen=True, slots=True)
class Answer:
    """An entry in one language. `score` is from 0 to 1: how well it fits what was asked."""

    key: str
    topic: str
    question: str
    text: str
    score: float = 1.0
    intent: str | None = None


@dataclass(frozen=True, slots=True)
class Showing:
    """An answer as it was shown: `message_id` is the customer's message to which it was the answer."""

    entry_key: str
    language: str
    conversation_id: str
    message_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Figures:
    """How an entry did: `shown` answers in so many `conversations`, of which some were rated."""

    key: str
    shown: int
    conversations: int
    helpful: int
    not_helpful: int

    @property
    def share(self) -> float | None:
        """Of the rated answers those that helped, from 0 to 1; None while none is rated."""
        rated = self.helpful + self.not_helpful
        return self.helpful / rated if rated else None


class Faq(Protocol):
    """The shop's knowledge base, as it is valid today."""

    async def search(self, text: str, language: str, limit: int = 3) -> list[Answer]:
        """The entries that fit best, the best first, worded in `language`. None when nothing fits at all."""

    async def answer(self, key: str, language: str) -> Answer | None:
        """One entry, in `language`; None when there is none with this key."""

    async def answer_to(self, intent: str, language: str) -> Answer | None:
        """The entry that answers this wish, in `language`; None when none names it."""

    async def note_shown(self, showing: Showing) -> None:
        """Count that an answer was shown: once for a message, however often it is noted."""

    async def rate(self, key: str, conversation_id: str, *, helpful: bool, at: datetime) -> bool:
        """Say of the last showing of an entry in a conversation whether it helped; said again it replaces what was
        said. False when the entry was not shown there."""

    async def figures(self) -> list[Figures]:
        """Of all entries, those removed but once shown included: those that failed most often first, then the most
        shown."""


def worst_first(figures: Figures) -> tuple[int, int, str]:
    """The order of `Faq.figures`, as a sort key."""
    return (-figures.not_helpful, -figures.shown, figures.key)
