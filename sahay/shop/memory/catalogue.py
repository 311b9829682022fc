"""The products in memory."""

from collections.abc import Sequence

from sahay.shop.catalogue import Product, cart_url
from sahay.shop.memory.records import Records


class MemoryCatalogue:
    """See `sahay.shop.catalogue.Catalogue`."""

    def __init__(self, records: Records, shop_url: str) -> None:
        self._records = records
        self._shop_url = shop_url

    async def products(self) -> Sequence[Product]:
        return list(self._records.products.values())

    async def product(self, sku: str) -> Product | None:
        return self._records.products.get(sku)

    def cart_url(self, lines: Sequence[tuple[str, int]]) -> str:
        return cart_url(self._shop_url, lines)
