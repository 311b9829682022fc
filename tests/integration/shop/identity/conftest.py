"""Who a customer is, kept in memory and in the databases."""

import pytest

from tests.fakes import ManualClock
from tests.integration.shop.databases import DATABASES
from tests.integration.shop.identity.world import memory_world, sql_world


@pytest.fixture(params=["memory", *DATABASES])
async def world(request, tmp_path):
    clock = ManualClock()
    if request.param == "memory":
        yield memory_world(clock)
        return
    async with DATABASES[request.param](tmp_path) as opened:
        yield sql_world(clock, opened)
