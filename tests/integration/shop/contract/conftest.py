"""Every adapter, seeded with the small shop. A new one joins by a line in `ADAPTERS`.

A test of what not every shop can do is marked `@needs(Capability.X)`: it runs on the adapters that can. So does a test
that asks for a `write`. `test_capabilities` holds each adapter to what it is said to lack here: that it refuses.
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from sahay.shop.backend import Backend, Capability
from sahay.shop.catalogue import Product
from sahay.shop.orders import Order
from sahay.shop.shopify import shop as shopify_shop
from sahay.shop.woocommerce import shop as woo_shop
from tests.integration.shop.contract.adapters import shopify
from tests.integration.shop.contract.adapters import woocommerce as woo
from tests.integration.shop.contract.adapters.memory import memory
from tests.integration.shop.contract.adapters.remote import remote
from tests.integration.shop.contract.adapters.sql import postgresql, sqlite
from tests.integration.shop.contract.writes import WRITES


def whole(thing):
    return thing


@dataclass(frozen=True)
class Adapter:
    """`opened` gives it seeded with the small shop, `lacks` is what it cannot do. `order` and `product` say what comes
    back of one, where a shop's system does not keep everything.

    `differs` are the tests that it cannot pass, by the beginning of their names, and why: they are run, and fail the
    run when they pass.
    """

    opened: Callable[[Path], AbstractAsyncContextManager[Backend]]
    lacks: frozenset[Capability] = frozenset()
    order: Callable[[Order], Order] = whole
    product: Callable[[Product], Product] = whole
    differs: Mapping[str, str] = field(default_factory=dict)


EVERYTHING = frozenset(Capability)
WOOCOMMERCE_DIFFERS = {
    "test_what_was_paid_comes_back[woocommerce-B1008": "knows one payment an order",
    "test_it_is_as_before[": "takes back no cancellation but its own",
    "test_it_is_made[woocommerce-reinstate_order": "takes back no cancellation but its own",
    "test_two_at_once_with_the_same_key_are_one[woocommerce-reinstate_order": "takes back no cancellation but its own",
    "test_it_is_there_from_then_on[": "finds nobody by a phone number who has ordered nothing",
    "test_a_review_is_kept_or_refused[woocommerce-None": "has reviews of products only",
}
SHOPIFY_DIFFERS = dict.fromkeys(
    (
        "test_pick_ups_are_to_come_and_in_order[",
        "test_a_return_is_kept_with_its_order[",
        "test_what_cannot_go_back_is_refused[shopify-changes7",
        "test_what_cannot_go_back_is_refused[shopify-changes8",
        "test_a_time_that_is_there_can_be_had[",
    ),
    "has no times of pick-up",
) | dict.fromkeys(
    ("test_what_is_wanted_instead_is_laid_aside[", "test_the_order_is_as_before["), "exchanges nothing by itself"
)

ADAPTERS = {
    "memory": Adapter(memory),
    "sqlite": Adapter(sqlite),
    "postgresql": Adapter(postgresql),
    "remote": Adapter(remote),
    "woocommerce": Adapter(
        woo.woocommerce, EVERYTHING - woo_shop.CAPABILITIES, woo.kept, woo.product, WOOCOMMERCE_DIFFERS
    ),
    "shopify": Adapter(
        shopify.shopify, EVERYTHING - shopify_shop.CAPABILITIES, shopify.kept, shopify.product, SHOPIFY_DIFFERS
    ),
}


def needs(*capabilities):
    """For a test, or for the `pytestmark` of a class."""
    return pytest.mark.needs(*capabilities)


def pytest_configure(config):
    config.addinivalue_line("markers", "needs(capabilities): what a shop must be able to do to be held to it")


def pytest_generate_tests(metafunc):
    if "adapter" not in metafunc.fixturenames:
        return
    needed = {name for mark in metafunc.definition.iter_markers("needs") for name in mark.args}
    able = [name for name, adapter in ADAPTERS.items() if not needed & adapter.lacks]
    if "write" in metafunc.fixturenames:
        both = [(name, write) for name in able for write in WRITES if write.needs not in ADAPTERS[name].lacks]
        ids = [f"{name}-{write.needs}" for name, write in both]
        metafunc.parametrize(("adapter", "write"), both, indirect=["adapter"], ids=ids)
    else:
        metafunc.parametrize("adapter", able, indirect=True)


def pytest_collection_modifyitems(items):
    for item in items:
        adapter = ADAPTERS.get(item.callspec.params.get("adapter")) if hasattr(item, "callspec") else None
        for name, reason in adapter.differs.items() if adapter else ():
            if item.name.startswith(name):
                item.add_marker(pytest.mark.xfail(reason=reason, strict=True))


@pytest.fixture
def adapter(request):
    return ADAPTERS[request.param]


@pytest.fixture
async def backend(adapter, tmp_path):
    async with adapter.opened(tmp_path) as opened:
        yield opened


@pytest.fixture
async def asha(backend):
    """Her account's id: shops number them as they like."""
    (account,) = await backend.accounts.having("asha@example.com")
    return account.id
