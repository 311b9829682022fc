"""One-time codes: what is sent, what is believed, and how both are bounded.

Guessing one is a matter of chance only: six digits, five guesses a code, at most five codes a day for one address in
all conversations together. That is 25 guesses in 1,000,000 a day for somebody who knows a customer's address.

Nothing that can be seen depends on whether an address has an account: neither the answer, nor the counts, nor the
work. Without one, a code is drawn and kept all the same, and a mail is put that has expired before it could be sent.
"""

import hashlib
import hmac
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from sahay.mail import Mail
from sahay.shop.accounts import Account, Accounts
from sahay.shop.identity import Identity, Limited, Sent, Wrong
from sahay.shop.identity.mint import LIFE, Mint, owner_of

log = structlog.get_logger()

GUESSES = 5
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SENDS_PER_CONVERSATION = 3  # in an hour
SENDS_PER_ADDRESS = 5  # in a day
# How long codes and guesses are kept: until no bound and no repeated message asks for them.
KEPT = timedelta(days=2)
# Compared with when there is no code.
_NO_KEY = "0" * 64


@dataclass(frozen=True, slots=True)
class Asked:
    """A message that asks for a code. `email` is as the customer wrote it."""

    conversation_id: str
    message_id: str
    email: str
    language: str


@dataclass(frozen=True, slots=True)
class Code:
    """A code that was sent, or seems so (`account_id` is None). `code_key` and `address_key` are keyed digests."""

    conversation_id: str
    message_id: str
    address_key: str
    account_id: str | None
    code_key: str
    sent_at: datetime
    expires_at: datetime
    guesses: int = 0
    is_used: bool = False

    def is_live(self, now: datetime) -> bool:
        return not self.is_used and now < self.expires_at and self.guesses < GUESSES


@dataclass(frozen=True, slots=True)
class Guess:
    """A message that said a code, and what became of it. With no attempts left the code is used up."""

    conversation_id: str
    message_id: str
    is_right: bool
    attempts_left: int


class Ledger(Protocol):
    """Inside a transaction: nobody else sends or guesses in this conversation, or sends to this address, meanwhile."""

    async def code_of(self, conversation_id: str, message_id: str) -> Code | None: ...

    async def latest(self, conversation_id: str) -> Code | None: ...

    async def sent_in(self, conversation_id: str, limit: int) -> Sequence[datetime]:
        """When the latest `limit` codes were sent, newest first."""

    async def sent_to(self, address_key: str, limit: int) -> Sequence[datetime]: ...

    async def add(self, code: Code, mail: Mail, *, key: str) -> None:
        """Keep the code and put the mail, and forget what is too old to matter."""

    async def guess_of(self, conversation_id: str, message_id: str) -> Guess | None: ...

    async def count(self, code: Code, guess: Guess, now: datetime) -> None:
        """Keep the guess, and the code as it is after it: with one guess more, and used up or not."""

    async def identity(self, conversation_id: str, now: datetime) -> Identity | None: ...

    async def grant(self, conversation_id: str, account_id: str, now: datetime) -> Identity | None: ...


class Ledgers(Protocol):
    def __call__(self, *names: str) -> AbstractAsyncContextManager[Ledger]:
        """A transaction; one that has any of these names in common waits for it."""


class MailedCodes:
    """See `sahay.shop.identity.Codes`."""

    def __init__(self, ledgers: Ledgers, accounts: Accounts, mint: Mint) -> None:
        self._ledgers = ledgers
        self._accounts = accounts
        self._mint = mint

    async def send(
        self, conversation_id: str, email: str, *, message_id: str, language: str, now: datetime
    ) -> Sent | Limited:
        asked = Asked(conversation_id, message_id, email, language)
        # Before the transaction, which must not last as long as the shop may take.
        account = await owner_of(self._accounts, self._mint, email)
        async with self._ledgers(_of(conversation_id), f"code to:{self._mint.address_key(email)}") as ledger:
            outcome = await send(asked, account, ledger, self._mint, now)
        log.info("code.asked", conversation=conversation_id, outcome=type(outcome).__name__)
        return outcome

    async def check(
        self, conversation_id: str, code: str, *, message_id: str, now: datetime
    ) -> Identity | Wrong | Limited:
        async with self._ledgers(_of(conversation_id)) as ledger:
            outcome = await check(conversation_id, code, message_id, ledger, self._mint, now)
        log.info("code.checked", conversation=conversation_id, outcome=type(outcome).__name__)
        return outcome


