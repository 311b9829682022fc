"""Somebody who may sit at the desk, and whether they are there."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

# How many conversations an agent has at once, unless another number is set for them.
CAPACITY = 6


class Role(StrEnum):
    """What somebody may do at the desk: each role may also do what the one before it may (`permission.py`)."""

    AGENT = "agent"
    SUPERVISOR = "supervisor"
    ADMIN = "admin"


class Availability(StrEnum):
    """Whether somebody takes conversations now."""

    ONLINE = "online"
    AWAY = "away"  # keeps what they have, gets nothing new
    OFFLINE = "offline"


@dataclass(frozen=True, slots=True)
class Agent:
    """`languages` are those (`en`, `hi`, `gu`) in which they answer, `teams` those whose topics they know; none of them
    means any. `availability` is what they chose, at `chosen_at`: whether they are there, `availability.py` says.
    `seen_at` is when their console last gave a sign, `assigned_at` when a conversation last came to them by itself.
    Who is not `is_active` may not sign in any more."""

    id: str
    name: str
    email: str
    role: Role = Role.AGENT
    teams: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    capacity: int = CAPACITY
    availability: Availability = Availability.ONLINE
    chosen_at: datetime | None = None
    seen_at: datetime | None = None
    assigned_at: datetime | None = None
    is_active: bool = True
