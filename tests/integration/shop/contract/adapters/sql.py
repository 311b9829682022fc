"""The shop in a database: SQLite and PostgreSQL."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import fields
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from sahay.shop import tables
from sahay.shop.backend import Backend
from sahay.shop.catalogue import Product
from sahay.shop.loyalty import Points
from sahay.shop.sql import SqlBackend
from sahay.shop.sql.delivery import put_zones
from sahay.shop.sql.rows import customer_row, insert_orders
from sahay.store.database import Database
from tests.integration.shop import databases
from tests.integration.shop.contract import small_shop as small


@asynccontextmanager
async def sqlite(folder: Path) -> AsyncIterator[Backend]:
    async with databases.sqlite(folder) as database:
        yield await seeded(database)


@asynccontextmanager
async def postgresql(folder: Path) -> AsyncIterator[Backend]:
    async with databases.postgresql(folder) as database:
        yield await seeded(database)


async def seeded(database: Database) -> Backend:
    async with database.write() as connection:
        await connection.execute(insert(tables.customer), [customer_row(each) for each in small.CUSTOMERS])
        await connection.execute(insert(tables.product), [_product_row(each) for each in small.PRODUCTS])
        await connection.execute(insert(tables.loyalty), [_points_row(*each) for each in small.POINTS.items()])
        await connection.execute(
            insert(tables.newsletter), [{"email": each, "since": small.NOW} for each in small.NEWSLETTER]
        )
        await insert_orders(connection, small.ORDERS)
        await put_zones(connection, small.ZONES)
    return SqlBackend(database, small.RULES)


def _product_row(product: Product) -> dict[str, Any]:
    values = {field.name: getattr(product, field.name) for field in fields(product)}
    return values | {"hsn": small.HSN[product.sku], "gst_percent": small.GST_PERCENT[product.sku]}


def _points_row(customer_id: str, points: Points) -> dict[str, Any]:
    return {
        "customer_id": customer_id,
        "balance": points.balance,
        "expiring": points.expiring,
        "expires_on": points.expires_on,
    }
