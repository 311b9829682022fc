"""What is in the database about one script's customer, and whether it is what the script says."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, fields
from typing import Any, Final

import msgspec
from sqlalchemy import Select, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.mail import Mail
from sahay.shop import tables
from sahay.shop.operations.ledger import State
from sahay.shop.orders import OrderView
from sahay.shop.sql.rows import read_orders
from sahay.shop.tables.mail import mail
from sahay.shop.tables.operations import operation
from sahay.shop.tables.tickets import ticket
from sahay.store.database import Database
from tests.conversations.own_shop import Own
from tests.conversations.script import Effects

# How a change is written in a script, by how it ended.
_ENDINGS: Final[Mapping[State, str]] = {
    State.DONE: "",
    State.REFUSED: "not ",
    State.NOT_DONE: "not ",
    State.STARTED: "open ",
    State.UNKNOWN: "open ",
}
Snapshot = dict[str, list[Any]]


class Records:
    """The rows of one script. Each reader gives what the effect of its name is compared with."""

    def __init__(self, database: Database, own: Own) -> None:
        self._database = database
        self._own = own
        self._customers = [own.customer.id, own.stranger.id]

    async def snapshot(self) -> Snapshot:
        """All rows that belong to the customer or the stranger, and the tickets of the conversation."""
        async with self._database.read() as connection:
            return {name: [tuple(row) for row in await connection.execute(query)] for name, query in self._queries()}

    async def objections(self, effects: Effects | None, before: Snapshot) -> list[str]:
        """What is not as the script says; without `effects`, what is not as it was `before`."""
        if effects is None:
            return [*await self._changed(before), *await self._operations_but([], only_done=True)]
        wrong = await self._operations_but(effects.operations)
        for field in fields(effects):
            wanted = getattr(effects, field.name)
            if field.name in self._readers and wanted is not None:
                wrong += _differences(field.name, wanted, await self._read(field.name, wanted))
        return wrong

    async def _changed(self, before: Snapshot) -> list[str]:
        now = await self.snapshot()
        return [f"nothing was to change, but {name} did: {now[name]}" for name in now if now[name] != before[name]]

    async def _operations_but(self, wanted: list[str], *, only_done: bool = False) -> list[str]:
        async with self._database.read() as connection:
            mine = operation.c.conversation_id == self._own.conversation
            rows = await connection.execute(select(operation).where(mine).order_by(operation.c.started_at))
            found = [f"{_ENDINGS[row.state]}{row.kind}" for row in rows]
        if only_done:
            found = [each for each in found if not each.startswith("not ")]
        return [] if found == wanted else [f"operations: {found}, not {wanted}"]

    @property
    def _readers(self) -> Mapping[str, Callable[[AsyncConnection, Any], Awaitable[Any]]]:
        return {
            "account": self._account,
            "orders": self._orders,
            "refunds": self._refunds,
            "mails": self._mails,
            "tickets": self._tickets,
            "newsletter": self._newsletter,
            "returns": self._returns,
            "reviews": self._reviews,
        }

    async def _read(self, name: str, wanted: Any) -> Any:
        async with self._database.read() as connection:
            return await self._readers[name](connection, wanted)

    async def _orders(self, connection: AsyncConnection, wanted: Mapping[str, Any]) -> dict[str, Any]:
        found = await read_orders(connection, list(wanted))
        return {number: _order(order.view) for number, order in found.items()}

    async def _refunds(self, connection: AsyncConnection, wanted: Mapping[str, Any]) -> dict[str, list[int]]:
        found = await read_orders(connection, list(wanted))
        return {number: [refund.amount for refund in order.view.refunds] for number, order in found.items()}

    async def _mails(self, connection: AsyncConnection, _: Any) -> list[str]:
        contents = await connection.scalars(select(mail.c.content).order_by(mail.c.id))
        letters = [msgspec.json.decode(content, type=Mail) for content in contents if content]
        return [each.kind for each in letters if each.to in self._own.emails and each.kind != "code"]

    async def _tickets(self, connection: AsyncConnection, _: Any) -> list[dict[str, Any]]:
        mine = ticket.c.conversation_id == self._own.conversation
        rows = await connection.execute(select(ticket).where(mine).order_by(ticket.c.opened_at))
        return [dict(row) for row in rows.mappings()]

    async def _newsletter(self, connection: AsyncConnection, _: Any) -> bool:
        query = select(tables.newsletter).where(tables.newsletter.c.email == self._own.customer.email)
        return (await connection.execute(query)).first() is not None

    async def _returns(self, connection: AsyncConnection, _: Any) -> list[dict[str, Any]]:
        mine = tables.goods_return.c.order_number.in_(self._own.orders.values())
        query = select(tables.goods_return).where(mine).order_by(tables.goods_return.c.requested_at)
        rows = (await connection.execute(query)).mappings().all()
        lines = (await connection.execute(select(tables.return_line))).all()
        return [
            {**row, "lines": {line.sku: line.quantity for line in lines if line.return_number == row["number"]}}
            for row in rows
        ]

    async def _reviews(self, connection: AsyncConnection, _: Any) -> list[dict[str, Any]]:
        mine = tables.review.c.customer_id == self._own.customer.id
        rows = await connection.execute(select(tables.review).where(mine).order_by(tables.review.c.at))
        return [dict(row) for row in rows.mappings()]

    async def _account(self, connection: AsyncConnection, wanted: Mapping[str, Any]) -> dict[str, Any] | None:
        whose = tables.customer.c
        is_it = whose.email == wanted["email"] if "email" in wanted else whose.id == self._own.customer.id
        row = (await connection.execute(select(tables.customer).where(is_it))).mappings().one_or_none()
        if row is None:
            return None
        of_customer = tables.address.c.customer_id == row["id"]
        others = select(tables.address.c.pin).where(of_customer).order_by(tables.address.c.position)
        pins = [pin for pin in (row["pin"], *await connection.scalars(others)) if pin]
        return {**row, "pins": pins}

    def _queries(self) -> list[tuple[str, Select[Any]]]:
        numbers = list(self._own.orders.values())
        customer, order = tables.customer, tables.order
        of_customers = (tables.address, tables.loyalty, tables.password_link, tables.review)
        of_orders = (tables.item, tables.milestone, tables.payment, tables.refund, tables.invoice, tables.goods_return)
        theirs = or_(customer.c.id.in_(self._customers), customer.c.email.in_(self._own.emails))
        return [
            ("the account", select(customer).where(theirs)),
            *((each.name, select(each).where(each.c.customer_id.in_(self._customers))) for each in of_customers),
            ("the newsletter", select(tables.newsletter).where(tables.newsletter.c.email.in_(self._own.emails))),
            ("the orders", select(order).where(order.c.customer_id.in_(self._customers))),
            *((each.name, select(each).where(each.c.order_number.in_(numbers))) for each in of_orders),
            ("the tickets", select(ticket).where(ticket.c.conversation_id == self._own.conversation)),
        ]


def _order(view: OrderView) -> dict[str, Any]:
    """As scripts write it."""
    items: dict[str, int] = {}
    for item in view.items:
        items[item.sku] = items.get(item.sku, 0) + item.quantity
    return {
        "state": view.state.value,
        "total": view.total,
        "delivery_charge": view.delivery_charge,
        "items": items,
        "address": asdict(view.address),
    }


# A script names all of these, not some.
_WHOLE: Final = frozenset({"items", "lines", "pins"})


def _differences(place: str, wanted: Any, found: Any) -> list[str]:
    """Where what was found is not what was wanted. Of what is named by keys more may be found than wanted."""
    match wanted, found:
        case (dict(), dict()) if place.rsplit(".")[-1] not in _WHOLE:
            return [
                each for key, value in wanted.items() for each in _differences(f"{place}.{key}", value, found.get(key))
            ]
        case (list(), list()) if len(wanted) == len(found):
            pairs = enumerate(zip(wanted, found, strict=True))
            return [each for at, (one, other) in pairs for each in _differences(f"{place}.{at}", one, other)]
    return [] if wanted == found else [f"{place}: {found}, not {wanted}"]
