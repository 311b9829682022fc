"""One supervisor for one data directory."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class AlreadyRunning(Exception):
    """Another supervisor has the data directory."""


@contextmanager
def alone(var: Path) -> Iterator[None]:
    """Hold `var` for this process; the kernel lets go of it however the process ends. Raises AlreadyRunning."""
    path = var / "run" / "supervisor.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            holder = file.read().strip() or "unknown"
            raise AlreadyRunning(
                f"Sahay already runs on {var} (process {holder}): stop it, "
                "or set SAHAY_VAR, PORT, ENGINE_PORT and ACTIONS_PORT to run a second copy"
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
