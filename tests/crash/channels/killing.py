"""At which step the app is killed."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tests.crash.channels.customers import ANSWERED, SENT
from tests.crash.channels.world import ACCEPTED, ASKED, World
from tests.crash.steps import ANY_MOMENT, wait_for_event

# In the order of a message's way, each with who tells it.
STEPS = {
    SENT: "provider",  # a webhook is about to be called
    ANSWERED: "provider",  # it has been answered: what it said is stored
    "inbox.committed": "app",
    "arrivals.applied": "app",
    "turn.asked": "app",
    "turn.answered": "app",
    "turn.committed": "app",
    ASKED: "provider",  # it has a message of ours, and has not done anything with it
    ACCEPTED: "provider",  # it has accepted it, and not said so
    "outbox.sent": "app",
    ANY_MOMENT: "nobody",
}
STEP_SECONDS = 4.0
LATEST_SECONDS, WITHIN_SECONDS = 0.03, 0.5


@dataclass(frozen=True, slots=True)
class Kill:
    """`in_flight`: customers who had written and not been answered at that moment."""

    step: str
    in_flight: int
    back_seconds: float


class Killer:
    def __init__(self, world: World, random: Random) -> None:
        self.kills: list[Kill] = []
        self._world = world
        self._random = random
        self._steps: list[str] = []

    async def kill(self, release: Callable[[], None], in_flight: Callable[[], int]) -> None:
        """Release the traffic, kill at a step, and start the app anew. A step that does not come is any moment."""
        step = self._next()
        delay = self._random.choice((0.0, self._random.uniform(0, LATEST_SECONDS)))
        waiting = asyncio.create_task(asyncio.to_thread(self._seen, step))
        await asyncio.sleep(0.02)  # whoever waits is there before what it waits for
        release()
        step = step if await waiting else ANY_MOMENT
        await asyncio.sleep(delay)
        self._world.is_there.clear()
        self._world.kill()
        waited, began = in_flight(), time.monotonic()
        await asyncio.to_thread(self._world.start)
        self._world.is_there.set()
        self.kills.append(Kill(step, waited, time.monotonic() - began))

    def _next(self) -> str:
        """Each in its turn, in an order of its own."""
        if not self._steps:
            self._steps = list(STEPS)
            self._random.shuffle(self._steps)
        return self._steps.pop()

    def _seen(self, step: str) -> bool:
        if step == ANY_MOMENT:
            time.sleep(self._random.uniform(0, WITHIN_SECONDS))
            return True
        if STEPS[step] == "provider":
            return self._world.told.wait(step, STEP_SECONDS)
        return wait_for_event(self._world.log, step, STEP_SECONDS)
