"""The entries in memory: found, and worded in a customer's language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from sahay.language.tag import preferences
from sahay.shop.faq import Answer, Entry
from sahay.shop.faq.search import Index, Searchable

Wording = TypeVar("Wording", str, tuple[str, ...])


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
        self._index = Index(map(searchable, self.entries.values()))

    def search(self, text: str, language: str, limit: int, on: date) -> list[Answer]:
        matches = self._index.search(text, len(self.entries))
        valid = [match for match in matches if self.entries[match.id].is_valid(on)]
        return [self._answer(self.entries[match.id], language, match.score) for match in valid[:limit]]

    def answer(self, key: str, language: str, on: date) -> Answer | None:
        entry = self.entries.get(key)
        return self._answer(entry, language) if entry and entry.is_valid(on) else None

    def answer_to(self, intent: str, language: str, on: date) -> Answer | None:
        naming = (entry for entry in self.entries.values() if entry.intent == intent and entry.is_valid(on))
        entry = next(naming, None)
        return self._answer(entry, language) if entry else None

    def _answer(self, entry: Entry, language: str, score: float = 1.0) -> Answer:
        question = self._worded(entry.questions, language)[0]
        return Answer(entry.key, entry.topic, question, self._worded(entry.answers, language), score, entry.intent)

    def _worded(self, by_language: Mapping[str, Wording], language: str) -> Wording:
        """In the language-script, else in the language, else in the default one, else in whichever there is."""
        known = (by_language[tag] for tag in preferences(language, self.default) if tag in by_language)
        return next(known, None) or next(iter(by_language.values()))


def searchable(entry: Entry) -> Searchable:
    """What the entry is found by, in all languages."""
    wordings = tuple(question for questions in entry.questions.values() for question in questions)
    return Searchable(entry.key, wordings, entry.tags, tuple(entry.answers.values()))
