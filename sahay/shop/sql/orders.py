"""The shop's orders in the database."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.shop import tables
from sahay.shop.changes import refunded, taken
from sahay.shop.delivery import Delivery
from sahay.shop.locks import hold
from sahay.shop.orders import Order, OrderView, Refund
from sahay.shop.own.orders import Become, OwnOrders
from sahay.shop.own.rules import Rules
from sahay.shop.refusal import Refusal, Why
from sahay.shop.sql.connection import once, reading
from sahay.shop.sql.rows import read_orders, update_order
from sahay.shop.sql.stock import goods, take
from sahay.shop.tables.orders import REASON_CHARACTERS
from sahay.store.database import Database


class SqlOrders(OwnOrders):
    """See `sahay.shop.orders.Orders`."""

    def __init__(self, database: Database, rules: Rules, delivery: Delivery) -> None:
        super().__init__(rules, delivery)
        self._database = database

    async def find(self, number: str) -> Order | None:
        async with reading(self._database) as connection:
            return (await read_orders(connection, [number])).get(number)

    async def of_customer(self, customer_id: str, limit: int = 10) -> Sequence[OrderView]:
        order = tables.order.c
        latest = select(order.number).where(order.customer_id == customer_id)
        latest = latest.order_by(order.placed_at.desc(), order.number.desc()).limit(limit)
        async with reading(self._database) as connection:
            numbers = list(await connection.scalars(latest))
            orders = await read_orders(connection, numbers)
        return [orders[number].view for number in numbers]

    async def _change(
        self,
        what: str,
        number: str,
        become: Become,
        *,
        skus: Sequence[str] = (),
        reason: str | None = None,
        key: str,
        now: datetime,
    ) -> OrderView | Refusal:
        async def work(connection: AsyncConnection) -> OrderView | Refusal:
            before = await held_order(connection, number)
            if before is None:
                return Refusal(Why.NOT_FOUND)
            after = become(before, await goods(connection, skus))
            if isinstance(after, Refusal):
                return after
            if not await take(connection, taken(before, after)):
                return Refusal(Why.OUT_OF_STOCK)
            await update_order(connection, before, after)
            if reason is not None:
                await _keep_reason(connection, number, reason)
            return after

        return await once(self._database, what, key, OrderView, work, now=now)


class SqlRefunds:
    """See `sahay.shop.refunds.Refunds`."""

    def __init__(self, database: Database, rules: Rules) -> None:
        self._database = database
        self._rules = rules

    async def request(
        self, number: str, payment_id: str, amount: int, reason: str, *, key: str, now: datetime
    ) -> Refund | Refusal:
        async def work(connection: AsyncConnection) -> Refund | Refusal:
            before = await held_order(connection, number)
            if before is None:
                return Refusal(Why.NOT_FOUND)
            after = refunded(before, payment_id, amount, self._rules.promise(now), now)
            if isinstance(after, Refusal):
                return after
            await update_order(connection, before, after)
            return after.refunds[-1]

        return await once(self._database, "request_refund", key, Refund, work, now=now)


async def held_order(connection: AsyncConnection, number: str) -> OrderView | None:
    """The order, that nobody else changes until the transaction ends."""
    await hold(connection, [f"shop order:{number}"])
    order = (await read_orders(connection, [number])).get(number)
    return order.view if order else None


async def _keep_reason(connection: AsyncConnection, number: str, reason: str) -> None:
    kept = reason[:REASON_CHARACTERS]
    await connection.execute(update(tables.order).where(tables.order.c.number == number).values(cancel_reason=kept))
