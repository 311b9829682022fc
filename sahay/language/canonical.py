"""The canonical form: texts that look the same to a reader become the same string."""

import re
import unicodedata
from typing import Final

_SPELLINGS: Final = str.maketrans(
    {
        # Nukta: people leave it out as often as not, so it goes. NFKC composes it with these three letters.
        "\u093c": None,
        "\u0abc": None,
        "\u0929": "\u0928",
        "\u0931": "\u0930",
        "\u0934": "\u0933",
        # Chandrabindu and anusvara are written for each other.
        "\u0901": "\u0902",
        "\u0a81": "\u0a82",
        # Danda and double danda end sentences.
        "\u0964": ".",
        "\u0965": ".",
        # Apostrophes that phones type.
        "\u2018": "'",
        "\u2019": "'",
        "\u02bc": "'",
        "`": "'",
    }
)
# Format controls (joiners, direction marks, byte order mark), variation selectors, skin tones, controls.
_INVISIBLE: Final = re.compile(
    "[\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
    "\U0001f3fb-\U0001f3ff\U000e0000-\U000e0fff\x00-\x08\x0e-\x1b\x7f\ud800-\udfff]"
)
_RUN: Final = re.compile(r"(\D)\1{2,}")


def canonical(text: str) -> str:
    """The canonical form of any text: NFKC, lower case, ASCII digits, single spaces, no invisible characters.

    A letter written three times or more stays twice ("pleaseee" -> "pleasee"); digits keep their number. The
    form is stable: ``canonical(canonical(text)) == canonical(text)``.
    """
    previous = None
    while text != previous:  # Dropping a character can let its neighbours compose: once more settles it.
        previous = text
        text = _pass(text)
    return text


def ascii_digits(text: str) -> str:
    """``text`` with the decimal digits of every script as ASCII, of the same length."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)


def _pass(text: str) -> str:
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).translate(_SPELLINGS).lower()
    return " ".join(_RUN.sub(r"\1\1", ascii_digits(text)).split())
