"""A WooCommerce shop with the small shop's goods, people and orders."""

from collections.abc import Callable
from typing import Any

import pytest

from sahay.shop.woocommerce import WooCommerceBackend, open_woocommerce
from tests.fakes import ManualClock
from tests.fakes_shops.http import Request
from tests.fakes_shops.woocommerce import FakeWooCommerce
from tests.integration.shop.contract.adapters import woocommerce as adapter


class NoWaiting:
    """Pauses that take no time."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds

    def chance(self) -> float:
        return 0.5


@pytest.fixture
def fake():
    with FakeWooCommerce() as server:
        adapter.seed(server)
        yield server


@pytest.fixture
async def opened(fake):
    """Shops as they are wanted, all on the same server."""
    shops: list[WooCommerceBackend] = []

    def another(**settings: Any) -> WooCommerceBackend:
        options = adapter.options(fake.url, **settings)
        shops.append(open_woocommerce(options, adapter.SHOP, adapter.ENVIRON, ManualClock(), NoWaiting()))
        return shops[-1]

    yield another
    for shop in shops:
        await shop.close()


@pytest.fixture
def shop(opened):
    return opened()


def asks(method: str, path_end: str) -> Callable[[Request], bool]:
    return lambda request: request.method == method and request.path.endswith(path_end)
