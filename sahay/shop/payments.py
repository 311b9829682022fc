"""What was paid for an order, as the bank or the payment service has it now."""

from collections.abc import Sequence
from typing import Protocol

from sahay.shop.orders import Payment, PaymentState


class Payments(Protocol):
    async def of_order(self, number: str) -> Sequence[Payment]:
        """All attempts in order of time; none for an order that does not exist."""


def taken_twice(payments: Sequence[Payment], total: int) -> Payment | None:
    """The later of two payments that each paid the whole order."""
    whole = [each for each in payments if each.state is PaymentState.PAID and each.amount >= total]
    return whole[-1] if len(whole) > 1 else None
