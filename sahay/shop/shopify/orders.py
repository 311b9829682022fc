"""Shopify's orders: https://shopify.dev/docs/api/admin-graphql/latest/objects/Order"""

from collections.abc import Sequence
from datetime import datetime

from sahay.config import Shop
from sahay.shop import allowed
from sahay.shop.backend import BadAnswer, OutcomeUnknown
from sahay.shop.orders import Address, Line, Order, OrderView, PaymentState
from sahay.shop.refusal import Refusal, Why
from sahay.shop.remote.pace import Pace
from sahay.shop.shopify import documents, keys, wire
from sahay.shop.shopify.client import Client, refusal
from sahay.shop.shopify.items import CHANGED, ItemChanges
from sahay.shop.shopify.mapping import OrderReader, address_input, gid, number_of
from sahay.shop.shopify.mapping import address as place_of
from sahay.shop.shopify.repayment import Repayment
from sahay.shop.shopify.settings import Shopify
from sahay.shop.turns import GOODS, Turns, in_turn
from sahay.shop.unsupported import UNSUPPORTED
from sahay.shop.verification import canonical_order_number

# A cancellation is a job of Shopify's: how often, and after how many seconds, it is asked for.
PAUSES = (0.5, 1.0, 2.0, 3.0)
NOT_FOUND = Refusal(Why.NOT_FOUND)
NO_MARK = "none"


class Ids(wire.Struct):
    orders: wire.Nodes[wire.Named]


class Found(wire.Struct):
    order: wire.Order | None = None


class Cancelling(wire.Struct):
    order_cancel_user_errors: list[wire.UserError]
    job: wire.Job | None = None


class Cancelled(wire.Struct):
    order_cancel: Cancelling


class JobFound(wire.Struct):
    job: wire.Job | None = None


class AddressOf(wire.Struct):
    id: str
    shipping_address: wire.Address | None = None


class Updating(wire.Struct):
    user_errors: list[wire.UserError]
    order: AddressOf | None = None


class Updated(wire.Struct):
    order_update: Updating


