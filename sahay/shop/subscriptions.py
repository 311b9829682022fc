"""The newsletter."""

from datetime import datetime
from typing import Protocol

from sahay.shop.refusal import Refusal


class Subscriptions(Protocol):
    async def newsletter(self, email: str) -> bool:
        """Whether the address gets it."""

    async def set_newsletter(self, email: str, on: bool, *, key: str, now: datetime) -> bool | Refusal:
        """What holds from now on. Refuses (ALREADY_DONE) what holds already."""
