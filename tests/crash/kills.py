"""Which process is killed at which step of a message's way: planned so that every pair comes up, then carried out."""

import asyncio
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import cycle, islice
from random import Random

from tests.crash.history import Kill
from tests.crash.steps import ANY_MOMENT, TELLS, Announcements, wait_for_event
from tests.crash.system import System

# The steps at which a process has a message in its hands, or is about to get it, or has just let go of it.
PAIRS: dict[str, tuple[str, ...]] = {
    "app": (*TELLS, ANY_MOMENT),
    "actions": ("turn.asked", "engine.received", "action_started", "action_finished", "engine.saved", ANY_MOMENT),
    "engine": (
        "inbox.committed",
        "turn.asked",
        "engine.received",
        "action_started",
        "action_finished",
        "engine.saved",
        "engine.answered",
        ANY_MOMENT,
    ),
}
# Parts of all kills: the app holds the truth, so it is killed most.
SHARES = {"app": 2, "actions": 1, "engine": 1}

# Half of the kills come as fast as the step is seen, the others up to so much later: the steps are some 5 ms apart.
LATEST_SECONDS = 0.03
# For ANY_MOMENT.
WITHIN_SECONDS = 1.5
# A step that does not come for so long is tried again later, so many times.
STEP_SECONDS = 30.0
TRIES = 3
# How often a process is killed while another one may not be back yet, or the app does not ask the engine.
TOGETHER = 0.3


class NeverSeen(Exception):
    """A step did not happen although there was traffic: it is not tested."""


@dataclass(frozen=True, slots=True)
class Aim:
    """Kill `process` so many seconds after `step`; `together`: without waiting for calm after the last kill."""

    process: str
    step: str
    delay: float
    together: bool


def plan(kills: int, random: Random) -> list[Aim]:
    """So many aims in random order. Each process gets its share, spread evenly over its steps."""
    aims = [
        Aim(process, step, _delay(step, random), random.random() < TOGETHER)
        for process, number in shares(kills).items()
        for step in islice(_steps(process, random), number)
    ]
    random.shuffle(aims)
    return aims


def shares(kills: int) -> dict[str, int]:
    """How many kills each process gets."""
    whole = sum(SHARES.values())
    numbers = {process: kills * share // whole for process, share in SHARES.items()}
    numbers["app"] += kills - sum(numbers.values())
    return numbers


def _steps(process: str, random: Random) -> Iterator[str]:
    """The steps of a process over and over; where a small number of kills begins is random."""
    steps = list(PAIRS[process])
    random.shuffle(steps)
    return cycle(steps)


def _delay(step: str, random: Random) -> float:
    if step == ANY_MOMENT:
        return random.uniform(0, WITHIN_SECONDS)
    return random.choice((0.0, random.uniform(0, LATEST_SECONDS)))


class Shooter:
    """Carries aims out, one at a time. `kills` are those that happened."""

    def __init__(self, system: System, announcements: Announcements) -> None:
        self.kills: list[Kill] = []
        self._system = system
        self._announcements = announcements
        self._missed: Counter[tuple[str, str]] = Counter()
        self._returning: set[asyncio.Task[None]] = set()

    async def shoot(self, aim: Aim) -> bool:
        """Kill at the step; False when the step did not come in time. Raises NeverSeen, NotBack."""
        await (self._system.until_ready(aim.process) if aim.together else self._system.until_calm())
        shot = await asyncio.to_thread(self._wait_and_kill, aim)
        if shot is None:
            self._miss(aim)
            return False
        pid, at = shot
        returning = asyncio.create_task(self._record(aim, pid, at))
        self._returning.add(returning)
        await asyncio.sleep(0)
        return True

    async def all_back(self) -> None:
        """Every process that was killed is ready again, and the kills are recorded. Raises NotBack."""
        returning, self._returning = self._returning, set()
        await asyncio.gather(*returning)

    def _wait_and_kill(self, aim: Aim) -> tuple[int, datetime] | None:
        """In a thread, because the event loop is busy with the traffic and the steps are milliseconds apart."""
        if not self._seen(aim.step):
            return None
        time.sleep(aim.delay)
        at = datetime.now(UTC)
        return self._system.kill(aim.process), at

    def _seen(self, step: str) -> bool:
        if step == ANY_MOMENT:
            return True
        teller = TELLS[step]
        if teller == "client":
            return self._announcements.wait(step, STEP_SECONDS)
        return wait_for_event(self._system.log(teller), step, STEP_SECONDS)

    async def _record(self, aim: Aim, pid: int, at: datetime) -> None:
        seconds = await self._system.until_ready(aim.process, after_pid=pid)
        self.kills.append(Kill(aim.process, aim.step, at, seconds))

    def _miss(self, aim: Aim) -> None:
        pair = (aim.process, aim.step)
        self._missed[pair] += 1
        if self._missed[pair] >= TRIES:
            raise NeverSeen(f"{aim.step} did not happen in {TRIES} times {STEP_SECONDS:g} s")
