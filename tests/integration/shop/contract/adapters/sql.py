"""The shop in a database: SQLite and PostgreSQL."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy import insert

from sahay.config import Shop
from sahay.shop import tables
from sahay.shop.backend import Backend
from sahay.shop.sql import SqlBackend
from sahay.shop.sql.rows import customer_row, insert_orders
from sahay.store.database import Database
from tests.integration.shop import databases
from tests.integration.shop.contract import small_shop as small

SHOP = Shop(name="Small", url=small.SHOP_URL, email="care@small.example", phone="+91 79 4000 1234")


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
        await insert_orders(connection, small.ORDERS)
    return SqlBackend(database, SHOP)


def _product_row(product):
    return {
        "sku": product.sku,
        "name": product.name,
        "aliases": product.aliases,
        "category": product.category,
        "price": product.price,
        "hsn": small.HSN[product.sku],
        "gst_percent": small.GST_PERCENT[product.sku],
    }
