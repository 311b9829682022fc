"""Time as a dependency: everything that needs the moment is handed a clock."""

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the moment, always timezone-aware."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's own time, in UTC."""

    def now(self) -> datetime:
        return datetime.now(UTC)
