"""The steps of a message's way through Sahay, as the logs tell them, and how one is waited for."""

import json
import threading
import time
from collections.abc import Callable
from pathlib import Path

# Each step with the process whose log tells it, in the order of a message's way. Those of "client" are told by our own
# clients, just before they send: a kill then hits the app while it reads, checks or commits.
TELLS: dict[str, str] = {
    "customer.sends": "client",
    "inbox.committed": "app",
    "turn.asked": "app",
    "engine.received": "engine",
    "action_started": "actions",
    "action_finished": "actions",
    "engine.saved": "engine",
    "engine.answered": "engine",
    "turn.answered": "app",
    "turn.committed": "app",
    "outbox.sent": "app",
    "agent.sends": "client",
    "desk.committed": "app",
}
# No step at all: some moment.
ANY_MOMENT = "any moment"

POLL_SECONDS = 0.001


class Announcements:
    """The steps that our own clients tell."""

    def __init__(self) -> None:
        self._waited: dict[str, threading.Event] = {}

    def tell(self, step: str) -> None:
        if event := self._waited.get(step):
            event.set()

    def wait(self, step: str, seconds: float) -> bool:
        event = self._waited[step] = threading.Event()
        try:
            return event.wait(seconds)
        finally:
            del self._waited[step]


class LogReader:
    """Reads the lines that are added to a log from now on, also after it was emptied for its size."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._position = path.stat().st_size
        self._rest = b""

    def lines(self) -> list[bytes]:
        """Whole lines that are new."""
        size = self._path.stat().st_size
        if size == self._position:
            return []
        if size < self._position:
            self._position, self._rest = 0, b""
        with self._path.open("rb") as file:
            file.seek(self._position)
            data = file.read()
        self._position += len(data)
        *lines, self._rest = (self._rest + data).split(b"\n")
        return lines


def event_of(line: bytes) -> str | None:
    """The name of the event that a line of a structured log tells."""
    try:
        return str(json.loads(line)["event"])
    except (ValueError, KeyError, TypeError):
        return None


def wait_for_event(log: Path, event: str, seconds: float, clock: Callable[[], float] = time.monotonic) -> bool:
    """Block until a line with `event` is added to `log`; False when none was for so long."""
    reader = LogReader(log)
    end = clock() + seconds
    while clock() < end:
        if any(event_of(line) == event for line in reader.lines()):
            return True
        time.sleep(POLL_SECONDS)
    return False
