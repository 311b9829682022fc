"""The stores under contract. PostgreSQL joins when SAHAY_TEST_DATABASE_URL names an empty database (CI does)."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sahay.store.base import Store
from sahay.store.database import open_database
from sahay.store.memory import MemoryStore
from sahay.store.schema import metadata
from sahay.store.sql import SqlStore

POSTGRES = "SAHAY_TEST_DATABASE_URL"


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    if request.param == "memory":
        yield MemoryStore()
        return
    if request.param == "postgresql" and POSTGRES not in os.environ:
        pytest.skip(f"set {POSTGRES}=postgresql+asyncpg://... (an empty database) to hold PostgreSQL to the contract")
    url = f"sqlite:///{tmp_path}/test.db" if request.param == "sqlite" else os.environ[POSTGRES]
    database = open_database(url)
    async with database.write() as connection:
        await connection.run_sync(metadata.drop_all)
        await connection.run_sync(metadata.create_all)
    yield SqlStore(database)
    await database.close()
