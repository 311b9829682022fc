"""A store whose every move and line others keep account of, in the same transaction: nobody who moves a conversation
or writes in it can forget them."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.domain.conversation import Transition
from sahay.domain.message import Draft, Message
from sahay.store.base import Transaction
from sahay.store.database import Database
from sahay.store.sql import SqlStore, SqlTransaction


class Witness(Protocol):
    """What it raises undoes the transaction."""

    async def moved(self, tx: SqlTransaction, transition: Transition) -> None:
        """A conversation has another owner; it is stored as it is now."""

    async def said(self, tx: SqlTransaction, message: Message) -> None:
        """The log has a new line."""


class WatchedTransaction(SqlTransaction):
    def __init__(self, connection: AsyncConnection, witnesses: Sequence[Witness]) -> None:
        super().__init__(connection)
        self._witnesses = witnesses

    async def append(self, conversation_id: str, draft: Draft, at: datetime) -> Message:
        message = await super().append(conversation_id, draft, at)
        for witness in self._witnesses:
            await witness.said(self, message)
        return message

    async def record_transition(self, transition: Transition) -> None:
        await super().record_transition(transition)
        for witness in self._witnesses:
            await witness.moved(self, transition)


class WatchedStore(SqlStore):
    """See `sahay.store.base.Store`."""

    def __init__(self, database: Database, *witnesses: Witness) -> None:
        super().__init__(database)
        self._witnesses = witnesses

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[WatchedTransaction]:
        async with self.database.write() as connection:
            yield WatchedTransaction(connection, self._witnesses)


def in_database(tx: Transaction) -> SqlTransaction:
    """The same, for what is kept beside the conversations. Raises TypeError for a store without a database."""
    if not isinstance(tx, SqlTransaction):
        raise TypeError("this is kept in a database only")
    return tx
