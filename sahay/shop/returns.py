"""Sending goods back, for the money or for another piece."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from sahay.shop.refusal import Refusal


class ReturnKind(StrEnum):
    REFUND = "refund"
    EXCHANGE = "exchange"


class ReturnReason(StrEnum):
    DAMAGED = "damaged"
    WRONG_ITEM = "wrong_item"
    SIZE = "size"
    QUALITY = "quality"
    CHANGED_MIND = "changed_mind"


class ReturnState(StrEnum):
    REQUESTED = "requested"
    PICKED_UP = "picked_up"
    RECEIVED = "received"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class PickupSlot:
    """When the courier can come. Both moments are aware."""

    id: str
    begins: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class ReturnLine:
    sku: str
    quantity: int


@dataclass(frozen=True, slots=True)
class ReturnRequest:
    """`exchange_sku` is what is wanted instead; None is another piece of the same."""

    order_number: str
    kind: ReturnKind
    lines: tuple[ReturnLine, ...]
    reason: ReturnReason
    slot_id: str
    exchange_sku: str | None = None


@dataclass(frozen=True, slots=True)
class Return:
    """`label_url` is the label to put on the parcel, if one is needed."""

    number: str
    order_number: str
    kind: ReturnKind
    state: ReturnState
    lines: tuple[ReturnLine, ...]
    reason: ReturnReason
    pickup: PickupSlot | None
    requested_at: datetime
    label_url: str | None = None


class Returns(Protocol):
    async def slots(self, pin: str, now: datetime, limit: int = 6) -> Sequence[PickupSlot]:
        """The next times to fetch a parcel, the soonest first; none where nobody fetches."""

    async def of_order(self, number: str) -> Sequence[Return]:
        """All returns of an order, the latest first."""

    async def request(self, wanted: ReturnRequest, *, key: str, now: datetime) -> Return | Refusal: ...

    async def withdraw(self, return_number: str, *, key: str, now: datetime) -> Return | Refusal:
        """Call it off, while the parcel is not fetched."""
