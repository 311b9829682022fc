"""The console's services on a migrated database; PostgreSQL joins when SAHAY_TEST_DATABASE_URL names an empty one."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from sqlalchemy import MetaData, insert, text

from sahay.config import load_settings
from sahay.desk.accounts import Accounts
from sahay.desk.audit import Actor, Audit
from sahay.desk.console import Console
from sahay.domain.agent import Agent
from sahay.domain.conversation import Conversation, Handoff, Reason
from sahay.domain.message import Author, Draft
from sahay.flow.hub import DESK, Hub, Signal, Subscription
from sahay.http.sse import encode_event
from sahay.shop.faq import Entry
from sahay.shop.identity import Method
from sahay.shop.identity.memory import MemoryIdentities
from sahay.shop.memory import MemoryBackend, MemoryFaq
from sahay.store import schema
from sahay.store.base import Contact
from sahay.store.database import open_database
from sahay.store.migrate import migrate
from sahay.store.schema import metadata
from sahay.store.sql import SqlStore
from tests.fakes import MORNING, ManualClock
from tests.integration.databases import database_url
from tests.integration.shop.contract.small_shop import ACCOUNTS, ORDERS

FAQ = (
    Entry(
        "returns",
        "returns",
        {"en": ("How do I return something?",), "hi": ("सामान वापस कैसे करूँ?",)},
        {"en": "Within ten days, from your orders.", "hi": "दस दिन के अंदर, अपने ऑर्डर से।"},
    ),
    Entry("gift", "gifts", {"en": ("Do you wrap gifts?",)}, {"en": "Yes, for 40 rupees, at {shop.name}."}),
)
ASHA = Agent("asha", "Asha", "asha@example.com")
BY_ASHA = Actor("asha", "Asha")
RAVI = Agent("ravi", "Ravi", "ravi@example.com")


@dataclass
class World:
    """A desk with two agents, and what happens at it."""

    console: Console
    store: SqlStore
    clock: ManualClock
    heard: Subscription
    identities: MemoryIdentities
    hub: Hub
    audit: Audit

    async def conversation(
        self, conversation_id: str, *said: str, contact: str = "", **changes: object
    ) -> Conversation:
        """One that has begun a minute after the one before, with what the customer said."""
        self.clock.forward(60)
        now = self.clock.now()
        made = Conversation(conversation_id, contact or f"of-{conversation_id}", "web", "en", now, now)
        made = replace(made, **changes)
        async with self.store.transaction() as tx:
            if await tx.contact(made.contact_id) is None:
                await tx.add_contact(Contact(made.contact_id, now))
            await tx.add_conversation(made)
            for text in said:
                await tx.append(made.id, Draft(Author.CUSTOMER, text), now)
        return made

    async def waiting(self, conversation_id: str, **changes: object) -> Conversation:
        made = await self.conversation(conversation_id, "hello", **changes)
        moved = made.hand_off(Handoff(Reason.REQUESTED), self.clock.now()).conversation
        async with self.store.transaction() as tx:
            await tx.save(moved)
        return moved

    async def view(self, conversation_id: str) -> dict[str, object]:
        return await self.console.views.conversation(conversation_id, 0)

    async def profile(self, conversation_id: str) -> dict[str, object]:
        contact = (await self.view(conversation_id))["contact"]
        assert isinstance(contact, dict)
        return contact

    async def log_in(self, conversation_id: str, account_id: str) -> None:
        await self.identities.grant(conversation_id, account_id, Method.LOGIN, now=self.clock.now())

    def signals(self) -> list[Signal]:
        return self.heard.take()


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("console") / "test.db"
    asyncio.run(migrate(f"sqlite:///{file}"))
    return file


@pytest.fixture(params=["sqlite", "postgresql"])
async def world(request: pytest.FixtureRequest, migrated: Path, tmp_path: Path) -> AsyncIterator[World]:
    url = database_url(request.param, tmp_path)
    if request.param == "sqlite":
        shutil.copy(migrated, tmp_path)
    else:
        await _make_anew(url, request.module.__name__)
    database = open_database(url)
    async with database.write() as connection:
        rows = [{"id": each.id, "name": each.name, "email": each.email, "created_at": MORNING} for each in (ASHA, RAVI)]
        await connection.execute(insert(schema.agent), rows)
    store, hub, clock, identities = SqlStore(database), Hub(), ManualClock(), MemoryIdentities()
    backend, faq = MemoryBackend(ORDERS, accounts=ACCOUNTS), MemoryFaq(FAQ)
    accounts, audit = Accounts(database, clock), Audit(database, clock)
    settings = load_settings(environ={"SAHAY_VAR": str(tmp_path)})
    console = Console.open(store, accounts, audit, backend, identities, hub, clock, faq, encode_event, settings)
    with hub.subscribe(DESK, signals=100) as heard:
        yield World(console, store, clock, heard, identities, hub, audit)
    await database.close()


# The module of tests for which PostgreSQL's tables were made last: within one, emptying them is enough.
_made: list[str] = []
_KEPT = ("audit",)  # the audit log lets nobody take anything from it


async def _make_anew(url: str, module: str) -> None:
    database = open_database(url)
    async with database.write() as connection:
        if _made == [module]:
            names = ", ".join(f'"{name}"' for name in metadata.tables if not name.startswith(_KEPT))
            await connection.execute(text(f"TRUNCATE {names}"))
        else:
            found = MetaData()
            await connection.run_sync(found.reflect)
            await connection.run_sync(found.drop_all)
    await database.close()
    if _made != [module]:
        await migrate(url)
        _made[:] = [module]
