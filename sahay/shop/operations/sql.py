"""The ledger of operations in the database."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, and_, case, exists, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.shop.locks import hold
from sahay.shop.operations import Asker, Write
from sahay.shop.operations.ledger import ENDED, GRACE, NEVER_MADE, Call, Entry, State
from sahay.shop.tables.operations import operation
from sahay.store.base import Transaction
from sahay.store.database import Database
from sahay.store.sql import SqlTransaction

_COLUMNS = operation.c


class SqlLedger:
    """See `sahay.shop.operations.ledger.Ledger`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def again(self, operation_id: str) -> Call | None:
        async with self._database.write() as connection:
            return await _again(connection, operation_id)

    async def begin(self, entry: Entry, holder: str, until: datetime) -> Call:
        async with self._database.write() as connection:
            await hold(connection, [f"operation:{entry.id}"])
            known = await _again(connection, entry.id)
            if known:
                return known
            values = _row(entry) | {"lease_holder": holder, "lease_until": until}
            await connection.execute(insert(operation).values(**values))
        return Call(entry, 1)

    async def take(self, operation_id: str, holder: str, now: datetime, until: datetime) -> Entry | None:
        free = or_(_COLUMNS.lease_holder.is_(None), _COLUMNS.lease_holder == holder, _COLUMNS.lease_until < now)
        anew = and_(_COLUMNS.state == State.NOT_DONE, _COLUMNS.told_at.is_(None))
        async with self._database.write() as connection:
            before = select(operation).where(_COLUMNS.id == operation_id, free).with_for_update()
            row = (await connection.execute(before)).mappings().one_or_none()
            if row is None:
                return None
            change = update(operation).where(_COLUMNS.id == operation_id)
            await connection.execute(change.values(lease_holder=holder, lease_until=until))
            await connection.execute(change.where(anew).values(state=State.STARTED, ended_at=None))
        return _entry(row)

    async def end(
        self, operation_id: str, state: State, result: Mapping[str, Any], now: datetime, call: int | None = None
    ) -> Entry:
        async with self._database.write() as connection:
            this = update(operation).where(_COLUMNS.id == operation_id)
            ended = this.where(_COLUMNS.state == State.STARTED)
            await connection.execute(ended.values(state=state, result=dict(result), ended_at=now))
            await connection.execute(this.values(lease_holder=None, lease_until=None))
            if call is not None:
                await connection.execute(this.where(_COLUMNS.calls == call).values(answered=_COLUMNS.state))
            return _entry(await _one(connection, operation_id))

    async def answered(self, operation_id: str, call: int, state: State) -> None:
        this = update(operation).where(_COLUMNS.id == operation_id, _COLUMNS.calls == call)
        async with self._database.write() as connection:
            await connection.execute(this.values(answered=state))

    async def entry(self, operation_id: str) -> Entry:
        async with self._database.read() as connection:
            return _entry(await _one(connection, operation_id))

    async def later(self, operation_id: str, due_at: datetime) -> None:
        still = case((_COLUMNS.told_at.is_(None), due_at), else_=None)
        this = update(operation).where(_COLUMNS.id == operation_id)
        async with self._database.write() as connection:
            await connection.execute(this.values(attempts=_COLUMNS.attempts + 1, due_at=still))

    async def due(self, now: datetime, limit: int = 50) -> Sequence[Entry]:
        query = select(operation).where(_COLUMNS.due_at <= now).order_by(_COLUMNS.due_at).limit(limit)
        return await self._entries(query)

    async def last_done(
        self, conversation_id: str, since: datetime, message_id: str = "", limit: int = 10
    ) -> Sequence[Entry]:
        undo = operation.alias()
        others = and_(undo.c.state == State.DONE, undo.c.message_id != message_id)
        undone = exists().where(undo.c.undoes == _COLUMNS.id, others)
        query = select(operation).where(
            _COLUMNS.conversation_id == conversation_id,
            _COLUMNS.ended_at >= since,
            _COLUMNS.state == State.DONE,
            _COLUMNS.undoes.is_(None),
            ~undone,
        )
        return await self._entries(query.order_by(_COLUMNS.ended_at.desc()).limit(limit))

    async def unsettled(self, conversation_id: str, write: Write) -> Entry | None:
        query = select(operation).where(
            _COLUMNS.conversation_id == conversation_id,
            _COLUMNS.state == State.STARTED,
            _COLUMNS.kind == write.kind,
            _COLUMNS.subject == write.subject,
        )
        return next(iter(await self._entries(query.limit(1))), None)

    async def is_undone(self, operation_id: str) -> bool:
        undone = and_(_COLUMNS.undoes == operation_id, _COLUMNS.state == State.DONE)
        async with self._database.read() as connection:
            return bool(await connection.scalar(select(exists().where(undone))))

    async def has_of(self, message_id: str) -> bool:
        async with self._database.read() as connection:
            return bool(await connection.scalar(select(exists().where(_COLUMNS.message_id == message_id))))

    async def asked_since(self, write: Write, since: datetime) -> int:
        query = select(func.count()).where(
            _COLUMNS.kind == write.kind,
            _COLUMNS.subject == write.subject,
            _COLUMNS.started_at >= since,
            _COLUMNS.state.not_in(NEVER_MADE),
        )
        async with self._database.read() as connection:
            return await connection.scalar(query) or 0

    async def told(self, tx: Transaction, message_id: str, now: datetime, *, failed: bool = False) -> None:
        true = {State.NOT_DONE} if failed else ENDED
        mine = and_(_COLUMNS.message_id == message_id, _COLUMNS.told_at.is_(None))
        said = and_(_COLUMNS.state.in_(true), _COLUMNS.answered == _COLUMNS.state)
        await _within(tx).execute(update(operation).where(mine, said).values(told_at=now, due_at=None))

    async def tell(self, tx: Transaction, operation_id: str, state: State, now: datetime) -> bool:
        unknown = and_(_COLUMNS.id == operation_id, _COLUMNS.state == state, _COLUMNS.told_at.is_(None))
        result = await _within(tx).execute(update(operation).where(unknown).values(told_at=now, due_at=None))
        return result.rowcount == 1

    async def _entries(self, query: Any) -> list[Entry]:
        async with self._database.read() as connection:
            return [_entry(row) for row in (await connection.execute(query)).mappings()]


