"""Events on their way: all or nothing with what happened, in order, at least once, and by nobody twice at a time."""

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from sahay.desk.audit import SYSTEM, Audit
from sahay.desk.webhooks.delivering import LEASE, Deliveries
from sahay.desk.webhooks.events import Event, EventType
from sahay.desk.webhooks.outbox import Announcer, announce
from sahay.desk.webhooks.registry import Wanted, Webhooks
from sahay.desk.webhooks.schedule import Answer
from sahay.domain.conversation import Conversation, Handoff, Reason
from sahay.domain.message import Author, Draft
from sahay.store import schema, tables  # noqa: F401  registers the desk's tables
from sahay.store.base import Contact
from sahay.store.database import Database
from sahay.store.tables.integrations import webhook, webhook_delivery
from sahay.store.watched import WatchedStore
from tests.fakes import MORNING, ManualClock
from tests.integration.databases import with_tables
from tests.logs import logged

KEY = "k" * 32
GOOD, DOWN = Answer(204), Answer(error="timeout")


class Receiver:
    """The other program: keeps what it was sent, and answers as told, then well."""

    def __init__(self) -> None:
        self.answers: deque[Answer] = deque()
        self.heard: list[tuple[str, dict, dict]] = []
        self.pause = asyncio.Event()
        self.pause.set()

    async def post(self, url: str, headers: dict, body: str) -> Answer:
        self.heard.append((url, headers, json.loads(body)))
        await self.pause.wait()
        return self.answers.popleft() if self.answers else GOOD

    @property
    def seqs(self) -> list[int]:
        return [body["data"]["message"]["seq"] for _, _, body in self.heard]


class World:
    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = ManualClock()
        self.receiver = Receiver()
        self.store = WatchedStore(database, Announcer())
        self.webhooks = Webhooks(database, Audit(database, self.clock), KEY, (), self.clock)
        self.deliveries = self.process()

    def process(self) -> Deliveries:
        """What one running app has."""
        return Deliveries(self.database, self.receiver, KEY, timedelta(days=30), self.clock)

    async def webhook(self, *types: EventType, name: str = "crm") -> str:
        wanted = Wanted(name, f"https://{name}.example/", types or tuple(EventType))
        made, _ = await self.webhooks.create(wanted, SYSTEM)
        return made.id

    async def say(self, text: str) -> None:
        async with self.store.transaction() as tx:
            await tx.append("c1", Draft(Author.CUSTOMER, text), self.clock.now())

    async def states(self) -> list[tuple[str, int]]:
        table = webhook_delivery
        async with self.database.read() as connection:
            rows = await connection.execute(select(table.c.state, table.c.attempts).order_by(table.c.id))
            return [(row.state, row.attempts) for row in rows]


