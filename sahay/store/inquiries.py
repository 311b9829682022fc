"""What customers were asked, and what they answered, as part of a transaction of the caller's."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, exists, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.domain.rating import Asked, Inquiry
from sahay.store import schema
from sahay.store.tables.aftercare import inquiry as table
from sahay.store.tables.aftercare import no_follow_up

# How many are dealt with at once.
BATCH = 100


async def add(
    connection: AsyncConnection,
    conversation_id: str,
    kind: Inquiry,
    agent_id: str | None,
    resolved_at: datetime,
    due_at: datetime,
) -> None:
    values = {"conversation_id": conversation_id, "kind": kind, "agent_id": agent_id}
    await connection.execute(insert(table).values(**values, resolved_at=resolved_at, due_at=due_at))


async def due(connection: AsyncConnection, now: datetime) -> Sequence[tuple[int, str]]:
    """(inquiry, conversation) of those that are to be asked now, the oldest first."""
    query = select(table.c.id, table.c.conversation_id).where(table.c.due_at <= now).order_by(table.c.due_at)
    return [(row.id, row.conversation_id) for row in await connection.execute(query.limit(BATCH))]


async def find(connection: AsyncConnection, inquiry_id: int) -> Asked | None:
    return _asked((await connection.execute(select(table).where(table.c.id == inquiry_id))).one_or_none())


async def latest(connection: AsyncConnection, conversation_id: str, kind: Inquiry) -> Asked | None:
    """The last one that this customer was asked here."""
    return _asked((await connection.execute(_of(conversation_id, kind).limit(1))).one_or_none())


async def ratings(connection: AsyncConnection, conversation_ids: Iterable[str]) -> dict[str, Asked]:
    """What each of these was last rated, if it was."""
    mine = table.c.conversation_id.in_(list(conversation_ids)), table.c.kind == Inquiry.RATING
    query = select(table).where(*mine, table.c.score.is_not(None)).order_by(table.c.id)
    found = [_asked(row) for row in await connection.execute(query)]
    return {rating.conversation_id: rating for rating in found if rating}


async def last_asked(connection: AsyncConnection, contact_id: str, kind: Inquiry) -> datetime | None:
    """When this customer was last asked such a thing, in whatever conversation."""
    both = table.join(schema.conversation, schema.conversation.c.id == table.c.conversation_id)
    query = select(func.max(table.c.asked_at)).select_from(both)
    query = query.where(schema.conversation.c.contact_id == contact_id, table.c.kind == kind)
    found: datetime | None = await connection.scalar(query)
    return found


async def change(connection: AsyncConnection, inquiry_id: int, **values: Any) -> None:
    await connection.execute(update(table).where(table.c.id == inquiry_id).values(**values))


async def drop(connection: AsyncConnection, conversation_id: str) -> None:
    """Nothing more is asked there."""
    waiting = update(table).where(table.c.conversation_id == conversation_id, table.c.due_at.is_not(None))
    await connection.execute(waiting.values(due_at=None))


async def refuse_follow_ups(connection: AsyncConnection, contact_id: str, now: datetime) -> None:
    if not await wants_no_follow_up(connection, contact_id):
        await connection.execute(insert(no_follow_up).values(contact_id=contact_id, at=now))


async def wants_no_follow_up(connection: AsyncConnection, contact_id: str) -> bool:
    return bool(await connection.scalar(select(exists().where(no_follow_up.c.contact_id == contact_id))))


def _of(conversation_id: str, kind: Inquiry) -> Select[Any]:
    mine = table.c.conversation_id == conversation_id, table.c.kind == kind, table.c.asked_at.is_not(None)
    return select(table).where(*mine).order_by(table.c.id.desc())


def _asked(row: Row[Any] | None) -> Asked | None:
    return Asked(**{**row._mapping, "kind": Inquiry(row.kind)}) if row else None
