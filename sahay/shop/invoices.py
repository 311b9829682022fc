"""Invoices as documents. Their figures are part of the order (`Order.view.invoice`)."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Document:
    """A file: `name` has no folder in it, `media_type` is as in https://www.iana.org/assignments/media-types."""

    name: str
    media_type: str
    content: bytes


class Invoices(Protocol):
    async def document(self, order_number: str) -> Document | None:
        """The invoice of an order to be sent; None when there is none yet."""
