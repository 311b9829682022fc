"""Keyed work: the work of one key is done one piece at a time and in order, that of different keys in parallel."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

import structlog

log = structlog.get_logger()

# Conversations worked on at once; more wait their turn.
PARALLEL = 32
# How often the store is asked for work that nobody was woken for (a crash, another process, a retry).
SWEEP_SECONDS = 1.0
# How long work may go on after `stop` before it is cancelled; what is cut off is found again at the next start.
STOP_SECONDS = 5.0


class KeyedWorker:
    """Runs `drain(key)` for every key that was woken or that `pending()` names, never twice at once for a key."""

    def __init__(
        self,
        name: str,
        drain: Callable[[str], Awaitable[None]],
        pending: Callable[[], Awaitable[Sequence[str]]],
        *,
        sweep_seconds: float = SWEEP_SECONDS,
        parallel: int = PARALLEL,
    ) -> None:
        self._name = name
        self._drain = drain
        self._pending = pending
        self._sweep_seconds = sweep_seconds
        self._running: dict[str, asyncio.Task[None]] = {}
        self._again: set[str] = set()
        self._places = asyncio.Semaphore(parallel)
        self._sweeper: asyncio.Task[None] | None = None
        self._stopping = asyncio.Event()

    def start(self) -> None:
        """Begin with whatever an earlier process left unfinished."""
        self._sweeper = asyncio.create_task(self._sweep())

    async def stop(self) -> None:
        """Let work in progress end; nothing new begins."""
        self._stopping.set()
        if self._sweeper:
            await self._sweeper
        if self._running:
            _, late = await asyncio.wait(self._running.values(), timeout=STOP_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def idle(self) -> None:
        """Wait until nothing that was woken is left to do."""
        while self._running:
            await asyncio.wait(self._running.values())
            await asyncio.sleep(0)  # let what is due again begin

    def wake(self, key: str) -> None:
        """There is work for this key."""
        if self._stopping.is_set():
            return  # it is in the store, where the next process finds it
        if key in self._running:
            self._again.add(key)
        else:
            task = asyncio.create_task(self._run(key))
            self._running[key] = task
            task.add_done_callback(lambda _: self._done(key))

    async def _run(self, key: str) -> None:
        try:
            async with self._places:
                await self._drain(key)
        except Exception:
            # Nothing is lost: the work is still in the store, and the next sweep takes it up again.
            log.exception("worker.failed", worker=self._name, conversation=key)

    def _done(self, key: str) -> None:
        del self._running[key]
        if key in self._again:
            self._again.discard(key)
            self.wake(key)

    async def _sweep(self) -> None:
        while not self._stopping.is_set():
            try:
                for key in await self._pending():
                    if key not in self._running:
                        self.wake(key)
            except Exception:
                log.exception("worker.sweep_failed", worker=self._name)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), self._sweep_seconds)
