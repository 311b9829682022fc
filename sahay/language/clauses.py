"""The clauses of a message: what stands between full stops, commas and the words for "and"."""

import re
from typing import Final

from sahay.language.canonical import canonical
from sahay.language.tokens import words

_FEWEST_WORDS: Final = 2
_CONJUNCTIONS: Final = (
    "and also|and then|and|also|plus|but|aur|or phir|phir|saath me|sathe|ane|ne pachi|pachi|tatha|lekin|pan|"
    "और|तथा|फिर|साथ ही|लेकिन|અને|તથા|પછી|સાથે|પણ"
)
# A full stop or comma inside a number or an address ("1,299", "a@b.in") parts nothing.
_BORDER: Final = re.compile(rf"[.,;:!?\n]+(?=\s|$)|\s[-–—]\s|(?<!\S)(?:{_CONJUNCTIONS}|&|\+)(?!\S)")


def clauses(text: str) -> list[str]:
    """The clauses of ``text`` of two words or more, in order and in canonical form."""
    parts = _BORDER.split(canonical(text))
    return [part.strip() for part in parts if len(words(part)) >= _FEWEST_WORDS]
