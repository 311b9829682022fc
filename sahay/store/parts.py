"""Which parts of outgoing messages a provider has: so that none is said twice, whenever the process dies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.domain.work import Delivery
from sahay.store import schema
from sahay.store.tables.channels import outbox_part as table

_INSERTS: Mapping[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


# What may turn into it.
_BEFORE: Mapping[Delivery, tuple[Delivery, ...]] = {
    Delivery.UNKNOWN: (Delivery.SENT,),
    Delivery.SENT: (Delivery.UNKNOWN,),
    Delivery.DELIVERED: (Delivery.SENT, Delivery.UNKNOWN),
    Delivery.READ: (Delivery.SENT, Delivery.UNKNOWN, Delivery.DELIVERED),
    Delivery.FAILED: (Delivery.SENT, Delivery.UNKNOWN),
}


ERROR_CHARACTERS = 200


class State(StrEnum):
    SENDING = "sending"
    SENT = "sent"
    UNSENT = "unsent"  # the provider refused it: it may be tried again
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Sent:
    """A part, and up to which message it goes."""

    conversation_id: str
    seq: int
    part: int
    state: State
    last_seq: int
    until: datetime


async def of(on: AsyncConnection, conversation_id: str, seq: int) -> Sequence[Sent]:
    """What is known of a message's parts, in order."""
    columns = (table.c[name] for name in Sent.__dataclass_fields__)
    query = (
        select(*columns).where(table.c.conversation_id == conversation_id, table.c.seq == seq).order_by(table.c.part)
    )
    rows = (await on.execute(query)).mappings().all()
    return [Sent(**{**row, "state": State(row["state"])}) for row in rows]


async def begin(on: AsyncConnection, part: Sent, channel: str) -> bool:
    """Take the right to send a part that is `unsent` or new; False when somebody else has it."""
    values = {name: getattr(part, name) for name in Sent.__dataclass_fields__} | {"channel": channel}
    new = _INSERTS[on.dialect.name](table).values(**values)
    taken = new.on_conflict_do_update(
        index_elements=["conversation_id", "seq", "part"],
        set_={"state": part.state, "until": part.until, "last_seq": part.last_seq},
        where=table.c.state == State.UNSENT,
    )
    return (await on.execute(taken)).rowcount == 1


async def end(on: AsyncConnection, part: Sent, state: State, external_id: str | None = None) -> None:
    await on.execute(update(table).where(_is(part)).values(state=state, external_id=external_id))


async def by_external_id(on: AsyncConnection, channel: str, external_id: str) -> Sent | None:
    """Whose part the provider speaks of."""
    columns = (table.c[name] for name in Sent.__dataclass_fields__)
    query = select(*columns).where(table.c.channel == channel, table.c.external_id == external_id).limit(1)
    row = (await on.execute(query)).mappings().one_or_none()
    return Sent(**{**row, "state": State(row["state"])}) if row else None


async def by_key(on: AsyncConnection, key: str) -> Sent | None:
    """By what `deliver` was given for it: conversation, message and part. Only one whose answer was lost."""
    conversation_id, _, place = key.partition(":")
    seq, _, number = place.partition(":")
    if not (seq.isascii() and seq.isdigit() and number.isascii() and number.isdigit()):
        return None
    known = {each.part: each for each in await of(on, conversation_id, int(seq))}
    part = known.get(int(number))
    return part if part and part.state in (State.SENDING, State.UNKNOWN) else None


async def set_delivery(
    on: AsyncConnection, conversation_id: str, seqs: Sequence[int], state: Delivery, error: str | None = None
) -> int:
    """How far messages have come, as a part of them has: never back. How many that changed."""
    outbox = schema.outbox
    of = and_(outbox.c.conversation_id == conversation_id, outbox.c.seq.in_(seqs))
    told = {"state": state} | ({"error": error[:ERROR_CHARACTERS]} if error else {})
    return (await on.execute(update(outbox).where(of, outbox.c.state.in_(_BEFORE[state])).values(**told))).rowcount


def _is(part: Sent) -> ColumnElement[bool]:
    return and_(table.c.conversation_id == part.conversation_id, table.c.seq == part.seq, table.c.part == part.part)
