"""Where a provider would say a part twice: once or not at all, whenever the process dies, and the desk sees which."""

import os
import random
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from sahay.channels.base import Capabilities, DeliveryError, Part, Recipient, Verdict
from sahay.channels.events import Receipt, Received, Sender
from sahay.channels.parts import parts_of
from sahay.domain.conversation import Conversation
from sahay.domain.message import Author, Button, Draft, Message
from sahay.domain.work import Delivery, RetryPolicy
from sahay.flow.delivering import LEASE, Delivering, SqlLedger
from sahay.flow.hub import Hub
from sahay.flow.outbox import Outbox
from sahay.flow.receipts import Receipts
from sahay.store import addresses
from sahay.store.addresses import Address
from sahay.store.base import Contact
from sahay.store.database import Database
from sahay.store.parts import Sent, State
from sahay.store.sql import SqlStore
from tests.fakes import MORNING, ManualClock
from tests.integration.databases import with_tables

# More of them: SAHAY_STORM_RUNS.
RUNS = int(os.environ.get("SAHAY_STORM_RUNS", "20"))
CAN = Capabilities(text=20, buttons=2, button_title=20)
POLICY = RetryPolicy(attempts=4, delays=(0, 0, 0))


class Died(BaseException):
    """The process, in the middle of what it did."""


class Pigeons:
    """A provider without idempotency. `fate` says what becomes of each call."""

    name = "pigeon"

    def __init__(self, capabilities: Capabilities = CAN, *fate: str) -> None:
        self.capabilities = capabilities
        self.fate = list(fate)
        self.accepted: list[str] = []

    def adapt(self, message: Message, to: Recipient, now: datetime) -> tuple[Part, ...]:
        return parts_of(message, self.capabilities)

    async def deliver(self, to: Recipient, part: Part, key: str) -> str | None:
        fate = self.fate.pop(0) if self.fate else "well"
        if fate in ("well", "lost", "died after"):
            self.accepted.append(part.text)
        if fate.startswith("died"):
            raise Died
        if fate != "well":
            raise DeliveryError(fate, {"refused": Verdict.GIVE_UP, "busy": Verdict.RETRY}.get(fate, Verdict.UNKNOWN))
        return f"id of {key}"


class Shaky(SqlLedger):
    """A ledger whose process dies before or after what it writes."""

    def __init__(self, database: Database, clock: ManualClock, chance: random.Random) -> None:
        super().__init__(database, clock)
        self.chance = chance
        self.deaths = 0

    async def begin(self, part: Sent, channel: str) -> bool:
        self._perhaps()
        begun = await super().begin(part, channel)
        self._perhaps()
        return begun

    async def end(self, part: Sent, state: State, external_id: str | None = None) -> None:
        self._perhaps()
        await super().end(part, state, external_id)
        self._perhaps()

    def _perhaps(self) -> None:
        if self.deaths < 3 and self.chance.random() < 0.08:
            self.deaths += 1
            raise Died


