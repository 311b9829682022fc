"""Keys that are equal for words that sound alike, however they are spelt or in which letters.

The same word is typed "nahi", "nahin", "nahee" and "नहीं", "parcel" and "पार्सल". The key folds what people
vary when they write Hindi and Gujarati in Latin letters; the skeleton keeps its consonants only. English goes
through the same folding, which costs it nothing, since both sides of every comparison are folded.
"""

import re
from functools import lru_cache
from typing import Final

from sahay.language.script import fold
from sahay.language.tokens import words

# In order: each rule sees what the ones before it left. "C" is the sound of "ch", which is no "k".
_RULES: Final = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"x", "ks"),
        (r"aa", "a"),
        (r"iy(?=[aeiou])", "i"),
        (r"(?<=[^aeiou])y\b", "i"),
        (r"tion\b|shun\b|sion\b", "san"),
        (r"c?ch+", "C"),
        (r"c(?=[eiy])", "s"),
        (r"ck|c|q", "k"),
        (r"ph", "f"),
        (r"([bdgjkt])h", r"\1"),
        (r"sh", "s"),
        (r"w", "v"),
        (r"z", "j"),
        (r"ee|ii|ea", "i"),
        (r"oo|uu", "u"),
        (r"ai|ay|ei|ey", "e"),
        (r"au|ou|ow|ao", "o"),
        (r"(\D)\1+", r"\1"),
        (r"(?<=[aeiou])[nm]$", ""),
        (r"(?<=[aeiou])h$", ""),
    )
)
_VOWELS: Final = re.compile(r"(?<!^)[aeiou]")
_LEADING_VOWEL: Final = re.compile(r"^[aeiou]")


def key(text: str) -> str:
    """The phonetic keys of the words of ``text`` ("मेरा ऑर्डर", "mera ordar" -> "mera ordar")."""
    return " ".join(map(word_key, words(fold(text))))


def skeleton(text: str) -> str:
    """The consonants of every word of ``text``; a leading vowel stays, as "a" ("mera order" -> "mr ardr")."""
    return " ".join(map(word_skeleton, words(fold(text))))


@lru_cache(maxsize=16384)
def word_key(word: str) -> str:
    """The phonetic key of one folded word; never empty for a word that is not."""
    result = word
    for pattern, replacement in _RULES:
        result = pattern.sub(replacement, result)
    return result or word


@lru_cache(maxsize=16384)
def word_skeleton(word: str) -> str:
    """The consonant skeleton of one folded word."""
    return _VOWELS.sub("", _LEADING_VOWEL.sub("a", word_key(word)))
