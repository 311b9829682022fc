"""Updates of webhooks: stored once, applied in order, forgotten."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.store.tables.channels import channel_update as table

_INSERTS: Mapping[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
ERROR_CHARACTERS = 200


class State(StrEnum):
    PENDING = "pending"
    APPLIED = "applied"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class NewUpdate:
    channel: str
    external_id: str
    key: str
    order: int
    body: bytes


@dataclass(frozen=True, slots=True)
class Update:
    """One that waits. `attempts` counts those that were made."""

    id: int
    channel: str
    body: bytes
    attempts: int
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Traffic:
    """What a channel's webhook has seen: when it was last called, how many updates wait and failed, and why."""

    received_at: datetime | None
    pending: int
    failed: int
    error: str | None
    failed_at: datetime | None


def key_of(channel: str, address: str) -> str:
    """Under which an address's updates are applied."""
    return f"{channel}:{address}"


async def add(on: AsyncConnection, updates: Iterable[NewUpdate], now: datetime) -> None:
    """What is there already stays as it is."""
    rows = [
        {
            "channel": each.channel,
            "external_id": each.external_id,
            "key": each.key,
            "order": each.order,
            "body": each.body,
            "state": State.PENDING,
            "attempts": 0,
            "due_at": now,
            "received_at": now,
        }
        for each in updates
    ]
    if rows:
        new = _INSERTS[on.dialect.name](table).values(rows)
        await on.execute(new.on_conflict_do_nothing(index_elements=["channel", "external_id"]))


async def pending(on: AsyncConnection) -> Sequence[str]:
    """The keys for which something waits."""
    return list(await on.scalars(select(table.c.key).where(table.c.state == State.PENDING).distinct()))


async def next_of(on: AsyncConnection, key: str) -> Update | None:
    columns = (table.c.id, table.c.channel, table.c.body, table.c.attempts, table.c.due_at)
    query = select(*columns).where(table.c.key == key, table.c.state == State.PENDING)
    row = (await on.execute(query.order_by(table.c.order, table.c.id).limit(1))).mappings().one_or_none()
    return Update(**row) if row else None


async def applied(on: AsyncConnection, update_id: int) -> None:
    """The body is needed no more: it holds what a customer wrote."""
    await _change(on, update_id, state=State.APPLIED, body=None, error=None)


async def postponed(on: AsyncConnection, waiting: Update, due_at: datetime, error: str) -> None:
    await _change(on, waiting.id, attempts=waiting.attempts + 1, due_at=due_at, error=error[:ERROR_CHARACTERS])


async def failed(on: AsyncConnection, waiting: Update, error: str) -> None:
    """It keeps its body, until retention takes it, and is shown to the operator."""
    await _change(on, waiting.id, state=State.FAILED, attempts=waiting.attempts + 1, error=error[:ERROR_CHARACTERS])


async def retry_failed(on: AsyncConnection, channel: str, now: datetime) -> int:
    """Once more, all that failed: the operator has mended what was broken."""
    again = update(table).where(table.c.channel == channel, table.c.state == State.FAILED)
    return (await on.execute(again.values(state=State.PENDING, attempts=0, due_at=now))).rowcount


async def traffic(on: AsyncConnection, channel: str) -> Traffic:
    of = table.c.channel == channel
    counts = select(table.c.state, func.count()).where(of).group_by(table.c.state)
    by_state: dict[str, int] = {row[0]: row[1] for row in await on.execute(counts)}
    last = select(table.c.error, table.c.received_at).where(of, table.c.error.is_not(None))
    trouble = (await on.execute(last.order_by(table.c.id.desc()).limit(1))).one_or_none()
    return Traffic(
        await on.scalar(select(func.max(table.c.received_at)).where(of)),
        by_state.get(State.PENDING, 0),
        by_state.get(State.FAILED, 0),
        trouble.error if trouble else None,
        trouble.received_at if trouble else None,
    )


async def _change(on: AsyncConnection, update_id: int, **values: object) -> None:
    await on.execute(update(table).where(table.c.id == update_id).values(**values))