def _of(conversation_id: str) -> str:
    return f"code in:{conversation_id}"


async def send(asked: Asked, account: Account | None, ledger: Ledger, mint: Mint, now: datetime) -> Sent | Limited:
    earlier = await ledger.code_of(asked.conversation_id, asked.message_id)
    if earlier:
        return Sent(earlier.expires_at)
    address_key = mint.address_key(asked.email)
    if until := await _closed_until(ledger, asked.conversation_id, address_key, now):
        return Limited(until)
    drawn = mint.draw()
    code = Code(
        conversation_id=asked.conversation_id,
        message_id=asked.message_id,
        address_key=address_key,
        account_id=account.id if account else None,
        code_key=mint.code_key(asked.conversation_id, asked.message_id, drawn),
        sent_at=now,
        expires_at=now + LIFE,
    )
    await ledger.add(code, mint.mail(account, drawn, asked.language, now), key=_mail_key(asked))
    return Sent(code.expires_at)


async def check(
    conversation_id: str, said: str, message_id: str, ledger: Ledger, mint: Mint, now: datetime
) -> Identity | Wrong | Limited:
    code = await ledger.latest(conversation_id)
    guess = await ledger.guess_of(conversation_id, message_id)
    if guess:
        identity = await ledger.identity(conversation_id, now) if guess.is_right else None
    else:
        identity, guess = await _try(conversation_id, said, message_id, code, ledger, mint, now)
    if identity:
        return identity
    if guess.attempts_left or code is None:
        return Wrong(guess.attempts_left)
    until = await _closed_until(ledger, conversation_id, code.address_key, now)
    return Limited(until) if until else Wrong(0)


async def _try(
    conversation_id: str, said: str, message_id: str, code: Code | None, ledger: Ledger, mint: Mint, now: datetime
) -> tuple[Identity | None, Guess]:
    said_key = mint.code_key(conversation_id, code.message_id if code else message_id, said)
    is_same = hmac.compare_digest(said_key, code.code_key if code else _NO_KEY)
    if code is None or not code.is_live(now):
        return None, Guess(conversation_id, message_id, is_right=False, attempts_left=0)
    account_id = code.account_id if is_same else None
    # None too where the conversation is another account's: such a code helps nobody.
    identity = await ledger.grant(conversation_id, account_id, now) if account_id else None
    left = 0 if account_id else GUESSES - code.guesses - 1
    guess = Guess(conversation_id, message_id, is_right=identity is not None, attempts_left=left)
    await ledger.count(code, guess, now)
    return identity, guess


async def _closed_until(ledger: Ledger, conversation_id: str, address_key: str, now: datetime) -> datetime | None:
    """When another code may be sent; None for now."""
    own = await ledger.sent_in(conversation_id, SENDS_PER_CONVERSATION)
    shared = await ledger.sent_to(address_key, SENDS_PER_ADDRESS)
    ends = [
        full_until(own, SENDS_PER_CONVERSATION, HOUR, now),
        full_until(shared, SENDS_PER_ADDRESS, DAY, now),
    ]
    return max((end for end in ends if end), default=None)


def full_until(moments: Sequence[datetime], limit: int, window: timedelta, now: datetime) -> datetime | None:
    """When the `limit`th of the latest (newest first) leaves the window; None when it has, or there are fewer."""
    if len(moments) < limit:
        return None
    end = moments[limit - 1] + window
    return end if end > now else None


def _mail_key(asked: Asked) -> str:
    said = f"{asked.conversation_id}\n{asked.message_id}".encode()
    return f"code:{hashlib.sha256(said).hexdigest()}"
