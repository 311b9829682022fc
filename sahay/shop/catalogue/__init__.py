"""What the shop sells, by the names that customers call it: kept in the database, written down for the engine."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Product:
    """`aliases` are what customers say instead of the name, in any language and letters."""

    sku: str
    name: str
    aliases: tuple[str, ...] = ()


class Catalogue(Protocol):
    """The shop's products."""

    async def products(self) -> Sequence[Product]:
        """All of them, by SKU."""
