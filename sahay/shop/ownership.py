"""Orders for those who have shown that they are theirs."""

from datetime import datetime
from typing import Protocol

from sahay.shop.orders import Order
from sahay.shop.verification import Exhausted, Refused


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
