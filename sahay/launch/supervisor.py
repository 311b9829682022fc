"""Keeps the processes alive until it is told to stop."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from sahay.launch import log_file
from sahay.launch.backoff import Backoff
from sahay.launch.process import Process, describe_status, log_path
from sahay.launch.readiness import until_ready
from sahay.launch.service import Service

LOG_CHECK_SECONDS = 5.0

Say = Callable[[str], None]
Sleep = Callable[[float], Awaitable[None]]


class StartFailed(Exception):
    """A process gave up before it was ever ready, so another start would end the same way. Its last words."""


class Supervisor:
    """Starts every service, and again whenever it dies. `say` is told of deaths and returns, a line each."""

    def __init__(
        self,
        services: Sequence[Service],
        var: Path,
        say: Say,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Sleep = asyncio.sleep,
        until_ready: Callable[[str], Awaitable[None]] = until_ready,
    ) -> None:
        self._services = services
        self._var = var
        self._say = say
        self._clock = clock
        self._sleep = sleep
        self._until_ready = until_ready
        self._was_ready = {service.name: asyncio.Event() for service in services}

    async def run(self) -> None:
        """Keep all alive until cancelled, and stop all then. Raises StartFailed."""
        for service in self._services:
            log_file.rotate(log_path(service.name, self._var))
        try:
            async with asyncio.TaskGroup() as group:
                for service in self._services:
                    group.create_task(self._keep(service))
                group.create_task(self._bound_logs())
        except ExceptionGroup as group_of_errors:
            raise group_of_errors.exceptions[0] from None

    async def all_ready(self) -> None:
        """Return once every service has been ready."""
        for was_ready in self._was_ready.values():
            await was_ready.wait()

    async def _keep(self, service: Service) -> None:
        backoff = Backoff()
        while True:
            status, healthy_seconds = await self._live(service)
            ending = self._ending(service, status)
            if status > 0 and not self._was_ready[service.name].is_set():
                raise StartFailed(ending)
            pause = backoff.after(healthy_seconds)
            self._say(f"{ending}; next start in {pause:g} s")
            await self._sleep(pause)

    async def _live(self, service: Service) -> tuple[int, float]:
        """One life of the process: how it ended, and for how many seconds it had been ready."""
        process = await Process.start(service, self._var)
        becoming_ready = asyncio.create_task(self._await_ready(service))
        try:
            status = await process.wait()
            return status, self._clock() - becoming_ready.result() if becoming_ready.done() else 0.0
        finally:
            becoming_ready.cancel()
            await process.stop()

    async def _await_ready(self, service: Service) -> float:
        """The moment at which the process became ready, by the clock."""
        was_ready = self._was_ready[service.name]
        try:
            async with asyncio.timeout(service.patience_seconds):
                await self._until_ready(service.ready_url)
        except TimeoutError:
            log = log_path(service.name, self._var)
            self._say(f"{service.name} is not ready after {service.patience_seconds:g} s, still waiting: see {log}")
            await self._until_ready(service.ready_url)
        if was_ready.is_set():
            self._say(f"{service.name} is ready again")
        was_ready.set()
        return self._clock()

    def _ending(self, service: Service, status: int) -> str:
        log = log_path(service.name, self._var)
        last_words = f": {log_file.last_line(log)}" if status > 0 else ""
        return f"{service.name} {describe_status(status)}{last_words} (see {log})"

    async def _bound_logs(self) -> None:
        while True:
            await self._sleep(LOG_CHECK_SECONDS)
            for service in self._services:
                log_file.bound(log_path(service.name, self._var))
