"""How urgent a conversation is, and what that is worth in the queue."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum


class Priority(StrEnum):
    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"


_ORDER = tuple(Priority)

# By how much a priority brings somebody forward. Whoever has waited longer than that is served first nevertheless, so
# that nobody waits for ever, and the order of two who wait never changes by itself.
HEAD_START: Mapping[Priority, timedelta] = {
    Priority.LOW: timedelta(minutes=-30),
    Priority.NORMAL: timedelta(0),
    Priority.HIGH: timedelta(minutes=30),
    Priority.URGENT: timedelta(hours=4),
}


def rank(queued_at: datetime, priority: Priority) -> datetime:
    """The moment by which the queue is ordered, the earliest first."""
    return queued_at - HEAD_START[priority]


def highest(*priorities: Priority) -> Priority:
    return max(priorities, key=_ORDER.index)


def raised(priority: Priority) -> Priority:
    """The next one up; urgent stays urgent."""
    return _ORDER[min(_ORDER.index(priority) + 1, len(_ORDER) - 1)]
