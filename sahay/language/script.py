"""Which letters a text is written in, and Devanagari and Gujarati letters written as Latin ones.

The Gujarati block lies parallel to the Devanagari one, so one set of tables serves both.
"""

import re
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from sahay.language.canonical import canonical

Script = Literal["latin", "devanagari", "gujarati", "other"]

_GUJARATI_OFFSET: Final = 0x180
_TO_DEVANAGARI: Final = {code: code - _GUJARATI_OFFSET for code in range(0x0A81, 0x0AD0)}
_INDIC_WORD: Final = re.compile("[\u0900-\u0963\u0970-\u097f\u0a80-\u0aff]+")

_VOWELS: Final = dict(
    zip(
        "अआइईउऊऋएऐओऔऑऍऎऒ",
        ("a", "aa", "i", "ee", "u", "oo", "ri", "e", "ai", "o", "au", "o", "e", "e", "o"),
        strict=True,
    )
)
_MATRAS: Final = dict(
    zip(
        "ािीुूृेैोौॉॅॆॊ",
        ("aa", "i", "ee", "u", "oo", "ri", "e", "ai", "o", "au", "o", "e", "e", "o"),
        strict=True,
    )
)
_ROMAN_CONSONANTS: Final = "k kh g gh n ch chh j jh n t th d dh n t th d dh n p ph b bh m y r l l v sh sh s h"
_CONSONANTS: Final = dict(
    zip(
        "कखगघङचछजझञटठडढणतथदधनपफबभमयरलळवशषसह",
        _ROMAN_CONSONANTS.split(),
        strict=True,
    )
)
_VIRAMA: Final = "\u094d"
_ANUSVARA: Final = "\u0902"
_VISARGA: Final = "\u0903"
_LABIALS: Final = frozenset("pbm")


class _Syllable(NamedTuple):
    """Consonants, a vowel and what closes it. The inherent vowel is an ``a`` that nobody wrote."""

    onset: str
    vowel: str
    inherent: bool
    coda: str = ""


def script_counts(text: str) -> dict[Script, int]:
    """How many letters (and vowel signs) of each script ``text`` has."""
    counts: dict[Script, int] = {"latin": 0, "devanagari": 0, "gujarati": 0, "other": 0}
    for char in text:
        if (name := _script_of(char)) is not None:
            counts[name] += 1
    return counts


def script(text: str) -> Script | None:
    """The script of most letters of ``text``, or None where it has none."""
    counts = script_counts(text)
    best = max(counts, key=counts.__getitem__)
    return best if counts[best] else None


def fold(text: str) -> str:
    """The canonical form of ``text`` with its Indic words in Latin letters ("ઓર્ડર" -> "ordar")."""
    return _INDIC_WORD.sub(lambda match: _fold_word(match.group()), canonical(text))


def _script_of(char: str) -> Script | None:
    code = ord(char)
    if 0x0900 <= code <= 0x097F:
        return "devanagari" if code not in (0x0964, 0x0965) and not 0x0966 <= code <= 0x096F else None
    if 0x0A80 <= code <= 0x0AFF:
        return "gujarati" if not 0x0AE6 <= code <= 0x0AF1 else None
    if not char.isalpha():
        return None
    return "latin" if code < 0x0250 or 0x1E00 <= code < 0x1F00 else "other"


@lru_cache(maxsize=8192)
def _fold_word(word: str) -> str:
    syllables = _syllables(word.translate(_TO_DEVANAGARI))
    silent = _silent(syllables)
    return "".join(part.onset + ("" if at in silent else part.vowel) + part.coda for at, part in enumerate(syllables))


def _syllables(word: str) -> list[_Syllable]:
    syllables: list[_Syllable] = []
    onset = ""

    def close(vowel: str, *, inherent: bool) -> None:
        nonlocal onset
        syllables.append(_Syllable(onset, vowel, inherent))
        onset = ""

    for at, char in enumerate(word):
        following = word[at + 1 : at + 2]
        if char in _CONSONANTS:
            onset += _CONSONANTS[char]
            if following not in _MATRAS and following != _VIRAMA:
                close("a", inherent=True)
        elif char in _MATRAS:
            close(_MATRAS[char], inherent=False)
        elif char in _VOWELS:
            close(_VOWELS[char], inherent=False)
        elif char in (_ANUSVARA, _VISARGA) and syllables:
            coda = "h" if char == _VISARGA else _nasal(following)
            syllables[-1] = syllables[-1]._replace(coda=coda, inherent=False)
        elif char == "ॐ":
            syllables.append(_Syllable("", "o", inherent=False, coda="m"))
    if onset:
        syllables.append(_Syllable(onset, "", inherent=False))
    return syllables


def _nasal(following: str) -> str:
    return "m" if _CONSONANTS.get(following, " ")[0] in _LABIALS else "n"


def _silent(syllables: list[_Syllable]) -> set[int]:
    """The inherent vowels that are not spoken: the last one, and one between two consonants with vowels."""
    silent: set[int] = set()
    last = len(syllables) - 1
    if last > 0 and syllables[last].inherent:
        silent.add(last)
    for at in range(last - 1, 0, -1):
        here, after = syllables[at], syllables[at + 1]
        if here.inherent and after.onset and at + 1 not in silent and after.vowel and at - 1 not in silent:
            silent.add(at)
    return silent
