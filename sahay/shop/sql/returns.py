"""What customers send back, in the database."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.shop.own.returns import GoingBack, requested, withdrawn
from sahay.shop.own.rules import Rules
from sahay.shop.refusal import Refusal, Why
from sahay.shop.returns import PickupSlot, Return, ReturnLine, ReturnRequest
from sahay.shop.sql.connection import once, reading
from sahay.shop.sql.delivery import SqlDelivery
from sahay.shop.sql.orders import held_order
from sahay.shop.sql.rows import update_order
from sahay.shop.sql.stock import take
from sahay.shop.tables import goods_return, return_line
from sahay.store.database import Database


class SqlReturns:
    """See `sahay.shop.returns.Returns`."""

    def __init__(self, database: Database, rules: Rules, delivery: SqlDelivery) -> None:
        self._database = database
        self._rules = rules
        self._delivery = delivery

    async def slots(self, pin: str, now: datetime, limit: int = 6) -> Sequence[PickupSlot]:
        zone = await self._delivery.zone(pin)
        return self._rules.slots(now, limit) if zone and zone.ways and zone.fetches else ()

    async def of_order(self, number: str) -> Sequence[Return]:
        async with reading(self._database) as connection:
            return await _read(connection, number)

    async def request(self, wanted: ReturnRequest, *, key: str, now: datetime) -> Return | Refusal:
        async def work(connection: AsyncConnection) -> Return | Refusal:
            view = await held_order(connection, wanted.order_number)
            if view is None:
                return Refusal(Why.NOT_FOUND)
            earlier = await _read(connection, view.number)
            number = f"R{view.number}-{len(earlier) + 1}"
            label = self._rules.label(number)
            slot = self._rules.slot(wanted.slot_id, now)
            after = requested(view, earlier, wanted, slot, number, label, now)
            if isinstance(after, Refusal):
                return after
            if not await take(connection, after.pieces):
                return Refusal(Why.OUT_OF_STOCK)
            await update_order(connection, view, after.view)
            await _insert(connection, after, wanted)
            return after.goods

        return await once(self._database, "request_return", key, Return, work, now=now)

    async def withdraw(self, return_number: str, *, key: str, now: datetime) -> Return | Refusal:
        async def work(connection: AsyncConnection) -> Return | Refusal:
            named = goods_return.c.number == return_number
            row = (await connection.execute(select(goods_return).where(named))).one_or_none()
            view = await held_order(connection, row.order_number) if row else None
            if row is None or view is None:
                return Refusal(Why.NOT_FOUND)
            returns = await _read(connection, view.number)  # as it is now that the order is held
            goods = next(each for each in returns if each.number == return_number)
            after = withdrawn(view, returns, goods, row.exchange_sku, now)
            if isinstance(after, Refusal):
                return after
            await take(connection, after.pieces)
            await update_order(connection, view, after.view)
            await connection.execute(update(goods_return).where(named).values(state=after.goods.state))
            return after.goods

        return await once(self._database, "withdraw_return", key, Return, work, now=now)


async def _insert(connection: AsyncConnection, back: GoingBack, wanted: ReturnRequest) -> None:
    goods = back.goods
    await connection.execute(
        goods_return.insert().values(
            number=goods.number,
            order_number=goods.order_number,
            kind=goods.kind,
            state=goods.state,
            reason=goods.reason,
            slot_id=goods.pickup.id if goods.pickup else None,
            slot_begins=goods.pickup.begins if goods.pickup else None,
            slot_ends=goods.pickup.ends if goods.pickup else None,
            exchange_sku=wanted.exchange_sku,
            label_url=goods.label_url,
            requested_at=goods.requested_at,
        )
    )
    lines = [
        {"return_number": goods.number, "position": position, "sku": line.sku, "quantity": line.quantity}
        for position, line in enumerate(goods.lines)
    ]
    await connection.execute(return_line.insert(), lines)


async def _read(connection: AsyncConnection, order_number: str) -> list[Return]:
    """All of an order, the latest first."""
    of_order = goods_return.c.order_number == order_number
    lines: defaultdict[str, list[ReturnLine]] = defaultdict(list)
    query = select(return_line).join(goods_return).where(of_order).order_by(*return_line.primary_key)
    for row in await connection.execute(query):
        lines[row.return_number].append(ReturnLine(row.sku, row.quantity))
    rows = await connection.execute(select(goods_return).where(of_order))
    returns = [_return(row, tuple(lines[row.number])) for row in rows]
    return sorted(returns, key=lambda each: (each.requested_at, len(each.number), each.number), reverse=True)


def _return(row: Row[Any], lines: tuple[ReturnLine, ...]) -> Return:
    return Return(
        number=row.number,
        order_number=row.order_number,
        kind=row.kind,
        state=row.state,
        lines=lines,
        reason=row.reason,
        pickup=PickupSlot(row.slot_id, row.slot_begins, row.slot_ends) if row.slot_id else None,
        requested_at=row.requested_at,
        label_url=row.label_url,
    )