@pytest.fixture(params=["sqlite", "postgresql"])
async def world(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[World]:
    database = await with_tables(request.param, tmp_path)
    world = World(database)
    async with world.store.transaction() as tx:
        await tx.add_contact(Contact("k1", MORNING))
        await tx.add_conversation(Conversation("c1", "k1", "web", "hi", MORNING, MORNING))
    yield world
    await database.close()


async def test_what_is_undone_was_never_announced(world: World) -> None:
    await world.webhook()

    async def fail() -> None:
        async with world.store.transaction() as tx:
            await tx.append("c1", Draft(Author.CUSTOMER, "Hello"), MORNING)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert await world.states() == []


async def test_a_webhook_gets_what_it_is_for_and_no_text_is_kept(world: World) -> None:
    chosen = await world.webhook(EventType.HANDOFF_CREATED, name="handoffs")
    await world.webhook(EventType.MESSAGE_CREATED, name="messages")
    await world.say("मेरा ऑर्डर कहाँ है?")
    async with world.store.transaction() as tx:
        conversation = await tx.conversation("c1")
        moved = conversation.hand_off(Handoff(Reason.REQUESTED, "delivery", "10234"), MORNING)
        await tx.save(moved.conversation)
        await tx.record_transition(moved.transition)
    async with world.database.read() as connection:
        kept = str((await connection.execute(select(webhook_delivery))).all())
    for each in await world.deliveries.pending():
        await world.deliveries.drain(each)

    assert "ऑर्डर" not in kept
    told = {url: body for url, _, body in world.receiver.heard}
    assert told["https://messages.example/"] == {
        "type": "message.created",
        "timestamp": MORNING.isoformat(),
        "data": {
            "author": "customer",
            "conversation": {"id": "c1", "contact_id": "k1", "channel": "web", "language": "hi"},
            "message": {
                "seq": 1,
                "author": "customer",
                "name": None,
                "text": "मेरा ऑर्डर कहाँ है?",
                "at": MORNING.isoformat(),
            },
        },
    }
    handoff = told["https://handoffs.example/"]["data"]
    assert (handoff["reason"], handoff["order_number"], handoff["priority"]) == ("requested", "10234", "normal")
    assert len(await world.webhooks.deliveries(chosen)) == 1


async def test_a_later_event_never_overtakes_an_earlier_one(world: World) -> None:
    one = await world.webhook(EventType.MESSAGE_CREATED)
    world.receiver.answers.extend([GOOD, DOWN])
    for text in ("one", "two", "three"):
        await world.say(text)
    await world.deliveries.drain(one)
    assert world.receiver.seqs == [1, 2]
    assert await world.deliveries.pending() == []  # left in peace

    world.clock.forward(5)
    assert await world.deliveries.pending() == [one]
    await world.deliveries.drain(one)
    assert world.receiver.seqs == [1, 2, 2, 3]
    assert await world.states() == [("delivered", 1), ("delivered", 2), ("delivered", 1)]
    ids = [headers["webhook-id"] for _, headers, _ in world.receiver.heard]
    assert ids[1] == ids[2]  # the same event, so that the receiver knows it


async def test_one_that_is_down_does_not_hold_up_another(world: World) -> None:
    ill, well = await world.webhook(name="ill"), await world.webhook(name="well")
    await world.say("one")
    world.receiver.answers.append(DOWN)
    await world.deliveries.drain(ill)
    await world.deliveries.drain(well)

    assert [url for url, _, _ in world.receiver.heard] == ["https://ill.example/", "https://well.example/"]
    assert sorted(await world.states()) == [("delivered", 1), ("waiting", 1)]


async def test_an_event_that_nobody_takes_makes_way_for_the_next(world: World) -> None:
    one = await world.webhook(EventType.MESSAGE_CREATED)
    world.receiver.answers.extend([Answer(422)] * 4)
    await world.say("one")
    await world.say("two")
    for _ in range(4):
        await world.deliveries.drain(one)
        world.clock.forward(24 * 3600)

    assert world.receiver.seqs == [1, 1, 1, 1, 2]
    assert await world.states() == [("failed", 4), ("delivered", 1)]


async def test_who_is_gone_is_not_called_again_until_somebody_switches_it_on(world: World) -> None:
    one = await world.webhook(EventType.MESSAGE_CREATED)
    world.receiver.answers.append(Answer(410))
    await world.say("one")
    await world.deliveries.drain(one)
    (off,) = await world.webhooks.all()
    assert (off.is_active, off.off_because, await world.deliveries.pending()) == (False, "gone", [])

    await world.webhooks.change(one, Wanted("crm", "https://new.example/", (EventType.MESSAGE_CREATED,)), SYSTEM)
    await world.deliveries.drain(one)
    assert world.receiver.heard[-1][0] == "https://new.example/"


async def test_two_processes_do_not_send_at_once(world: World) -> None:
    one = await world.webhook(EventType.MESSAGE_CREATED)
    await world.say("one")
    other = world.process()
    world.receiver.pause.clear()
    sending = asyncio.create_task(world.deliveries.drain(one))
    while not world.receiver.heard:
        await asyncio.sleep(0)
    assert await other.pending() == []
    await other.drain(one)
    world.receiver.pause.set()
    await sending

    assert world.receiver.seqs == [1]


async def test_what_a_process_that_died_had_in_hand_is_sent_again(world: World) -> None:
    one = await world.webhook(EventType.MESSAGE_CREATED)
    await world.say("one")
    world.receiver.pause.clear()
    dying = asyncio.create_task(world.deliveries.drain(one))
    while not world.receiver.heard:
        await asyncio.sleep(0)
    dying.cancel()
    await asyncio.gather(dying, return_exceptions=True)
    world.receiver.pause.set()
    next_process = world.process()
    assert await next_process.pending() == []  # it may still be alive
    world.clock.forward(LEASE.total_seconds() + 1)
    for each in await next_process.pending():
        await next_process.drain(each)

    assert world.receiver.seqs == [1, 1]


async def test_sent_again_by_hand_it_is_the_same_event_and_a_pause_ends(world: World) -> None:
    one = await world.webhook(EventType.MESSAGE_CREATED)
    await world.say("one")
    await world.deliveries.drain(one)
    (first,) = await world.webhooks.deliveries(one)
    async with world.database.write() as connection:
        await connection.execute(update(webhook).values(paused_until=MORNING + timedelta(days=1)))
    again = await world.webhooks.redeliver(one, first.id, SYSTEM)
    await world.deliveries.drain(one)

    assert (again.event_id, again.id != first.id) == (first.event_id, True)
    assert world.receiver.seqs == [1, 1]


async def test_a_text_that_was_erased_is_not_sent_any_more(world: World) -> None:
    one = await world.webhook(EventType.MESSAGE_CREATED)
    await world.say("My number is 98765 43210")
    async with world.database.write() as connection:
        await connection.execute(update(schema.message).values(text=""))
    await world.deliveries.drain(one)

    assert world.receiver.heard[0][2]["data"]["message"]["text"] == ""


async def test_no_text_and_no_address_is_logged(world: World) -> None:
    one = await world.webhook(EventType.MESSAGE_CREATED)
    world.receiver.answers.extend([DOWN, Answer(410)])
    with logged() as lines:
        await world.say("My number is 98765 43210")
        await world.deliveries.drain(one)
        world.clock.forward(5)
        await world.deliveries.drain(one)

    assert [line["event"] for line in lines] == ["webhook.sent", "webhook.sent", "webhook.off"]
    assert not [secret for secret in ("98765", "crm.example", "whsec_") if secret in str(lines)]


async def test_the_log_is_forgotten_in_time_but_never_what_waits(world: World) -> None:
    one = await world.webhook(EventType.MESSAGE_CREATED)
    world.receiver.answers.extend([GOOD, DOWN])
    await world.say("one")
    await world.say("two")
    await world.deliveries.drain(one)
    world.clock.forward(31 * 24 * 3600)
    await world.deliveries.tidy()

    assert await world.states() == [("waiting", 1)]


async def test_others_may_announce_in_their_own_transaction(world: World) -> None:
    one = await world.webhook(EventType.CSAT_RECEIVED)
    async with world.store.transaction() as tx:
        await announce(tx.connection, Event(EventType.CSAT_RECEIVED, MORNING, "c1", data={"score": 5}))
    await world.deliveries.drain(one)

    assert world.receiver.heard[0][2]["data"]["score"] == 5
