"""Work that is done again and again."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

import structlog

log = structlog.get_logger()


class Periodic:
    """Does `work` at the start, and `seconds` after each time that it ended, or when it is woken, but then `rest`
    seconds later: many reasons to wake it are one. If it fails, the next time comes."""

    def __init__(self, name: str, work: Callable[[], Awaitable[object]], *, seconds: float, rest: float = 0.0) -> None:
        self._name = name
        self._work = work
        self._seconds = seconds
        self._rest = rest
        self._task: asyncio.Task[None] | None = None
        self._woken = asyncio.Event()
        self._stopping = asyncio.Event()

    def start(self) -> None:
        self._task = asyncio.create_task(self._run())

    def wake(self) -> None:
        """There may be something to do: the next time is now."""
        self._woken.set()

    @property
    def is_woken(self) -> bool:
        """Whether it has been woken since its work last began."""
        return self._woken.is_set()

    async def stop(self) -> None:
        """Let work in progress end; it begins no more."""
        self._stopping.set()
        self._woken.set()
        if self._task:
            await self._task

    async def _run(self) -> None:
        while True:
            self._woken.clear()
            try:
                await self._work()
            except Exception:
                log.exception("periodic.failed", work=self._name)
            if not self._stopping.is_set():
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._woken.wait(), self._seconds)
                    await asyncio.wait_for(self._stopping.wait(), self._rest)
            if self._stopping.is_set():
                return
