"""Notices: kept once by their key, said once, forgotten."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.domain.notice import Kind, Notice, State
from sahay.store.tables.notices import notice as table

_INSERTS: Mapping[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
# How many are dealt with at once.
BATCH = 100


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a notice stands. `due_at` is when it is, or was, to be said; it is in `conversation_id` from then on."""

    key: str
    state: State
    due_at: datetime
    conversation_id: str | None = None
    seq: int | None = None


async def add(on: AsyncConnection, notice: Notice, due_at: datetime, now: datetime) -> bool:
    """False for a key that is known: what stands under it stays as it is."""
    values = {
        "key": notice.key,
        "kind": notice.kind,
        "order_number": notice.order,
        "phone": notice.phone,
        "language": notice.language,
        "text": notice.text,
        "state": State.WAITING,
        "due_at": due_at,
        "created_at": now,
    }
    new = _INSERTS[on.dialect.name](table).values([values])
    return (await on.execute(new.on_conflict_do_nothing(index_elements=["key"]))).rowcount == 1


async def find(on: AsyncConnection, key: str) -> Kept:
    columns = (table.c[name] for name in Kept.__dataclass_fields__)
    row = (await on.execute(select(*columns).where(table.c.key == key))).mappings().one()
    return Kept(**{**row, "state": State(row["state"])})


async def due(on: AsyncConnection, now: datetime) -> Sequence[Notice]:
    """The oldest first."""
    waiting = select(table).where(table.c.state == State.WAITING, table.c.due_at <= now)
    rows = (await on.execute(waiting.order_by(table.c.due_at, table.c.key).limit(BATCH))).mappings()
    return [
        Notice(row["key"], Kind(row["kind"]), row["phone"], row["order_number"], row["language"], row["text"])
        for row in rows
    ]


async def take(on: AsyncConnection, key: str) -> bool:
    """The right to say it; False when somebody else has. Undone with the transaction."""
    mine = update(table).where(table.c.key == key, table.c.state == State.WAITING)
    return (await on.execute(mine.values(state=State.SAID))).rowcount == 1


async def end(on: AsyncConnection, key: str, state: State, conversation_id: str | None, seq: int | None) -> None:
    """Whom it was for is needed no more."""
    values = {"state": state, "conversation_id": conversation_id, "seq": seq, "phone": None, "text": None}
    await on.execute(update(table).where(table.c.key == key).values(**values))


async def forget(on: AsyncConnection, before: datetime) -> None:
    """Those that were dealt with, and were asked for before a moment: their keys may be used again."""
    old = delete(table).where(table.c.state != State.WAITING, table.c.created_at < before)
    await on.execute(old)
