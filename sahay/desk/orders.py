"""The orders that an agent may see beside a conversation: those that this conversation has shown to be the customer's.

A number that somebody typed shows nothing: without an identity or a proof in this very conversation there are none.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import select

from sahay.domain.clock import Clock
from sahay.shop.accounts import Account
from sahay.shop.backend import Backend, BackendError
from sahay.shop.identity import Identities
from sahay.shop.orders import OrderView
from sahay.shop.tables import verification_attempt
from sahay.store.database import Database

log = structlog.get_logger()

# Orders that are shown.
ORDERS = 10
# A shop elsewhere is not asked again for each message of a conversation.
FRESH = timedelta(seconds=60)
# Nobody waits longer for a conversation to open because the shop is slow.
PATIENCE_SECONDS = 2.0
# Conversations whose orders are remembered.
REMEMBERED = 500


@dataclass(frozen=True, slots=True)
class Shown:
    """`account` is who the customer has proved to be; `is_known` is False when the shop could not be asked."""

    orders: tuple[OrderView, ...] = ()
    account: Account | None = None
    is_known: bool = True


class ShownOrders:
    def __init__(self, database: Database, backend: Backend, identities: Identities, clock: Clock) -> None:
        self._database = database
        self._backend = backend
        self._identities = identities
        self._clock = clock
        self._remembered: dict[tuple[str, ...], tuple[datetime, Shown]] = {}

    async def of(self, conversation_id: str) -> Shown:
        now = self._clock.now()
        identity = await self._identities.of(conversation_id, now)
        proved = await self._proved(conversation_id)
        if identity is None and not proved:
            return Shown()
        key = (conversation_id, identity.account_id if identity else "", *proved)
        until, shown = self._remembered.get(key, (now, Shown()))
        if now < until:
            return shown
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                shown = await self._ask(identity.account_id if identity else None, proved)
        except (BackendError, TimeoutError) as error:
            log.warning("desk.orders_unknown", conversation=conversation_id, kind=type(error).__name__)
            return Shown(is_known=False)
        self._remember(key, shown, now)
        return shown

    async def _ask(self, account_id: str | None, proved: Sequence[str]) -> Shown:
        if account_id:
            orders = await self._backend.orders.of_customer(account_id, ORDERS)
            return Shown(tuple(orders), await self._backend.accounts.get(account_id))
        found = [await self._backend.orders.find(number) for number in proved]
        return Shown(tuple(order.view for order in found if order))

    async def _proved(self, conversation_id: str) -> list[str]:
        attempt = verification_attempt.c
        query = select(attempt.order_number).where(attempt.conversation_id == conversation_id, attempt.proved)
        async with self._database.read() as connection:
            return list(await connection.scalars(query.distinct().order_by(attempt.order_number).limit(ORDERS)))

    def _remember(self, key: tuple[str, ...], shown: Shown, now: datetime) -> None:
        while len(self._remembered) >= REMEMBERED:
            del self._remembered[next(iter(self._remembered))]
        self._remembered[key] = now + FRESH, shown


def order_view(order: OrderView) -> dict[str, Any]:
    return {
        "number": order.number,
        "state": order.state,
        "placed_at": order.placed_at.isoformat(),
        "expected_on": order.expected_on.isoformat() if order.expected_on else None,
        "total": order.total,
    }
