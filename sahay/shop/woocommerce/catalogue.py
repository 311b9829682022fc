"""WooCommerce's products: https://woocommerce.github.io/woocommerce-rest-api-docs/#products"""

import html
from collections.abc import Sequence
from urllib.parse import quote, urlencode

from sahay.shop.catalogue import Product
from sahay.shop.decimals import paise
from sahay.shop.woocommerce import wire
from sahay.shop.woocommerce.client import Client
from sahay.shop.woocommerce.items import product_with
from sahay.shop.woocommerce.mapping import sku

# Only what is read: descriptions are long. https://developer.wordpress.org/rest-api/using-the-rest-api/global-parameters/
FIELDS = ",".join(wire.Product.__struct_fields__)
# What a product is sold as itself; a grouped or an external one is not in this shop's cart.
SOLD = frozenset({"simple", "variation", "subscription"})


class WooCatalogue:
    """See `sahay.shop.catalogue.Catalogue`. A product's tags are what else customers call it."""

    def __init__(self, client: Client, url: str) -> None:
        self._client = client
        self._url = url.rstrip("/")
        self._ids: dict[str, int] = {}

    async def products(self) -> Sequence[Product]:
        found: list[Product] = []
        for said in await self._client.pages("products", wire.Product, status="publish", _fields=FIELDS):
            variations = await self._variations(said) if said.type == "variable" else ()
            found += (self._read(each, said) for each in variations)
            if said.type in SOLD:
                found.append(self._read(said))
        return sorted(found, key=lambda each: each.sku)

    async def product(self, sku: str) -> Product | None:
        said = await product_with(self._client, sku)
        if said is None or said.status != "publish":
            return None
        parent = await self._client.get(f"products/{said.parent_id}", wire.Product) if said.parent_id else None
        return self._read(said, parent)

    def cart_url(self, lines: Sequence[tuple[str, int]]) -> str:
        """https://developer.woocommerce.com/docs/best-practices/urls-and-routing/checkout-urls (WooCommerce 10) for
        several products; one goes the old way, which every version knows. A search for what was never looked up."""
        ids = [(self._ids.get(sku), quantity) for sku, quantity in lines]
        if not ids or any(number is None for number, _ in ids):
            return f"{self._url}/?" + urlencode({"s": " ".join(sku for sku, _ in lines), "post_type": "product"})
        if len(ids) == 1:
            return f"{self._url}/cart/?" + urlencode({"add-to-cart": ids[0][0], "quantity": ids[0][1]})
        return f"{self._url}/checkout-link/?products=" + quote(",".join(f"{n}:{many}" for n, many in ids), safe=":,")

    async def _variations(self, said: wire.Product) -> list[wire.Product]:
        return await self._client.pages(f"products/{said.id}/variations", wire.Product, status="publish")

    def _read(self, said: wire.Product, parent: wire.Product | None = None) -> Product:
        whole = parent or said
        name = sku(said.sku, said.id)
        self._ids[name] = said.id
        chosen = {each.name: each.option for each in said.attributes if each.option}
        return Product(
            sku=name,
            name=html.unescape(whole.name) + (f" ({', '.join(chosen.values())})" if parent and chosen else ""),
            aliases=tuple(html.unescape(tag.name) for tag in whole.tags),
            category=html.unescape(whole.categories[0].name) if whole.categories else "",
            price=paise(said.price, "price") if said.price else 0,
            stock=stock(said),
            url=said.permalink or whole.permalink,
            specification=specification(whole) | chosen,
        )


def stock(said: wire.Product) -> int | None:
    """None where nobody counts, or where orders are taken beyond the count."""
    if said.stock_status == "outofstock":
        return 0
    counted = said.manage_stock is not False and said.stock_status == "instock"
    return max(said.stock_quantity, 0) if counted and said.stock_quantity is not None else None


def specification(said: wire.Product) -> dict[str, str]:
    return {each.name: ", ".join(each.options) for each in said.attributes if each.visible and each.options}
