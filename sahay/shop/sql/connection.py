"""Asking the database, with its troubles told as a shop's."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any, TypeVar

import msgspec
from sqlalchemy import select
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.shop.backend import OutcomeUnknown, Unavailable
from sahay.shop.locks import hold
from sahay.shop.refusal import Refusal
from sahay.shop.tables import idempotency
from sahay.store.database import Database

T = TypeVar("T")
Work = Callable[[AsyncConnection], Awaitable[T | Refusal]]

_TROUBLES = (DBAPIError, PoolTimeoutError, OSError)
_MISTAKES = (IntegrityError, ProgrammingError, DataError)  # ours, and no trouble of the database


@asynccontextmanager
async def reading(database: Database) -> AsyncIterator[AsyncConnection]:
    """A connection to read with. Raises Unavailable."""
    try:
        async with database.read() as connection:
            yield connection
    except _MISTAKES:
        raise
    except _TROUBLES as error:
        raise Unavailable(type(error).__name__) from error


async def once(
    database: Database, change: str, key: str, shape: type[T], work: Work[T], *, now: datetime
) -> T | Refusal:
    """What `work` gives, of type `shape`, or what it gave when the change was made with this key before.

    The key is kept in the transaction of the change: both are there or neither, whatever dies. Two at once with the
    same key wait for each other. Raises Unavailable, and OutcomeUnknown when it failed while it was committed.
    """
    is_done = False
    try:
        async with database.write() as connection:
            await hold(connection, [f"once:{change}:{key}"])
            kept = await _kept(connection, change, key)
            if kept is not None:
                return _read(kept, shape)
            result = await work(connection)
            row = {"change": change, "key": key, "result": _written(result), "at": now}
            await connection.execute(idempotency.insert().values(row))
            is_done = True
        return result
    except _MISTAKES:
        raise
    except _TROUBLES as error:
        raise (OutcomeUnknown if is_done else Unavailable)(type(error).__name__) from error


async def _kept(connection: AsyncConnection, change: str, key: str) -> dict[str, Any] | None:
    done = select(idempotency.c.result).where(idempotency.c.change == change, idempotency.c.key == key)
    kept: dict[str, Any] | None = await connection.scalar(done)
    return kept


def _written(result: object) -> dict[str, Any]:
    name = "refused" if isinstance(result, Refusal) else "done"
    return {name: msgspec.to_builtins(result)}


def _read(kept: dict[str, Any], shape: type[T]) -> T | Refusal:
    if "refused" in kept:
        return msgspec.convert(kept["refused"], Refusal)
    return msgspec.convert(kept["done"], shape)
