"""What the shop sells, by the names that customers call it: kept in the database, written down for the engine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlencode


@dataclass(frozen=True, slots=True)
class Product:
    """`aliases` are what customers say instead of the name, in any language and letters.

    `price` includes GST, in paise. `stock` is how many pieces are there, None where nobody counts. `return_days` is
    how long it can be sent back, 0 for never, None for as long as the shop usually gives. `specification` is names
    and values as the shop writes them.
    """

    sku: str
    name: str
    aliases: tuple[str, ...] = ()
    category: str = ""
    price: int = 0
    stock: int | None = None
    url: str = ""
    specification: Mapping[str, str] = field(default_factory=dict)
    warranty_months: int = 0
    return_days: int | None = None


class Catalogue(Protocol):
    """The shop's products."""

    async def products(self) -> Sequence[Product]:
        """All of them, by SKU."""

    async def product(self, sku: str) -> Product | None: ...

    def cart_url(self, lines: Sequence[tuple[str, int]]) -> str:
        """A page of the shop that has these (SKU, quantity) in the cart, ready to be ordered."""


def cart_url(shop_url: str, lines: Sequence[tuple[str, int]]) -> str:
    """The page of our own shop pages that has these (SKU, quantity) in the cart."""
    return f"{shop_url.rstrip('/')}/cart?{urlencode([('add', f'{sku}:{quantity}') for sku, quantity in lines])}"
