"""So many runs, in batches: traffic, kills, receipts, the check."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

import httpx

from tests.crash.channels.checker import Run, Violation, check
from tests.crash.channels.customers import TIMEOUT_SECONDS, Customer
from tests.crash.channels.killing import Kill, Killer
from tests.crash.channels.plan import plan
from tests.crash.channels.recording import record, unfinished
from tests.crash.channels.world import World, world

# Conversations at the same time, and how often the app is killed under them.
BATCH, KILLS = 250, 5
# Webhooks that are called at the same time, as many as we tell Telegram (`sahay.channels.telegram.limits`).
CONNECTIONS = 40
# After the last kill everything is done within so long: the providers' pace, pauses between tries, a lease.
QUIET_SECONDS = 240.0

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Result:
    runs: tuple[Run, ...]
    kills: tuple[Kill, ...]
    violations: tuple[Violation, ...]
    troubles: int
    seconds: float


def run(
    var: Path, runs: int, seed: int, say: Say, *, kills: int = KILLS, database_url: str | None = None, spoil: str = ""
) -> Result:
    """So many `kills` in each batch. It ends after the first batch in which something is wrong."""
    began = time.monotonic()
    with world(var, database_url, spoil) as ours:
        return asyncio.run(_Batches(ours, runs, seed, say, kills).all(began))


class _Batches:
    def __init__(self, world: World, runs: int, seed: int, say: Say, kills: int) -> None:
        self._world = world
        self._kills = kills
        self._runs = runs
        self._seed = seed
        self._say = say
        self._killer = Killer(world, Random(f"{seed}:kills"))  # noqa: S311 (to be repeated, not to be guessed)

    async def all(self, began: float) -> Result:
        done: list[Run] = []
        violations: list[Violation] = []
        troubles = 0
        for first in range(0, self._runs, BATCH):
            plans = [plan(number, self._seed, self._kills) for number in range(first, min(first + BATCH, self._runs))]
            troubles += sum(len(each.troubles) for each in plans)
            async with httpx.AsyncClient(base_url=self._world.url, timeout=TIMEOUT_SECONDS, trust_env=False) as http:
                room = asyncio.Semaphore(CONNECTIONS)
                customers = [Customer(each, self._world, http, room, self._seed) for each in plans]
                done += await self._batch(customers)
            violations = check(done[first:])
            self._say(f"{len(done)} runs, {len(self._killer.kills)} kills, {time.monotonic() - began:.0f} s")
            if violations:
                break
        await self._world.database.close()
        return Result(tuple(done), tuple(self._killer.kills), tuple(violations), troubles, time.monotonic() - began)

    async def _batch(self, customers: list[Customer]) -> list[Run]:
        phases = [asyncio.Event() for _ in range(self._kills)]
        async with asyncio.TaskGroup() as traffic:
            for each in customers:
                traffic.create_task(each.run(phases))
            for phase in phases:
                await self._killer.kill(phase.set, lambda: sum(each.waits for each in customers))
        await self._rest()
        for each in customers:
            await each.told()
        await self._rest()
        return await record(self._world, customers)

    async def _rest(self) -> None:
        """Until nothing waits; what still does the check will find."""
        end = time.monotonic() + QUIET_SECONDS
        while await unfinished(self._world.database) and time.monotonic() < end:
            await asyncio.sleep(0.2)
