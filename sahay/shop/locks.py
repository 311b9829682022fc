"""Waiting for one another: what PostgreSQL needs so that a check and the write behind it are one step."""

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection


async def hold(connection: AsyncConnection, names: Iterable[str]) -> None:
    """Hold locks of these names until the transaction ends; another one that wants any of them waits.

    They are taken in order, so that two transactions never wait for each other. SQLite has one writer anyway.
    """
    if connection.dialect.name != "postgresql":
        return
    for name in sorted(names):
        await connection.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))
