"""Identities and codes in the database."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict
from datetime import datetime
from typing import Self

from sqlalchemy import ColumnElement, RowMapping, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.config import Settings
from sahay.mail import Mail
from sahay.mail.sql import SqlOutbox
from sahay.shop.identity import Identity, Login, Method, NoLogin
from sahay.shop.identity.codes import KEPT, Code, Guess
from sahay.shop.identity.lives import Lives, ended, granted, identity_until, lives_from, logged_in
from sahay.shop.locks import hold
from sahay.shop.tables import identity as tables
from sahay.store.database import Database

_IDENTITY, _TOKEN, _CODE, _GUESS = tables.identity, tables.login_token, tables.code, tables.guess


class SqlIdentities:
    """See `sahay.shop.identity.Identities`."""

    def __init__(self, database: Database, lives: Lives) -> None:
        self._database = database
        self._lives = lives

    @classmethod
    def from_settings(cls, settings: Settings, database: Database) -> Self:
        return cls(database, lives_from(settings))

    async def of(self, conversation_id: str, now: datetime) -> Identity | None:
        async with self._database.read() as connection:
            return _current(await _known(connection, conversation_id), now)

    async def grant(self, conversation_id: str, account_id: str, method: Method, *, now: datetime) -> Identity | None:
        async with self._database.write() as connection:
            return await self.grant_in(connection, conversation_id, account_id, method, now=now)

    async def grant_in(
        self, connection: AsyncConnection, conversation_id: str, account_id: str, method: Method, *, now: datetime
    ) -> Identity | None:
        """The same as part of a transaction of the caller's."""
        await hold(connection, [_lock(conversation_id)])
        return await _keep(connection, conversation_id, identity_until(account_id, method, self._lives, now))

    async def log_in(self, conversation_id: str, login: Login, *, now: datetime) -> Identity | NoLogin:
        async with self._database.write() as connection:
            await hold(connection, [_lock(conversation_id), f"login token:{login.token_key}"])
            used_in = select(_TOKEN.c.conversation_id).where(_TOKEN.c.token_key == login.token_key)
            earlier = await connection.scalar(used_in)
            if earlier not in (None, conversation_id):
                return NoLogin.NOT_BELIEVED
            identity = await _keep(connection, conversation_id, logged_in(login, self._lives, now))
            if identity is None:
                return NoLogin.OTHER_ACCOUNT
            if earlier is None:
                await connection.execute(delete(_TOKEN).where(_TOKEN.c.expires_at < now))
                row = {"token_key": login.token_key, "expires_at": login.expires_at}
                await connection.execute(insert(_TOKEN).values(conversation_id=conversation_id, **row))
            return identity

    async def forget(self, conversation_id: str, *, now: datetime) -> None:
        async with self._database.write() as connection:
            await self.forget_in(connection, conversation_id, now)

    async def may_be_one(self, connection: AsyncConnection, one: str, other: str) -> bool:
        """Whether two conversations are not two accounts'."""
        known = [await _known(connection, each) for each in (one, other)]
        return len({each.account_id for each in known if each}) < 2

    async def forget_in(self, connection: AsyncConnection, conversation_id: str, now: datetime) -> None:
        """The same as part of a transaction of the caller's."""
        await hold(connection, [_lock(conversation_id)])
        if known := await _known(connection, conversation_id):
            await _update(connection, conversation_id, ended(known, now))


def _lock(conversation_id: str) -> str:
    return f"identity:{conversation_id}"


def _current(identity: Identity | None, now: datetime) -> Identity | None:
    return identity if identity and now < identity.expires_at else None


async def _known(connection: AsyncConnection, conversation_id: str) -> Identity | None:
    columns = (_IDENTITY.c.account_id, _IDENTITY.c.method, _IDENTITY.c.proved_at, _IDENTITY.c.expires_at)
    found = await connection.execute(select(*columns).where(_IDENTITY.c.conversation_id == conversation_id))
    row = found.mappings().one_or_none()
    return Identity(**row) if row else None


