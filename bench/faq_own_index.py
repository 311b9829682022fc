"""What the knowledge base was searched with before tantivy, kept to compare with: a cosine of our own.

Query and entries may be in different letters: all are compared by phonetic key, skeleton and parts of words. The score
of an entry is how like the query its nearest text is (a cosine, weighted by how rare a word is), and to a third how
much of the query its texts cover together, since a query often mixes two phrasings.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Final, NamedTuple

from sahay.language.attention import beginning
from sahay.language.markers import FUNCTION, SHARED
from sahay.language.phonetic import word_key, word_skeleton
from sahay.language.script import fold
from sahay.language.tokens import words

# How much each view of a text counts; together 1.
_VIEWS: Final = {"key": 0.45, "skeleton": 0.2, "part": 0.35}
_FUNCTION_WORD: Final = 0.25  # of a content word: "how", "kaise" and "che" are in every question
_PART_LENGTH: Final = 3
_COVERAGE: Final = 1 / 3  # of the score

_Vector = dict[str, float]
_Text = tuple[str, str]  # the entry's id and the text


class Match(NamedTuple):
    """An entry and how near it is to the query: 0 nothing in common, 1 the same words."""

    id: str
    score: float


class Index:
    """A searchable collection, built once; searching takes under a millisecond for some hundred texts."""

    def __init__(self, entries: Iterable[tuple[str, Iterable[str]]]) -> None:
        """``entries``: an id and the texts under which it is found; an id may come more than once."""
        texts = [(entry, text) for entry, group in entries for text in group]
        self._views = [_View(name, texts) for name in _VIEWS]

    def search(self, query: str, limit: int = 3) -> list[Match]:
        """The ``limit`` nearest entries, best first; entries that share nothing with ``query`` are left out."""
        query = beginning(query)
        likeness: defaultdict[tuple[str, str], float] = defaultdict(float)
        coverage: defaultdict[str, float] = defaultdict(float)
        for view in self._views:
            share = _VIEWS[view.name]
            weighted = view.weighted(query)
            for feature, weight in weighted.items():
                for text, other in view.texts_with(feature):
                    likeness[text] += share * weight * other
                for entry in view.entries_with(feature):
                    coverage[entry] += share * weight * weight
        nearest: defaultdict[str, float] = defaultdict(float)
        for (entry, _), score in likeness.items():
            nearest[entry] = max(nearest[entry], score)
        scores = {entry: (1 - _COVERAGE) * score + _COVERAGE * coverage[entry] for entry, score in nearest.items()}
        ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
        return [Match(entry, min(score, 1.0)) for entry, score in ranked[:limit]]


class _View:
    """All texts as weighted features of one kind, turned over: which texts have a feature, and how much."""

    def __init__(self, name: str, texts: list[_Text]) -> None:
        self.name = name
        counted = {text: _FEATURES[name](text[1]) for text in texts}
        frequency = Counter(feature for features in counted.values() for feature in features)
        self._rarity = {feature: math.log((1 + len(texts)) / (1 + n)) + 1 for feature, n in frequency.items()}
        self._unknown = math.log(1 + len(texts)) + 1
        self._texts: defaultdict[str, list[tuple[_Text, float]]] = defaultdict(list)
        for text in counted:
            for feature, weight in self.weighted(text[1]).items():
                self._texts[feature].append((text, weight))
        self._entries = {feature: {entry for (entry, _), _ in found} for feature, found in self._texts.items()}

    def weighted(self, text: str) -> _Vector:
        """The features of any text as a vector of length 1; of length 0 if it has none."""
        weighted = {name: w * self._rarity.get(name, self._unknown) for name, w in _FEATURES[self.name](text).items()}
        length = math.sqrt(sum(weight * weight for weight in weighted.values()))
        return {name: weight / length for name, weight in weighted.items()} if length else {}

    def texts_with(self, feature: str) -> list[tuple[_Text, float]]:
        """The texts that have a feature, with its weight in each."""
        return self._texts.get(feature, [])

    def entries_with(self, feature: str) -> set[str]:
        return self._entries.get(feature, set())


def _keys(text: str) -> _Vector:
    return _largest((word_key(word), weight) for word, weight in _words(text))


def _skeletons(text: str) -> _Vector:
    return _largest((word_skeleton(word), weight) for word, weight in _words(text))


def _parts(text: str) -> _Vector:
    """The letter n-grams of the keys, with the ends of a word marked."""
    parts: Counter[str] = Counter()
    for word, weight in _words(text):
        marked = f" {word_key(word)} "
        for at in range(max(1, len(marked) - _PART_LENGTH + 1)):
            parts[marked[at : at + _PART_LENGTH]] += weight  # type: ignore[assignment]
    return {part: 1 + math.log(weight) if weight > 1 else weight for part, weight in parts.items()}


_FEATURES: Final[dict[str, Callable[[str], _Vector]]] = {"key": _keys, "skeleton": _skeletons, "part": _parts}


def _largest(weights: Iterable[tuple[str, float]]) -> _Vector:
    vector: _Vector = {}
    for feature, weight in weights:
        vector[feature] = max(weight, vector.get(feature, 0.0))
    return vector


def _words(text: str) -> list[tuple[str, float]]:
    return [(word, _weight(word)) for word in words(fold(text))]


@lru_cache(maxsize=8192)
def _weight(word: str) -> float:
    return _FUNCTION_WORD if word in _FUNCTION_WORDS or word_key(word) in _FUNCTION_KEYS else 1.0


_FUNCTION_WORDS: Final = frozenset().union(*FUNCTION.values(), *SHARED.values())
_FUNCTION_KEYS: Final = frozenset(
    word_key(word) for language in ("hi", "gu") for word in FUNCTION[language] | SHARED[language]
)
