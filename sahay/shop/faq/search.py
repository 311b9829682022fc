"""The entries of the knowledge base that are nearest to a question, and how near they are.

Wordings are ranked, each by itself, and entries, by all that they say: their wordings together, their tags, their
answers. So an entry is near when one of its wordings is, and nearer the more of the question the rest of it has.
"""

import math
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from sahay.language.attention import beginning
from sahay.shop.faq.analysis import same_words, views
from sahay.shop.faq.ranking import Bags, Ranking, bags, together

# Of a wording, and of an entry.
_WORDING: Final = {"wording": 1.0}
_ENTRY: Final = {"wordings": 1.0, "tags": 1.0, "answers": 0.5}
# What the entry's own words are worth, and what all others stay below.
_SAME: Final = 1.0
_LIKE: Final = 0.97


class Searchable(NamedTuple):
    """What an entry is found by."""

    id: str
    wordings: tuple[str, ...]
    tags: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()


class Match(NamedTuple):
    """An entry and how near it is to the question: 0 nothing in common, 1 the same words."""

    id: str
    score: float


class Index:
    """A searchable collection in memory, built once."""

    def __init__(self, entries: Iterable[Searchable]) -> None:
        """Their ids must differ."""
        analysed = [_analysed(entry) for entry in entries]
        self._wordings = Ranking(_WORDING, ((each.id, {"wording": bag}) for each in analysed for bag in each.wordings))
        self._entries = Ranking(_ENTRY, ((each.id, each.parts) for each in analysed))
        self._same = {words: each.id for each in reversed(analysed) for words in each.same if words}

    def search(self, question: str, limit: int = 3) -> list[Match]:
        """The `limit` nearest entries, best first; entries that share nothing with `question` are left out."""
        question = beginning(question)
        asked = views(question)
        nearest, fullest = self._wordings.scores(asked), self._entries.scores(asked)
        ideal = 2 * self._wordings.ideal(asked)
        scores = {
            entry: _LIKE * math.tanh((nearest.get(entry, 0.0) + fullest.get(entry, 0.0)) / ideal)
            for entry in nearest.keys() | fullest.keys()
        }
        if same := self._same.get(same_words(question)):
            scores[same] = _SAME
        ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
        return [Match(entry, score) for entry, score in ranked[:limit]]


class _Analysed(NamedTuple):
    id: str
    wordings: tuple[Bags, ...]
    parts: Mapping[str, Bags]
    same: tuple[tuple[str, ...], ...]


@lru_cache(maxsize=2048)
def _analysed(entry: Searchable) -> _Analysed:
    """Kept, so that an index built after an edit analyses only what was edited."""
    wordings = tuple(map(bags, entry.wordings))
    parts = {
        "wordings": together(wordings),
        "tags": together(map(bags, entry.tags)),
        "answers": together(map(bags, entry.answers)),
    }
    return _Analysed(entry.id, wordings, parts, tuple(map(same_words, entry.wordings)))
