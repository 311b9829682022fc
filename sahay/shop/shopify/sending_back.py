"""Returns of Shopify: https://shopify.dev/docs/apps/build/orders-fulfillment/returns-apps

A request waits for the shop's approval, and goods are sent back for the money: Shopify fetches nothing at a time that
can be chosen, and a request cannot ask for another piece.
"""

from collections.abc import Sequence
from datetime import datetime

from sahay.shop.backend import BadAnswer
from sahay.shop.orders import OrderState, OrderView
from sahay.shop.refusal import Refusal, Why
from sahay.shop.returns import (
    PickupSlot,
    Return,
    ReturnKind,
    ReturnLine,
    ReturnReason,
    ReturnRequest,
    ReturnState,
)
from sahay.shop.shopify import documents, keys, wire
from sahay.shop.shopify.client import Client, refusal
from sahay.shop.shopify.mapping import gid, number_of, sku_of
from sahay.shop.shopify.marks import leave_mark
from sahay.shop.shopify.repayment import ReadsOrders
from sahay.shop.shopify.settings import Shopify
from sahay.shop.turns import Turns, in_turn
from sahay.shop.verification import canonical_order_number

# https://shopify.dev/docs/api/admin-graphql/latest/enums/ReturnReason; sizes are too small or too large there.
REASONS = {
    ReturnReason.DAMAGED: "DEFECTIVE",
    ReturnReason.WRONG_ITEM: "WRONG_ITEM",
    ReturnReason.SIZE: "OTHER",
    ReturnReason.QUALITY: "NOT_AS_DESCRIBED",
    ReturnReason.CHANGED_MIND: "UNWANTED",
}
OURS = {said: ours for ours, said in REASONS.items()} | {
    "SIZE_TOO_SMALL": ReturnReason.SIZE,
    "SIZE_TOO_LARGE": ReturnReason.SIZE,
}
# https://shopify.dev/docs/api/admin-graphql/latest/enums/ReturnStatus
STATES = {
    "REQUESTED": ReturnState.REQUESTED,
    "OPEN": ReturnState.REQUESTED,
    "CLOSED": ReturnState.RECEIVED,
    "CANCELED": ReturnState.WITHDRAWN,
    "DECLINED": ReturnState.WITHDRAWN,
}


class Goods(wire.Struct):
    sku: str | None = None
    variant: wire.Id | None = None


class SentLine(wire.Struct):
    line_item: Goods
    id: str = ""


class ReturnedLine(wire.Struct):
    quantity: int
    return_reason: str = ""
    customer_note: str | None = None
    fulfillment_line_item: SentLine | None = None


class Said(wire.Struct):
    id: str
    name: str
    status: str
    created_at: datetime
    return_line_items: wire.Nodes[ReturnedLine]


class OfOrder(wire.Struct):
    returns: wire.Nodes[Said]


class FoundOrder(wire.Struct):
    order: OfOrder | None = None


class ReturnableLine(wire.Struct):
    quantity: int
    fulfillment_line_item: SentLine


class Returnable(wire.Struct):
    returnable_fulfillment_line_items: wire.Nodes[ReturnableLine]


class FoundReturnable(wire.Struct):
    returnable_fulfillments: wire.Nodes[Returnable]


class Told(wire.Struct, rename={"return_": "return", "user_errors": "userErrors"}):
    user_errors: list[wire.UserError]
    return_: Said | None = None


class Requested(wire.Struct):
    return_request: Told


class Cancelled(wire.Struct):
    return_cancel: Told


class OrderName(wire.Struct):
    name: str


class WithOrder(Said, kw_only=True):
    order: OrderName


class FoundReturn(wire.Struct, rename={"return_": "return"}):
    return_: WithOrder | None = None


