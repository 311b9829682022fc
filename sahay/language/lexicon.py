"""Concepts behind the words: "refund", "paisa wapas" and "રિફંડ" are one.

A lexicon lists the forms of each concept, in any language and script. Words are compared by how they sound and
without their English ending; a word that is one slip away from a listed one counts as that one.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from sahay.language.phonetic import word_key
from sahay.language.script import fold
from sahay.language.slips import Slips
from sahay.language.tokens import words

Forms = Mapping[str, Mapping[str, Sequence[str]]]
"""Concept -> language -> forms, as in ``data/lexicon.yml``."""

_ENDINGS: Final = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"(?<=..)ies$", "y"),
        (r"(?<=...)(?:ing|ed|es|s)$", ""),
        (r"(?<=...)e$", ""),
    )
)


class LexiconError(Exception):
    """A lexicon cannot be used: one line that names the entry."""


class Lexicon:
    """The forms, ready to be found in a text."""

    def __init__(self, forms: Mapping[Any, Any]) -> None:
        """Raises LexiconError where an entry is not a concept with lists of words."""
        self._concepts: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        for concept, form in _each(forms):
            stems = tuple(_stems(words(form)))
            if stems and concept not in self._concepts[stems]:
                self._concepts[stems].append(concept)
        self._longest = max(map(len, self._concepts), default=0)
        self._slips = Slips({stem: 1 for stems in self._concepts for stem in stems})

    def concepts(self, listed: Sequence[str]) -> list[str]:
        """The concepts of the words of a text, in order. Where two forms begin at a word, the longer one counts."""
        stems = [self._slips.meant(stem) for stem in _stems(listed)]
        found: list[str] = []
        at = 0
        while at < len(stems):
            length = self._length_at(stems, at)
            found += self._concepts.get(tuple(stems[at : at + length]), ()) if length else ()
            at += max(1, length)
        return found

    def _length_at(self, stems: list[str], at: int) -> int:
        for length in range(min(self._longest, len(stems) - at), 0, -1):
            if tuple(stems[at : at + length]) in self._concepts:
                return length
        return 0


def _each(forms: Mapping[Any, Any]) -> Iterator[tuple[str, str]]:
    for concept, by_language in forms.items():
        if not isinstance(concept, str) or not isinstance(by_language, Mapping):
            raise LexiconError(f"{concept}: must be a name with lists of words by language")
        for language, listed in by_language.items():
            if not isinstance(listed, list):
                raise LexiconError(f"{concept}.{language}: must be a list of words")
            for form in listed:
                if not isinstance(form, str) or not words(form):
                    raise LexiconError(f"{concept}.{language}: {form!r} is no word (quote yes, no and numbers)")
                yield concept, form


def _stems(listed: Iterable[str]) -> list[str]:
    return [stem for word in listed for stem in _stems_of(word)]


@lru_cache(maxsize=16384)
def _stems_of(word: str) -> tuple[str, ...]:
    return tuple(word_key(_without_ending(part)) for part in words(fold(word)))


def _without_ending(word: str) -> str:
    for pattern, replacement in _ENDINGS:
        word = pattern.sub(replacement, word)
    return word
