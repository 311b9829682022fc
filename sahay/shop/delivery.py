"""How, when and for how much the shop delivers. Money is in paise."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class DeliveryOption:
    """One way to have a parcel brought. `days` are working days from today, the fewest and the most."""

    name: str
    charge: int
    days: tuple[int, int]
    cash_on_delivery: bool


class Delivery(Protocol):
    async def options(self, pin: str, value: int = 0) -> Sequence[DeliveryOption]:
        """The ways to the PIN code (six digits) for goods worth `value`, the cheapest first.

        None when the shop does not deliver there.
        """
