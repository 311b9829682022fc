"""What customers send back, in memory."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sahay.shop.memory.orders import MemoryDelivery
from sahay.shop.memory.records import Records
from sahay.shop.own.returns import GoingBack, requested, withdrawn
from sahay.shop.own.rules import Rules
from sahay.shop.refusal import Refusal, Why
from sahay.shop.returns import PickupSlot, Return, ReturnRequest


class MemoryReturns:
    """See `sahay.shop.returns.Returns`."""

    def __init__(self, records: Records, rules: Rules, delivery: MemoryDelivery) -> None:
        self._records = records
        self._rules = rules
        self._delivery = delivery

    async def slots(self, pin: str, now: datetime, limit: int = 6) -> Sequence[PickupSlot]:
        zone = self._delivery.zone(pin)
        return self._rules.slots(now, limit) if zone and zone.ways and zone.fetches else ()

    async def of_order(self, number: str) -> Sequence[Return]:
        return self._of_order(number)

    async def request(self, wanted: ReturnRequest, *, key: str, now: datetime) -> Return | Refusal:
        def work() -> Return | Refusal:
            order = self._records.orders.get(wanted.order_number)
            if order is None:
                return Refusal(Why.NOT_FOUND)
            earlier = self._of_order(order.view.number)
            number = f"R{order.view.number}-{len(earlier) + 1}"
            slot = self._rules.slot(wanted.slot_id, now)
            after = requested(order.view, earlier, wanted, slot, number, self._rules.label(number), now)
            if isinstance(after, Refusal):
                return after
            if not self._records.take(after.pieces):
                return Refusal(Why.OUT_OF_STOCK)
            self._records.exchanges[number] = wanted.exchange_sku
            return self._keep(after)

        return self._records.once("request_return", key, work)

    async def withdraw(self, return_number: str, *, key: str, now: datetime) -> Return | Refusal:
        def work() -> Return | Refusal:
            goods = self._records.returns.get(return_number)
            if goods is None:
                return Refusal(Why.NOT_FOUND)
            view = self._records.orders[goods.order_number].view
            exchange = self._records.exchanges[return_number]
            after = withdrawn(view, self._of_order(view.number), goods, exchange, now)
            if isinstance(after, Refusal):
                return after
            self._records.take(after.pieces)
            return self._keep(after)

        return self._records.once("withdraw_return", key, work)

    def _of_order(self, number: str) -> list[Return]:
        own = [goods for goods in self._records.returns.values() if goods.order_number == number]
        return sorted(own, key=lambda goods: (goods.requested_at, len(goods.number), goods.number), reverse=True)

    def _keep(self, after: GoingBack) -> Return:
        goods, number = after.goods, after.view.number
        self._records.returns[goods.number] = goods
        self._records.orders[number] = replace(self._records.orders[number], view=after.view)
        return goods