@pytest.fixture(params=["sqlite", "postgresql"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[SqlStore]:
    database = await with_tables(request.param, tmp_path)
    yield SqlStore(database)
    await database.close()


async def begin(store: SqlStore, number: int, *drafts: Draft) -> str:
    """A conversation with somebody on the pigeons' channel, and what is to be said to them."""
    key = f"c{number}"
    contact = Contact(f"p{number}", MORNING)
    async with store.transaction() as tx:
        await tx.add_contact(contact)
        await tx.add_conversation(Conversation(key, contact.id, "pigeon", "en", created_at=MORNING, updated_at=MORNING))
        await addresses.add(
            tx.connection, Address("pigeon", f"loft {number}", MORNING, contact.id, key, heard_at=MORNING)
        )
        for draft in drafts:
            await tx.to_outbox(await tx.append(key, draft, MORNING))
    return key


async def states(store: SqlStore, key: str) -> list[Delivery]:
    async with store.snapshot() as snapshot:
        return list((await snapshot.deliveries(key)).values())


def outbox(store: SqlStore, pigeons: Pigeons, clock: ManualClock, ledger: SqlLedger | None = None) -> Outbox:
    delivering = Delivering({"pigeon": pigeons}, clock, ledger or SqlLedger(store.database, clock))
    return Outbox(store, delivering, clock, POLICY)


SHORT = Draft(Author.BOT, "one")
LONG = Draft(Author.BOT, "first part of it and then the second")


@pytest.mark.parametrize(
    ("fate", "accepted", "state"),
    [
        ((), ["first part of it", "and then the second"], Delivery.SENT),
        (("well", "busy"), ["first part of it", "and then the second"], Delivery.SENT),  # the first is not sent again
        (("refused",), [], Delivery.FAILED),
        (("busy", "busy", "busy", "busy"), [], Delivery.FAILED),  # enough
        (("lost",), ["first part of it", "and then the second"], Delivery.UNKNOWN),
        (("silent",), ["and then the second"], Delivery.UNKNOWN),  # or it had not arrived: that is not known
        (("well", "died after"), ["first part of it", "and then the second"], Delivery.UNKNOWN),
        (("died before", "well"), ["and then the second"], Delivery.UNKNOWN),
    ],
)
async def test_each_part_once(store: SqlStore, fate: tuple[str, ...], accepted: list[str], state: Delivery) -> None:
    clock, pigeons = ManualClock(), Pigeons(CAN, *fate)
    key = await begin(store, 1, LONG)
    for _ in range(2):
        try:
            await outbox(store, pigeons, clock).drain(key)
        except Died:
            await outbox(store, pigeons, clock).drain(key)  # somebody else may still be at it: nothing happens
            clock.forward(LEASE.total_seconds())

    assert pigeons.accepted == accepted
    assert await states(store, key) == [state]


async def test_whenever_the_process_dies_nothing_is_said_twice_or_lost_in_silence(store: SqlStore) -> None:
    """Runs of three messages, with deaths between any two steps and a provider that fails in every way."""
    for number in range(RUNS):
        chance = random.Random(number)  # noqa: S311
        fates = chance.choices(
            ["well", "busy", "lost", "silent", "died before", "died after"], [9, 2, 1, 1, 1, 1], k=12
        )
        clock, pigeons = ManualClock(), Pigeons(CAN, *fates)
        ledger = Shaky(store.database, clock, chance)
        drafts = [Draft(Author.BOT, f"{number} {name}") for name in ("one", "two", "three")]
        key = await begin(store, number, *drafts)
        while Delivery.PENDING in (found := await states(store, key)):
            try:
                await outbox(store, pigeons, clock, ledger).drain(key)
            except Died:
                clock.forward(LEASE.total_seconds())

        times = Counter(pigeons.accepted)
        for draft, state in zip(drafts, found, strict=True):
            assert times[draft.text] <= 1, number
            assert times[draft.text] == 1 or state in (Delivery.UNKNOWN, Delivery.FAILED), number


async def test_bubbles_that_wait_together_go_as_one(store: SqlStore) -> None:
    """Up to the first that has more than words; what comes while they are sent waits for the next time."""
    clock, pigeons = ManualClock(), Pigeons(replace(CAN, text=200, merges=True), "died after")
    offer = Draft(Author.BOT, "three", buttons=(Button("Yes", "/affirm"),))
    key = await begin(store, 1, SHORT, Draft(Author.BOT, "two"), offer, Draft(Author.AGENT, "four"))
    with pytest.raises(Died):
        await outbox(store, pigeons, clock).drain(key)
    async with store.transaction() as tx:
        await tx.to_outbox(await tx.append(key, Draft(Author.AGENT, "five"), MORNING))
    clock.forward(LEASE.total_seconds())
    await outbox(store, pigeons, clock).drain(key)

    assert pigeons.accepted == ["one\n\ntwo\n\nthree", "four\n\nfive"]
    assert await states(store, key) == [*[Delivery.UNKNOWN] * 3, *[Delivery.SENT] * 2]


async def test_receipts_go_forward_only_and_find_what_was_lost(store: SqlStore) -> None:
    clock, pigeons = ManualClock(), Pigeons(CAN, "well", "lost")
    key = await begin(store, 1, SHORT, Draft(Author.BOT, "two"))
    await outbox(store, pigeons, clock).drain(key)
    receipts = Receipts(store.database, Hub())

    async def told(of: str, state: Received, mark: str | None = None) -> tuple[bool, list[Delivery]]:
        receipt = Receipt(sender=Sender("loft 1"), id=f"{of}:{state}", at=MORNING, of=of, state=state, mark=mark)
        return await receipts.take("pigeon", receipt), await states(store, key)

    first = f"id of {key}:1:0"
    assert await told("nobody's", Received.READ) == (False, [Delivery.SENT, Delivery.UNKNOWN])
    assert await told(first, Received.READ) == (True, [Delivery.READ, Delivery.UNKNOWN])
    assert await told(first, Received.DELIVERED) == (True, [Delivery.READ, Delivery.UNKNOWN])  # late
    assert await told("new", Received.SENT, mark=f"{key}:2:0") == (True, [Delivery.READ, Delivery.SENT])
    assert await told("new", Received.DELIVERED) == (True, [Delivery.READ, Delivery.DELIVERED])


async def test_a_receipt_of_one_part_says_nothing_of_another(store: SqlStore) -> None:
    """A message is delivered when all of it is: `python -m tests.crash.channels` found one of which half was lost."""
    clock, pigeons = ManualClock(), Pigeons(CAN, "silent", "well")
    key = await begin(store, 1, LONG)
    await outbox(store, pigeons, clock).drain(key)
    receipts = Receipts(store.database, Hub())

    async def told(of: str, mark: str | None = None) -> list[Delivery]:
        receipt = Receipt(sender=Sender("loft 1"), id=of, at=MORNING, of=of, state=Received.DELIVERED, mark=mark)
        assert await receipts.take("pigeon", receipt)
        return await states(store, key)

    assert await told(f"id of {key}:1:1") == [Delivery.UNKNOWN]
    assert await told("new", mark=f"{key}:1:0") == [Delivery.DELIVERED]


async def test_a_channel_that_is_gone_keeps_what_waits(store: SqlStore) -> None:
    """Its token was taken away, and may come back."""
    clock = ManualClock()
    key = await begin(store, 1, SHORT)
    later = RetryPolicy(attempts=2, delays=(60,))
    await Outbox(store, Delivering({}, clock, SqlLedger(store.database, clock)), clock, later).drain(key)

    assert await states(store, key) == [Delivery.PENDING]
