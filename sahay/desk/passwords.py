"""Passwords: kept as Argon2id hashes, and refused when they are easily guessed.

The rules are those of NIST SP 800-63B (3.1.1): length counts, and no word that others try first; no capitals or
digits are demanded, and none has to be changed without a reason.
"""

import re
from collections.abc import Iterable, Iterator
from secrets import token_urlsafe

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

SHORTEST = 12
LONGEST = 256
# zxcvbn's estimate, 0 to 4: from 3 on a guesser needs more than a hundred million attempts.
GUESSABLE = 3
# How much of a password zxcvbn reads; its time grows faster than the length.
READ = 72
# Shorter parts of a name are in many words by chance.
NAME_CHARACTERS = 4

_hasher = PasswordHasher()

REFUSALS = {
    "password_too_short": f"The password needs {SHORTEST} characters or more. A few words in a row are easy to keep.",
    "password_too_long": f"The password may have {LONGEST} characters at most.",
    "password_like_name": "The password must not contain a name or an address of yours, or the shop's name.",
    "password_too_common": "This password is easily guessed. Take a few words that do not belong together.",
}


class WeakPassword(Exception):
    """`code` is for programs, the message says what to do about it."""

    def __init__(self, code: str) -> None:
        super().__init__(REFUSALS[code])
        self.code = code


def require_strong(password: str, about: Iterable[str]) -> None:
    """Raises WeakPassword. `about` are names and addresses that a stranger would try: no part of them may be in it."""
    if len(password) < SHORTEST:
        raise WeakPassword("password_too_short")
    if len(password) > LONGEST:
        raise WeakPassword("password_too_long")
    folded = password.casefold()
    if any(part in folded for part in _parts(about)):
        raise WeakPassword("password_like_name")
    if zxcvbn(password[:READ])["score"] < GUESSABLE:
        raise WeakPassword("password_too_common")


def _parts(about: Iterable[str]) -> Iterator[str]:
    for name in about:
        yield from (part for part in re.split(r"[\W_]+", name.casefold()) if len(part) >= NAME_CHARACTERS)


def hash_password(password: str) -> str:
    """Argon2id, in the library's recommended strength (RFC 9106, low-memory profile)."""
    return _hasher.hash(password)


# What is checked when there is no such agent, so that the answer takes as long as for one who exists.
_NOBODY = hash_password(token_urlsafe(16))


def matches(password_hash: str | None, password: str) -> bool:
    """Takes as long when there is no hash."""
    try:
        _hasher.verify(password_hash or _NOBODY, password)
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None
