"""Concepts behind the words: "refund", "paisa wapas" and "રિફંડ" are one.

A lexicon lists the forms of each concept, in any language and script. Words are compared by how they sound and
without their English ending.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from sahay.language.canonical import canonical
from sahay.language.phonetic import word_key
from sahay.language.script import fold
from sahay.language.tokens import words

Forms = Mapping[str, Mapping[str, Sequence[str]]]
"""Concept -> language -> forms, as in ``data/lexicon.yml``."""

_SHORTEST: Final = 3
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
        self.words: Final = frozenset(word for _, form in _each(forms) for word in words(canonical(form)))
        self._names: dict[str, str] = {}
        for word in sorted(self.words, key=lambda word: (not word.isascii(), word)):
            units = _units(word)
            name = next((self._names[unit] for unit in units if unit in self._names), units[-1])
            for unit in units:
                self._names.setdefault(unit, name)
        self._concepts: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        for concept, form in _each(forms):
            named = tuple(map(self._name, words(canonical(form))))
            if concept not in self._concepts[named]:
                self._concepts[named].append(concept)
        self._longest = max(map(len, self._concepts), default=0)

    def concepts(self, listed: Sequence[str]) -> list[str]:
        """The concepts of the words of a text, in order. Where two forms begin at a word, the longer one counts."""
        named = [self._name(word) for word in listed]
        found: list[str] = []
        at = 0
        while at < len(named):
            length = self._length_at(named, at)
            found += self._concepts.get(tuple(named[at : at + length]), ()) if length else ()
            at += max(1, length)
        return found

    def _name(self, word: str) -> str:
        """What the lexicon calls a word, however it is spelt; empty where it has none."""
        return next((self._names[unit] for unit in _units(word) if unit in self._names), "")

    def _length_at(self, named: list[str], at: int) -> int:
        for length in range(min(self._longest, len(named) - at), 0, -1):
            if tuple(named[at : at + length]) in self._concepts:
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


@lru_cache(maxsize=16384)
def _units(word: str) -> tuple[str, ...]:
    """What a word is compared by, the surest first: its letters, its sound, its sound without an English ending. Short
    sounds are those of too many words."""
    folded = fold(word)
    sounds = [word_key(folded), word_key(_without_ending(folded))] if word.isascii() else [word_key(folded)]
    return (f"={folded}", *dict.fromkeys(sound for sound in sounds if len(sound) >= _SHORTEST))


def _without_ending(word: str) -> str:
    for pattern, replacement in _ENDINGS:
        word = pattern.sub(replacement, word)
    return word
