"""What is objected to in the database after a script: each effect, and that nothing else happened. No model needed."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import Table, delete, insert, update

from sahay.config import Settings, load_settings
from sahay.domain.clock import SystemClock
from sahay.mail import Mail
from sahay.mail.sql import SqlOutbox
from sahay.shop import tables
from sahay.shop.operations import Asker, Kind, Write
from sahay.shop.operations.ledger import Entry, State
from sahay.shop.operations.sql import SqlLedger
from sahay.shop.tables.tickets import ticket
from sahay.shop.tickets import NewTicket, Priority, TicketKind
from sahay.shop.tickets.promise import from_settings
from sahay.shop.tickets.sql import SqlTickets
from sahay.store.database import Database, open_database
from sahay.store.migrate import migrate
from tests.conversations.own_shop import Own, OwnShops, filled
from tests.conversations.records import Records, Snapshot
from tests.conversations.script import Effects, script_of

NOW = SystemClock().now()


@dataclass
class Scene:
    settings: Settings
    database: Database
    own: Own
    records: Records
    before: Snapshot

    async def objections(self, **effects: Any) -> list[str]:
        return await self.records.objections(Effects(**filled(effects, self.own.names)), self.before)

    async def objections_to_any(self) -> list[str]:
        return await self.records.objections(None, self.before)

    async def change(self, table: Table, column: str, **values: Any) -> None:
        """Of the row in which the column is the customer's, or the placed order's."""
        key = {"customer_id": self.own.customer.id, "id": self.own.customer.id}.get(column, self.own.orders["placed"])
        async with self.database.write() as connection:
            await connection.execute(update(table).where(table.c[column] == key).values(**values))

    async def add(self, table: Table, **values: Any) -> None:
        async with self.database.write() as connection:
            await connection.execute(insert(table).values(**values))

    async def operation(self, kind: Kind, state: State, conversation: str = "c-1") -> None:
        ledger = SqlLedger(self.database)
        entry = Entry(f"{conversation} {kind}", Write(kind, "x"), Asker(conversation, "m-1", "en"), SystemClock().now())
        await ledger.begin(entry, "test", NOW + timedelta(minutes=1))
        if state is not State.STARTED:
            await ledger.end(entry.id, state, {}, SystemClock().now())

    async def mail(self, kind: str, to: str) -> None:
        outbox = SqlOutbox.from_settings(self.settings, self.database, SystemClock())
        await outbox.put(Mail(kind, to, "A subject", "A text", "en"), key=f"{kind} {to}")

    async def ticket(self, conversation: str = "c-1") -> None:
        new = NewTicket(TicketKind.COMPLAINT, Priority.HIGH, "It broke", conversation, "en")
        await SqlTickets(self.database, from_settings(self.settings)).open(new, key=conversation, now=NOW)


@pytest_asyncio.fixture
async def scene(tmp_path) -> AsyncIterator[Scene]:
    settings = load_settings(environ={"SAHAY_VAR": str(tmp_path)})
    await migrate(settings.database_url)
    database = open_database(settings.database_url)
    script = script_of(
        {
            "conversation": "a script",
            "shop": ["placed", "return_requested", "refunded", "stranger"],
            "turns": [{"says": "hello", "bot": []}],
        }
    )
    own = await OwnShops(settings, database).open(script, "c-1")
    records = Records(database, own)
    yield Scene(settings, database, own, records, await records.snapshot())
    await database.close()


async def test_nothing_is_objected_to_when_nothing_happened(scene: Scene):
    assert await scene.objections_to_any() == []
    assert await scene.objections() == []


@pytest.mark.parametrize(
    ("table", "column", "values"),
    [
        (tables.order, "number", {"state": "cancelled"}),
        (tables.order, "number", {"total": 1}),
        (tables.item, "order_number", {"quantity": 1}),
        (tables.payment, "order_number", {"amount": 1}),
        (tables.customer, "id", {"name": "Asha Shah"}),
        (tables.loyalty, "customer_id", {"balance": 0}),
    ],
)
async def test_a_change_is_objected_to_where_there_should_be_none(
    scene: Scene, table: Table, column: str, values: dict
):
    await scene.change(table, column, **values)

    assert len(await scene.objections_to_any()) == 1


async def test_what_is_new_is_objected_to_where_nothing_should_be(scene: Scene):
    await scene.add(tables.newsletter, email=scene.own.customer.email, since=NOW)
    await scene.ticket()
    await scene.operation(Kind.CANCEL_ORDER, State.STARTED)

    assert len(await scene.objections_to_any()) == 3


async def test_what_others_do_is_not_looked_at(scene: Scene):
    await scene.add(tables.newsletter, email="somebody@example.com", since=NOW)
    await scene.ticket("c-2")
    await scene.operation(Kind.CANCEL_ORDER, State.DONE, "c-2")
    await scene.mail("invoice", "somebody@example.com")

    assert await scene.objections_to_any() == []
    assert await scene.objections(mails=[], tickets=[], newsletter=False) == []


async def test_a_change_that_was_not_made_is_nothing(scene: Scene):
    await scene.operation(Kind.CANCEL_ORDER, State.NOT_DONE)

    assert await scene.objections_to_any() == []


RIGHT: list[dict[str, Any]] = [
    {
        "orders": {
            "{placed}": {"state": "placed", "total": 159800, "items": {"HH-103": 2}, "address": {"pin": "380001"}}
        }
    },
    {"refunds": {"{placed}": [], "{refunded}": [159800]}},
    {"mails": []},
    {"tickets": []},
    {"account": {"name": "Asha Patel", "email": "{email}", "pins": ["380001"]}},
    {"newsletter": False},
    {"returns": [{"order_number": "{return_requested}", "lines": {"HH-103": 2}}, {"state": "received"}]},
    {"reviews": []},
]
WRONG: list[dict[str, Any]] = [
    {"orders": {"{placed}": {"state": "cancelled"}}},
    {"orders": {"{placed}": {"items": {}}}},
    {"orders": {"{placed}": {"address": {"pin": "380015"}}}},
    {"orders": {"{placed}": {"colour": "red"}}},
    {"orders": {"41999": {"state": "placed"}}},
    {"refunds": {"{placed}": [159800]}},
    {"refunds": {"{refunded}": []}},
    {"operations": ["cancel_order"]},
    {"mails": ["invoice"]},
    {"tickets": [{"kind": "complaint"}]},
    {"account": {"name": "Asha Shah"}},
    {"account": {"pins": ["380001", "380015"]}},
    {"account": {"email": "{new_email}"}},
    {"newsletter": True},
    {"returns": []},
    {"returns": [{"lines": {}}, {"state": "received"}]},
    {"reviews": [{"stars": 5}]},
]


@pytest.mark.parametrize("effects", RIGHT, ids=str)
async def test_an_effect_that_is_there(scene: Scene, effects: dict):
    assert await scene.objections(**effects) == []


@pytest.mark.parametrize("effects", WRONG, ids=str)
async def test_an_effect_that_is_not_there(scene: Scene, effects: dict):
    assert len(await scene.objections(**effects)) == 1


async def test_operations_are_written_with_how_they_ended(scene: Scene):
    for kind, state in zip(Kind, State, strict=False):
        await scene.operation(kind, state)

    names = [kind.value for kind in Kind]
    by_state = {"started": "open ", "done": "", "refused": "not ", "not_done": "not ", "unknown": "open "}
    found = [f"{by_state[state]}{name}" for name, state in zip(names, State, strict=False)]
    assert await scene.objections(operations=found) == []
    assert len(await scene.objections(operations=found[:-1])) == 1
    assert len(await scene.objections()) == 1


async def test_mails_tickets_and_reviews_are_those_of_the_customer(scene: Scene):
    await scene.mail("code", scene.own.customer.email)
    await scene.mail("invoice", scene.own.customer.email)
    await scene.ticket()
    await scene.add(tables.review, id="r-1", sku="HH-103", customer_id=scene.own.customer.id, stars=5, text="", at=NOW)

    there = {
        "mails": ["invoice"],
        "tickets": [{"kind": "complaint", "priority": "high"}],
        "reviews": [{"sku": "HH-103", "stars": 5}],
    }
    assert await scene.objections(**there) == []
    async with scene.database.write() as connection:
        await connection.execute(delete(ticket))
    assert len(await scene.objections(**there)) == 1
