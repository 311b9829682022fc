"""The databases that the shop's ports are tried on: empty, with all tables."""

import asyncio
import atexit
import os
import secrets
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import func, select, text

from sahay.shop import tables  # noqa: F401  registers the shop's tables in the metadata
from sahay.store.database import Database, open_database
from sahay.store.schema import metadata
from tests.integration.databases import make_file

POSTGRESQL = "SAHAY_TEST_DATABASE_URL"
SCHEMA = f"shop_{secrets.token_hex(6)}"


@asynccontextmanager
async def sqlite(directory):
    make_file(directory / "shop.db")
    opened = open_database(f"sqlite:///{directory / 'shop.db'}")
    yield opened
    await opened.close()


@asynccontextmanager
async def postgresql(_):
    """In a schema of this run: whatever else is in the database stays as it is. Making its tables takes longer than
    most tests, so they are made once, and emptied for each."""
    if POSTGRESQL not in os.environ:
        pytest.skip(f"set {POSTGRESQL}=postgresql+asyncpg://... to hold PostgreSQL to the contract")
    opened = open_database(os.environ[POSTGRESQL])
    database = Database(opened.engine.execution_options(schema_translate_map={None: SCHEMA}))
    async with database.write() as connection:
        if await connection.scalar(select(func.to_regnamespace(SCHEMA))) is None:
            await connection.execute(text(f"CREATE SCHEMA {SCHEMA}"))
            await connection.run_sync(metadata.create_all)
            atexit.register(asyncio.run, drop_schema())
        else:
            names = ", ".join(f"{SCHEMA}.{table.name}" for table in metadata.sorted_tables)
            await connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
    yield database
    await opened.close()


async def drop_schema():
    opened = open_database(os.environ[POSTGRESQL])
    async with opened.write() as connection:
        await connection.execute(text(f"DROP SCHEMA {SCHEMA} CASCADE"))
    await opened.close()


DATABASES = {"sqlite": sqlite, "postgresql": postgresql}
