"""What the launcher's tests share: settings on a throw-away data directory, tiny programs, and time by hand."""

import asyncio
import sys

import pytest

from sahay.config import load_settings
from sahay.launch.service import Service

PATIENCE_SECONDS = 10  # how long a test waits for what must happen; it fails after that


@pytest.fixture
def var(tmp_path):
    return tmp_path / "var"


@pytest.fixture
def settings(var):
    return load_settings(environ={"SAHAY_VAR": str(var)})


@pytest.fixture
def program():
    """A service that is a few lines of Python."""

    def make(code, name="program", **fields):
        return Service(name=name, command=(sys.executable, "-c", code), ready_url=f"test:{name}", **fields)

    return make


class ManualTime:
    """A clock that only moves by hand, and wakes those who sleep by it."""

    def __init__(self):
        self._now = 1000.0
        self._sleepers = []

    def clock(self):
        return self._now

    async def sleep(self, seconds):
        woken = asyncio.get_running_loop().create_future()
        self._sleepers.append((self._now + seconds, woken))
        await woken

    def advance(self, seconds):
        self._now += seconds
        for at, woken in self._sleepers:
            if at <= self._now and not woken.done():
                woken.set_result(None)


@pytest.fixture
def time():
    return ManualTime()


@pytest.fixture
def within():
    """Wait for something, but not for ever."""

    async def wait(awaitable):
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await awaitable

    return wait


@pytest.fixture
def until():
    """Look at another process, which cannot tell us, until it is as it should be."""

    async def look(condition):
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not condition():
                await asyncio.sleep(0.01)

    return look
