"""An order that a visitor of the demo places: in the shop's own tables, so that the bot knows it like any other.

It is forgotten with the demo's other orders when these are made anew, the next day.
"""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Integer, cast, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.shop import tables, zones
from sahay.shop.delivery import DeliveryOption
from sahay.shop.demo.payments import REFERENCE_DIGITS
from sahay.shop.demo.plans import FIRST_NUMBER
from sahay.shop.locks import hold
from sahay.shop.orders import (
    Customer,
    Item,
    Line,
    Milestone,
    Order,
    OrderState,
    OrderView,
    Payment,
    PaymentMethod,
    PaymentState,
)
from sahay.shop.own.rules import Rules
from sahay.shop.refusal import Refusal, Why
from sahay.shop.sql.connection import once
from sahay.shop.sql.delivery import SqlDelivery
from sahay.shop.sql.rows import insert_orders
from sahay.shop.sql.stock import goods, take
from sahay.store.database import Database

MOST_PIECES = 10  # of one product
MOST_LINES = 20
# Nothing is paid in a demo: in cash it is still to be paid, by UPI it says that it was.
METHODS = frozenset({PaymentMethod.COD, PaymentMethod.UPI})


class Checkout:
    """Takes orders of the demo's customers. `rules` say by when the shop delivers."""

    def __init__(self, database: Database, rules: Rules) -> None:
        self._database = database
        self._rules = rules
        self._delivery = SqlDelivery(database)

    async def place(
        self, customer: Customer, lines: Sequence[Line], method: PaymentMethod, *, key: str, now: datetime
    ) -> OrderView | Refusal:
        """Order these for the customer's own address; asked again with the same key, it is the same order.

        Refuses quantities that nobody means, a product that is not there or not in this number, an address to which
        nobody delivers, and cash where it is too much.
        """
        pieces = {line.sku: line.quantity for line in lines}
        is_sound = len(pieces) == len(lines) and all(1 <= count <= MOST_PIECES for count in pieces.values())
        if not (is_sound and 1 <= len(lines) <= MOST_LINES and method in METHODS):
            return Refusal(Why.INVALID)
        zone = await self._delivery.zone(customer.address.pin)

        async def work(connection: AsyncConnection) -> OrderView | Refusal:
            known = await goods(connection, pieces)
            if known.keys() != pieces.keys():
                return Refusal(Why.NOT_FOUND)
            items = _items(known, pieces)
            ways = zones.options(zone, sum(item.total for item in items))
            way = next((way for way in ways if way.cash_on_delivery or method is not PaymentMethod.COD), None)
            if way is None:
                return Refusal(Why.NOT_ALLOWED)
            if not await take(connection, pieces):
                return Refusal(Why.OUT_OF_STOCK)
            view = self._order(await _next_number(connection), customer, items, method, way, now)
            await insert_orders(connection, [Order(customer, view)], is_demo=True)
            return view

        return await once(self._database, "demo_order", f"{customer.id}:{key}", OrderView, work, now=now)

    def _order(
        self,
        number: str,
        customer: Customer,
        items: tuple[Item, ...],
        method: PaymentMethod,
        way: DeliveryOption,
        now: datetime,
    ) -> OrderView:
        total = sum(item.total for item in items) + way.charge
        return OrderView(
            number=number,
            customer_name=customer.name,
            state=OrderState.PLACED,
            placed_at=now,
            expected_on=self._rules.in_working_days(way.days[1], now),
            address=customer.address,
            items=items,
            delivery_charge=way.charge,
            discount=0,
            total=total,
            milestones=(Milestone(OrderState.PLACED, now),),
            payments=(_payment(number, method, total, now),),
        )


def _items(known: Mapping[str, Item], pieces: Mapping[str, int]) -> tuple[Item, ...]:
    return tuple(
        Item(item.sku, item.name, pieces[item.sku], item.unit_price, item.gst_percent)
        for item in (known[sku] for sku in pieces)
    )


def _payment(number: str, method: PaymentMethod, total: int, now: datetime) -> Payment:
    if method is PaymentMethod.COD:
        return Payment(f"{number}-P1", method, PaymentState.PENDING, total, now)
    reference = "".join(secrets.choice("0123456789") for _ in range(REFERENCE_DIGITS))
    return Payment(f"{number}-P1", method, PaymentState.PAID, total, now, reference)


async def _next_number(connection: AsyncConnection) -> str:
    """After the highest of the demo's, or of what was ordered besides."""
    await hold(connection, ["demo"])
    highest = select(func.max(cast(tables.order.c.number, Integer))).where(tables.order.c.is_demo)
    number = (await connection.scalar(highest) or FIRST_NUMBER - 1) + 1
    while await connection.scalar(select(tables.order.c.number).where(tables.order.c.number == str(number))):
        number += 1
    return str(number)
