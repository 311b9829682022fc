"""The bot's memory of conversations, in the engine's own database: one row each (`components/tracker_store.py`)."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Column, MetaData, String, Table, delete, func, inspect, make_url, select
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.store.database import open_database
from sahay.store.schema import UtcDateTime

# What the app needs of it; the engine makes the table at its first turn.
_TRACKER = Table("tracker", MetaData(), Column("sender_id", String(255)), Column("saved_at", UtcDateTime))


class Trackers:
    """`url` is SAHAY_ENGINE_DATABASE_URL. Where the engine has not kept anything yet, there is nothing to delete."""

    def __init__(self, url: str) -> None:
        self._url = url

    async def forget(self, conversations: Sequence[str]) -> int:
        """How many were deleted."""
        async with self._open() as connection:
            if connection is None:
                return 0
            gone = delete(_TRACKER).where(_TRACKER.c.sender_id.in_(conversations))
            return (await connection.execute(gone)).rowcount

    async def count_before(self, before: datetime) -> int:
        """How many were last used before a moment."""
        async with self._open() as connection:
            if connection is None:
                return 0
            old = select(func.count()).select_from(_TRACKER).where(_TRACKER.c.saved_at < before)
            return int(await connection.scalar(old) or 0)

    async def forget_before(self, before: datetime) -> int:
        async with self._open() as connection:
            if connection is None:
                return 0
            return (await connection.execute(delete(_TRACKER).where(_TRACKER.c.saved_at < before))).rowcount

    @asynccontextmanager
    async def _open(self) -> AsyncIterator[AsyncConnection | None]:
        """None where there is no table."""
        url = make_url(self._url)
        if url.drivername.startswith("sqlite") and not await asyncio.to_thread(Path(url.database or "").exists):
            yield None  # opening would make the file
            return
        database = open_database(self._url)
        try:
            async with database.write() as connection:
                exists = await connection.run_sync(lambda sync: inspect(sync).has_table(_TRACKER.name))
                yield connection if exists else None
        finally:
            await database.close()
