"""The outbox in memory: for tests, and the reference that the database must agree with."""

from dataclasses import dataclass, replace
from datetime import datetime

from sahay.domain.clock import Clock
from sahay.mail import Mail
from sahay.mail.queue import Waiting
from sahay.mail.state import State


@dataclass(frozen=True, slots=True)
class _Row:
    waiting: Waiting
    due_at: datetime
    state: State = State.WAITING


class MemoryOutbox:
    """See `sahay.mail.Outbox` and `sahay.mail.queue.Queue`. `mails` are those that were put, in order."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._rows: dict[int, _Row] = {}
        self.mails: list[Mail] = []

    async def put(self, mail: Mail, *, key: str) -> None:
        if any(row.waiting.key == key for row in self._rows.values()):
            return
        now = self._clock.now()
        self.mails.append(mail)
        number = len(self.mails)
        self._rows[number] = _Row(Waiting(number, key, mail, 0, now), now)

    async def take(self, now: datetime, until: datetime) -> Waiting | None:
        due = [row for row in self._rows.values() if row.state is State.WAITING and row.due_at <= now]
        if not due:
            return None
        first = min(due, key=lambda row: row.waiting.id)
        taken = replace(first.waiting, attempts=first.waiting.attempts + 1)
        self._rows[taken.id] = _Row(taken, until)
        return taken

    async def postpone(self, mail_id: int, due_at: datetime) -> None:
        self._rows[mail_id] = replace(self._rows[mail_id], due_at=due_at)

    async def settle(self, mail_id: int, state: State, now: datetime) -> None:
        self._rows[mail_id] = replace(self._rows[mail_id], state=state)

    def state_of(self, key: str) -> State | None:
        return next((row.state for row in self._rows.values() if row.waiting.key == key), None)
