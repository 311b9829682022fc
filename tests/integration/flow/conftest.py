"""A conversation with everything that looks after it, on a database, with a clock that is moved by hand."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import insert

import sahay.shop.tables
import sahay.store.tables  # noqa: F401  both register their tables
from sahay.config import ROOT, Settings, load_settings
from sahay.desk.audit import Audit
from sahay.desk.care import Care, Witnesses
from sahay.desk.routing import Routing
from sahay.desk.service import Desk
from sahay.domain.agent import Agent, Availability
from sahay.domain.conversation import Conversation, Handoff, Reason
from sahay.domain.message import Message
from sahay.domain.work import RetryPolicy
from sahay.flow.hub import Hub
from sahay.flow.inbox import Inbox, Incoming
from sahay.flow.texts import Texts
from sahay.flow.turn import Turns
from sahay.mail.sql import SqlOutbox
from sahay.store import schema
from sahay.store.database import Database
from sahay.store.watched import WatchedStore
from tests.fakes import ManualClock, ScriptedEngine, answer
from tests.integration.databases import with_tables

ASHA = Agent("asha", "Asha", "asha@example.com", availability=Availability.ONLINE)
PERSON = "I want a person"


@dataclass
class World:
    """One customer, one agent; Friday the 20th of November 2026, ten in the morning in India, with ten open hours."""

    database: Database
    store: WatchedStore
    clock: ManualClock
    engine: ScriptedEngine
    settings: Settings
    care: Care
    routing: Routing
    inbox: Inbox
    turns: Turns
    desk: Desk
    mails: SqlOutbox
    conversation_id: str = ""
    sent: int = 0

    async def customer(self, text: str | None = None, *, tap: str | None = None) -> list[Message]:
        """They write or tap; what is said in return."""
        self.sent += 1
        incoming = Incoming(f"{self.conversation_id}:{self.sent}", text, tap)
        message = await self.inbox.receive(self.conversation_id, incoming)
        await self.turns.drain(self.conversation_id)
        return list(await self.log(after=message.seq))

    async def queued(self, text: str = PERSON) -> list[Message]:
        self.engine.script.append(answer("One moment.", handoff=Handoff(Reason.REQUESTED)))
        return (await self.customer(text))[1:]

    async def resolved(self, text: str = PERSON, reason: str | None = None) -> None:
        """Queued, answered and resolved within the same minute."""
        await self.queued(text)
        await self.desk.claim(self.conversation_id, ASHA)
        await self.desk.reply(self.conversation_id, ASHA, f"r{self.sent}", "Done.")
        await self.desk.resolve(self.conversation_id, ASHA, reason=reason)

    async def later(self, **time: float) -> list[Message]:
        """What is said while so much time passes."""
        before = (await self.conversation()).last_seq
        self.clock.moment += timedelta(**time)
        await self.care.escalation.work()
        await self.care.aftercare.ask(self.store, self.routing.mover)
        return list(await self.log(after=before))

    async def conversation(self) -> Conversation:
        async with self.store.snapshot() as snapshot:
            return await snapshot.conversation(self.conversation_id)

    async def log(self, after: int = 0) -> list[Message]:
        async with self.store.snapshot() as snapshot:
            return list(await snapshot.messages(self.conversation_id, after=after))

    async def sla(self) -> dict[str, object] | None:
        conversation = await self.conversation()
        async with self.database.read() as connection:
            marks = await self.care.levels.marks(connection, [conversation])
        found: dict[str, object] | None = marks.get(conversation.id, {}).get("sla")
        return found

    async def begin(self, language: str = "en") -> None:
        """A new customer."""
        self.conversation_id = (await self.inbox.open("web", language, shop="Saral Store")).id

    def is_at(self, moment: str) -> None:
        self.clock.moment = datetime.fromisoformat(moment).replace(tzinfo=self.settings.shop.timezone)


@pytest.fixture(params=["sqlite", "postgresql"])
async def world(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[World]:
    database = await with_tables(request.param, tmp_path)
    async with database.write() as connection:
        values = {"id": ASHA.id, "email": ASHA.email, "name": ASHA.name, "availability": ASHA.availability}
        await connection.execute(insert(schema.agent).values(**values, created_at=ManualClock().now()))
    world = _put_together(load_settings(environ={"SAHAY_VAR": str(tmp_path)}), database, ManualClock())
    world.is_at("2026-11-20 10:00")
    await world.begin()
    yield world
    await database.close()


@cache
def _texts() -> Texts:
    return Texts.load(ROOT / "data" / "responses", "en")


def _put_together(settings: Settings, database: Database, clock: ManualClock) -> World:
    hub, engine = Hub(), ScriptedEngine()
    texts = _texts()
    witnesses = Witnesses.open(settings, Audit(database, clock), clock)
    store = WatchedStore(database, *witnesses.all)
    routing = Routing.open(settings, store, texts, hub, clock, _ignore)
    mails = SqlOutbox.from_settings(settings, database, clock)
    care = Care.open(settings, store, witnesses, routing.mover, routing.recall, mails, hub, clock)
    tags = settings.languages.tags
    inbox = Inbox(store, texts, hub, clock, tags, _ignore, None, routing.recall, care.taps, [care.left_contact.read])
    policy = RetryPolicy(attempts=1, delays=(0,))
    turns = Turns(store, engine, texts, hub, clock, routing.mover, routing.rules, policy, 5, tags)
    turns.readers.append(care.left_contact.read)
    desk = Desk(store, texts, clock, routing.mover, routing.recall, routing.rules, _ignore)
    return World(database, store, clock, engine, settings, care, routing, inbox, turns, desk, mails)


def _ignore(_conversation_id: str) -> None:
    """Nobody is woken: the tests do the work."""
