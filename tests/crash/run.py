"""One run: start, traffic, kills in batches, the final questions, the check."""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.crash.checker import Violation, check
from tests.crash.history import History
from tests.crash.kills import Shooter, plan
from tests.crash.recording import record, unfinished
from tests.crash.steps import Announcements
from tests.crash.system import System, running
from tests.crash.traffic import Traffic

# Kills between two pauses, in which everything that was sent must be dealt with and be seen by its reader.
BATCH = 10
# How long that may take once every process is back: as long as the app is patient with the engine, and some more.
QUIET_SECONDS = 30.0

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Result:
    history: History
    violations: list[Violation]
    seconds: float


async def run(var: Path, kills: int, seed: int, say: Say) -> Result:
    """Kill so many times, and check. It ends early at a pause that finds a violation."""
    began = time.monotonic()
    async with running(var) as system:
        say(f"everything runs in {var}, {time.monotonic() - began:.0f} s")
        history = await Run(system, kills, seed, say).whole()
    return Result(history, check(history), time.monotonic() - began)


class Run:
    """The parts of a run, which share everything that a seed decides."""

    def __init__(self, system: System, kills: int, seed: int, say: Say) -> None:
        random = Random(seed)  # noqa: S311 (to be repeated, not to be guessed)
        announcements = Announcements()
        self._system = system
        self._seed = seed
        self._say = say
        self._aims = deque(plan(kills, random))
        self._shooter = Shooter(system, announcements)
        self._traffic = Traffic(system, random, announcements)

    async def whole(self) -> History:
        """From the first message to the last answer."""
        try:
            await self._traffic.begin()
            while self._aims:
                await self._batch()
                await self._rest()
                history = await self._record({})
                if check(history):
                    return history
                self._traffic.resume()
            await self._rest()
            return await self._record(await self._traffic.finish())
        finally:
            await self._traffic.end()

    async def _batch(self) -> None:
        began = time.monotonic()
        for _ in range(min(BATCH, len(self._aims))):
            aim = self._aims.popleft()
            if not await self._shooter.shoot(aim):
                self._aims.append(aim)
            self._traffic.raise_failure()
        await self._shooter.all_back()
        self._say(f"{len(self._shooter.kills)} kills, {len(self._aims)} to go ({time.monotonic() - began:.0f} s)")

    async def _rest(self) -> None:
        """Nobody writes, everything is dealt with, and everybody sees it; or the check will find what is not."""
        await self._traffic.pause()
        end = time.monotonic() + QUIET_SECONDS
        while unfinished(self._system.database) and time.monotonic() < end:
            await asyncio.sleep(0.1)
        await self._traffic.catch_up()

    async def _record(self, answers: dict[str, str]) -> History:
        kills = tuple(sorted(self._shooter.kills, key=lambda kill: kill.at))
        return await record(self._traffic, self._system, self._seed, kills, answers)