def _within(tx: Transaction) -> AsyncConnection:
    if not isinstance(tx, SqlTransaction):
        raise TypeError("the ledger is in a database, and the conversations are not")
    return tx.connection


async def _again(connection: AsyncConnection, operation_id: str) -> Call | None:
    this = update(operation).where(_COLUMNS.id == operation_id)
    counted = this.values(calls=_COLUMNS.calls + 1).returning(*operation.c)
    row = (await connection.execute(counted)).mappings().one_or_none()
    return Call(_entry(row), row["calls"]) if row else None


async def _one(connection: AsyncConnection, operation_id: str) -> RowMapping:
    return (await connection.execute(select(operation).where(_COLUMNS.id == operation_id))).mappings().one()


def _row(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "conversation_id": entry.asker.conversation_id,
        "message_id": entry.asker.message_id,
        "language": entry.asker.language,
        "account_id": entry.asker.account_id,
        "kind": entry.write.kind,
        "subject": entry.write.subject,
        "arguments": dict(entry.write.arguments),
        "before": dict(entry.before),
        "undoes": entry.undoes,
        "started_at": entry.started_at,
        "state": entry.state,
        "result": dict(entry.result),
        "ended_at": entry.ended_at,
        "calls": 1,
        "attempts": entry.attempts,
        "due_at": entry.started_at + GRACE,
    }


def _entry(row: RowMapping) -> Entry:
    return Entry(
        id=row["id"],
        write=Write(row["kind"], row["subject"], row["arguments"]),
        asker=Asker(row["conversation_id"], row["message_id"], row["language"], row["account_id"]),
        started_at=row["started_at"],
        before=row["before"],
        undoes=row["undoes"],
        state=row["state"],
        result=row["result"],
        ended_at=row["ended_at"],
        attempts=row["attempts"],
        told_at=row["told_at"],
    )