class ShopifyReturns:
    """See `sahay.shop.returns.Returns`."""

    def __init__(self, client: Client, orders: ReadsOrders, options: Shopify) -> None:
        self.turns = Turns()
        self._client = client
        self._orders = orders
        self._options = options

    async def slots(self, pin: str, now: datetime, limit: int = 6) -> Sequence[PickupSlot]:
        return ()

    async def of_order(self, number: str) -> Sequence[Return]:
        order = await self._orders.raw(number)
        return [read(each, number) for each in await self._of(order)] if order else ()

    @in_turn
    async def request(self, wanted: ReturnRequest, *, key: str, now: datetime) -> Return | Refusal:
        order = await self._orders.raw(wanted.order_number)
        if order is None:
            return Refusal(Why.NOT_FOUND)
        if there := next((each for each in await self._of(order) if has_mark(each, key)), None):
            return read(there, wanted.order_number)
        if wanted.kind is not ReturnKind.REFUND:
            return Refusal(Why.UNSUPPORTED, "an exchange")
        if refused := cannot_go_back(self._orders.reader.view(order), wanted):
            return refused
        lines = await self._lines(order, wanted, key)
        if isinstance(lines, Refusal):
            return lines
        asked = {"orderId": order.id, "returnLineItems": lines}
        told = (await self._client.write(documents.RETURN_REQUEST, Requested, input=asked)).return_request
        if refused := refusal(told.user_errors):
            return refused
        if told.return_ is None:
            raise BadAnswer("neither a return nor an error")
        return read(told.return_, wanted.order_number)

    @in_turn
    async def withdraw(self, return_number: str, *, key: str, now: datetime) -> Return | Refusal:
        wanted = gid("Return", return_number)
        said = (await self._client.read(documents.RETURN_BY_ID, FoundReturn, id=wanted)).return_ if wanted else None
        if said is None:
            return Refusal(Why.NOT_FOUND)
        number = canonical_order_number(said.order.name)
        order = await self._orders.raw(number, key)
        if STATES.get(said.status) is ReturnState.WITHDRAWN:
            return read(said, number) if order and order.mark else Refusal(Why.ALREADY_DONE)
        if STATES.get(said.status) is not ReturnState.REQUESTED:
            return Refusal(Why.TOO_LATE, said.status)
        if order and not order.mark:
            await leave_mark(self._client, order.id, key, "return withdrawn")
        notify = self._options.notify_customers
        told = (await self._client.write(documents.RETURN_CANCEL, Cancelled, id=said.id, notify=notify)).return_cancel
        if refused := refusal(told.user_errors):
            return Refusal(Why.TOO_LATE, refused.detail)
        if told.return_ is None or STATES.get(told.return_.status) is not ReturnState.WITHDRAWN:
            raise BadAnswer("a return that was withdrawn is not")
        return read(told.return_, number)

    async def _of(self, order: wire.Order) -> list[Said]:
        found = (await self._client.read(documents.RETURNS, FoundOrder, id=order.id)).order
        return found.returns.nodes if found else []

    async def _lines(self, order: wire.Order, wanted: ReturnRequest, key: str) -> list[dict[str, object]] | Refusal:
        """What was sent and is not on its way back, spread over the parcels that it came in."""
        found = await self._client.read(documents.RETURNABLE, FoundReturnable, id=order.id)
        parcels = found.returnable_fulfillments.nodes
        there = [line for parcel in parcels for line in parcel.returnable_fulfillment_line_items.nodes]
        lines: list[dict[str, object]] = []
        for line in wanted.lines:
            left = line.quantity
            for sent in (each for each in there if sku(each.fulfillment_line_item) == line.sku):
                pieces = min(left, sent.quantity)
                if pieces > 0:
                    lines.append(
                        {
                            "fulfillmentLineItemId": sent.fulfillment_line_item.id,
                            "quantity": pieces,
                            "returnReason": REASONS[wanted.reason],
                            "customerNote": keys.note(wanted.reason.value, key),
                        }
                    )
                    left -= pieces
            if left > 0:
                return Refusal(Why.ALREADY_DONE, "on its way back")
        return lines


def read(said: Said, order_number: str) -> Return:
    state = STATES.get(said.status)
    if state is None:
        raise BadAnswer("a status of a return that is none")
    lines = said.return_line_items.nodes
    return Return(
        number=number_of(said.id),
        order_number=order_number,
        kind=ReturnKind.REFUND,
        state=state,
        lines=tuple(ReturnLine(sku(each.fulfillment_line_item), each.quantity) for each in lines),
        reason=reason_of(lines),
        pickup=None,
        requested_at=said.created_at,
    )


def cannot_go_back(view: OrderView, wanted: ReturnRequest) -> Refusal | None:
    if view.state in (OrderState.CANCELLED, OrderState.PAYMENT_FAILED, OrderState.REFUNDED):
        return Refusal(Why.NOT_ALLOWED, f"is {view.state}")
    if view.delivered_at is None:
        return Refusal(Why.TOO_EARLY, f"is {view.state}")
    skus = [line.sku for line in wanted.lines]
    if not skus or len(set(skus)) < len(skus) or any(line.quantity < 1 for line in wanted.lines):
        return Refusal(Why.INVALID, "the lines")
    ordered = {item.sku: item.quantity for item in view.items}
    missing = [line for line in wanted.lines if line.quantity > ordered.get(line.sku, 0)]
    return Refusal(Why.INVALID if missing[0].sku in ordered else Why.NOT_FOUND, "a product") if missing else None


def reason_of(lines: Sequence[ReturnedLine]) -> ReturnReason:
    """What we wrote into the note, or what Shopify's reason comes nearest to."""
    if not lines:
        return ReturnReason.CHANGED_MIND
    word = (lines[0].customer_note or "").partition(" ")[0]
    if word in {each.value for each in ReturnReason}:
        return ReturnReason(word)
    return OURS.get(lines[0].return_reason, ReturnReason.CHANGED_MIND)


def has_mark(said: Said, key: str) -> bool:
    return any(keys.says(each.customer_note, key) for each in said.return_line_items.nodes)


def sku(said: SentLine | None) -> str:
    return sku_of(said.line_item.sku, said.line_item.variant) if said else ""
