"""Giving money back. What was given is part of the order (`Order.view.refunds`). Money is in paise."""

from datetime import datetime
from typing import Protocol

from sahay.shop.orders import Refund
from sahay.shop.refusal import Refusal


class Refunds(Protocol):
    async def request(
        self, number: str, payment_id: str, amount: int, reason: str, *, key: str, now: datetime
    ) -> Refund | Refusal:
        """Give back `amount` of a payment. Refuses what is more than what is left of it."""
