"""The stores under contract. PostgreSQL joins when SAHAY_TEST_DATABASE_URL names an empty database (CI does)."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import MetaData, text

from sahay.store.base import Store
from sahay.store.database import Database, open_database
from sahay.store.memory import MemoryStore
from sahay.store.schema import metadata
from sahay.store.sql import SqlStore

POSTGRES = "SAHAY_TEST_DATABASE_URL"


def database_url(kind: str, folder: Path) -> str:
    if kind == "sqlite":
        return f"sqlite:///{folder}/test.db"
    if POSTGRES not in os.environ:
        pytest.skip(f"set {POSTGRES}=postgresql+asyncpg://... (an empty database) to hold PostgreSQL to the contract")
    return os.environ[POSTGRES]


@pytest.fixture(params=["sqlite", "postgresql"])
async def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The address of a database without tables."""
    url = database_url(request.param, tmp_path)
    database = open_database(url)
    await _drop_everything(database)
    yield url
    await _drop_everything(database)
    await database.close()


async def _drop_everything(database: Database) -> None:
    async with database.write() as connection:
        if database.is_sqlite:  # takes the tables along that stand behind it
            await connection.execute(text("DROP TABLE IF EXISTS message_search"))
        found = MetaData()
        await connection.run_sync(found.reflect)
        await connection.run_sync(found.drop_all)


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    if request.param == "memory":
        yield MemoryStore()
        return
    database = open_database(database_url(request.param, tmp_path))
    async with database.write() as connection:
        await connection.run_sync(metadata.drop_all)
        await connection.run_sync(metadata.create_all)
    yield SqlStore(database)
    await database.close()
