"""The outbox in the database."""

import hmac
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Self

import msgspec
from sqlalchemy import Executable, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.config import Settings
from sahay.domain.clock import Clock
from sahay.mail import Mail
from sahay.mail.queue import Waiting
from sahay.mail.state import State
from sahay.shop.tables.mail import mail as table
from sahay.store.database import Database


class SqlOutbox:
    """See `sahay.mail.Outbox` and `sahay.mail.queue.Queue`. `key` is the secret of the addresses' digests."""

    def __init__(self, database: Database, clock: Clock, key: str) -> None:
        self._database = database
        self._clock = clock
        self._key = key.encode()

    @classmethod
    def from_settings(cls, settings: Settings, database: Database, clock: Clock) -> Self:
        return cls(database, clock, settings.session_key)

    async def put(self, mail: Mail, *, key: str) -> None:
        async with self._database.write() as connection:
            await self.put_in(connection, mail, key=key)

    async def put_in(self, connection: AsyncConnection, mail: Mail, *, key: str) -> None:
        """The same as part of a transaction of the caller's."""
        now = self._clock.now()
        row = {
            "key": key,
            "kind": mail.kind,
            "language": mail.language,
            "address_key": self._address_key(mail.to),
            "content": msgspec.json.encode(mail),
            "state": State.WAITING,
            "attempts": 0,
            "put_at": now,
            "due_at": now,
            "until": mail.until,
        }
        await connection.execute(_insert_once(connection, row))

    async def put_since(self, connection: AsyncConnection, to: str, kind: str, since: datetime) -> int:
        """How many mails of a kind this address was to get since then."""
        mine = table.c.address_key == self._address_key(to), table.c.kind == kind, table.c.put_at > since
        return await connection.scalar(select(func.count()).where(*mine)) or 0

    async def take(self, now: datetime, until: datetime) -> Waiting | None:
        waiting = table.c.state == State.WAITING, table.c.due_at <= now
        first = select(table.c.id).where(*waiting).order_by(table.c.id).limit(1)
        async with self._database.read() as connection:  # mostly there is nothing, and no writer need wait for that
            if await connection.scalar(first) is None:
                return None
        async with self._database.write() as connection:
            mail_id = await connection.scalar(first.with_for_update(skip_locked=True))
            if mail_id is None:
                return None
            taken = update(table).where(table.c.id == mail_id).values(due_at=until, attempts=table.c.attempts + 1)
            columns = (table.c.key, table.c.content, table.c.attempts, table.c.put_at)
            row = (await connection.execute(taken.returning(*columns))).one()
        return Waiting(mail_id, row.key, msgspec.json.decode(row.content, type=Mail), row.attempts, row.put_at)

    async def postpone(self, mail_id: int, due_at: datetime) -> None:
        await self._change(mail_id, due_at=due_at)

    async def settle(self, mail_id: int, state: State, now: datetime) -> None:
        await self._change(mail_id, state=state, settled_at=now, content=None)

    async def forget_in(self, connection: AsyncConnection, addresses: Iterable[str]) -> int:
        """What still waits for these addresses is sent no more, as part of the caller's transaction; how many."""
        keys = [self._address_key(address) for address in addresses]
        waits = table.c.address_key.in_(keys) & (table.c.state == State.WAITING)
        ended = update(table).where(waits)
        return (
            await connection.execute(ended.values(state=State.EXPIRED, settled_at=self._clock.now(), content=None))
        ).rowcount

    async def sent_in(self, connection: AsyncConnection, addresses: Iterable[str]) -> int:
        """How many mails have left for these addresses."""
        keys = [self._address_key(address) for address in addresses]
        left = table.c.address_key.in_(keys), table.c.state == State.SENT
        return await connection.scalar(select(func.count()).where(*left)) or 0

    async def _change(self, mail_id: int, **values: object) -> None:
        waits = (table.c.id == mail_id) & (table.c.state == State.WAITING)
        async with self._database.write() as connection:
            await connection.execute(update(table).where(waits).values(values))

    def _address_key(self, address: str) -> str:
        return hmac.digest(self._key, f"mail address\n{address.casefold()}".encode(), "sha256").hex()


def _insert_once(connection: AsyncConnection, row: Mapping[str, object]) -> Executable:
    """Both databases can, each in its own dialect."""
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table).values(row).on_conflict_do_nothing(index_elements=["key"])
    return sqlite.insert(table).values(row).on_conflict_do_nothing(index_elements=["key"])
