"""Sending what waits."""

from collections.abc import Sequence
from datetime import timedelta
from email.headerregistry import Address
from typing import Any

import structlog

from sahay.domain.clock import Clock
from sahay.domain.work import RetryPolicy
from sahay.mail.letter import compose
from sahay.mail.queue import Queue, Waiting
from sahay.mail.state import State
from sahay.mail.transport import Down, NotSent, Refused, Transport

log = structlog.get_logger()

# A mail that nobody could deliver in a day is given up: who waited for it has asked again, or somebody else.
GIVE_UP_AFTER = timedelta(days=1)
# Pauses after the first, second, ... attempt, in seconds. A server that does not know us may ask for a few minutes
# (greylisting).
RETRY = RetryPolicy(attempts=1000, delays=(5, 30, 120, 300, 900, 1800))
# Longer than a transport tries: a mail of a process that died is taken by the next one then.
LEASE = timedelta(minutes=2)
# What the worker knows our work by: one mail after the other.
ALL = "all"


class Sender:
    """Sends one mail after the other, in the order in which they were put; one that has to be tried again lets others
    pass. At least once: one that was sent by a process that died before it could say so is sent again, as the same
    letter."""

    def __init__(self, queue: Queue, transport: Transport, sender: Address, clock: Clock) -> None:
        self._queue = queue
        self._transport = transport
        self._sender = sender
        self._clock = clock

    async def pending(self) -> Sequence[str]:
        return (ALL,)

    async def drain(self, _key: str = ALL) -> None:
        """Send what is due, until nothing is or no server answers."""
        while waiting := await self._next():
            try:
                await self._send(waiting)
            except Down:
                return

    async def _next(self) -> Waiting | None:
        now = self._clock.now()
        return await self._queue.take(now, now + LEASE)

    async def _send(self, waiting: Waiting) -> None:
        if waiting.mail.until and waiting.mail.until <= self._clock.now():
            await self._settle(waiting, State.EXPIRED)
            return
        try:
            await self._transport.send(compose(waiting, self._sender))
        except Refused as refusal:
            await self._settle(waiting, State.REFUSED, str(refusal))
        except NotSent as trouble:
            await self._try_again(waiting, trouble)
            if isinstance(trouble, Down):
                raise
        else:
            await self._settle(waiting, State.SENT)

    async def _try_again(self, waiting: Waiting, trouble: NotSent) -> None:
        now = self._clock.now()
        if now - waiting.put_at >= GIVE_UP_AFTER:
            await self._settle(waiting, State.GIVEN_UP, str(trouble))
            return
        await self._queue.postpone(waiting.id, RETRY.next_at(waiting.attempts, now))
        log.info("mail.postponed", why=str(trouble), **self._told(waiting))

    async def _settle(self, waiting: Waiting, state: State, why: str | None = None) -> None:
        await self._queue.settle(waiting.id, state, self._clock.now())
        level = log.warning if why else log.info
        level(f"mail.{state}", why=why, **self._told(waiting))

    def _told(self, waiting: Waiting) -> dict[str, Any]:
        return {
            "mail": waiting.id,
            "kind": waiting.mail.kind,
            "attempts": waiting.attempts,
            "transport": self._transport.name,
        }
