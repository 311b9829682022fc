"""The outboxes under contract, and a mail server on this machine."""

import pytest

from sahay.mail.memory import MemoryOutbox
from sahay.mail.sql import SqlOutbox
from tests.fakes import ManualClock
from tests.integration.mail.server import MailServer
from tests.integration.shop.databases import DATABASES


@pytest.fixture
def clock():
    return ManualClock()


@pytest.fixture(params=DATABASES)
async def database(request, tmp_path):
    async with DATABASES[request.param](tmp_path) as opened:
        yield opened


@pytest.fixture(params=["memory", *DATABASES])
async def outbox(request, tmp_path, clock):
    """Each adapter, empty."""
    if request.param == "memory":
        yield MemoryOutbox(clock)
        return
    async with DATABASES[request.param](tmp_path) as opened:
        yield SqlOutbox(opened, clock, "a key for tests")


@pytest.fixture
async def server():
    async with MailServer() as running:
        yield running
