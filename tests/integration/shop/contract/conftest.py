"""Every adapter, seeded with the small shop. A new one joins by a line in `ADAPTERS`.

A test of what not every shop can do is marked `@needs(Capability.X)`: it runs on the adapters that say they can, and
`test_capabilities` holds the others to refusing it.
"""

import pytest

from tests.integration.shop.contract.adapters.memory import memory
from tests.integration.shop.contract.adapters.remote import remote
from tests.integration.shop.contract.adapters.sql import postgresql, sqlite

ADAPTERS = {"memory": memory, "sqlite": sqlite, "postgresql": postgresql, "remote": remote}


@pytest.fixture(params=ADAPTERS)
async def backend(request, tmp_path):
    async with ADAPTERS[request.param](tmp_path) as opened:
        yield opened