async def _keep(connection: AsyncConnection, conversation_id: str, proved: Identity) -> Identity | None:
    known = await _known(connection, conversation_id)
    identity = granted(known, proved)
    if known is None:
        await connection.execute(insert(_IDENTITY).values(conversation_id=conversation_id, **asdict(proved)))
    elif identity:
        await _update(connection, conversation_id, identity)
    return identity


async def _update(connection: AsyncConnection, conversation_id: str, identity: Identity) -> None:
    own = _IDENTITY.c.conversation_id == conversation_id
    await connection.execute(update(_IDENTITY).where(own).values(**asdict(identity)))


class SqlCodeLedgers:
    """See `sahay.shop.identity.codes.Ledgers`."""

    def __init__(self, database: Database, identities: SqlIdentities, outbox: SqlOutbox) -> None:
        self._database = database
        self._identities = identities
        self._outbox = outbox

    @asynccontextmanager
    async def __call__(self, *names: str) -> AsyncIterator["SqlCodeLedger"]:
        async with self._database.write() as connection:
            await hold(connection, names)
            yield SqlCodeLedger(connection, self._identities, self._outbox)


class SqlCodeLedger:
    """See `sahay.shop.identity.codes.Ledger`. Lives as long as the transaction of its connection."""

    def __init__(self, connection: AsyncConnection, identities: SqlIdentities, outbox: SqlOutbox) -> None:
        self._connection = connection
        self._identities = identities
        self._outbox = outbox

    async def code_of(self, conversation_id: str, message_id: str) -> Code | None:
        return await self._code(_CODE.c.conversation_id == conversation_id, _CODE.c.message_id == message_id)

    async def latest(self, conversation_id: str) -> Code | None:
        return await self._code(_CODE.c.conversation_id == conversation_id)

    async def _code(self, *where: ColumnElement[bool]) -> Code | None:
        found = await self._connection.execute(select(_CODE).where(*where).order_by(_CODE.c.id.desc()).limit(1))
        row = found.mappings().one_or_none()
        return _code_of(row) if row else None

    async def sent_in(self, conversation_id: str, limit: int) -> Sequence[datetime]:
        return await self._sent(_CODE.c.conversation_id == conversation_id, limit)

    async def sent_to(self, address_key: str, limit: int) -> Sequence[datetime]:
        return await self._sent(_CODE.c.address_key == address_key, limit)

    async def _sent(self, where: ColumnElement[bool], limit: int) -> list[datetime]:
        latest = select(_CODE.c.sent_at).where(where).order_by(_CODE.c.sent_at.desc()).limit(limit)
        return list(await self._connection.scalars(latest))

    async def add(self, code: Code, mail: Mail, *, key: str) -> None:
        for table, moment in ((_CODE, _CODE.c.sent_at), (_GUESS, _GUESS.c.at)):
            await self._connection.execute(delete(table).where(moment < code.sent_at - KEPT))
        await self._connection.execute(insert(_CODE).values(**asdict(code)))
        await self._outbox.put_in(self._connection, mail, key=key)

    async def guess_of(self, conversation_id: str, message_id: str) -> Guess | None:
        said = select(_GUESS.c.is_right, _GUESS.c.attempts_left).where(
            _GUESS.c.conversation_id == conversation_id, _GUESS.c.message_id == message_id
        )
        row = (await self._connection.execute(said)).mappings().one_or_none()
        return Guess(conversation_id, message_id, **row) if row else None

    async def count(self, code: Code, guess: Guess, now: datetime) -> None:
        own = (_CODE.c.conversation_id == code.conversation_id) & (_CODE.c.message_id == code.message_id)
        after = {"guesses": code.guesses + 1, "is_used": guess.attempts_left == 0}
        await self._connection.execute(update(_CODE).where(own).values(after))
        await self._connection.execute(insert(_GUESS).values(at=now, **asdict(guess)))

    async def identity(self, conversation_id: str, now: datetime) -> Identity | None:
        return _current(await _known(self._connection, conversation_id), now)

    async def grant(self, conversation_id: str, account_id: str, now: datetime) -> Identity | None:
        return await self._identities.grant_in(self._connection, conversation_id, account_id, Method.CODE, now=now)


def _code_of(row: RowMapping) -> Code:
    return Code(**{name: value for name, value in row.items() if name != "id"})
