"""The shop of the actions' tests: in memory, with what was asked of it."""

from collections.abc import Sequence
from typing import Any

from sahay.shop.catalogue import Product
from sahay.shop.memory import MemoryBackend
from sahay.shop.memory.orders import MemoryOrders
from sahay.shop.orders import Order, OrderView
from sahay.shop.refusal import Refusal

PRODUCTS = (
    Product("HH-103", "Copper bottle", (), "household", 79_900, stock=20, url="https://shop.example/p/HH-103"),
    Product("CL-201", "Kurta", (), "clothing", 89_900, stock=5, url="https://shop.example/p/CL-201"),
    Product("CL-202", "Kurti", (), "clothing", 74_900, stock=3, url="https://shop.example/p/CL-202"),
    Product("CL-214", "Socks", (), "clothing", 34_900, stock=1, url="https://shop.example/p/CL-214"),
    Product("EL-309", "Desk lamp", (), "electronics", 79_900, stock=0, url="https://shop.example/p/EL-309"),
    Product("HH-999", "Candle", (), "household", 9_900),  # nobody counts them
)


class AskedOrders(MemoryOrders):
    """`asked` are the changes that the shop was asked for; `fails` is raised instead of making one."""

    def __init__(self, *means: Any) -> None:
        super().__init__(*means)
        self.asked: list[str] = []
        self.fails: Exception | None = None

    async def _change(self, what: str, number: str, *rest: Any, **named: Any) -> OrderView | Refusal:
        self.asked.append(what)
        if self.fails:
            raise self.fails
        return await super()._change(what, number, *rest, **named)

    def put(self, *orders: Order) -> None:
        self._records.orders |= {order.view.number: order for order in orders}


class ShopInMemory(MemoryBackend):
    orders: AskedOrders

    def __init__(self, orders: Sequence[Order], products: Sequence[Product] = PRODUCTS) -> None:
        super().__init__(orders, products)
        self.orders = AskedOrders(self.orders._records, self.orders._rules, self.delivery)
