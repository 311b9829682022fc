"""The demo shop into the database, and out of the way of everything that is not the demo's."""

import hashlib
from dataclasses import asdict
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Table, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.shop import tables
from sahay.shop.demo.build import DemoShop, build
from sahay.shop.locks import hold
from sahay.shop.sql.rows import customer_row, insert_orders
from sahay.store.database import Database

# The demo built for this moment stands for its contents, whatever day it is.
_SOME_MOMENT = datetime(2026, 1, 15, 12, tzinfo=UTC)


class Outcome(StrEnum):
    SEEDED = "seeded"
    REFRESHED = "refreshed"
    SKIPPED = "skipped"


async def seed(database: Database, now: datetime) -> Outcome:
    """Make the demo's orders those of today. `now` is in the shop's time zone.

    Skipped when that was done today already, from the same data. What customers did to the demo's orders since
    they were made is forgotten when they are made anew; rows that are not the demo's are never touched.
    """
    fingerprint = hashlib.sha256(repr(build(_SOME_MOMENT)).encode()).hexdigest()
    async with database.write() as connection:
        await hold(connection, ["demo"])
        earlier = (await connection.execute(select(tables.demo_seed))).one_or_none()
        if earlier and (earlier.seeded_on, earlier.fingerprint) == (now.date(), fingerprint):
            return Outcome.SKIPPED
        await _replace(connection, build(now))
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


async def _replace(connection: AsyncConnection, shop: DemoShop) -> None:
    await connection.execute(delete(tables.order).where(tables.order.c.is_demo))
    await _put(connection, tables.customer, [customer_row(customer) for customer in shop.customers])
    await _put(connection, tables.product, [asdict(product) for product in shop.products])
    taken = set(await connection.scalars(select(tables.order.c.number)))
    free = [order for order in shop.orders if order.view.number not in taken]
    await insert_orders(connection, free, is_demo=True)


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
