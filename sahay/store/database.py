"""Opening the database: SQLite (WAL) by default, PostgreSQL by its URL."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import event, make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

# How long a writer waits for another process's write (app and actions share one SQLite file). Nothing interrupts it, so
# that it must be shorter than what an action may take (`actions.skill`): the engine waits no longer for its apology.
SQLITE_BUSY_MILLISECONDS = 3_000


class Database:
    """An open database. `read()` and `write()` give a connection inside one transaction.

    A write that leaves its block normally is committed; one that raises is rolled back.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        # SQLite has one writer: queueing here is fair and costs nothing, polling the file's lock is neither. At most
        # one of those behind the door waits for the writer, so that who is urgent waits for two others at most.
        self._writer = asyncio.Lock() if self.is_sqlite else None
        self._door = asyncio.Lock()

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        async with self.engine.connect() as connection, connection.begin():
            yield connection

    @asynccontextmanager
    async def write(self, *, urgent: bool = False) -> AsyncIterator[AsyncConnection]:
        """`urgent` goes before those that wait already: somebody outside holds the line."""
        if self._writer is None:
            async with self.engine.begin() as connection:
                yield connection
            return
        async with nullcontext() if urgent else self._door, self._writer, self.engine.connect() as connection:
            connection = await connection.execution_options(sahay_write=True)
            async with connection.begin():
                yield connection

    async def close(self) -> None:
        await self.engine.dispose()


def open_database(url: str) -> Database:
    """Open `sqlite+aiosqlite:///FILE` or `postgresql+asyncpg://...` (plain `sqlite:` and `postgresql:` too)."""
    drivers = {
        "sqlite": "sqlite+aiosqlite",
        "postgresql": "postgresql+asyncpg",
        "postgres": "postgresql+asyncpg",
    }
    parsed = make_url(url)
    parsed = parsed.set(drivername=drivers.get(parsed.drivername, parsed.drivername))
    # `hide_parameters`: an error in the log must not quote what a customer wrote.
    if not parsed.drivername.startswith("sqlite"):
        return Database(create_async_engine(parsed, pool_pre_ping=True, hide_parameters=True))
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_async_engine(parsed, hide_parameters=True)
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    event.listen(engine.sync_engine, "invalidate", _roll_back_sqlite)
    return Database(engine)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # The driver would open transactions of its own accord; `_begin_sqlite` does it instead.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",  # an acknowledged message survives a power cut, not only a crash
        "foreign_keys=ON",
        f"busy_timeout={SQLITE_BUSY_MILLISECONDS}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Any) -> None:
    # A write takes its lock at once: upgrading a read later fails when another process wrote meanwhile.
    write = connection.get_execution_options().get("sahay_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _roll_back_sqlite(connection: Any, _record: Any, _exception: BaseException | None) -> None:
    # A task was cancelled in the middle of a transaction (a customer hung up). SQLite keeps a closed connection, and
    # its lock, as long as anything refers to its last statement; a traceback does, for seconds.
    connection.rollback()
