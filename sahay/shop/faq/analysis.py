"""A text as the search compares it: four views, each a bag of terms with their weights.

Question and entry may be in different letters, so all words are folded: by their sound (of English ones without their
ending), by their consonants, in parts, and to the concepts of `data/lexicon.yml` that they stand for.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from typing import Final

import tantivy

from sahay.config import ROOT
from sahay.config.yaml_file import safe_load
from sahay.language.canonical import canonical
from sahay.language.lexicon import Lexicon
from sahay.language.markers import FUNCTION, SHARED
from sahay.language.phonetic import word_key, word_skeleton
from sahay.language.script import fold
from sahay.language.tokens import words

Terms = Mapping[str, float]

_FUNCTION_WORD: Final = 0.7  # of a content word: "how", "kaise" and "che" are in every question
_PART_LENGTH: Final = 3
_WORD_END: Final = "_"

_english: Final = (
    tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).filter(tantivy.Filter.stemmer("english")).build()
)


def views(text: str) -> dict[str, Terms]:
    """The terms of `text` in each of `VIEWS`; no term has a space in it."""
    folded = words(fold(text))
    concepts = lexicon().concepts(words(canonical(text)))
    by_words = {name: _heaviest(folded, terms_of) for name, terms_of in _BY_WORDS.items()}
    return by_words | {"concept": dict.fromkeys((name.replace(" ", "_") for name in concepts), 1.0)}


def same_words(text: str) -> tuple[str, ...]:
    """Equal for texts of the same words in any order and any letters, however they are spelt; empty without words."""
    return tuple(sorted(map(word_key, words(fold(text)))))


@cache
def lexicon() -> Lexicon:
    """That of the shop, read once. Raises LexiconError."""
    return Lexicon(safe_load((ROOT / "data" / "lexicon.yml").read_text(encoding="utf-8")))


@lru_cache(maxsize=16384)
def _sound(word: str) -> tuple[str, ...]:
    return (word_key(_english.analyze(word)[0]) if word.isascii() else word_key(word),)


@lru_cache(maxsize=16384)
def _skeleton(word: str) -> tuple[str, ...]:
    return (word_skeleton(word),)


@lru_cache(maxsize=16384)
def _parts(word: str) -> tuple[str, ...]:
    """The letters of its sound in threes, with the ends of the word marked."""
    marked = f"{_WORD_END}{word_key(word)}{_WORD_END}"
    return tuple(marked[at : at + _PART_LENGTH] for at in range(max(1, len(marked) - _PART_LENGTH + 1)))


_BY_WORDS: Final[dict[str, Callable[[str], tuple[str, ...]]]] = {"sound": _sound, "skeleton": _skeleton, "part": _parts}
VIEWS: Final = (*_BY_WORDS, "concept")


def _heaviest(folded: Iterable[str], terms_of: Callable[[str], Iterable[str]]) -> Terms:
    """The terms of all words; one of several words has the weight of the heaviest."""
    terms: dict[str, float] = {}
    for word in folded:
        weight = _weight(word)
        for term in terms_of(word):
            terms[term] = max(weight, terms.get(term, 0.0))
    return terms


@lru_cache(maxsize=16384)
def _weight(word: str) -> float:
    return _FUNCTION_WORD if word in _FUNCTION_WORDS or word_key(word) in _FUNCTION_SOUNDS else 1.0


_FUNCTION_WORDS: Final = frozenset().union(*FUNCTION.values(), *SHARED.values())
_FUNCTION_SOUNDS: Final = frozenset(
    word_key(word) for language in ("hi", "gu") for word in FUNCTION[language] | SHARED[language]
)
