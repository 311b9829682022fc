"""The shop's orders in the database."""

from collections.abc import Sequence

from sqlalchemy import select

from sahay.shop import tables
from sahay.shop.orders import Order, OrderView
from sahay.shop.sql.rows import read_orders
from sahay.shop.unsupported import ReadOnlyOrders
from sahay.store.database import Database


class SqlOrders(ReadOnlyOrders):
    """See `sahay.shop.orders.Orders`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, number: str) -> Order | None:
        async with self._database.read() as connection:
            return (await read_orders(connection, [number])).get(number)

    async def of_customer(self, customer_id: str, limit: int = 10) -> Sequence[OrderView]:
        order = tables.order.c
        latest = select(order.number).where(order.customer_id == customer_id)
        latest = latest.order_by(order.placed_at.desc(), order.number.desc()).limit(limit)
        async with self._database.read() as connection:
            numbers = list(await connection.scalars(latest))
            orders = await read_orders(connection, numbers)
        return [orders[number].view for number in numbers]
