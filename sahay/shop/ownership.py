"""Orders for those who have shown that they are theirs."""

from datetime import datetime
from typing import Protocol

from sahay.shop.backend import BadAnswer
from sahay.shop.orders import Order, Orders
from sahay.shop.verification import (
    Digest,
    Exhausted,
    Ledgers,
    Owner,
    Policy,
    Proved,
    Refused,
    belongs,
    canonical_order_number,
    verify,
)


class Ownership(Protocol):
    """Proving an order by its number and the contact behind it; what is bounded and how stands in `verification`."""

    async def prove(
        self, number: str, contact: str, *, conversation_id: str, message_id: str, now: datetime
    ) -> Order | Refused | Exhausted:
        """The order, if `contact` (an e-mail address or a phone number, as written) is its customer's.

        `message_id` is the customer's message that the attempt comes from: asked again with the same message
        and the same details, as after a crash, the answer is the same and no second attempt is counted.
        """

    async def belongs(self, number: str, contact: str) -> bool:
        """Whether the order exists and `contact` is its customer's.

        Not an attempt, and not counted: only for a contact that this conversation has just proved another order with.
        """

    async def of_account(self, number: str, account_id: str) -> Order | None:
        """The order, if it is this account's; None for any other, existing or not."""


class ProvedOwnership:
    """See `Ownership`. Over the orders of any shop; the attempts are in our own ledger.

    The order is looked up first and always, also when nothing would be told any more: so the time that it takes says
    nothing of whether it exists. A shop that cannot be asked (`sahay.shop.backend.Unavailable`) costs no attempt.
    """

    def __init__(self, orders: Orders, ledgers: Ledgers, digest: Digest, policy: Policy) -> None:
        self._orders = orders
        self._ledgers = ledgers
        self._digest = digest
        self._policy = policy

    async def prove(
        self, number: str, contact: str, *, conversation_id: str, message_id: str, now: datetime
    ) -> Order | Refused | Exhausted:
        claim = self._digest.claim(number, contact, conversation_id=conversation_id, message_id=message_id)
        order = await self._find(claim.order_number)
        async with self._ledgers.open(claim) as ledger:
            verdict = await verify(claim, _owner(order), ledger, self._digest, self._policy, now)
        if not isinstance(verdict, Proved):
            return verdict
        # An order that is gone since it was proved is an order that does not exist.
        return order or Refused(self._policy.attempts)

    async def belongs(self, number: str, contact: str) -> bool:
        claim = self._digest.claim(number, contact, conversation_id="", message_id="")
        return belongs(claim, _owner(await self._find(claim.order_number)), self._digest)

    async def of_account(self, number: str, account_id: str) -> Order | None:
        order = await self._find(canonical_order_number(number))
        return order if order and order.customer.id == account_id else None

    async def _find(self, number: str) -> Order | None:
        """Never another order than the one that was asked for, whatever the shop answers."""
        order = await self._orders.find(number)
        if order and canonical_order_number(order.view.number) != number:
            raise BadAnswer("another order than the one that was asked for")
        return order


def _owner(order: Order | None) -> Owner | None:
    return Owner(order.customer.email, order.customer.phone) if order else None
