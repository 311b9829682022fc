"""The products in memory."""

from collections.abc import Iterable, Sequence

from sahay.shop.catalogue import Product, cart_url


class MemoryCatalogue:
    """See `sahay.shop.catalogue.Catalogue`."""

    def __init__(self, products: Iterable[Product] = (), shop_url: str = "https://shop.example") -> None:
        self._products = {product.sku: product for product in sorted(products, key=lambda each: each.sku)}
        self._shop_url = shop_url

    async def products(self) -> Sequence[Product]:
        return list(self._products.values())

    async def product(self, sku: str) -> Product | None:
        return self._products.get(sku)

    def cart_url(self, lines: Sequence[tuple[str, int]]) -> str:
        return cart_url(self._shop_url, lines)
