"""What is to be done in Chatwoot, as rows on SQLite and PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select

from sahay.config.forwarding import ChatwootSecrets, Forwarding
from sahay.domain.conversation import Conversation, Handoff, Reason
from sahay.domain.message import Author, Draft
from sahay.forwarding.chatwoot.agent import AGENT, be_there
from sahay.forwarding.chatwoot.client import ChatwootClient
from sahay.forwarding.chatwoot.forwarder import RETRY, Forwarder
from sahay.forwarding.chatwoot.witness import ChatwootWitness
from sahay.store import schema, tables  # noqa: F401  registers the desk's tables
from sahay.store.base import Contact
from sahay.store.database import Database
from sahay.store.tables.integrations import forwarding
from sahay.store.watched import WatchedStore
from tests.fakes import MORNING, ManualClock
from tests.fakes_desk.chatwoot import ACCOUNT, INBOX, TOKEN, Chatwoot
from tests.integration.databases import with_tables
from tests.logs import logged

SETTINGS = Forwarding(to="chatwoot", url="https://chatwoot.example", account=ACCOUNT, inbox=INBOX)
SECRETS = ChatwootSecrets(TOKEN, "c" * 24)


class World:
    def __init__(self, database: Database) -> None:
        self.database, self.clock, self.chatwoot = database, ManualClock(), Chatwoot()
        self.store = WatchedStore(database, ChatwootWitness())
        self.forwarder = self.process()

    def process(self) -> Forwarder:
        client = ChatwootClient(SETTINGS, SECRETS, self.chatwoot.transport)
        return Forwarder(self.store, self.database, client, self.clock)

    async def forward(self) -> None:
        for conversation_id in await self.forwarder.pending():
            await self.forwarder.drain(conversation_id)

    async def say(self, text: str, author: Author = Author.CUSTOMER) -> None:
        async with self.store.transaction() as tx:
            await tx.append("c1", Draft(author, text), self.clock.now())

    async def hand_off(self) -> None:
        async with self.store.transaction() as tx:
            moved = (await tx.conversation("c1")).hand_off(Handoff(Reason.REQUESTED), self.clock.now())
            await tx.save(moved.conversation)
            await tx.record_transition(moved.transition)

    async def rows(self) -> list[tuple[str, int]]:
        async with self.database.read() as connection:
            rows = await connection.execute(select(forwarding.c.kind, forwarding.c.attempts).order_by(forwarding.c.id))
            return [(row.kind, row.attempts) for row in rows]


@pytest.fixture(params=["sqlite", "postgresql"])
async def world(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[World]:
    database = await with_tables(request.param, tmp_path)
    world = World(database)
    async with world.store.transaction() as tx:
        await tx.add_contact(Contact("k1", MORNING, name="Kiran"))
        await tx.add_conversation(Conversation("c1", "k1", "web", "hi", MORNING, MORNING))
    yield world
    await world.forwarder.close()
    await database.close()


async def test_what_the_bot_is_told_stays_here(world: World) -> None:
    await world.say("Where is my order?")
    await world.say("On its way.", Author.BOT)

    assert await world.rows() == []


async def test_in_order_and_from_then_on(world: World) -> None:
    await world.say("I want a person.")
    await world.hand_off()
    await world.say("Are you there?")
    await world.say("You are number 1.", Author.SYSTEM)
    await world.forward()

    (kind, note), *said = world.chatwoot.said()
    assert kind == "note"
    assert "Customer: I want a person." in note
    assert "Are you there?" not in note
    assert said == [("incoming", "I want a person."), ("incoming", "Are you there?")]
    assert world.chatwoot.contacts[1]["name"] == "Kiran"
    assert await world.rows() == []


async def test_one_that_fails_holds_up_the_next_until_its_time_has_come(world: World) -> None:
    await world.hand_off()
    await world.say("Hello?")
    world.chatwoot.fail = lambda path: "before" if path.startswith("POST contacts") else None
    await world.forward()
    assert await world.rows() == [("hand_over", 1), ("customer_said", 0)]
    assert await world.forwarder.pending() == []
    assert (await world.forwarder.state()).error == "status 500"

    world.chatwoot.fail = lambda _path: None
    world.clock.forward(RETRY.delays[0])
    await world.forward()
    assert await world.rows() == []


async def test_what_is_refused_for_good_makes_way(world: World) -> None:
    await world.hand_off()
    await world.forward()
    await world.say("Hello?")
    world.chatwoot.fail = lambda _path: "refused"
    await world.forward()

    assert await world.rows() == []


async def test_two_processes_do_a_thing_once(world: World) -> None:
    await world.hand_off()
    other = world.process()
    await asyncio.gather(world.forwarder.drain("c1"), other.drain("c1"))
    await other.close()

    assert [kind for kind, _ in world.chatwoot.said()] == ["note"]
    assert len(world.chatwoot.contacts) == 1


async def test_no_text_and_no_name_is_logged(world: World) -> None:
    await world.say("My number is 98765 43210")
    await world.hand_off()
    world.chatwoot.fail = lambda path: "before" if path.startswith("POST contacts") else None
    with logged() as lines:
        await world.forward()
        world.chatwoot.fail = lambda _path: None
        world.clock.forward(RETRY.delays[0])
        await world.forward()

    assert [line["event"] for line in lines] == ["forwarding.failed", "forwarding.done"]
    assert not [secret for secret in ("98765", "Kiran", TOKEN) if secret in str(lines)]


async def test_the_other_desk_is_there_for_as_long_as_it_says_so(world: World) -> None:
    for _ in range(2):
        world.clock.forward(30)
        await be_there(world.database, world.clock)
    async with world.database.read() as connection:
        (row,) = (await connection.execute(select(schema.agent.c.id, schema.agent.c.seen_at))).all()

    assert (row.id, row.seen_at) == (AGENT.id, world.clock.now())
