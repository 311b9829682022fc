"""Ctrl-C and its like end a program in order."""

import asyncio
import contextlib
import signal
from collections.abc import Coroutine
from typing import Any

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def run_until_interrupted(work: Coroutine[Any, Any, None]) -> None:
    """Run `work` to its end, or until a signal cancels it. A second signal does not disturb its cleaning up."""
    asyncio.run(_run(work))


async def _run(work: Coroutine[Any, Any, None]) -> None:
    task = asyncio.create_task(work)

    def interrupt() -> None:
        if not task.cancelling():
            task.cancel()

    for number in SIGNALS:
        asyncio.get_running_loop().add_signal_handler(number, interrupt)
    with contextlib.suppress(asyncio.CancelledError):
        await task