class ShopifyOrders:
    """See `sahay.shop.orders.Orders`. A cancelled order stays so: Shopify brings none back."""

    def __init__(self, client: Client, options: Shopify, shop: Shop, pace: Pace) -> None:
        self.turns = Turns()
        self._client = client
        self._options = options
        self._pace = pace
        self.reader = OrderReader(options, shop)
        self._items = ItemChanges(client, options)
        self._repayment = Repayment(client, options)

    async def find(self, number: str) -> Order | None:
        said = await self.raw(number)
        return self.reader.order(said) if said else None

    async def of_customer(self, customer_id: str, limit: int = 10) -> Sequence[OrderView]:
        """One after the other: ten whole orders at once cost more points than a shop has."""
        if gid("Customer", customer_id) is None:
            return ()
        found = await self._client.read(documents.ORDER_IDS, Ids, search=f"customer_id:{customer_id}", first=limit)
        orders = [await self._by_id(each.id) for each in found.orders.nodes]
        if any(each and each.customer and number_of(each.customer.id) != customer_id for each in orders):
            raise BadAnswer("orders of another customer")
        return [self.reader.view(each) for each in orders if each]

    @in_turn
    async def cancel(self, number: str, *, fee: int, reason: str, key: str, now: datetime) -> OrderView | Refusal:
        """Without a fee Shopify gives the money back itself; with one, the rest is a refund of its own."""
        said = await self.raw(number)
        if said is None:
            return NOT_FOUND
        if not keys.says(said.cancellation.staff_note if said.cancellation else None, key):
            if refused := allowed.cancelling(self.reader.view(said)):
                return refused
            if refused := await self._cancel(said, key, refund=not fee):
                return refused
        if fee and (refused := await self._rest(said, fee, reason, key)):
            return refused
        return await self._view(said.id)

    async def reinstate(self, number: str, *, key: str, now: datetime) -> OrderView | Refusal:
        return UNSUPPORTED

    @in_turn
    async def change_items(self, number: str, lines: Sequence[Line], *, key: str, now: datetime) -> OrderView | Refusal:
        said = await self.raw(number, key)
        if said is None:
            return NOT_FOUND
        if said.mark and said.mark.value == CHANGED:
            return await self._view(said.id)
        if refused := allowed.changing_items(self.reader.view(said)):
            return refused
        async with self.turns.of(GOODS):  # a last piece goes to one order
            refused = await self._items.change(said, lines, key)
        if refused:
            return refused
        view = await self._view(said.id)
        self._items.check(view, lines)
        return view

    @in_turn
    async def change_address(self, number: str, address: Address, *, key: str, now: datetime) -> OrderView | Refusal:
        said = await self.raw(number, key)
        if said is None:
            return NOT_FOUND
        if said.mark:
            return await self._view(said.id)
        if refused := allowed.moving(self.reader.view(said), address):
            return refused
        whose = said.shipping_address or said.billing_address or wire.Address()
        change = {
            "id": said.id,
            "shippingAddress": address_input(address, whose),
            "metafields": [keys.mark(key, "address changed")],
        }
        told = (await self._client.write(documents.ORDER_UPDATE, Updated, input=change)).order_update
        if refused := refusal(told.user_errors):
            return refused
        if told.order is None or not told.order.shipping_address:
            raise BadAnswer("no order after its change")
        place = place_of(told.order.shipping_address)
        if (place.line, place.pin) != (address.line, address.pin):
            raise BadAnswer("the address was changed to another one")
        return await self._view(said.id)

    async def raw(self, number: str, key: str | None = None) -> wire.Order | None:
        """The order with this number, with the mark of `key`. Names have what the shop puts around them: "#1001"."""
        if not number or canonical_order_number(number) != number:
            return None
        search = f'name:"{number}" OR name:"#{number}"'
        found = await self._client.read(documents.ORDER_IDS, Ids, search=search, first=5)
        same = [each for each in found.orders.nodes if canonical_order_number(each.name) == number]
        return await self._by_id(same[0].id, key) if same else None

    async def _by_id(self, order_id: str, key: str | None = None) -> wire.Order | None:
        mark = keys.name(key) if key else NO_MARK
        said = (await self._client.read(documents.ORDER_BY_ID, Found, id=order_id, mark=mark)).order
        if said and said.id != order_id:
            raise BadAnswer("another order than was asked for")
        return said

    async def _view(self, order_id: str) -> OrderView:
        said = await self._by_id(order_id)
        if said is None:
            raise BadAnswer("the order that was changed is gone")
        return self.reader.view(said)

    async def _cancel(self, said: wire.Order, key: str, *, refund: bool) -> Refusal | None:
        """Start the job and wait for it; OutcomeUnknown when it takes too long."""
        answer = await self._client.write(
            documents.ORDER_CANCEL,
            Cancelled,
            id=said.id,
            refund=refund,
            notify=self._options.notify_customers,
            note=keys.note("Asked for by the customer in the chat", key),
        )
        told = answer.order_cancel
        if refused := refusal(told.order_cancel_user_errors):
            return refused
        if told.job is None:
            raise BadAnswer("neither a job nor an error")
        await self._wait(told.job)
        after = await self._by_id(said.id)
        return None if after and after.cancelled_at else Refusal(Why.NOT_ALLOWED, "the job did not cancel it")

    async def _wait(self, job: wire.Job) -> None:
        for pause in PAUSES:
            if job.done:
                return
            await self._pace.sleep(pause)
            job = (await self._client.read(documents.JOB, JobFound, id=job.id)).job or job
        if not job.done:
            raise OutcomeUnknown("the cancellation is not through yet")

    async def _rest(self, said: wire.Order, fee: int, reason: str, key: str) -> Refusal | None:
        """Give back what was paid but for the fee."""
        now = await self._by_id(said.id) or said
        if any(keys.says(each.note, key) for each in now.refunds):
            return None
        view = self.reader.view(now)
        parts: list[tuple[str, int]] = []
        kept = fee
        for payment in view.payments:
            back = sum(each.amount for each in view.refunds if each.payment_id == payment.id)
            left = payment.amount - back if payment.state is PaymentState.PAID else 0
            take = min(kept, left)
            kept -= take
            parts += [(payment.id, left - take)] if left > take else []
        if not parts:
            return None
        made = await self._repayment.once(now, parts, reason, key)
        return made if isinstance(made, Refusal) else None
