"""Keyed work: in order within a key, in parallel between keys, and never forgotten."""

import asyncio
from collections.abc import Sequence

from sahay.flow.worker import KeyedWorker


class Bench:
    """Drains that wait until they are let go; remembers who worked when."""

    def __init__(self, *stored: str) -> None:
        self.stored = list(stored)
        self.started: list[str] = []
        self.working: set[str] = set()
        self.gates: dict[str, asyncio.Event] = {}
        self.failures = 0
        self.progress = asyncio.Event()
        self.worker = KeyedWorker("test", self.drain, self.pending, sweep_seconds=0.01)

    async def pending(self) -> Sequence[str]:
        return list(self.stored)

    async def drain(self, key: str) -> None:
        assert key not in self.working, "one key is never worked on twice at once"
        self.started.append(key)
        self.progress.set()
        self.working.add(key)
        try:
            if self.failures:
                self.failures -= 1
                raise RuntimeError("the database is away")
            await self.gates.setdefault(key, asyncio.Event()).wait()
            self.stored = [each for each in self.stored if each != key]
        finally:
            self.working.discard(key)

    async def until(self, *started: str) -> None:
        async with asyncio.timeout(5):
            while self.started[-len(started) :] != list(started):
                self.progress.clear()
                await self.progress.wait()

    def let_go(self, key: str) -> None:
        self.gates[key].set()


async def test_keys_run_in_parallel_and_a_key_only_once_at_a_time() -> None:
    bench = Bench()
    bench.worker.wake("a")
    bench.worker.wake("b")
    bench.worker.wake("a")
    await bench.until("a", "b")

    bench.let_go("a")
    await bench.until("a", "b", "a")  # what came while it worked is done afterwards
    bench.let_go("b")
    await bench.worker.stop()


async def test_work_left_by_an_earlier_process_is_found_at_the_start() -> None:
    bench = Bench("left")
    bench.worker.start()
    await bench.until("left")
    bench.let_go("left")
    await bench.worker.stop()

    assert bench.stored == []


async def test_work_that_failed_is_taken_up_again() -> None:
    bench = Bench("a")
    bench.failures = 2
    bench.worker.start()
    await bench.until("a", "a", "a")
    bench.let_go("a")
    await bench.worker.stop()

    assert bench.stored == []


async def test_stopping_waits_for_work_in_progress() -> None:
    bench = Bench("a")
    bench.worker.wake("a")
    await bench.until("a")
    stopping = asyncio.create_task(bench.worker.stop())
    await asyncio.sleep(0)
    assert not stopping.done()
    bench.let_go("a")
    await stopping

    assert bench.stored == []
