"""The adapters that the shop's ports are tried on."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert

from sahay.shop import tables
from sahay.shop.catalogue import Product
from sahay.shop.demo.build import build
from sahay.shop.memory import MemoryBackend, MemoryLedgers
from sahay.shop.ownership import ProvedOwnership
from sahay.shop.sql import SqlBackend
from sahay.shop.sql.catalogue import SqlCatalogue
from sahay.shop.sql.ledger import SqlLedgers
from sahay.shop.sql.rows import customer_row, insert_orders
from sahay.shop.verification import Digest, Policy
from tests.integration.shop.contract import small_shop as small
from tests.integration.shop.databases import DATABASES

NOW = datetime(2026, 3, 14, 12, tzinfo=ZoneInfo("Asia/Kolkata"))


@pytest.fixture
def now():
    return NOW


@pytest.fixture(scope="session")
def filled():
    """The orders that every adapter has."""
    return build(NOW).orders


@pytest.fixture(params=DATABASES)
async def database(request, tmp_path):
    """Empty, with all tables."""
    async with DATABASES[request.param](tmp_path) as opened:
        yield opened


@pytest.fixture
async def sql_ownership(database, filled):
    await add_orders(database, filled)
    return owned(SqlBackend(database, small.RULES).orders, SqlLedgers(database))


@pytest.fixture(params=["memory", *DATABASES])
async def ownership(request, tmp_path, filled):
    """The same orders in each adapter, and the ledger beside them."""
    if request.param == "memory":
        yield owned(MemoryBackend(filled).orders, MemoryLedgers())
        return
    async with DATABASES[request.param](tmp_path) as opened:
        await add_orders(opened, filled)
        yield owned(SqlBackend(opened, small.RULES).orders, SqlLedgers(opened))


def owned(orders, ledgers):
    return ProvedOwnership(orders, ledgers, Digest("a key for tests"), Policy())


async def add_orders(database, orders):
    customers = {order.customer.id: customer_row(order.customer) for order in orders}
    async with database.write() as connection:
        await connection.execute(insert(tables.customer), list(customers.values()))
        await insert_orders(connection, orders)


SOLD = (
    Product("b-2", "Steel lunch box", ("tiffin", "टिफिन", "ટિફિન"), "any", 1),
    Product("B-1", 'Box, "large" \\ 20 cm', (), "any", 1),
    Product("a-1", "साड़ी", ("saree",), "any", 1),
)


@pytest.fixture
def sold():
    """The products that every adapter has, in no order."""
    return SOLD


@pytest.fixture(params=["memory", *DATABASES])
async def catalogue(request, tmp_path):
    """Each adapter with the same products."""
    if request.param == "memory":
        yield MemoryBackend(products=SOLD).catalogue
        return
    async with DATABASES[request.param](tmp_path) as opened:
        await add_products(opened, SOLD)
        yield SqlCatalogue(opened, "https://shop.example")


async def add_products(database, products):
    rest = {"category": "any", "hsn": "1", "gst_percent": 5, "price": 1}
    rows = [{"sku": each.sku, "name": each.name, "aliases": each.aliases} | rest for each in products]
    async with database.write() as connection:
        await connection.execute(insert(tables.product), rows)
