"""A day in a second: stories that pause, each continued when its moment has come, one at a time and always in the same
order."""

import asyncio
import heapq
from collections.abc import Coroutine
from datetime import datetime, timedelta
from typing import Any

from tests.fakes import ManualClock


class Timeline:
    """Moves the clock from one story's next step to another's."""

    def __init__(self, clock: ManualClock) -> None:
        self.clock = clock
        self._next: list[tuple[datetime, int, asyncio.Future[None]]] = []
        self._count = 0
        self._at_rest = asyncio.Event()
        self._stories: list[asyncio.Task[None]] = []

    def tell(self, story: Coroutine[Any, Any, None], at: datetime) -> None:
        """Begin a story at its moment."""

        async def begin() -> None:
            try:
                await self.until(at)
                await story
            finally:
                self._at_rest.set()

        self._stories.append(asyncio.create_task(begin()))

    async def pause(self, seconds: float) -> None:
        await self.until(self.clock.now() + timedelta(seconds=seconds))

    async def until(self, moment: datetime) -> None:
        """Let others go on until then."""
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._count += 1
        heapq.heappush(self._next, (moment, self._count, turn))
        self._at_rest.set()
        await turn

    async def run(self) -> None:
        """To the end of all stories. Raises what a story raised."""
        await asyncio.sleep(0)  # each comes to its first pause
        while self._next:
            moment, _, turn = heapq.heappop(self._next)
            self.clock.moment = max(self.clock.moment, moment)
            self._at_rest.clear()
            turn.set_result(None)
            await self._at_rest.wait()  # until the story pauses again, or has ended
        await asyncio.gather(*self._stories)
