"""The shop's word on who has logged in: a JSON Web Token that its server signs (docs/identity.md).

Only what is described there is believed: one algorithm, one audience, a short life. What else the header names (keys,
addresses, other algorithms) is not looked at, and a token that asks for more than that to be understood is refused.
"""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt

from sahay.shop.identity import Login

ALGORITHM = "HS256"
AUDIENCE = "sahay"
CLAIMS = ("sub", "aud", "iat", "exp", "jti")
# From `iat` to `exp` at most.
LIFE = timedelta(hours=1)
# Two machines' clocks.
LEEWAY = timedelta(seconds=30)
# A token of ours has some 300. Nothing larger is even decoded.
TOKEN_CHARACTERS = 2048
IDENTIFIER_CHARACTERS = 64
# The moments that datetime can tell.
_MOMENTS = range(253402300800)


class TokenReader:
    """Reads tokens that are signed with `secret`."""

    def __init__(self, secret: str) -> None:
        self._secret = secret

    def read(self, token: str, now: datetime) -> Login | None:
        """What the token says; None for one that is not believed, for whatever reason."""
        if len(token) > TOKEN_CHARACTERS:
            return None
        try:
            claims = jwt.decode(token, self._secret, algorithms=[ALGORITHM], audience=AUDIENCE, options=_OPTIONS)
        except (jwt.PyJWTError, ValueError, RecursionError):  # the last two for JSON that is hard to read
            return None
        return _login(claims, now)


# Moments are compared with our own clock, below.
_OPTIONS: Any = {
    "require": list(CLAIMS),
    "strict_aud": True,
    "verify_exp": False,
    "verify_iat": False,
    "verify_nbf": False,
}


def _login(claims: Mapping[str, Any], now: datetime) -> Login | None:
    account_id, token_id = claims["sub"], claims["jti"]
    issued, expires = _moment(claims["iat"]), _moment(claims["exp"])
    if not (_is_identifier(account_id) and _is_identifier(token_id) and issued and expires):
        return None
    begins = _moment(claims["nbf"]) if "nbf" in claims else issued
    if begins is None or max(begins, issued) > now + LEEWAY:
        return None
    if not (issued < expires <= issued + LIFE and now < expires + LEEWAY):
        return None
    return Login(account_id, hashlib.sha256(token_id.encode()).hexdigest(), expires + LEEWAY)


def _moment(value: Any) -> datetime | None:
    """Seconds since 1970, whole."""
    is_moment = type(value) is int and value in _MOMENTS  # a bool is an int, but not here
    return datetime.fromtimestamp(value, UTC) if is_moment else None


def _is_identifier(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= IDENTIFIER_CHARACTERS and value.isprintable()
