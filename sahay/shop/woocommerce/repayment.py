"""Refunds of WooCommerce: https://woocommerce.github.io/woocommerce-rest-api-docs/#refunds"""

from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Protocol

from sahay.shop import allowed
from sahay.shop import orders as ours
from sahay.shop.backend import BadAnswer
from sahay.shop.decimals import decimal, paise
from sahay.shop.refusal import Refusal, Why
from sahay.shop.turns import Turns, in_turn
from sahay.shop.woocommerce import keys, wire
from sahay.shop.woocommerce.client import Client, Declined
from sahay.shop.woocommerce.mapping import OrderReader, moment, payment_id
from sahay.shop.woocommerce.settings import WooCommerce

REASON_CHARACTERS = 200
# For so long a refund that was only recorded is surely not paid yet: nobody has looked at it.
UNPAID = timedelta(hours=1)


class Repayment:
    """Refunds as WooCommerce keeps them."""

    def __init__(self, client: Client, options: WooCommerce) -> None:
        self._client = client
        self._options = options

    async def of_order(self, order: wire.Order) -> list[wire.Refund]:
        if not order.refunds:
            return []
        found = await self._client.get(f"orders/{order.id}/refunds", list[wire.Refund], per_page=100)
        return found or []

    async def once(self, order: wire.Order, amount: int, reason: str, key: str) -> wire.Refund | Refusal:
        """Give `amount` back, unless the refund with this key is there already."""
        given = await self.of_order(order)
        if there := next((each for each in given if keys.says(each.reason, key)), None):
            return there
        left = paise(order.total, "total") - sum(paise(each.amount, "amount of a refund") for each in given)
        if refused := allowed.giving_back(amount, left):
            return refused
        body = {
            "amount": decimal(amount),  # as text: PHP's numbers would lose paise
            "reason": keys.reason(reason[:REASON_CHARACTERS], key),
            "api_refund": self._options.api_refund,
        }
        made = await self._client.write("POST", f"orders/{order.id}/refunds", wire.Refund, body)
        if isinstance(made, Declined):
            return made.refusal
        if paise(made.amount, "amount of a refund") != amount:
            raise BadAnswer("another amount was given back")
        return made

    async def rest(self, order: wire.Order, fee: int, reason: str, key: str) -> Refusal | None:
        """Give back what is left of a payment after `fee`, which may be nothing."""
        given = await self.of_order(order)
        before = [each for each in given if not keys.says(each.reason, key)]
        left = paise(order.total, "total") - sum(paise(each.amount, "amount of a refund") for each in before) - fee
        if left <= 0 or len(before) < len(given):
            return None
        made = await self.once(order, left, reason, key)
        return made if isinstance(made, Refusal) else None

    async def take_back(self, order: wire.Order, now: datetime) -> Refusal | None:
        """Forget the refunds that a cancellation recorded a moment ago. Others are money on its way."""
        given = await self.of_order(order)
        for each in given:
            fresh = abs(now - moment(each.date_created_gmt)) < UNPAID
            if each.refunded_payment or not keys.marked(each.reason) or not fresh:
                return Refusal(Why.TOO_LATE, "money went back")
        for each in given:
            path = f"orders/{order.id}/refunds/{each.id}"
            gone = await self._client.delete(path, wire.Refund)
            if isinstance(gone, Declined) and gone.status != HTTPStatus.NOT_FOUND:
                return gone.refusal
        return None


class ReadsOrders(Protocol):
    turns: Turns

    async def raw(self, number: str) -> wire.Order | None: ...

    async def reader(self) -> OrderReader: ...


class WooRefunds:
    """See `sahay.shop.refunds.Refunds`."""

    def __init__(self, orders: ReadsOrders, repayment: Repayment) -> None:
        self.turns = orders.turns
        self._orders = orders
        self._repayment = repayment

    @in_turn
    async def request(
        self, number: str, payment_id: str, amount: int, reason: str, *, key: str, now: datetime
    ) -> ours.Refund | Refusal:
        order = await self._orders.raw(number)
        if order is None:
            return Refusal(Why.NOT_FOUND)
        if not order.date_paid_gmt:
            return Refusal(Why.NOTHING_PAID)
        if payment_id != _payment_of(order):
            return Refusal(Why.NOT_FOUND, "no such payment")
        made = await self._repayment.once(order, amount, reason, key)
        return made if isinstance(made, Refusal) else (await self._orders.reader()).refund(order, made)


_payment_of = payment_id
