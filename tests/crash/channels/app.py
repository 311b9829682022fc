"""The app, as `python -m sahay.http` runs it, of less patience; started by `world`.

A provider that hangs is given up after a second, and what a dead process was sending counts as lost after three: else
each run would take minutes. SAHAY_SPOIL breaks one of the things that keep messages from being lost or doubled.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.channels.base import Envelope
from sahay.channels.telegram import client as telegram
from sahay.channels.whatsapp import client as whatsapp
from sahay.flow import delivering, reception
from sahay.flow.arrivals import Arrivals
from sahay.http.__main__ import main
from sahay.store import parts, updates

PATIENCE_SECONDS = 1.0
LEASE_SECONDS = 3.0


def _forget_ids() -> None:
    """What comes again is taken for something new."""
    accept = Arrivals.accept

    async def accept_anew(self: Arrivals, channel: str, envelopes: Sequence[Envelope]) -> None:
        await accept(self, channel, [replace(each, id=f"{each.id}:{uuid4().hex}") for each in envelopes])

    Arrivals.accept = accept_anew  # type: ignore[method-assign]
    reception._Call.external_id = property(lambda _call: uuid4().hex)  # type: ignore[assignment]


def _forget_order() -> None:
    """What came last is done first."""

    async def next_of(on: AsyncConnection, key: str) -> updates.Update | None:
        table = updates.table
        columns = (table.c.id, table.c.channel, table.c.body, table.c.attempts, table.c.due_at)
        query = select(*columns).where(table.c.key == key, table.c.state == updates.State.PENDING)
        row = (await on.execute(query.order_by(table.c.order.desc()).limit(1))).mappings().one_or_none()
        return updates.Update(**row) if row else None

    updates.next_of = next_of


def _forget_parts() -> None:
    """What was being sent is sent again."""

    async def known(_self: object, _conversation_id: str, _seq: int) -> Mapping[int, parts.Sent]:
        return {}

    async def begin(_self: object, _part: parts.Sent, _channel: str) -> bool:
        return True

    delivering.SqlLedger.known = known  # type: ignore[method-assign, assignment]
    delivering.SqlLedger.begin = begin  # type: ignore[method-assign, assignment]


def _forget_lost() -> None:
    """A lost answer counts as a good one."""

    async def lost(self: Any, ledger: delivering.Ledger, entry: parts.Sent) -> parts.State:
        await ledger.end(entry, parts.State.SENT)
        return parts.State.SENT

    delivering.Delivering._lost = lost  # type: ignore[method-assign]


SPOILS: Mapping[str, Callable[[], None]] = {
    "dedup": _forget_ids,
    "order": _forget_order,
    "ledger": _forget_parts,
    "unknown": _forget_lost,
}


if __name__ == "__main__":
    telegram.READ_SECONDS = PATIENCE_SECONDS
    whatsapp.TIMEOUT = httpx.Timeout(PATIENCE_SECONDS, connect=5.0)
    delivering.LEASE = timedelta(seconds=LEASE_SECONDS)
    if spoil := os.environ.get("SAHAY_SPOIL"):
        SPOILS[spoil]()
    main()
