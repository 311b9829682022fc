"""Delivery: each outgoing message is a row first and a call second, in order within its conversation."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import structlog

from sahay.channels.base import Channel, DeliveryError
from sahay.domain.clock import Clock
from sahay.domain.work import OutboxItem, RetryPolicy
from sahay.store.base import Store

log = structlog.get_logger()

# About two hours of trying before a message is given up and the desk is told.
DELIVERY = RetryPolicy(attempts=12, delays=(1, 2, 5, 15, 30, 60, 300, 600, 900, 1800))


class Outbox:
    """Delivers what waits, one conversation at a time."""

    def __init__(
        self, store: Store, channels: Mapping[str, Channel], clock: Clock, policy: RetryPolicy = DELIVERY
    ) -> None:
        self._store = store
        self._channels = channels
        self._clock = clock
        self._policy = policy

    async def pending(self) -> Sequence[str]:
        async with self._store.snapshot() as snapshot:
            return await snapshot.conversations_with_outbox()

    async def drain(self, conversation_id: str) -> None:
        """Deliver everything that waits in this conversation."""
        while True:
            async with self._store.snapshot() as snapshot:
                item = await snapshot.next_in_outbox(conversation_id)
            if item is None:
                return
            await asyncio.sleep(max(0.0, (item.due_at - self._clock.now()).total_seconds()))
            await self._deliver(item)

    async def _deliver(self, item: OutboxItem) -> None:
        async with self._store.snapshot() as snapshot:
            conversation = await snapshot.conversation(item.conversation_id)
            message = await snapshot.message(item.conversation_id, item.seq)
        try:
            await self._channels[conversation.channel].send(conversation, message)
        except DeliveryError as error:
            await self._failed(item, error)
            return
        async with self._store.transaction() as tx:
            await tx.delivered(item)
        log.info("outbox.sent", conversation=item.conversation_id, seq=item.seq)

    async def _failed(self, item: OutboxItem, error: DeliveryError) -> None:
        retry_at = self._retry_at(item, error)
        async with self._store.transaction() as tx:
            await tx.delivery_failed(item, str(error), retry_at)
        log.warning("outbox.failed", conversation=item.conversation_id, seq=item.seq, again=retry_at is not None)

    def _retry_at(self, item: OutboxItem, error: DeliveryError) -> datetime | None:
        attempts = item.attempts + 1
        if not error.again or self._policy.exhausted(attempts):
            return None
        now = self._clock.now()
        if error.after_seconds is not None:
            return now + timedelta(seconds=error.after_seconds)
        return self._policy.next_at(attempts, now)
