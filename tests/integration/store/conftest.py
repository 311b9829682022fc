"""The stores under contract."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import MetaData, text

from sahay.store.base import Store
from sahay.store.database import Database, open_database
from sahay.store.memory import MemoryStore
from sahay.store.sql import SqlStore
from tests.integration.databases import database_url, with_tables


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
    database = await with_tables(request.param, tmp_path)
    yield SqlStore(database)
    await database.close()
