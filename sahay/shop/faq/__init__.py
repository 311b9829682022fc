"""The knowledge base: short answers to the questions that many customers ask.

An entry has its questions in several wordings and language-scripts (`hi-Latn`: Hindi in Latin letters) and one
answer a language. It may name an intent: then it answers that wish however it is worded. It is written in
`data/faq/*.yml`, loaded into the database, and searched from there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from sahay.language.search import Index
from sahay.language.tag import TAGS, preferences

Wording = TypeVar("Wording", str, tuple[str, ...])

# Every language-script in which a question may be worded.
QUESTION_LANGUAGES = TAGS


class FaqError(Exception):
    """The knowledge base has a mistake. The message is one line that names file, entry and field."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Questions and answers by language. The first question of a language is the one shown to customers."""

    key: str
    topic: str
    questions: Mapping[str, tuple[str, ...]]
    answers: Mapping[str, str]
    intent: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """An entry in one language. `score` is from 0 to 1: how well it fits what was asked."""

    key: str
    topic: str
    question: str
    text: str
    score: float = 1.0
    intent: str | None = None


class Faq(Protocol):
    """The shop's knowledge base."""

    async def search(self, text: str, language: str, limit: int = 3) -> list[Answer]:
        """The entries that fit best, the best first, worded in `language`. None when nothing fits at all."""

    async def answer(self, key: str, language: str) -> Answer | None:
        """One entry, in `language`; None when there is none with this key."""

    async def answer_to(self, intent: str, language: str) -> Answer | None:
        """The entry that answers this wish, in `language`; None when none names it."""


@dataclass(slots=True)
class Catalogue:
    """Entries, ready to be searched.

    What has no wording in a language-script is said in the language's own script, else in the `default` language.
    """

    entries: Mapping[str, Entry]
    default: str = "en"
    _index: Index = field(init=False, repr=False)

    @classmethod
    def of(cls, entries: Iterable[Entry], default: str = "en") -> "Catalogue":
        return cls({entry.key: entry for entry in entries}, default)

    def __post_init__(self) -> None:
        worded = ((key, _wordings(entry)) for key, entry in self.entries.items())
        self._index = Index(worded)

    def search(self, text: str, language: str, limit: int) -> list[Answer]:
        matches = self._index.search(text, limit)
        return [self._answer(self.entries[match.id], language, match.score) for match in matches]

    def answer(self, key: str, language: str) -> Answer | None:
        entry = self.entries.get(key)
        return self._answer(entry, language, 1.0) if entry else None

    def answer_to(self, intent: str, language: str) -> Answer | None:
        entry = next((entry for entry in self.entries.values() if entry.intent == intent), None)
        return self._answer(entry, language, 1.0) if entry else None

    def _answer(self, entry: Entry, language: str, score: float) -> Answer:
        question = self._worded(entry.questions, language)[0]
        return Answer(entry.key, entry.topic, question, self._worded(entry.answers, language), score, entry.intent)

    def _worded(self, by_language: Mapping[str, Wording], language: str) -> Wording:
        """In the language-script, else in the language, else in the default one, else in whichever there is."""
        known = (by_language[tag] for tag in preferences(language, self.default) if tag in by_language)
        return next(known, None) or next(iter(by_language.values()))


def _wordings(entry: Entry) -> list[str]:
    return [question for questions in entry.questions.values() for question in questions]
