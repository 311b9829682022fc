"""A shop with a few accounts, and everything that says who a customer is."""

import base64
import json
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from email.headerregistry import Address
from pathlib import Path
from typing import Any

import jwt

from sahay.mail.memory import MemoryOutbox
from sahay.mail.sender import Sender
from sahay.mail.sql import SqlOutbox
from sahay.mail.texts import MailTexts
from sahay.shop.accounts import Account
from sahay.shop.identity.codes import MailedCodes
from sahay.shop.identity.login import Logins
from sahay.shop.identity.memory import LIVES, MemoryCodeLedger, MemoryIdentities
from sahay.shop.identity.mint import Mint
from sahay.shop.identity.sql import SqlCodeLedgers, SqlIdentities
from sahay.shop.identity.tokens import TokenReader
from sahay.shop.verification import canonical_contact
from tests.fakes import ManualClock

ROOT = Path(__file__).parents[4]
KEY = "a key for tests"
SECRET = "a secret of the shop that has thirty-two bytes and more"

ASHA = Account("c-1", "Asha", "Asha@example.com", "+919811100001")
RAVI = Account("c-2", "Ravi", "ravi@example.com", "+919811100002")
# A family: one address and one number for two accounts.
MEENA = Account("c-3", "Meena", "home@example.com", "+919811100003")
KIRAN = Account("c-4", "Kiran", "home@example.com", "+919811100003")


class FakeAccounts:
    """The look-ups of `sahay.shop.accounts.Accounts`; `calls` counts them."""

    def __init__(self, *accounts: Account) -> None:
        self.accounts = list(accounts)
        self.calls: Counter[str] = Counter()

    async def get(self, account_id: str) -> Account | None:
        self.calls["get"] += 1
        return next((each for each in self.accounts if each.id == account_id), None)

    async def having(self, contact: str) -> list[Account]:
        self.calls["having"] += 1
        wanted = canonical_contact(contact)
        return [each for each in self.accounts if wanted in map(canonical_contact, (each.email, each.phone))]


@dataclass
class Inboxes:
    """The mail program of every customer: what was really sent, by address."""

    name = "inboxes"
    mails: list[Any] = field(default_factory=list)

    async def send(self, letter: Any) -> None:
        self.mails.append(letter)

    def codes_of(self, address: str) -> list[str]:
        letters = [letter for letter in self.mails if letter.recipient == address]
        return [re.search(r"^\d{6}\r?$", each.message.get_content(), re.M)[0].strip() for each in letters]


@dataclass
class World:
    clock: ManualClock
    accounts: FakeAccounts
    identities: Any
    codes: MailedCodes
    logins: Logins
    outbox: Any
    inboxes: Inboxes
    database: Any = None
    _messages: int = 0

    def message_id(self) -> str:
        self._messages += 1
        return f"m:{self._messages}"

    async def send(self, conversation: str, email: str, language: str = "en", message_id: str | None = None) -> Any:
        return await self.codes.send(
            conversation,
            email,
            message_id=message_id or self.message_id(),
            language=language,
            now=self.clock.now(),
        )

    async def check(self, conversation: str, code: str, message_id: str | None = None) -> Any:
        return await self.codes.check(
            conversation, code, message_id=message_id or self.message_id(), now=self.clock.now()
        )

    async def log_in(self, conversation: str, token: str) -> Any:
        return await self.logins.log_in(conversation, token, now=self.clock.now())

    async def of(self, conversation: str) -> Any:
        return await self.identities.of(conversation, self.clock.now())

    async def code(self, conversation: str, account: Account) -> str:
        """The code that the account's owner reads in the mail that the conversation asked for."""
        await self.send(conversation, account.email)
        await self.deliver()
        return self.inboxes.codes_of(account.email)[-1]

    async def deliver(self) -> None:
        await Sender(self.outbox, self.inboxes, Address("S", addr_spec="care@saral.example"), self.clock).drain()

    def claims(self, account: Account = ASHA, **changes: Any) -> dict[str, Any]:
        now = int(self.clock.now().timestamp())
        told = {"sub": account.id, "aud": "sahay", "iat": now, "exp": now + 3600, "jti": f"t-{account.id}"} | changes
        return {name: value for name, value in told.items() if value is not ...}

    def token(self, account: Account = ASHA, **changes: Any) -> str:
        return signed(self.claims(account, **changes))


def signed(claims: Any, secret: str = SECRET, algorithm: str = "HS256", **header: Any) -> str:
    return jwt.encode(claims, secret, algorithm=algorithm, headers=header or None)


def part(content: Any) -> str:
    """One of a token's three parts."""
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def memory_world(clock: ManualClock) -> World:
    identities, outbox = MemoryIdentities(), MemoryOutbox(clock)
    return _world(clock, identities, MemoryCodeLedger(identities, outbox), outbox)


def sql_world(clock: ManualClock, database: Any) -> World:
    identities, outbox = SqlIdentities(database, LIVES), SqlOutbox(database, clock, KEY)
    return _world(clock, identities, SqlCodeLedgers(database, identities, outbox), outbox, database)


def _world(clock: ManualClock, identities: Any, ledgers: Any, outbox: Any, database: Any = None) -> World:
    accounts: Any = FakeAccounts(ASHA, RAVI, MEENA, KIRAN)
    mint = Mint(KEY, MailTexts.load(ROOT / "data" / "responses", "en"), "Saral Store")
    codes = MailedCodes(ledgers, accounts, mint)
    logins = Logins(TokenReader(SECRET), accounts, identities)
    return World(clock, accounts, identities, codes, logins, outbox, Inboxes(), database)


MINUTE = timedelta(minutes=1).total_seconds()
HOUR = 60 * MINUTE
DAY = 24 * HOUR
