"""Words that are one slip of the finger away from a known one.

A slip is a letter too many, too few, another one, or two letters swapped (optimal string alignment distance 1).
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

_SHORTEST: Final = 4
"""Letters. A shorter word is one slip away from too many others."""
_SHORTEST_INDIC: Final = 5
"""Letters and vowel signs, of which an Indic word has more to the same sounds, and more endings."""
_DIGIT: Final = re.compile(r"\d")


class Slips:
    """Finds the known word that was meant, by the letters that both have after one is taken away."""

    def __init__(self, known: Mapping[str, int], common: int = 1) -> None:
        """``known``: how often each word was seen. What was seen less than ``common`` times is known, and never
        meant."""
        self._known = dict(known)
        self._shortened: defaultdict[str, list[str]] = defaultdict(list)
        for word, times in self._known.items():
            if times >= common and len(word) >= _SHORTEST:
                for shorter in _shortened(word):
                    self._shortened[shorter].append(word)
        self.meant = lru_cache(maxsize=16384)(self._meant)

    def _meant(self, word: str) -> str:
        """The known word that ``word`` is or stands for, or ``word`` itself where none is near.

        Of several the one with the same first letter, where fingers slip least, and of those the most frequent.
        """
        shortest = _SHORTEST if word.isascii() else _SHORTEST_INDIC
        if word in self._known or len(word) < shortest or _DIGIT.search(word):
            return word
        near = {known for shorter in _shortened(word) for known in self._shortened.get(shorter, ())}
        slips = [known for known in near if (known[0] == word[0] or len(word) > _SHORTEST) and is_slip(word, known)]
        return max(slips, key=lambda known: (known[0] == word[0], self._known[known], known), default=word)


def is_slip(word: str, other: str) -> bool:
    """Whether at most one slip makes ``other`` of ``word``."""
    start = 0
    while start < min(len(word), len(other)) and word[start] == other[start]:
        start += 1
    rest, wanted = word[start:], other[start:]
    swapped = wanted[:2] == rest[1::-1] and rest[2:] == wanted[2:]
    return rest[1:] == wanted[1:] or rest[1:] == wanted or rest == wanted[1:] or swapped


def _shortened(word: str) -> set[str]:
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}
