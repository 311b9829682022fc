"""From a webhook's body to the inbox: stored and acknowledged first, read and acted on afterwards.

Nothing is lost and nothing is done twice: an update is stored once by its id, a message once by its own, and what
cannot be read keeps its body and its error, for the operator.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

import structlog

from sahay.channels.base import Envelope, Receiver, Unreadable
from sahay.channels.events import Event
from sahay.domain.clock import Clock
from sahay.domain.work import RetryPolicy
from sahay.flow.reception import Later, Reception
from sahay.store import updates
from sahay.store.database import Database

log = structlog.get_logger()

# About ten minutes: what still fails then needs somebody to look.
APPLYING = RetryPolicy(attempts=7, delays=(1, 5, 15, 60, 180, 300))
# What is due later is left to the sweep: it holds no place that other chats need.
PATIENCE = timedelta(seconds=2)
# So many of one chat are applied before it is another one's turn: who floods us waits behind who does not.
AT_ONCE = 50


class Arrivals:
    """Updates of all channels. `wake` is told the key of what was stored."""

    def __init__(
        self,
        database: Database,
        receivers: Mapping[str, Receiver],
        reception: Reception,
        clock: Clock,
        policy: RetryPolicy = APPLYING,
    ) -> None:
        self._database = database
        self._receivers = receivers
        self._reception = reception
        self._clock = clock
        self._policy = policy
        self.wake: Callable[[str], None] = lambda _key: None

    async def accept(self, channel: str, envelopes: Sequence[Envelope]) -> None:
        """Committed when it returns."""
        new = [
            updates.NewUpdate(channel, each.id, updates.key_of(channel, each.key), each.order, each.body)
            for each in envelopes
        ]
        async with self._database.write(urgent=True) as connection:
            await updates.add(connection, new, self._clock.now())
        for key in {each.key: None for each in new}:
            self.wake(key)

    async def pending(self) -> Sequence[str]:
        async with self._database.read() as connection:
            return await updates.pending(connection)

    async def drain(self, key: str) -> None:
        """Apply what waits under a key, in order; the rest of much when the others had their turn."""
        for _ in range(AT_ONCE):
            async with self._database.read() as connection:
                update = await updates.next_of(connection, key)
            if update is None:
                return
            wait = update.due_at - self._clock.now()
            if wait > PATIENCE:
                return
            await asyncio.sleep(max(0.0, wait.total_seconds()))
            await self._apply(update)
        self.wake(key)

    async def _apply(self, update: updates.Update) -> None:
        receiver = self._receivers.get(update.channel)
        if receiver is None:
            await self._put_off(update, "the channel is not connected")
            return
        events = self._read(receiver, update)
        if events is None:
            await self._give_up(update, "cannot be read")
            return
        is_last = self._policy.exhausted(update.attempts + 1)
        try:
            for event in events:
                notice = await self._reception.take(receiver, event, is_last=is_last)
                await receiver.acknowledge(event, notice)
        except Later as later:
            await self._put_off(update, str(later))
            return
        except Exception as error:
            log.exception("arrivals.failed", channel=update.channel, update=update.id)
            await self._put_off(update, type(error).__name__)
            return
        async with self._database.write() as connection:
            await updates.applied(connection, update.id)
        log.info("arrivals.applied", channel=update.channel, update=update.id)

    def _read(self, receiver: Receiver, update: updates.Update) -> Sequence[Event] | None:
        """None for what cannot be read, whatever is the reason: reading it again does not help."""
        try:
            return receiver.events(update.body)
        except Unreadable:
            return None
        except Exception:
            log.exception("arrivals.unreadable", channel=update.channel, update=update.id)
            return None

    async def _put_off(self, update: updates.Update, error: str) -> None:
        attempts = update.attempts + 1
        if self._policy.exhausted(attempts):
            await self._give_up(update, error)
            return
        due_at = self._policy.next_at(attempts, self._clock.now())
        async with self._database.write() as connection:
            await updates.postponed(connection, update, due_at, error)

    async def _give_up(self, update: updates.Update, error: str) -> None:
        async with self._database.write() as connection:
            await updates.failed(connection, update, error)
        log.warning("arrivals.given_up", channel=update.channel, update=update.id)
