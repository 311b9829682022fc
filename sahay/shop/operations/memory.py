"""The ledger in memory: for tests, and the reference that the database must agree with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sahay.shop.operations import Write
from sahay.shop.operations.ledger import ENDED, GRACE, NEVER_MADE, Call, Entry, State
from sahay.store.base import Transaction


@dataclass
class _Row:
    entry: Entry
    due_at: datetime | None
    calls: int = 1
    answered: State | None = None
    holder: str | None = None
    until: datetime | None = None


class MemoryLedger:
    """See `sahay.shop.operations.ledger.Ledger`. What it is told does not go back with a transaction that fails."""

    def __init__(self) -> None:
        self._rows: dict[str, _Row] = {}

    async def again(self, operation_id: str) -> Call | None:
        row = self._rows.get(operation_id)
        if row is None:
            return None
        row.calls += 1
        return Call(row.entry, row.calls)

    async def begin(self, entry: Entry, holder: str, until: datetime) -> Call:
        known = await self.again(entry.id)
        if known:
            return known
        self._rows[entry.id] = _Row(entry, entry.started_at + GRACE, holder=holder, until=until)
        return Call(entry, 1)

    async def take(self, operation_id: str, holder: str, now: datetime, until: datetime) -> Entry | None:
        row = self._rows[operation_id]
        if row.holder not in (None, holder) and row.until and row.until >= now:
            return None
        before = row.entry
        if before.state is State.NOT_DONE and before.told_at is None:
            row.entry = replace(before, state=State.STARTED, ended_at=None)
        row.holder, row.until = holder, until
        return before

    async def end(
        self, operation_id: str, state: State, result: Mapping[str, Any], now: datetime, call: int | None = None
    ) -> Entry:
        row = self._rows[operation_id]
        if row.entry.state is State.STARTED:
            row.entry = replace(row.entry, state=state, result=result, ended_at=now)
        row.holder = None
        if call is not None:
            await self.answered(operation_id, call, row.entry.state)
        return row.entry

    async def answered(self, operation_id: str, call: int, state: State) -> None:
        row = self._rows[operation_id]
        if row.calls == call:
            row.answered = state

    async def entry(self, operation_id: str) -> Entry:
        return self._rows[operation_id].entry

    async def later(self, operation_id: str, due_at: datetime) -> None:
        row = self._rows[operation_id]
        row.entry = replace(row.entry, attempts=row.entry.attempts + 1)
        row.due_at = None if row.entry.told_at else due_at

    async def due(self, now: datetime, limit: int = 50) -> Sequence[Entry]:
        found = [(row.due_at, row.entry) for row in self._rows.values() if row.due_at and row.due_at <= now]
        return [entry for _, entry in sorted(found, key=lambda each: each[0])][:limit]

    async def last_done(
        self, conversation_id: str, since: datetime, message_id: str = "", limit: int = 10
    ) -> Sequence[Entry]:
        undone = {entry.undoes for entry in self._done() if entry.asker.message_id != message_id}
        found = [
            (entry.ended_at, entry)
            for entry in self._done()
            if entry.asker.conversation_id == conversation_id and entry.undoes is None and entry.id not in undone
            if entry.ended_at and entry.ended_at >= since
        ]
        return [entry for _, entry in sorted(found, key=lambda each: each[0], reverse=True)][:limit]

    async def unsettled(self, conversation_id: str, write: Write) -> Entry | None:
        for row in self._rows.values():
            entry = row.entry
            same = (entry.write.kind, entry.write.subject) == (write.kind, write.subject)
            if same and entry.asker.conversation_id == conversation_id and entry.state is State.STARTED:
                return entry
        return None

    async def is_undone(self, operation_id: str) -> bool:
        return any(entry.undoes == operation_id for entry in self._done())

    async def has_of(self, message_id: str) -> bool:
        return any(row.entry.asker.message_id == message_id for row in self._rows.values())

    async def asked_since(self, write: Write, since: datetime) -> int:
        entries = [row.entry for row in self._rows.values() if row.entry.started_at >= since]
        same = [each for each in entries if (each.write.kind, each.write.subject) == (write.kind, write.subject)]
        return sum(each.state not in NEVER_MADE for each in same)

    async def told(self, tx: Transaction, message_id: str, now: datetime, *, failed: bool = False) -> None:
        true = {State.NOT_DONE} if failed else ENDED
        for row in self._rows.values():
            same = row.entry.asker.message_id == message_id
            if same and row.entry.state in true and row.answered is row.entry.state:
                await self.tell(tx, row.entry.id, row.entry.state, now)

    async def tell(self, tx: Transaction, operation_id: str, state: State, now: datetime) -> bool:
        row = self._rows[operation_id]
        if row.entry.told_at or row.entry.state is not state:
            return False
        row.entry, row.due_at = replace(row.entry, told_at=now), None
        return True

    def _done(self) -> list[Entry]:
        return [row.entry for row in self._rows.values() if row.entry.state is State.DONE]
