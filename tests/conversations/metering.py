"""What each call of an action costs: the calls to the shop's system with their time, and the SQL statements.

`metered_server.py` leaves a line for each call in `work.jsonl` in SAHAY_VAR. Used by tests/hostile, where an
order that exists may cost no more than one that does not, and by bench/skills.
"""

import inspect
import json
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import asdict, dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any, Final

from sqlalchemy import Engine, event

FILE: Final = "work.jsonl"


@dataclass
class Work:
    """One call of an action. `calls` are (port.method, milliseconds), `milliseconds` the whole."""

    conversation: str
    message: str
    action: str
    milliseconds: float = 0.0
    calls: list[tuple[str, float]] = field(default_factory=list)
    statements: list[str] = field(default_factory=list)


# The call that is being worked on.
WORK: Final[ContextVar[Work | None]] = ContextVar("work", default=None)


class MeteredBackend:
    """A backend whose calls are counted and timed."""

    def __init__(self, backend: Any) -> None:
        self._backend = backend

    def __getattr__(self, name: str) -> Any:
        part = getattr(self._backend, name)
        is_port = name not in ("capabilities", "health", "close")
        return _MeteredPort(name, part) if is_port else part


class _MeteredPort:
    def __init__(self, name: str, port: Any) -> None:
        self._name = name
        self._port = port

    def __getattr__(self, method: str) -> Any:
        call, name = getattr(self._port, method), f"{self._name}.{method}"
        if not inspect.iscoroutinefunction(call):
            return call

        async def timed(*arguments: Any, **named: Any) -> Any:
            began = perf_counter()
            try:
                return await call(*arguments, **named)
            finally:
                if work := WORK.get():
                    work.calls.append((name, (perf_counter() - began) * 1000))

        return timed


def begin(call: dict[str, Any]) -> None:
    """A call as the engine makes it."""
    latest = (call.get("tracker") or {}).get("latest_message") or {}
    message = str((latest.get("metadata") or {}).get("message_id", ""))
    work = Work(str(call.get("sender_id", "")), message, str(call.get("next_action", "")))
    work.milliseconds = -perf_counter() * 1000
    WORK.set(work)


def end(var: Path) -> None:
    if work := WORK.get():
        work.milliseconds += perf_counter() * 1000
        with (var / FILE).open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(work)) + "\n")
        WORK.set(None)


def read(var: Path) -> Iterator[Work]:
    """All calls until now, in their order."""
    file = var / FILE
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    return (Work(**json.loads(line)) for line in lines)


def count_statements() -> None:
    """Those of all databases of this process."""
    event.listen(Engine, "before_cursor_execute", _remember)


def _remember(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
    if work := WORK.get():
        work.statements.append(statement)
