"""The orders in memory."""

from collections.abc import Iterable, Sequence

from sahay.shop.orders import Order, OrderView
from sahay.shop.unsupported import ReadOnlyOrders


class MemoryOrders(ReadOnlyOrders):
    """See `sahay.shop.orders.Orders`."""

    def __init__(self, orders: Iterable[Order] = ()) -> None:
        self._orders = {order.view.number: order for order in orders}

    async def find(self, number: str) -> Order | None:
        return self._orders.get(number)

    async def of_customer(self, customer_id: str, limit: int = 10) -> Sequence[OrderView]:
        own = [order.view for order in self._orders.values() if order.customer.id == customer_id]
        return sorted(own, key=lambda view: (view.placed_at, view.number), reverse=True)[:limit]
