"""Service levels and waits in the database, as part of a transaction of the caller's."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.domain.conversation import RANKING, Owner
from sahay.domain.priority import Priority
from sahay.domain.service_level import Measure, ServiceLevel, Stage
from sahay.store import schema
from sahay.store.tables.aftercare import queue_wait
from sahay.store.tables.aftercare import service_level as table


async def read_levels(connection: AsyncConnection, conversation_ids: Iterable[str]) -> dict[str, ServiceLevel]:
    """Of those that a person has, or had."""
    rows = await connection.execute(select(table).where(table.c.conversation_id.in_(list(conversation_ids))))
    return {row.conversation_id: _level(row) for row in rows}


async def read_level(connection: AsyncConnection, conversation_id: str) -> ServiceLevel | None:
    return (await read_levels(connection, [conversation_id])).get(conversation_id)


async def read_open(connection: AsyncConnection) -> list[tuple[str, Priority, ServiceLevel]]:
    """Each that a person has now, with its priority."""
    both = table.join(schema.conversation, schema.conversation.c.id == table.c.conversation_id)
    query = select(table, schema.conversation.c.priority).select_from(both).where(table.c.is_open)
    return [(row.conversation_id, Priority(row.priority), _level(row)) for row in await connection.execute(query)]


async def save_level(connection: AsyncConnection, conversation_id: str, level: ServiceLevel) -> None:
    """Whoever calls has locked the conversation: nobody else inserts the row meanwhile."""
    values = _values(level)
    changed = await connection.execute(update(table).where(table.c.conversation_id == conversation_id).values(values))
    if not changed.rowcount:
        await connection.execute(insert(table).values(conversation_id=conversation_id, **values))


async def last_queued(connection: AsyncConnection, conversation_id: str) -> tuple[datetime, str | None] | None:
    """When it last joined the queue, and whose."""
    move = schema.transition
    joined = move.c.conversation_id == conversation_id, move.c.after == Owner.QUEUED, move.c.action.not_in(RANKING)
    query = select(move.c.at, move.c.team).where(*joined).order_by(move.c.id.desc()).limit(1)
    row = (await connection.execute(query)).one_or_none()
    return (row.at, row.team) if row else None


async def add_wait(
    connection: AsyncConnection, conversation_id: str, team: str | None, ended_at: datetime, waited: timedelta
) -> None:
    values = {"conversation_id": conversation_id, "team": team, "ended_at": ended_at}
    await connection.execute(insert(queue_wait).values(**values, seconds=waited.total_seconds()))


async def recent_waits(
    connection: AsyncConnection, team: str | None, since: datetime, limit: int
) -> Sequence[timedelta]:
    """The last ones of this team, the latest first."""
    ended = queue_wait.c.ended_at >= since
    query = select(queue_wait.c.seconds).where(ended, queue_wait.c.team == team)
    found = await connection.scalars(query.order_by(queue_wait.c.ended_at.desc()).limit(limit))
    return [timedelta(seconds=seconds) for seconds in found]


def _values(level: ServiceLevel) -> dict[str, Any]:
    return {
        "began_at": level.began_at,
        "is_open": level.is_open,
        "is_snoozed": level.is_snoozed,
        "awaited_since": level.awaited_since,
        "first_answer_at": level.first_answer_at,
        "spent_seconds": level.spent.total_seconds(),
        "running_since": level.running_since,
        "told": sorted([measure, stage] for measure, stage in level.told),
    }


def _level(row: Row[Any]) -> ServiceLevel:
    return ServiceLevel(
        began_at=row.began_at,
        is_open=row.is_open,
        is_snoozed=row.is_snoozed,
        awaited_since=row.awaited_since,
        first_answer_at=row.first_answer_at,
        spent=timedelta(seconds=row.spent_seconds),
        running_since=row.running_since,
        told=frozenset((Measure(measure), Stage(stage)) for measure, stage in row.told),
    )
