"""What comes in: stored once and taken once, in whatever order and however often it comes, whoever dies meanwhile."""

import os
import random
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.channels import events
from sahay.channels.base import Envelope, Unreadable
from sahay.channels.events import Event, Media, Sender
from sahay.domain.message import Author
from sahay.domain.work import RetryPolicy
from sahay.flow.arrivals import Arrivals
from sahay.flow.hub import Hub
from sahay.flow.inbox import Inbox
from sahay.flow.receipts import Receipts
from sahay.flow.reception import Reception
from sahay.flow.texts import Said, Texts
from sahay.flow.visitors import Visitors
from sahay.store import addresses, updates
from sahay.store.database import Database
from sahay.store.sql import SqlStore
from tests.fakes import MORNING, ManualClock
from tests.integration.databases import with_tables

# More of them: SAHAY_STORM_RUNS.
RUNS = int(os.environ.get("SAHAY_STORM_RUNS", "4"))
CHATS, EACH = 2, 3
TEXTS = Texts({"en": {"app_welcome": Said("Welcome")}}, "en")


class Died(BaseException):
    """The process, in the middle of what it did."""


class Pigeons:
    """A provider whose updates are `chat:number`."""

    name = "pigeon"

    def verify(self, headers: Mapping[str, str], body: bytes) -> None:
        """Nobody forges pigeons."""

    def handshake(self, query: Mapping[str, str]) -> str:
        return ""

    def envelopes(self, body: bytes) -> tuple[Envelope, ...]:
        chat, _, number = body.decode().partition(":")
        return (Envelope(body.decode(), chat, body, int(number)),)

    def events(self, body: bytes) -> tuple[Event, ...]:
        if body == b"1:9":
            raise Unreadable
        chat = body.decode().partition(":")[0]
        return (events.Said(sender=Sender(chat), id=body.decode(), at=MORNING, text=f"note {body.decode()}"),)

    async def fetch(self, media: Media) -> bytes:
        return b""

    async def acknowledge(self, event: Event, notice: str | None) -> None:
        """They do not wait."""


class Mortal(Database):
    """A database whose process dies before or after a commit."""

    def __init__(self, real: Database) -> None:
        self.real = real
        self.engine = real.engine
        self.chance = random.Random(0)  # noqa: S311
        self.risk = 0.0

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        async with self.real.read() as connection:
            yield connection

    @asynccontextmanager
    async def write(self, *, urgent: bool = False) -> AsyncIterator[AsyncConnection]:
        async with self.real.write(urgent=urgent) as connection:
            yield connection
            self._perhaps()
        self._perhaps()

    def _perhaps(self) -> None:
        if self.chance.random() < self.risk:
            raise Died


@pytest.fixture(params=["sqlite", "postgresql"])
async def database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Mortal]:
    database = await with_tables(request.param, tmp_path)
    yield Mortal(database)
    await database.close()


def arrivals(database: Mortal, clock: ManualClock) -> Arrivals:
    """As a process has them when it starts."""
    store, hub = SqlStore(database), Hub()
    inbox = Inbox(store, TEXTS, hub, clock, ("en",), lambda _: None)
    visitors = Visitors(database, inbox, clock, ("en",), "en", "Saral Store", lambda _: None)

    async def keep(conversation_id: str, name: str, data: bytes) -> str:
        raise AssertionError

    receipts = Receipts(database, hub)
    reception = Reception(store, inbox, visitors, receipts, {}, TEXTS, keep, 1000, lambda _: None)
    return Arrivals(database, {"pigeon": Pigeons()}, reception, clock, RetryPolicy(5, (0,)))


async def test_whenever_the_process_dies_each_message_is_taken_once(database: Mortal) -> None:
    """Each update comes one to five times in any order, until it was acknowledged; deaths before and after commits."""
    clock = ManualClock()
    for run in range(RUNS):
        database.chance, database.risk = random.Random(run), 0.15  # noqa: S311
        bodies = [f"{run}{chat}:{number}".encode() for chat in range(CHATS) for number in range(EACH)]
        calls = [body for body in bodies for _ in range(database.chance.randint(1, 5))]
        database.chance.shuffle(calls)
        living = arrivals(database, clock)
        while calls:
            try:
                await living.accept("pigeon", Pigeons().envelopes(calls[0]))
                del calls[0]  # what was not acknowledged comes again
                if database.chance.random() < 0.3:
                    await drain(living)
            except Died:
                living = arrivals(database, clock)
        database.risk = 0.0
        await drain(arrivals(database, clock))

        for chat in range(CHATS):
            said = await heard(database, f"{run}{chat}")
            assert sorted(said) == sorted(f"note {run}{chat}:{number}" for number in range(EACH)), run


async def test_what_waits_is_taken_in_the_providers_order(database: Mortal) -> None:
    living = arrivals(database, ManualClock())
    for number in (3, 0, 2, 1):
        await living.accept("pigeon", Pigeons().envelopes(f"7:{number}".encode()))
    await drain(living)

    assert await heard(database, "7") == [f"note 7:{number}" for number in range(4)]


async def test_what_cannot_be_read_is_kept_and_holds_nothing_up(database: Mortal) -> None:
    living = arrivals(database, ManualClock())
    for number in (9, 10):
        await living.accept("pigeon", Pigeons().envelopes(f"1:{number}".encode()))
    await drain(living)

    assert await heard(database, "1") == ["note 1:10"]
    async with database.read() as connection:
        traffic = await updates.traffic(connection, "pigeon")
    assert (traffic.pending, traffic.failed, traffic.error) == (0, 1, "cannot be read")


async def drain(living: Arrivals) -> None:
    for key in await living.pending():
        await living.drain(key)


async def heard(database: Mortal, chat: str) -> list[str]:
    """What the chat's customer has said, as the log has it."""
    async with database.read() as connection:
        known = await addresses.find(connection, "pigeon", chat)
    assert known is not None
    async with SqlStore(database).snapshot() as snapshot:
        lines = await snapshot.messages(str(known.conversation_id))
    return [line.text for line in lines if line.author is Author.CUSTOMER]
