"""The entries of a small collection (frequent questions and their phrasings) that are nearest to a query.

Query and entries may be in different letters: all are compared by phonetic key, skeleton and parts of words.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from sahay.language.markers import FUNCTION, SHARED
from sahay.language.phonetic import word_key, word_skeleton
from sahay.language.script import fold
from sahay.language.tokens import words

# How much each view of a text counts; together 1.
_VIEWS: Final = {"key": 0.45, "skeleton": 0.2, "part": 0.35}
_FUNCTION_WORD: Final = 0.25  # of a content word: "how", "kaise" and "che" are in every question
_PART_LENGTH: Final = 3

_Vector = dict[str, float]


class Match(NamedTuple):
    """An entry and how near it is to the query: 0 nothing in common, 1 the same words."""

    id: str
    score: float


class Index:
    """A searchable collection, built once; searching takes under a millisecond for some hundred texts."""

    def __init__(self, entries: Iterable[tuple[str, Iterable[str]]]) -> None:
        """``entries``: an id and the texts under which it is found; an id may come more than once."""
        texts = [(entry, text) for entry, group in entries for text in group]
        self._entries = [entry for entry, _ in texts]
        self._views = [_View(name, [text for _, text in texts]) for name in _VIEWS]

    def search(self, query: str, limit: int = 3) -> list[Match]:
        """The ``limit`` nearest entries, best first; entries that share nothing with ``query`` are left out.

        The score of an entry is that of the nearest of its texts.
        """
        by_text: defaultdict[int, float] = defaultdict(float)
        for view in self._views:
            for text, similarity in view.similarities(query):
                by_text[text] += _VIEWS[view.name] * similarity
        best: defaultdict[str, float] = defaultdict(float)
        for text, score in by_text.items():
            best[self._entries[text]] = max(best[self._entries[text]], score)
        ranked = sorted(best.items(), key=lambda item: (-item[1], item[0]))
        return [Match(entry, min(score, 1.0)) for entry, score in ranked[:limit]]


class _View:
    """All texts as weighted features of one kind, turned over: which texts have a feature, and how much."""

    def __init__(self, name: str, texts: list[str]) -> None:
        self.name = name
        self._features = _FEATURES[name]
        counted = [self._features(text) for text in texts]
        frequency = Counter(feature for features in counted for feature in features)
        self._idf = {feature: math.log((1 + len(texts)) / (1 + n)) + 1 for feature, n in frequency.items()}
        self._unknown = math.log(1 + len(texts)) + 1
        self._texts: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, features in enumerate(counted):
            for feature, weight in self._weighted(features).items():
                self._texts[feature].append((number, weight))

    def similarities(self, query: str) -> Iterator[tuple[int, float]]:
        """Products to be summed by text number: their sum is the cosine of the query and that text."""
        for feature, weight in self._weighted(self._features(query)).items():
            for number, other in self._texts.get(feature, ()):
                yield number, weight * other

    def _weighted(self, features: _Vector) -> _Vector:
        weighted = {name: w * self._idf.get(name, self._unknown) for name, w in features.items()}
        length = math.sqrt(sum(weight * weight for weight in weighted.values()))
        return {name: weight / length for name, weight in weighted.items()} if length else {}


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
