"""The whole of Sahay, started as `make run` starts it, in a directory of its own."""

import asyncio
import contextlib
import json
import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import yaml

from sahay.config import ROOT, Settings, load_settings

PROCESSES = ("app", "actions", "engine")
START_SECONDS = 240.0  # training a model included
BACK_SECONDS = 60.0
STOP_SECONDS = 20.0


class NotBack(Exception):
    """A process was not ready in time after it was killed, or at the start."""


@dataclass(frozen=True)
class System:
    """Sahay, running. Its processes are restarted by its own supervisor."""

    settings: Settings
    environment: dict[str, str]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.settings.port}"

    @property
    def demo(self) -> dict[str, Any]:
        content: dict[str, Any] = json.loads((self.settings.var / "demo.json").read_text(encoding="utf-8"))
        return content

    @property
    def database(self) -> Path:
        return self.settings.var / "sahay.db"

    def log(self, process: str) -> Path:
        return self.settings.var / "logs" / f"{process}.log"

    def pid(self, process: str) -> int:
        return int((self.settings.var / "run" / f"{process}.pid").read_text(encoding="ascii"))

    def kill(self, process: str) -> int:
        """End the process with SIGKILL; its id."""
        pid = self.pid(process)
        os.kill(pid, signal.SIGKILL)
        return pid

    async def until_ready(self, *processes: str, seconds: float = BACK_SECONDS, after_pid: int | None = None) -> float:
        """Return once all answer that they can serve; how many seconds that took. Raises NotBack.

        With `after_pid`, an answer counts only from a process with another id.
        """
        began = time.monotonic()
        async with httpx.AsyncClient(timeout=2.0, trust_env=False) as client:
            for process in processes or PROCESSES:
                while not await self._is_ready(client, process, after_pid):
                    if time.monotonic() - began > seconds:
                        raise NotBack(f"{process} is not ready after {seconds:g} s: see {self.log(process)}")
                    await asyncio.sleep(0.05)
        return time.monotonic() - began

    async def until_calm(self, seconds: float = BACK_SECONDS) -> None:
        """Return once all are ready and the app asks the engine again, or after so many seconds.

        The app leaves an engine in peace that failed it several times, even a while longer than it was down.
        """
        await self.until_ready()
        end = time.monotonic() + seconds
        async with httpx.AsyncClient(timeout=2.0, trust_env=False) as client:
            while time.monotonic() < end and not await self._asks_engine(client):
                await asyncio.sleep(0.1)

    async def _asks_engine(self, client: httpx.AsyncClient) -> bool:
        try:
            return bool((await client.get(f"{self.url}/readyz")).json()["engine"] == "ok")
        except httpx.TransportError:
            return False

    async def _is_ready(self, client: httpx.AsyncClient, process: str, after_pid: int | None) -> bool:
        ready = {
            "app": f"{self.url}/readyz",
            "actions": f"http://127.0.0.1:{self.settings.actions_port}/health",
            "engine": f"http://127.0.0.1:{self.settings.engine_port}/webhooks/sahay/",
        }
        try:
            return self.pid(process) != after_pid and (await client.get(ready[process])).status_code == 200
        except (OSError, ValueError, httpx.TransportError):
            return False


def _config(var: Path) -> Path:
    """The project's settings, but nobody is asked how it was: the question would come minutes later, while the history
    is being read."""
    settings = yaml.safe_load((ROOT / "sahay.yml").read_text(encoding="utf-8"))
    settings["aftercare"]["rating"] = False
    file = var / "crash.yml"
    file.write_text(yaml.safe_dump(settings), encoding="utf-8")
    return file


@asynccontextmanager
async def running(var: Path) -> AsyncIterator[System]:
    """Start everything, wait until all are ready, and stop all at the end. Raises NotBack."""
    environment = {**os.environ, "SAHAY_VAR": str(var), "SAHAY_CONFIG": str(_config(var))}
    environment.pop("DATABASE_URL", None)  # the history is read from the SQLite file
    system = System(load_settings(environ=environment), environment)
    with (var / "supervisor.log").open("wb") as log:
        supervisor = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.crash.supervised"), cwd=ROOT, env=environment, stdout=log, stderr=log
        )
    ready = asyncio.create_task(system.until_ready(seconds=START_SECONDS))
    ended = asyncio.create_task(supervisor.wait())
    try:
        await asyncio.wait({ready, ended}, return_when=asyncio.FIRST_COMPLETED)
        if ended.done():
            raise NotBack((var / "supervisor.log").read_text(encoding="utf-8").strip().rpartition("\n")[2])
        await ready
        yield system
    finally:
        ready.cancel()
        with contextlib.suppress(ProcessLookupError):
            supervisor.terminate()
        try:
            await asyncio.wait_for(asyncio.shield(ended), STOP_SECONDS)
        except TimeoutError:
            supervisor.kill()  # and the kernel kills its children: see sahay/launch/leash.py
            await ended
