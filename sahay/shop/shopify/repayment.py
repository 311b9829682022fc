"""Refunds of Shopify: https://shopify.dev/docs/api/admin-graphql/latest/mutations/refundCreate"""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from sahay.shop import allowed
from sahay.shop.backend import BadAnswer
from sahay.shop.decimals import decimal
from sahay.shop.orders import Refund
from sahay.shop.refusal import Refusal, Why
from sahay.shop.shopify import documents, keys, wire
from sahay.shop.shopify.client import Client, refusal
from sahay.shop.shopify.mapping import TAKES_MONEY, OrderReader, money, number_of
from sahay.shop.shopify.settings import Shopify
from sahay.shop.turns import Turns, in_turn

REASON_CHARACTERS = 200


class Refunding(wire.Struct):
    user_errors: list[wire.UserError]
    refund: wire.Refund | None = None


class Refunded(wire.Struct):
    refund_create: Refunding


class Repayment:
    """A refund of money, without goods: what comes back to the shelf is the shop's to say."""

    def __init__(self, client: Client, options: Shopify) -> None:
        self._client = client
        self._options = options

    async def once(
        self, order: wire.Order, parts: Sequence[tuple[str, int]], reason: str, key: str
    ) -> wire.Refund | Refusal:
        """Give back (payment, amount) in one refund, unless the one with this key is there already. Shopify keeps
        idempotency keys for a time only, the note stays."""
        if there := next((each for each in order.refunds if keys.says(each.note, key)), None):
            return there
        transactions: list[dict[str, str]] = []
        for payment_id, amount in parts:
            part = transaction(order, payment_id, amount)
            if isinstance(part, Refusal):
                return part
            transactions.append(part)
        answer = await self._client.write(
            documents.REFUND_CREATE,
            Refunded,
            input={
                "orderId": order.id,
                "note": keys.note(reason[:REASON_CHARACTERS], key),
                "notify": self._options.notify_customers,
                "transactions": transactions,
            },
            key=keys.idempotency_key(key),
        )
        return checked(answer.refund_create, sum(amount for _, amount in parts))


def transaction(order: wire.Order, payment_id: str, amount: int) -> dict[str, str] | Refusal:
    """`OrderTransactionInput` of a part of a refund."""
    of = next((each for each in order.transactions if number_of(each.id) == payment_id), None)
    if of is None:
        return Refusal(Why.NOT_FOUND, "no such payment")
    if of.kind not in TAKES_MONEY or of.status != "SUCCESS":
        return Refusal(Why.NOTHING_PAID)
    if refused := allowed.giving_back(amount, money(of.amount_set) - given_back(order, of.id)):
        return refused
    known = {"orderId": order.id, "parentId": of.id, "gateway": of.gateway or ""}
    return known | {"amount": decimal(amount), "kind": "REFUND"}


def checked(told: Refunding, amount: int) -> wire.Refund | Refusal:
    if refused := refusal(told.user_errors):
        return refused
    if told.refund is None:
        raise BadAnswer("neither a refund nor an error")
    if money(told.refund.total_refunded_set) not in (amount, 0):  # 0 while the gateway has not answered
        raise BadAnswer("another amount was given back")
    return told.refund


def given_back(order: wire.Order, payment: str) -> int:
    """What of a payment was refunded before."""
    return sum(
        money(each.total_refunded_set)
        for each in order.refunds
        if any(step.parent_transaction and step.parent_transaction.id == payment for step in each.transactions.nodes)
    )


class ReadsOrders(Protocol):
    turns: Turns
    reader: OrderReader

    async def raw(self, number: str, key: str | None = None) -> wire.Order | None: ...


class ShopifyRefunds:
    """See `sahay.shop.refunds.Refunds`."""

    def __init__(self, orders: ReadsOrders, repayment: Repayment) -> None:
        self.turns = orders.turns
        self._orders = orders
        self._repayment = repayment

    @in_turn
    async def request(
        self, number: str, payment_id: str, amount: int, reason: str, *, key: str, now: datetime
    ) -> Refund | Refusal:
        order = await self._orders.raw(number)
        if order is None:
            return Refusal(Why.NOT_FOUND)
        made = await self._repayment.once(order, [(payment_id, amount)], reason, key)
        return made if isinstance(made, Refusal) else self._orders.reader.refund(made)
