"""The ledger of attempts to prove an order, in the database."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.shop.locks import hold
from sahay.shop.tables import verification_attempt as attempt
from sahay.shop.verification import Claim, Failures, Side
from sahay.store.database import Database


class SqlLedgers:
    """See `sahay.shop.verification.Ledgers`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @asynccontextmanager
    async def open(self, claim: Claim) -> AsyncIterator["SqlLedger"]:
        async with self._database.write() as connection:
            await hold(connection, (f"{side.value}:{getattr(claim, side.value)}" for side in Side))
            yield SqlLedger(connection)


class SqlLedger:
    """See `sahay.shop.verification.Ledger`. Lives as long as the transaction of its connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def decided(self, claim: Claim) -> bool | None:
        return await self._connection.scalar(
            select(attempt.c.proved).where(
                attempt.c.conversation_id == claim.conversation_id,
                attempt.c.message_id == claim.message_id,
                attempt.c.order_number == claim.order_number,
                attempt.c.contact_key == claim.contact_key,
            )
        )

    async def failures(self, claim: Claim, limit: int) -> Failures:
        return {side: await self._latest(side, claim, limit) for side in Side}

    async def _latest(self, side: Side, claim: Claim, limit: int) -> list[datetime]:
        failed = select(attempt.c.at).where(
            attempt.c[side.value] == getattr(claim, side.value), attempt.c.proved.is_(False)
        )
        return list(await self._connection.scalars(failed.order_by(attempt.c.at.desc()).limit(limit)))

    async def record(self, claim: Claim, *, proved: bool, at: datetime) -> None:
        await self._connection.execute(
            attempt.insert().values(
                conversation_id=claim.conversation_id,
                message_id=claim.message_id,
                order_number=claim.order_number,
                contact_key=claim.contact_key,
                at=at,
                proved=proved,
            )
        )
