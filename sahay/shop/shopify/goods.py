"""Shopify's products: https://shopify.dev/docs/api/admin-graphql/latest/objects/ProductVariant"""

from collections.abc import Sequence
from urllib.parse import urlencode

from sahay.shop.backend import BadAnswer
from sahay.shop.catalogue import Product
from sahay.shop.decimals import paise
from sahay.shop.refusal import Refusal, Why
from sahay.shop.shopify import documents, wire
from sahay.shop.shopify.client import Client
from sahay.shop.shopify.mapping import number_of, sku_of
from sahay.shop.shopify.settings import Shopify

PAGES = 200  # beyond that it is not a catalogue that a bot can keep in mind
ON_SALE = "ACTIVE"


class Variants(wire.Struct):
    product_variants: wire.Page[wire.Variant]


class ShopifyCatalogue:
    """See `sahay.shop.catalogue.Catalogue`. What is bought is a variant; tags are what else customers call it."""

    def __init__(self, client: Client, options: Shopify) -> None:
        self._client = client
        self._options = options
        self._numbers: dict[str, str] = {}

    async def products(self) -> Sequence[Product]:
        found: list[Product] = []
        after: str | None = None
        for _ in range(PAGES):
            page = await variants(self._client, self._options, "product_status:active", after)
            found += [self._read(each) for each in page.nodes if each.product.status == ON_SALE]
            after = page.page_info.end_cursor
            if not page.page_info.has_next_page:
                break
        return sorted(found, key=lambda each: each.sku)

    async def product(self, sku: str) -> Product | None:
        said = await variant_with(self._client, self._options, sku)
        return self._read(said) if said and said.product.status == ON_SALE else None

    def cart_url(self, lines: Sequence[tuple[str, int]]) -> str:
        """https://shopify.dev/docs/apps/build/checkout/create-cart-permalinks

        The shop's search for what was never looked up."""
        numbers = [(self._numbers.get(sku), quantity) for sku, quantity in lines]
        shop = f"https://{self._options.domain}"
        if not numbers or any(number is None for number, _ in numbers):
            return f"{shop}/search?" + urlencode({"q": " ".join(sku for sku, _ in lines)})
        return f"{shop}/cart/" + ",".join(f"{number}:{quantity}" for number, quantity in numbers)

    def _read(self, said: wire.Variant) -> Product:
        product = said.product
        sku = sku_of(said.sku, wire.Id(said.id))
        self._numbers[sku] = number_of(said.id)
        chosen = {} if product.has_only_default_variant else {each.name: each.value for each in said.selected_options}
        details = {each.key.replace("_", " ").capitalize(): each.value for each in product.specification.nodes}
        return Product(
            sku=sku,
            name=product.title if product.has_only_default_variant else f"{product.title} ({said.title})",
            aliases=tuple(product.tags),
            category=product.product_type,
            price=paise(said.price, "price"),
            stock=stock(said),
            url=product.online_store_url or f"https://{self._options.domain}/products/{product.handle}",
            specification=details | chosen,
            warranty_months=months(product.warranty),
        )


async def variants(client: Client, options: Shopify, search: str, after: str | None = None) -> wire.Page[wire.Variant]:
    namespace, _, key = options.warranty_metafield.rpartition(".")
    told = await client.read(
        documents.VARIANTS,
        Variants,
        search=search,
        after=after,
        warrantyNamespace=namespace,
        warrantyKey=key,
        specification=options.specification_namespace,
    )
    return told.product_variants


async def variant_with(client: Client, options: Shopify, sku: str) -> wire.Variant | None:
    """The variant with this SKU, or with this number where it has none."""
    if not sku or any(mark in sku for mark in '"\\'):
        return None
    page = await variants(client, options, f'sku:"{sku}"')
    found = next((each for each in page.nodes if each.sku == sku), None)
    if found is None and sku.isascii() and sku.isdecimal():
        page = await variants(client, options, f"id:{sku}")
        found = next((each for each in page.nodes if not each.sku and number_of(each.id) == sku), None)
    return found


def lacking(variant: wire.Variant | None, pieces: int) -> Refusal | None:
    if variant is None or variant.product.status != ON_SALE:
        return Refusal(Why.NOT_FOUND, "no such product")
    there = stock(variant)
    return Refusal(Why.OUT_OF_STOCK) if there is not None and pieces > there else None


def stock(said: wire.Variant) -> int | None:
    """None where nobody counts, or where orders are taken beyond the count."""
    if not said.inventory_item.tracked or said.inventory_policy == "CONTINUE":
        return None
    if said.inventory_quantity is None:
        raise BadAnswer("a counted variant without a count")
    return max(said.inventory_quantity, 0)


def months(warranty: wire.Value | None) -> int:
    return int(warranty.value) if warranty and warranty.value.isascii() and warranty.value.isdecimal() else 0
