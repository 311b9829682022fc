"""Failed attempts to sign in, counted in the database: over processes and restarts."""

import hashlib
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.domain.clock import Clock
from sahay.domain.throttle import FORGOTTEN, FREE_FAILURES, still_counting, wait_after
from sahay.store.database import Database
from sahay.store.tables.people import login_failure as table


class TooManyFailures(Exception):
    """Nobody may try this account before `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"no attempt before {until.isoformat()}")
        self.until = until


def failure_key(kind: str, *names: str) -> str:
    """What failures are counted under: a digest, as a name may be an address."""
    return hashlib.sha256("\n".join((kind, *names)).encode("utf-8", "surrogatepass")).hexdigest()


class Throttle:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def begin(self, key: str, free: int = FREE_FAILURES) -> None:
        """Count an attempt as failed before it is made, so that many at once are counted too. The first `free` cost no
        wait. Raises TooManyFailures, and then counts nothing."""
        now = self._clock.now()
        async with self._database.write() as connection:
            await _ensure(connection, key, now)
            row = (await connection.execute(select(table).where(table.c.key == key).with_for_update())).one()
            if row.locked_until and row.locked_until > now:
                raise TooManyFailures(row.locked_until)
            failures = still_counting(row.failures, row.failed_at, now) + 1
            await _count(connection, key, failures, now, now + wait_after(failures, free))

    async def give_back(self, key: str) -> None:
        """The attempt was none: half of the proof was right, and the other half is still to come."""
        now = self._clock.now()
        async with self._database.write() as connection:
            failures = await connection.scalar(select(table.c.failures).where(table.c.key == key).with_for_update())
            if failures:
                await _count(connection, key, failures - 1, now, None)

    async def succeeded(self, key: str, on: AsyncConnection) -> None:
        await on.execute(delete(table).where(table.c.key == key))

    async def forget(self, on: AsyncConnection) -> int:
        """Delete what counts no more; how many rows that were."""
        return (await on.execute(delete(table).where(table.c.failed_at < self._clock.now() - FORGOTTEN))).rowcount


async def _ensure(connection: AsyncConnection, key: str, now: datetime) -> None:
    row = {"key": key, "failures": 0, "failed_at": now}
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    await connection.execute(dialect.insert(table).values(row).on_conflict_do_nothing(index_elements=["key"]))


async def _count(
    connection: AsyncConnection, key: str, failures: int, now: datetime, locked_until: datetime | None
) -> None:
    counted = {"failures": failures, "failed_at": now, "locked_until": locked_until}
    await connection.execute(update(table).where(table.c.key == key).values(counted))
