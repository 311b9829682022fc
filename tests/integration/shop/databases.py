"""The databases that the shop's ports are tried on: empty, with all tables."""

import os
import secrets
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import text

from sahay.shop import tables  # noqa: F401  registers the shop's tables in the metadata
from sahay.store.database import Database, open_database
from sahay.store.schema import metadata

POSTGRESQL = "SAHAY_TEST_DATABASE_URL"


@asynccontextmanager
async def sqlite(directory):
    opened = open_database(f"sqlite:///{directory / 'shop.db'}")
    async with opened.write() as connection:
        await connection.run_sync(metadata.create_all)
    yield opened
    await opened.close()


@asynccontextmanager
async def postgresql(_):
    """In a schema of its own: whatever else is in the database stays as it is."""
    if POSTGRESQL not in os.environ:
        pytest.skip(f"set {POSTGRESQL}=postgresql+asyncpg://... to hold PostgreSQL to the contract")
    opened = open_database(os.environ[POSTGRESQL])
    schema = f"shop_{secrets.token_hex(6)}"
    database = Database(opened.engine.execution_options(schema_translate_map={None: schema}))
    async with database.write() as connection:
        await connection.execute(text(f"CREATE SCHEMA {schema}"))
        await connection.run_sync(metadata.create_all)
    yield database
    async with opened.write() as connection:
        await connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    await opened.close()


DATABASES = {"sqlite": sqlite, "postgresql": postgresql}
