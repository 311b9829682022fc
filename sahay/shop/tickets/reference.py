"""The numbers of tickets: "T-7K3QXM"."""

import re
import secrets

# https://www.crockford.com/base32.html: without I, L, O and U, which are misread or make words.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
# 30 bits: enough that nobody meets another's by trying; and who has one is still told nothing by it.
CHARACTERS = 6
PREFIX = "T-"

_MISREAD = str.maketrans("ILO", "110")
_WRITTEN = re.compile(rf"T?([{ALPHABET}]{{{CHARACTERS}}})")


def new_reference() -> str:
    return PREFIX + "".join(secrets.choice(ALPHABET) for _ in range(CHARACTERS))


def canonical_reference(text: str) -> str | None:
    """The reference that somebody has written in any case, with O for 0 and I or L for 1, without "T-" or with blanks;
    None for what is none."""
    plain = "".join(char for char in text.upper() if char.isascii() and char.isalnum()).translate(_MISREAD)
    found = _WRITTEN.fullmatch(plain)
    return PREFIX + found[1] if found else None
