"""A Shopify shop with the small shop's goods, people and orders."""

from typing import Any

import pytest

from sahay.shop.shopify import ShopifyBackend, open_shopify
from tests.fakes import ManualClock
from tests.fakes_shops.http import Request
from tests.fakes_shops.shopify import FakeShopify
from tests.integration.shop.contract.adapters import shopify as adapter


class NoWaiting:
    """Pauses that take no time, and are noted."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def monotonic(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def chance(self) -> float:
        return 0.5


@pytest.fixture
def pace():
    return NoWaiting()


@pytest.fixture
def fake():
    with FakeShopify() as server:
        adapter.seed(server)
        yield server


@pytest.fixture
async def opened(fake, pace):
    """Shops as they are wanted, all on the same server."""
    shops: list[ShopifyBackend] = []

    def another(**settings: Any) -> ShopifyBackend:
        options = adapter.options(**settings)
        shops.append(open_shopify(options, adapter.SHOP, adapter.ENVIRON, ManualClock(), pace, fake.url))
        return shops[-1]

    yield another
    for shop in shops:
        await shop.close()


@pytest.fixture
def shop(opened):
    return opened()


def asks(operation: str):
    """Whether a request is the document of this name."""

    def matches(request: Request) -> bool:
        return request.body["query"].split(maxsplit=2)[1].startswith(operation)

    return matches
