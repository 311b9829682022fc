"""The real app in one process, on a SQLite file, with an engine that says what a story tells it and a clock by hand."""

import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, time
from pathlib import Path
from typing import Any
from unittest.mock import patch

import aiosqlite
from sqlalchemy import event, func, insert, select

from sahay.config import load_settings
from sahay.config.desk import Desk
from sahay.config.sections import WEEKDAYS, Hours
from sahay.config.service_levels import ServiceLevels
from sahay.domain.agent import Agent, Availability, Role
from sahay.domain.conversation import Conversation
from sahay.domain.message import Message
from sahay.domain.priority import Priority
from sahay.engine.client import Answer, EngineTrouble
from sahay.flow.inbox import Incoming
from sahay.http import services as wiring
from sahay.http.services import Services, build_services
from sahay.shop.tables import faq_feedback
from sahay.store import schema
from sahay.store.migrate import migrate
from tests.fakes import ManualClock, Script, ScriptedEngine

NAMES = ("Asha", "Ravi Patel", "Meena", "Farhan", "Kiran", "=SUM(A1)")
AGENTS = tuple(Agent(f"agent-{number}", name, f"a{number}@example.com") for number, name in enumerate(NAMES))

# Monday to Saturday from ten to eight, in India.
HOURS = Hours(**dict.fromkeys(WEEKDAYS[:6], ((time(10), time(20)),)))
DESK = Desk(
    teams={"payments": ("payment_issue", "get_refund"), "returns": ("cancel_order",)},
    priority_of_topics={"payment_issue": Priority.HIGH},
)


class Engine(ScriptedEngine):
    """Answers what was told last, and has taken two seconds for it."""

    def __init__(self, clock: ManualClock) -> None:
        super().__init__()
        self._clock = clock

    async def ask(self, conversation: Conversation, message: Message) -> Answer:
        self._clock.forward(2)
        self.asked.clear()
        trouble = self.script[0] if self.script and isinstance(self.script[0], EngineTrouble) else None
        if trouble:
            raise trouble  # at every further attempt too
        return await super().ask(conversation, message)


@dataclass
class Shop:
    """The app, its clock and its database's file."""

    services: Services
    clock: ManualClock
    engine: Engine
    file: Path
    sent: int = 0

    async def opened(self, channel: str, language: str) -> str:
        return (await self.services.inbox.open(channel, language, shop="Saral Store")).id

    async def customer(self, conversation_id: str, text: str, answer: Script | None = None) -> None:
        """Write, and let the bot answer so, if it is the bot's."""
        await self._receive(conversation_id, answer, text=text)

    async def tap(self, conversation_id: str, payload: str) -> None:
        await self._receive(conversation_id, None, payload=payload)

    async def conversation(self, conversation_id: str) -> Conversation:
        async with self.services.store.snapshot() as snapshot:
            return await snapshot.conversation(conversation_id)

    async def ask_how_it_was(self) -> None:
        """What follows a resolution, for whom it is due."""
        care = self.services.care
        await care.aftercare.ask(care.store, self.services.routing.mover)

    async def look_after_promises(self) -> None:
        """What the app does every few seconds."""
        await self.services.care.escalation.work()

    async def shows(self, conversation_id: str, entry: str, *, helped: bool | None) -> None:
        """The last message's answer was an entry of the knowledge base, of which the customer says something."""
        last = (await self.conversation(conversation_id)).last_seq
        async with self.services.database.write() as connection:
            seq = await connection.scalar(
                select(func.max(schema.turn.c.seq)).where(schema.turn.c.conversation_id == conversation_id)
            )
            assert seq < last
            row = {"message_id": f"{conversation_id}:{seq}", "conversation_id": conversation_id, "entry_key": entry}
            row |= {"language": "en", "shown_at": self.clock.now(), "helpful": helped}
            await connection.execute(insert(faq_feedback).values(row))

    async def present(self, agent: Agent) -> None:
        """Sits at the desk from now on."""
        await self.services.routing.roster.choose(agent, Availability.ONLINE)

    async def _receive(self, conversation_id: str, answer: Script | None, **what: str) -> None:
        self.sent += 1
        self.engine.script.clear()
        if answer is not None:
            self.engine.script.append(answer)
        await self.services.inbox.receive(conversation_id, Incoming(f"{conversation_id}:{self.sent}", **what))
        await self.services.turn_worker.idle()


@asynccontextmanager
async def open_shop(folder: Path, begins: datetime) -> AsyncIterator[Shop]:
    clock = ManualClock(begins)
    engine = Engine(clock)
    file = folder / "day.db"
    own = {"SAHAY_VAR": str(folder), "DATABASE_URL": f"sqlite:///{file}?check_same_thread=false"}
    settings = load_settings(environ={**os.environ, **own})
    # No second attempt, which would wait for real. Nobody is assigned anything: the stories claim.
    engine_settings = replace(settings.engine, attempts=1, retry_seconds=())
    settings = replace(settings, hours=HOURS, engine=engine_settings, desk=DESK, service_levels=ServiceLevels())
    await migrate(settings.database_url)
    with patch.object(wiring, "_engine", lambda _settings, _clock: engine):
        services = build_services(settings, clock)
    with patch.object(aiosqlite.Connection, "_execute", _here):
        yield await _furnished(Shop(services, clock, engine, file), begins)
        await services.turn_worker.stop()
        await services.database.close()


async def _furnished(shop: Shop, begins: datetime) -> Shop:
    services = shop.services
    event.listen(services.database.engine.sync_engine, "connect", _hurry)
    # Nothing is sent: what waits in the outbox is in nobody's figures.
    await services.outbox_worker.stop()
    async with services.database.write() as connection:
        rows = [
            {"id": agent.id, "email": agent.email, "name": agent.name, "created_at": begins, "role": Role.AGENT}
            for agent in AGENTS
        ]
        await connection.execute(insert(schema.agent), rows)
    return shop


async def _here(_connection: Any, call: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
    """A call of the driver in this thread: the way to its own and back takes longer than most statements."""
    return call(*arguments, **options)


def _hurry(connection: Any, _record: Any) -> None:
    """A day in a second has no power cuts: it waits for no disk."""
    connection.execute("PRAGMA synchronous=OFF")
