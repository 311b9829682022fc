"""Links by which a conversation goes on elsewhere: kept by a digest, taken once."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.store import schema
from sahay.store.tables.continuations import continuation as table


@dataclass(frozen=True, slots=True)
class Continuation:
    """`claimed_by` is the conversation of the chat in which the code was shown first: no other may use it."""

    code_hash: str
    conversation_id: str
    channel: str
    expires_at: datetime
    claimed_by: str | None = None


async def add(on: AsyncConnection, new: Continuation, now: datetime) -> None:
    """The one before it to the same channel ends."""
    before = (table.c.conversation_id == new.conversation_id) & (table.c.channel == new.channel)
    await on.execute(delete(table).where(or_(table.c.expires_at <= now, before)))
    await on.execute(insert(table).values(**asdict(new)))


async def claim(on: AsyncConnection, code_hash: str, channel: str, by: str, now: datetime) -> bool:
    """Whether the code is good there, for this chat. One that it showed before is worth nothing any more."""
    free = or_(table.c.claimed_by.is_(None), table.c.claimed_by == by)
    mine = update(table).where(table.c.code_hash == code_hash, table.c.channel == channel, table.c.expires_at > now)
    if (await on.execute(mine.where(free).values(claimed_by=by))).rowcount != 1:
        return False
    await on.execute(delete(table).where(table.c.claimed_by == by, table.c.code_hash != code_hash))
    return True


async def claimed(on: AsyncConnection, by: str, now: datetime) -> Continuation | None:
    query = select(table).where(table.c.claimed_by == by, table.c.expires_at > now)
    row = (await on.execute(query)).mappings().one_or_none()
    return Continuation(**row) if row else None


async def end(on: AsyncConnection, conversation_id: str) -> bool:
    """All links of a conversation, used or not; False when there are none any more."""
    return (await on.execute(delete(table).where(table.c.conversation_id == conversation_id))).rowcount > 0


async def taps_since(on: AsyncConnection, conversation_id: str, tap: str, since: datetime) -> int:
    """How often the app answered so in a conversation (`sahay.flow.taps`)."""
    turn = schema.turn
    mine = (turn.c.conversation_id == conversation_id, turn.c.intent == tap, turn.c.at > since)
    return int(await on.scalar(select(func.count()).select_from(turn).where(*mine)) or 0)
