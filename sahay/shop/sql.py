"""The shop's orders in the database."""

from datetime import datetime, timedelta
from typing import Self

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.config import Settings
from sahay.shop import tables
from sahay.shop.locks import hold
from sahay.shop.orders import OrderView
from sahay.shop.rows import read_view
from sahay.shop.verification import (
    Claim,
    Digest,
    Exhausted,
    Failures,
    Owner,
    Policy,
    Proved,
    Refused,
    Side,
    belongs,
    verify,
)
from sahay.store.database import Database

_ATTEMPT = tables.verification_attempt


class SqlOrders:
    """See `sahay.shop.orders.Orders`."""

    def __init__(self, database: Database, digest: Digest, policy: Policy) -> None:
        self._database = database
        self._digest = digest
        self._policy = policy

    @classmethod
    def from_settings(cls, settings: Settings, database: Database) -> Self:
        rule = settings.verification
        return cls(
            database,
            Digest(settings.session_key, settings.shop.country),
            Policy(rule.attempts, timedelta(minutes=rule.lock_minutes)),
        )

    async def track(
        self, number: str, contact: str, *, conversation_id: str, message_id: str, now: datetime
    ) -> OrderView | Refused | Exhausted:
        claim = self._digest.claim(number, contact, conversation_id=conversation_id, message_id=message_id)
        async with self._database.write() as connection:
            await hold(connection, (f"{side.value}:{getattr(claim, side.value)}" for side in Side))
            verdict = await verify(claim, SqlLedger(connection), self._digest, self._policy, now)
            if not isinstance(verdict, Proved):
                return verdict
            # An order that is gone since it was proved is an order that does not exist.
            view = await read_view(connection, claim.order_number)
            return view or Refused(self._policy.attempts)

    async def belongs(self, number: str, contact: str) -> bool:
        claim = self._digest.claim(number, contact, conversation_id="", message_id="")
        async with self._database.read() as connection:
            return await belongs(claim, SqlLedger(connection), self._digest)


class SqlLedger:
    """See `sahay.shop.verification.Ledger`. Lives as long as the transaction of its connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def decided(self, claim: Claim) -> bool | None:
        return await self._connection.scalar(
            select(_ATTEMPT.c.proved).where(
                _ATTEMPT.c.conversation_id == claim.conversation_id,
                _ATTEMPT.c.message_id == claim.message_id,
                _ATTEMPT.c.order_number == claim.order_number,
                _ATTEMPT.c.contact_key == claim.contact_key,
            )
        )

    async def failures(self, claim: Claim, limit: int) -> Failures:
        return {side: await self._latest(side, claim, limit) for side in Side}

    async def _latest(self, side: Side, claim: Claim, limit: int) -> list[datetime]:
        failed = select(_ATTEMPT.c.at).where(
            _ATTEMPT.c[side.value] == getattr(claim, side.value), _ATTEMPT.c.proved.is_(False)
        )
        return list(await self._connection.scalars(failed.order_by(_ATTEMPT.c.at.desc()).limit(limit)))

    async def owner(self, order_number: str) -> Owner | None:
        customer = tables.customer.c
        row = (
            await self._connection.execute(
                select(customer.email, customer.phone).join(tables.order).where(tables.order.c.number == order_number)
            )
        ).one_or_none()
        return Owner(row.email, row.phone) if row else None

    async def record(self, claim: Claim, *, proved: bool, at: datetime) -> None:
        await self._connection.execute(
            _ATTEMPT.insert().values(
                conversation_id=claim.conversation_id,
                message_id=claim.message_id,
                order_number=claim.order_number,
                contact_key=claim.contact_key,
                at=at,
                proved=proved,
            )
        )
