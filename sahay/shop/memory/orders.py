"""The orders in memory, and what belongs to them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from sahay.shop import zones
from sahay.shop.changes import refunded, taken
from sahay.shop.delivery import Delivery, DeliveryOption
from sahay.shop.invoices import Document
from sahay.shop.memory.records import Records
from sahay.shop.orders import Order, OrderView, Refund
from sahay.shop.own import invoice
from sahay.shop.own.orders import Become, OwnOrders
from sahay.shop.own.rules import Rules
from sahay.shop.refusal import Refusal, Why


class MemoryOrders(OwnOrders):
    """See `sahay.shop.orders.Orders`."""

    def __init__(self, records: Records, rules: Rules, delivery: Delivery) -> None:
        super().__init__(rules, delivery)
        self._records = records

    async def find(self, number: str) -> Order | None:
        return self._records.orders.get(number)

    async def of_customer(self, customer_id: str, limit: int = 10) -> Sequence[OrderView]:
        own = [order.view for order in self._records.orders.values() if order.customer.id == customer_id]
        return sorted(own, key=lambda view: (view.placed_at, view.number), reverse=True)[:limit]

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
        def work() -> OrderView | Refusal:
            order = self._records.orders.get(number)
            if order is None:
                return Refusal(Why.NOT_FOUND)
            after = become(order.view, self._records.goods(skus))
            if isinstance(after, Refusal):
                return after
            if not self._records.take(taken(order.view, after)):
                return Refusal(Why.OUT_OF_STOCK)
            self._records.orders[number] = replace(order, view=after)
            return after

        return self._records.once(what, key, work)


class MemoryRefunds:
    """See `sahay.shop.refunds.Refunds`."""

    def __init__(self, records: Records, rules: Rules) -> None:
        self._records = records
        self._rules = rules

    async def request(
        self, number: str, payment_id: str, amount: int, reason: str, *, key: str, now: datetime
    ) -> Refund | Refusal:
        def work() -> Refund | Refusal:
            order = self._records.orders.get(number)
            if order is None:
                return Refusal(Why.NOT_FOUND)
            after = refunded(order.view, payment_id, amount, self._rules.promise(now), now)
            if isinstance(after, Refusal):
                return after
            self._records.orders[number] = replace(order, view=after)
            return after.refunds[-1]

        return self._records.once("request_refund", key, work)


class MemoryDelivery:
    """See `sahay.shop.delivery.Delivery`."""

    def __init__(self, served: Iterable[zones.Zone]) -> None:
        self._zones = tuple(served)

    async def options(self, pin: str, value: int = 0) -> Sequence[DeliveryOption]:
        return zones.options(self.zone(pin), value)

    def zone(self, pin: str) -> zones.Zone | None:
        return zones.zone_of(self._zones, pin)


class MemoryInvoices:
    """See `sahay.shop.invoices.Invoices`."""

    def __init__(self, records: Records, rules: Rules) -> None:
        self._records = records
        self._rules = rules

    async def document(self, order_number: str) -> Document | None:
        order = self._records.orders.get(order_number)
        if order is None or order.view.invoice is None:
            return None
        return invoice.document(order, order.view.invoice, self._records.hsn, self._rules.shop)
