"""WooCommerce's orders: https://woocommerce.github.io/woocommerce-rest-api-docs/#orders"""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sahay.config import Shop
from sahay.shop import allowed
from sahay.shop.backend import BadAnswer
from sahay.shop.orders import Address, Line, Order, OrderState, OrderView
from sahay.shop.refusal import Refusal, Why
from sahay.shop.turns import GOODS, Turns, in_turn
from sahay.shop.verification import canonical_order_number
from sahay.shop.woocommerce import keys, wire
from sahay.shop.woocommerce.client import Client, Declined
from sahay.shop.woocommerce.items import ItemChanges
from sahay.shop.woocommerce.mapping import OrderReader
from sahay.shop.woocommerce.regions import Regions
from sahay.shop.woocommerce.repayment import Repayment
from sahay.shop.woocommerce.settings import WooCommerce

# Orders that nobody placed, or that were thrown away.
NO_ORDERS = frozenset({"trash", "auto-draft", "checkout-draft"})
NOT_FOUND = Refusal(Why.NOT_FOUND)


class WooOrders:
    """See `sahay.shop.orders.Orders`."""

    def __init__(self, client: Client, options: WooCommerce, shop: Shop) -> None:
        self.turns = Turns()
        self._client = client
        self._options = options
        self._shop = shop
        self._regions = Regions(client, shop.country)
        self._items = ItemChanges(client)
        self._repayment = Repayment(client, options)

    async def find(self, number: str) -> Order | None:
        said = await self.raw(number)
        return (await self.reader()).order(said, await self.refunds(said)) if said else None

    async def of_customer(self, customer_id: str, limit: int = 10) -> Sequence[OrderView]:
        if not customer_id.isdecimal():
            return ()
        said = await self._client.get(
            "orders", list[wire.Order], customer=customer_id, per_page=limit, orderby="date", order="desc"
        )
        real = [each for each in said or () if each.status not in NO_ORDERS]
        if any(each.customer_id != int(customer_id) for each in real):
            raise BadAnswer("orders of another customer")
        reader = await self.reader()
        refunds = await asyncio.gather(*(self.refunds(each) for each in real))
        return [reader.view(each, given) for each, given in zip(real, refunds, strict=True)]

    @in_turn
    async def cancel(self, number: str, *, fee: int, reason: str, key: str, now: datetime) -> OrderView | Refusal:
        """Two writes: the status, then the money. Asked again after the first, it does the second."""
        said = await self.raw(number)
        if said is None:
            return NOT_FOUND
        if keys.done(said.meta_data, key) is None:
            if refused := allowed.cancelling(await self._now(said)):
                return refused
            put = {"status": self._options.status(OrderState.CANCELLED)}
            changed = await self._put(said, put, keys.mark(key, keys.CANCELLED_FROM + said.status))
            if isinstance(changed, Refusal):
                return changed
            if changed.status != put["status"]:
                raise BadAnswer("an order that was cancelled is not")
            said = changed
        if said.date_paid_gmt and (refused := await self._repayment.rest(said, fee, reason, key)):
            return refused
        return await self._view(said.id)

    @in_turn
    async def reinstate(self, number: str, *, key: str, now: datetime) -> OrderView | Refusal:
        said = await self.raw(number)
        if said is None:
            return NOT_FOUND
        if keys.done(said.meta_data, key):
            return await self._view(said.id)
        if (await self._now(said)).state is not OrderState.CANCELLED:
            return Refusal(Why.ALREADY_DONE, said.status)
        if any(each.refunded_payment for each in await self.refunds(said)):
            return Refusal(Why.TOO_LATE, "money went back")
        before = [mark for mark in keys.marks(said.meta_data) if mark.startswith(keys.CANCELLED_FROM)]
        if not before:
            return Refusal(Why.NOT_ALLOWED, "cancelled by somebody else")
        if refused := await self._repayment.take_back(said, now):
            return refused
        status = before[-1].removeprefix(keys.CANCELLED_FROM)
        changed = await self._put(said, {"status": status}, keys.mark(key, keys.REINSTATED))
        if isinstance(changed, Refusal):
            return changed
        if changed.status != status:
            raise BadAnswer("an order that was reinstated is not")
        return await self._view(said.id)

    @in_turn
    async def change_items(self, number: str, lines: Sequence[Line], *, key: str, now: datetime) -> OrderView | Refusal:
        said = await self.raw(number)
        if said is None:
            return NOT_FOUND
        if keys.done(said.meta_data, key):
            return await self._view(said.id)
        if refused := allowed.changing_items(await self._now(said)):
            return refused
        async with self.turns.of(GOODS):  # a last piece goes to one order
            change = await self._items.plan(said, lines)
            if isinstance(change, Refusal):
                return change
            changed = await self._put(said, {"line_items": change}, keys.mark(key, "items changed"))
        if isinstance(changed, Refusal):
            return changed
        self._items.check(changed, lines)
        return await self._view(said.id)

    @in_turn
    async def change_address(self, number: str, address: Address, *, key: str, now: datetime) -> OrderView | Refusal:
        said = await self.raw(number)
        if said is None:
            return NOT_FOUND
        if keys.done(said.meta_data, key):
            return await self._view(said.id)
        if refused := allowed.moving(await self._now(said), address):
            return refused
        shipping = {
            "address_1": address.line,
            "address_2": "",
            "city": address.city,
            "state": await self._regions.code(address.region),
            "postcode": address.pin,
            "country": self._shop.country,
        }
        if not said.shipping.address_1:  # a name, where the order had only a billing address
            shipping |= {"first_name": said.billing.first_name or "", "last_name": said.billing.last_name or ""}
        changed = await self._put(said, {"shipping": shipping}, keys.mark(key, "address changed"))
        if isinstance(changed, Refusal):
            return changed
        if (changed.shipping.postcode, changed.shipping.address_1) != (address.pin, address.line):
            raise BadAnswer("the address was changed to another one")
        return await self._view(said.id)

    async def raw(self, number: str) -> wire.Order | None:
        """The order with this number; None when there is none, or it was thrown away."""
        said = await (self._by_meta(number) if self._options.order_number_meta else self._by_id(number))
        return said if said and said.status not in NO_ORDERS else None

    async def refunds(self, said: wire.Order) -> list[wire.Refund]:
        return await self._repayment.of_order(said)

    async def reader(self) -> OrderReader:
        return OrderReader(self._options, self._shop, await self._regions.names())

    async def _by_id(self, number: str) -> wire.Order | None:
        """Without a plugin an order's number is its id."""
        if not (number.isascii() and number.isdecimal()):
            return None
        said = await self._client.get(f"orders/{int(number)}", wire.Order)
        if said and said.id != int(number):
            raise BadAnswer("another order than was asked for")
        return said if said and canonical_order_number(said.number) == number else None

    async def _by_meta(self, number: str) -> wire.Order | None:
        """A plugin's number is searched for, as text, and then compared: a search finds much."""
        found = await self._client.get("orders", list[wire.Order], search=number, per_page=100)
        for said in found or ():
            printed = [said.number, *(str(m.value) for m in said.meta_data if m.key == self._options.order_number_meta)]
            if any(canonical_order_number(each) == number for each in printed):
                return said
        return None

    async def _now(self, said: wire.Order) -> OrderView:
        return (await self.reader()).view(said)

    async def _changed(
        self, said: wire.Order, change: Mapping[str, Any], mark: Mapping[str, str]
    ) -> OrderView | Refusal:
        put = await self._put(said, change, mark)
        return put if isinstance(put, Refusal) else await self._view(said.id)

    async def _put(self, said: wire.Order, change: Mapping[str, Any], mark: Mapping[str, str]) -> wire.Order | Refusal:
        answer = await self._client.write("PUT", f"orders/{said.id}", wire.Order, {**change, "meta_data": [mark]})
        if isinstance(answer, Declined):
            return answer.refusal
        if answer.id != said.id:
            raise BadAnswer("another order was changed")
        return answer

    async def _view(self, order_id: int) -> OrderView:
        """The order as it now is: what the shop's plugins made of a change is not in the change's answer."""
        said = await self._client.get(f"orders/{order_id}", wire.Order)
        if said is None:
            raise BadAnswer("the order that was changed is gone")
        return (await self.reader()).view(said, await self.refunds(said))
