"""The demo shop into the database, and out of the way of everything that is not the demo's."""

import hashlib
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Table, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.shop import tables
from sahay.shop.demo.build import DemoShop, build
from sahay.shop.demo.habits import Habits
from sahay.shop.locks import hold
from sahay.shop.orders import Customer
from sahay.shop.sql.delivery import put_zones
from sahay.shop.sql.rows import customer_row, insert_orders
from sahay.store.database import Database

# The demo built for this moment stands for its contents, whatever day it is.
_SOME_MOMENT = datetime(2026, 1, 15, 12, tzinfo=UTC)


class Outcome(StrEnum):
    SEEDED = "seeded"
    REFRESHED = "refreshed"
    SKIPPED = "skipped"


async def seed(database: Database, now: datetime, shop_url: str = "https://saral.example") -> Outcome:
    """Make the demo's orders those of today. `now` is in the shop's time zone; its pages are below `shop_url`.

    Skipped when that was done today already, from the same data. What customers did to the demo's orders since
    they were made is forgotten when they are made anew; rows that are not the demo's are never touched.
    """
    fingerprint = hashlib.sha256(repr(build(_SOME_MOMENT, shop_url)).encode()).hexdigest()
    async with database.write() as connection:
        await hold(connection, ["demo"])
        earlier = (await connection.execute(select(tables.demo_seed))).one_or_none()
        if earlier and (earlier.seeded_on, earlier.fingerprint) == (now.date(), fingerprint):
            return Outcome.SKIPPED
        await _replace(connection, build(now, shop_url), now)
        await connection.execute(delete(tables.demo_seed))
        await connection.execute(insert(tables.demo_seed).values(id=1, seeded_on=now.date(), fingerprint=fingerprint))
    return Outcome.REFRESHED if earlier else Outcome.SEEDED


async def listed(database: Database) -> list[dict[str, str]]:
    """The demo's orders with the contacts that prove them, by number."""
    customer, order = tables.customer.c, tables.order.c
    query = (
        select(order.number, customer.email, customer.phone, order.state)
        .join_from(tables.order, tables.customer)
        .where(order.is_demo)
        .order_by(order.number)
    )
    async with database.read() as connection:
        return [dict(row) for row in (await connection.execute(query)).mappings()]


async def _replace(connection: AsyncConnection, shop: DemoShop, now: datetime) -> None:
    await connection.execute(delete(tables.order).where(tables.order.c.is_demo))
    people = [customer_row(each) | {"kind": shop.habits[each.id].kind} for each in shop.customers]
    await _put(connection, tables.customer, people)
    await _put(connection, tables.product, [asdict(product) for product in shop.products])
    await _put_habits(connection, shop, now)
    own_zones = set(await connection.scalars(select(tables.zone.c.prefix).where(~tables.zone.c.is_demo)))
    await put_zones(connection, [zone for zone in shop.zones if zone.prefix not in own_zones], is_demo=True)
    taken = set(await connection.scalars(select(tables.order.c.number)))
    free = [order for order in shop.orders if order.view.number not in taken]
    await insert_orders(connection, free, is_demo=True)


async def _put_habits(connection: AsyncConnection, shop: DemoShop, now: datetime) -> None:
    """What the demo's customers have besides their orders, in the place of what they had."""
    demo = select(tables.customer.c.id).where(tables.customer.c.is_demo)
    ids = set(await connection.scalars(demo))
    people = [(customer, shop.habits[customer.id]) for customer in shop.customers if customer.id in ids]
    emails = [customer.email for customer, _ in people]
    for table in (tables.address, tables.loyalty):
        await connection.execute(delete(table).where(table.c.customer_id.in_(demo)))
    await connection.execute(delete(tables.newsletter).where(tables.newsletter.c.email.in_(emails)))
    for customer, habits in people:
        for table, row in _habit_rows(customer, habits, now):
            await connection.execute(insert(table).values(row))


def _habit_rows(customer: Customer, habits: Habits, now: datetime) -> Iterator[tuple[Table, dict[str, Any]]]:
    whose = {"customer_id": customer.id}
    if habits.office:
        yield tables.address, whose | {"position": 1} | asdict(habits.office)
    if habits.points:
        points = habits.points
        values = {"balance": points.balance, "expiring": points.expiring, "expires_on": points.expires_on}
        yield tables.loyalty, whose | values
    if habits.reads_newsletter:
        yield tables.newsletter, {"email": customer.email, "since": now}


async def _put(connection: AsyncConnection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Add what is not there, bring up to date what is: somebody's own order may refer to it."""
    (key,) = table.primary_key
    known = set(await connection.scalars(select(key)))
    for row in rows:
        if row[key.name] in known:
            own = table.c.is_demo & (key == row[key.name])
            await connection.execute(update(table).where(own).values(row))
        else:
            await connection.execute(insert(table).values(**row, is_demo=True))
