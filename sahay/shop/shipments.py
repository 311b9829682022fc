"""The parcels of an order, as their carriers report them now."""

from collections.abc import Sequence
from typing import Protocol

from sahay.shop.orders import Shipment


class Shipments(Protocol):
    async def of_order(self, number: str) -> Sequence[Shipment]:
        """All of them, to the customer and back, by id; none for an order that does not exist."""
