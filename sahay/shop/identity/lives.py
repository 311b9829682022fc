"""How long an identity lasts, and whose a conversation is."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from sahay.config import Settings
from sahay.shop.identity import Identity, Login, Method

# At most: a log-in ends with its token.
LOGIN = timedelta(hours=12)
# Such a channel vouches for the number with every message, and each renews this.
PHONE = timedelta(days=1)

Lives = Mapping[Method, timedelta]


def lives_from(settings: Settings) -> Lives:
    return {
        Method.LOGIN: LOGIN,
        Method.PHONE: PHONE,
        Method.CODE: timedelta(minutes=settings.identity.code_minutes),
    }


def identity_until(account_id: str, method: Method, lives: Lives, now: datetime) -> Identity:
    return Identity(account_id, method, now, now + lives[method])


def logged_in(login: Login, lives: Lives, now: datetime) -> Identity:
    return Identity(login.account_id, Method.LOGIN, now, min(now + lives[Method.LOGIN], login.expires_at))


def granted(known: Identity | None, proved: Identity) -> Identity | None:
    """What a conversation's identity is once another proof came; None when the conversation is another account's.

    A proof never shortens what an earlier one gave.
    """
    if known is None:
        return proved
    if known.account_id != proved.account_id:
        return None
    return known if known.expires_at > proved.expires_at else proved


def ended(identity: Identity, now: datetime) -> Identity:
    return replace(identity, expires_at=min(identity.expires_at, now))
