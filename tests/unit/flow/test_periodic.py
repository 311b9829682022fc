"""Periodic work: at once, again and again, whatever happens, until it is stopped."""

import asyncio
import logging
from collections.abc import Iterator

import pytest
import structlog
from structlog.testing import capture_logs

from sahay.flow.periodic import Periodic

NEVER = 3600.0


class Work:
    """Counts its turns; `until` waits for so many."""

    def __init__(self, failures: int = 0) -> None:
        self.turns = 0
        self.failures = failures
        self.gate = asyncio.Event()
        self.gate.set()
        self._progress = asyncio.Event()

    async def __call__(self) -> None:
        self.turns += 1
        self._progress.set()
        await self.gate.wait()
        if self.turns <= self.failures:
            raise OSError("the disk is full")

    async def until(self, turns: int) -> None:
        async with asyncio.timeout(5):
            while self.turns < turns:
                self._progress.clear()
                await self._progress.wait()


@pytest.fixture
def logs() -> Iterator[list[dict]]:
    """Every line that is logged, though tests are quiet otherwise."""
    before = structlog.get_config()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.INFO))
    with capture_logs() as lines:
        yield lines
    structlog.configure(**before)


async def test_it_is_done_at_the_start() -> None:
    work = Work()
    periodic = Periodic("test", work, seconds=NEVER)
    periodic.start()
    await periodic.stop()

    assert work.turns == 1


async def test_and_again_after_each_pause() -> None:
    work = Work()
    periodic = Periodic("test", work, seconds=0.001)
    periodic.start()
    await work.until(3)
    await periodic.stop()


async def test_a_failure_is_logged_and_the_next_turn_comes(logs: list[dict]) -> None:
    work = Work(failures=2)
    periodic = Periodic("test", work, seconds=0.001)
    periodic.start()
    await work.until(4)
    await periodic.stop()

    assert [(line["event"], line["work"]) for line in logs] == [("periodic.failed", "test")] * 2


async def test_stopping_waits_for_work_in_progress_and_for_nothing_else() -> None:
    work = Work()
    work.gate.clear()
    periodic = Periodic("test", work, seconds=NEVER)
    periodic.start()
    await work.until(1)
    stopping = asyncio.create_task(periodic.stop())
    await asyncio.sleep(0)
    assert not stopping.done()
    work.gate.set()
    async with asyncio.timeout(5):
        await stopping

    assert work.turns == 1


async def test_what_never_began_can_be_stopped() -> None:
    await Periodic("test", Work(), seconds=NEVER).stop()


async def test_who_wakes_it_need_not_wait() -> None:
    work = Work()
    periodic = Periodic("work", work, seconds=NEVER)
    periodic.start()
    await work.until(1)
    periodic.wake()
    await work.until(2)
    await periodic.stop()

    assert work.turns == 2


async def test_woken_in_the_midst_of_its_work_it_looks_again() -> None:
    work = Work()
    periodic = Periodic("work", work, seconds=NEVER)
    work.gate.clear()
    periodic.start()
    await work.until(1)
    periodic.wake()
    work.gate.set()
    await work.until(2)
    await periodic.stop()

    assert work.turns == 2


async def test_a_rest_holds_up_nobody_who_ends_it() -> None:
    work = Work()
    periodic = Periodic("work", work, seconds=NEVER, rest=NEVER)
    periodic.start()
    await work.until(1)
    periodic.wake()
    async with asyncio.timeout(5):
        await periodic.stop()

    assert work.turns == 1
