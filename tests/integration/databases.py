"""A database with every table and nothing in them: what most tests of a store begin with.

Making the tables takes longer than most of these tests. So they are made once: a file of SQLite's is copied, and those
in PostgreSQL are emptied.
"""

import os
import shutil
import sqlite3
import tempfile
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import MetaData, create_engine, inspect, text

from sahay.store.database import Database, open_database
from sahay.store.schema import metadata

POSTGRES = "SAHAY_TEST_DATABASE_URL"


def database_url(kind: str, folder: Path) -> str:
    """PostgreSQL joins when the environment names an empty database (CI does)."""
    if kind == "sqlite":
        return f"sqlite:///{folder}/test.db"
    if POSTGRES not in os.environ:
        pytest.skip(f"set {POSTGRES}=postgresql+asyncpg://... (an empty database) to hold PostgreSQL to the contract")
    return os.environ[POSTGRES]


async def with_tables(kind: str, folder: Path) -> Database:
    """`kind`: sqlite, in the folder, or postgresql, which is skipped where there is none."""
    url = database_url(kind, folder)
    if kind == "sqlite":
        make_file(Path(url.removeprefix("sqlite:///")))
        return open_database(url)
    database = open_database(url)
    await _empty(database)
    return database


def make_file(path: Path) -> None:
    """One of SQLite's."""
    shutil.copy(_template(len(metadata.tables)), path)


@cache
def _template(_tables: int) -> Path:
    file = Path(tempfile.mkdtemp(prefix="sahay-tests-"), "template.db")
    engine = create_engine(f"sqlite:///{file}")
    metadata.create_all(engine)
    engine.dispose()
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA journal_mode=WAL")  # as the store's own files are
    return file


_made: list[frozenset[str]] = []


async def _empty(database: Database) -> None:
    names = frozenset(metadata.tables)
    async with database.write() as connection:
        found = frozenset(await connection.run_sync(lambda sync: inspect(sync).get_table_names()))
        if _made == [names] and found == names:
            quoted = ", ".join(f'"{name}"' for name in sorted(names))
            await connection.execute(text(f"TRUNCATE {quoted} RESTART IDENTITY CASCADE"))
            return
        there = MetaData()
        await connection.run_sync(there.reflect)
        await connection.run_sync(there.drop_all)
        await connection.run_sync(metadata.create_all)
    _made[:] = [names]
