"""The database under people who hang up."""

import asyncio
from pathlib import Path

from sqlalchemy import text

from sahay.store.database import open_database

# Says that it has begun, and is then busy for a while.
SLOW = text(
    "WITH RECURSIVE n(x) AS (SELECT begun() UNION ALL SELECT x + 1 FROM n WHERE x < 500000) SELECT count(*) FROM n"
)


async def test_a_cancelled_write_lets_go_of_the_lock_at_once(tmp_path: Path) -> None:
    """A customer who hangs up in the middle of a write must not keep everybody else from writing."""
    database = open_database(f"sqlite:///{tmp_path}/test.db")
    async with database.write() as connection:
        await connection.execute(text("CREATE TABLE t (x INTEGER)"))
    begun, loop = asyncio.Event(), asyncio.get_running_loop()

    def say_begun() -> int:
        loop.call_soon_threadsafe(begun.set)
        return 1

    async def write() -> None:
        async with database.write() as connection:
            await connection.execute(text("INSERT INTO t VALUES (1)"))
            sqlite = (await connection.get_raw_connection()).driver_connection
            await sqlite.create_function("begun", 0, say_begun)
            await connection.execute(SLOW)

    task = asyncio.create_task(write())
    await begun.wait()
    task.cancel()
    # The traceback, and with it the cut-off statement, lives as long as somebody looks at it.
    [cancelled] = await asyncio.gather(task, return_exceptions=True)
    assert isinstance(cancelled, asyncio.CancelledError)

    async with asyncio.timeout(3), database.write() as connection:
        assert await connection.scalar(text("SELECT count(*) FROM t")) == 0
    await database.close()


async def test_who_is_urgent_goes_before_those_that_wait(tmp_path: Path) -> None:
    """A webhook is acknowledged while the workers write."""
    database = open_database(f"sqlite:///{tmp_path}/test.db")
    done: list[str] = []

    async def write(name: str, *, urgent: bool = False) -> None:
        async with database.write(urgent=urgent):
            await asyncio.sleep(0)
        done.append(name)

    async with asyncio.TaskGroup() as writers:
        for number in range(5):
            writers.create_task(write(f"worker {number}"))
        await asyncio.sleep(0)
        writers.create_task(write("webhook", urgent=True))

    assert done.index("webhook") <= 2
    assert len(done) == 6
    await database.close()
