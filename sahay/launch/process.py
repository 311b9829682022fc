"""One child process, from its start to its end."""

import asyncio
import contextlib
import os
import signal
import sys
from pathlib import Path

from sahay.config import ROOT
from sahay.launch import leash
from sahay.launch.service import Service

STOP_SECONDS = 5.0


class Process:
    """A running child of its own process group. Its output goes to var/logs/NAME.log, its pid to var/run/NAME.pid."""

    def __init__(self, service: Service, child: asyncio.subprocess.Process, pid_file: Path) -> None:
        self._service = service
        self._child = child
        self._pid_file = pid_file

    @classmethod
    async def start(cls, service: Service, var: Path) -> "Process":
        """Start the service's command in the project's directory. Raises OSError when there is no such command."""
        log = log_path(service.name, var)
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("ab") as output:
            child = await asyncio.create_subprocess_exec(
                *leashed(service.command),
                cwd=ROOT,
                env=service.environment,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,  # a Ctrl-C in the terminal is for us alone, who stop them in order
            )
        pid_file = var / "run" / f"{service.name}.pid"
        pid_file.parent.mkdir(parents=True, exist_ok=True)
        pid_file.write_text(f"{child.pid}\n")
        return cls(service, child, pid_file)

    @property
    def pid(self) -> int:
        return self._child.pid

    async def wait(self) -> int:
        """Its exit status, or minus the signal that ended it; children that it left behind are ended too."""
        status = await self._child.wait()
        self._signal_group(signal.SIGKILL)
        return status

    async def stop(self) -> None:
        """Ask it to end, and after STOP_SECONDS make it."""
        self._signal_group(signal.SIGTERM)
        try:
            await asyncio.wait_for(self.wait(), STOP_SECONDS)
        except TimeoutError:
            self._signal_group(signal.SIGKILL)
            await self.wait()
        self._pid_file.unlink(missing_ok=True)

    def _signal_group(self, number: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, number)


def leashed(command: tuple[str, ...]) -> tuple[str, ...]:
    """The command, as one that ends when this process does."""
    return (sys.executable, leash.__file__, str(os.getpid()), *command)


def log_path(name: str, var: Path) -> Path:
    return var / "logs" / f"{name}.log"


def describe_status(status: int) -> str:
    """How a process ended, in words."""
    return f"was ended by {signal.Signals(-status).name}" if status < 0 else f"stopped with status {status}"
