"""The other end of the outbox: what the sender takes from it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sahay.mail import Mail
from sahay.mail.state import State


@dataclass(frozen=True, slots=True)
class Waiting:
    """A mail and where it stands. `attempts` counts this one too."""

    id: int
    key: str
    mail: Mail
    attempts: int
    put_at: datetime


class Queue(Protocol):
    async def take(self, now: datetime, until: datetime) -> Waiting | None:
        """The first mail that is due. Nobody else gets it before `until`, by when it is settled or due once more: an
        attempt is counted before it is made, so a process that dies of one does not make it for ever."""

    async def postpone(self, mail_id: int, due_at: datetime) -> None: ...

    async def settle(self, mail_id: int, state: State, now: datetime) -> None:
        """It waits no longer; its content is deleted."""
