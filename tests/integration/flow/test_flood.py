"""One customer sends more than anybody reads: all of it is taken, in order, and nobody else waits for it."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from sahay.channels.base import Envelope, Receiver
from sahay.channels.events import Event, Said, Sender
from sahay.flow.arrivals import AT_ONCE, Arrivals
from sahay.flow.worker import KeyedWorker
from sahay.store.database import Database
from tests.fakes import MORNING, ManualClock
from tests.integration.databases import with_tables

MANY = 3 * AT_ONCE + 1


class Taken:
    """What came through, in its order."""

    def __init__(self) -> None:
        self.all: list[str] = []

    async def take(self, receiver: Receiver, event: Event, *, is_last: bool = False) -> str | None:
        self.all.append(event.id)
        return None


class Readable:
    """A provider whose updates are `chat:number`."""

    name = "pigeon"

    def events(self, body: bytes) -> tuple[Event, ...]:
        return (Said(sender=Sender("x"), id=body.decode(), at=MORNING),)

    async def acknowledge(self, event: Event, notice: str | None) -> None:
        """They do not wait."""


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = await with_tables("sqlite", tmp_path)
    yield database
    await database.close()


async def test_who_floods_us_waits_behind_who_does_not(database: Database) -> None:
    """With one place for all chats, which is the worst case."""
    taken: Any = Taken()
    readers: Any = {"pigeon": Readable()}
    arrivals = Arrivals(database, readers, taken, ManualClock())
    worker = KeyedWorker("arrivals", arrivals.drain, arrivals.pending, parallel=1)
    arrivals.wake = worker.wake
    flood = [Envelope(f"a:{number}", "a", f"a:{number}".encode(), number) for number in range(MANY)]
    await arrivals.accept("pigeon", flood)
    await arrivals.accept("pigeon", [Envelope("b:1", "b", b"b:1", 1)])
    await worker.idle()

    assert [each for each in taken.all if each.startswith("a")] == [each.id for each in flood]  # nothing lost, in order
    assert taken.all.index("b:1") == AT_ONCE
