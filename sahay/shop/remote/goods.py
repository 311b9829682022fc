"""What is sold and how it is delivered, asked over HTTP."""

from collections.abc import Sequence
from typing import Final

from sahay.shop.backend import BadAnswer, Capability, Unavailable
from sahay.shop.catalogue import Product
from sahay.shop.delivery import DeliveryOption
from sahay.shop.remote import cart, wire
from sahay.shop.remote.calls import Calls, contradiction

PAGE: Final = 200
# A catalogue of more pages than this does not end: 100 000 products.
PAGES: Final = 500
PIN_DIGITS: Final = 6


class RemoteCatalogue:
    """See `sahay.shop.catalogue.Catalogue`."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    async def products(self) -> Sequence[Product]:
        found: dict[str, Product] = {}
        query = {"limit": str(PAGE)}
        for _ in range(PAGES):
            page = await self._calls.read("listProducts", ("products",), wire.Products, query=query)
            if page is None:
                raise BadAnswer("no catalogue")
            found |= {each.sku: wire.like(Product, each) for each in page.items}
            if page.next is None:
                return [found[sku] for sku in sorted(found)]
            if page.next == query.get("cursor"):
                break
            query["cursor"] = page.next
        raise BadAnswer("a catalogue without an end")

    async def product(self, sku: str) -> Product | None:
        told = await self._calls.read("readProduct", ("products", sku), wire.Product)
        if told and told.sku != sku:
            raise contradiction("another product")
        return wire.like(Product, told) if told else None

    def cart_url(self, lines: Sequence[tuple[str, int]]) -> str:
        if self._calls.known is None:
            raise Unavailable("the shop has not said where its cart is")
        return cart.filled(self._calls.known.cart_url, lines)


class RemoteDelivery:
    """See `sahay.shop.delivery.Delivery`."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    async def options(self, pin: str, value: int = 0) -> Sequence[DeliveryOption]:
        if not is_pin(pin):
            return ()
        told = await self._calls.read(
            "listDeliveryOptions",
            ("delivery-options",),
            wire.DeliveryOptions,
            query={"pin": pin, "value": str(value)},
            needs=Capability.DELIVERY_OPTIONS,
        )
        options = [wire.like(DeliveryOption, each) for each in told.items] if told else []
        return tuple(sorted(options, key=lambda each: each.charge))


def is_pin(text: str) -> bool:
    return len(text) == PIN_DIGITS and text.isascii() and text.isdigit()
