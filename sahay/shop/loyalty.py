"""The customers' points."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Points:
    """`worth` is what the balance buys, in paise; `expiring` of them end on `expires_on`."""

    balance: int
    worth: int
    expiring: int = 0
    expires_on: date | None = None


class Loyalty(Protocol):
    async def points(self, account_id: str) -> Points | None:
        """None for who takes no part."""
