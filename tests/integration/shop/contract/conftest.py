"""Every adapter, seeded with the small shop. A new one joins by a line in `ADAPTERS`.

A test of what not every shop can do is marked `@needs(Capability.X)`: it runs on the adapters that can. So does a test
that asks for a `write`. `test_capabilities` holds each adapter to what it is said to lack here: that it refuses.
"""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path

import pytest

from sahay.shop.backend import Backend, Capability
from sahay.shop.catalogue import Product
from sahay.shop.orders import Order
from tests.integration.shop.contract.adapters.memory import memory
from tests.integration.shop.contract.adapters.remote import remote
from tests.integration.shop.contract.adapters.sql import postgresql, sqlite
from tests.integration.shop.contract.writes import WRITES


def whole(thing):
    return thing


@dataclass(frozen=True)
class Adapter:
    """`opened` gives it seeded with the small shop, `lacks` is what it cannot do. `order` and `product` say what comes
    back of one, where a shop's system does not keep everything."""

    opened: Callable[[Path], AbstractAsyncContextManager[Backend]]
    lacks: frozenset[Capability] = frozenset()
    order: Callable[[Order], Order] = whole
    product: Callable[[Product], Product] = whole


ADAPTERS = {
    "memory": Adapter(memory),
    "sqlite": Adapter(sqlite),
    "postgresql": Adapter(postgresql),
    "remote": Adapter(remote),
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
