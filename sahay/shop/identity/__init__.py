"""Who a conversation's customer has shown to be. It lasts for the conversation, or until `expires_at`."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class Method(StrEnum):
    LOGIN = "login"  # the shop's own log-in, by a token that the shop signed
    PHONE = "phone"  # a channel that verifies phone numbers
    CODE = "code"  # a one-time code, sent to the account's e-mail address


@dataclass(frozen=True, slots=True)
class Identity:
    account_id: str
    method: Method
    proved_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Login:
    """What a shop's log-in token says, once it is believed. `token_key` tells it from all others."""

    account_id: str
    token_key: str
    expires_at: datetime


class NoLogin(StrEnum):
    """Why a log-in is not taken. Who tried is told no more than this."""

    NOT_BELIEVED = "not_believed"  # the token is no good, or has opened another conversation, or has no account
    OTHER_ACCOUNT = "other_account"  # the conversation is another account's


class Identities(Protocol):
    """A conversation is at most one account's for its whole life, also when the identity has ended."""

    async def of(self, conversation_id: str, now: datetime) -> Identity | None: ...

    async def grant(self, conversation_id: str, account_id: str, method: Method, *, now: datetime) -> Identity | None:
        """None when the conversation is another account's already: that one needs a conversation of its own."""

    async def log_in(self, conversation_id: str, login: Login, *, now: datetime) -> Identity | NoLogin:
        """Grants by a token, which opens one conversation and no other."""

    async def forget(self, conversation_id: str, *, now: datetime) -> None: ...


@dataclass(frozen=True, slots=True)
class Sent:
    """A code is on its way, or seems to be: who asks is not told whether the address has an account."""

    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Wrong:
    attempts_left: int


@dataclass(frozen=True, slots=True)
class Limited:
    """Too many codes or too many guesses: until then there is no other try."""

    until: datetime


class Codes(Protocol):
    """One-time codes of six digits by e-mail. Guessing and sending are bounded by conversation and by address.

    Both may raise `sahay.shop.backend.Unavailable`: nothing was sent, nothing counted."""

    async def send(
        self, conversation_id: str, email: str, *, message_id: str, language: str, now: datetime
    ) -> Sent | Limited:
        """Send a code to the address if exactly one account has it; otherwise do the same work and send nothing.

        Asked again for the same message nothing is sent twice."""

    async def check(
        self, conversation_id: str, code: str, *, message_id: str, now: datetime
    ) -> Identity | Wrong | Limited:
        """Grants the identity with the right code. A code is used up by it, by too many wrong ones, and by the next
        one that is sent. With no attempts left, another code may be had; when not, it is Limited."""
