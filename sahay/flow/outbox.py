"""Delivery: each outgoing message is a row first and a call second, in order within its conversation."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from sahay.channels.base import DeliveryError, Verdict
from sahay.domain.clock import Clock
from sahay.domain.message import Message
from sahay.domain.work import Delivery, OutboxItem, RetryPolicy
from sahay.flow.delivering import Busy, Delivering
from sahay.store.base import Store
from sahay.store.parts import set_delivery
from sahay.store.watched import in_database

log = structlog.get_logger()

# About two hours of trying before a message is given up and the desk is told.
DELIVERY = RetryPolicy(attempts=12, delays=(1, 2, 5, 15, 30, 60, 300, 600, 900, 1800))
# What is due later is left to the sweep: it holds no place that other conversations need.
PATIENCE_SECONDS = 2.0


class Outbox:
    """Delivers what waits, one conversation at a time."""

    def __init__(
        self,
        store: Store,
        delivering: Delivering,
        clock: Clock,
        policy: RetryPolicy = DELIVERY,
    ) -> None:
        self._store = store
        self._delivering = delivering
        self._clock = clock
        self._policy = policy

    async def pending(self) -> Sequence[str]:
        async with self._store.snapshot() as snapshot:
            return await snapshot.conversations_with_outbox()

    async def drain(self, conversation_id: str) -> None:
        """Deliver everything that is due in this conversation."""
        while True:
            async with self._store.snapshot() as snapshot:
                item = await snapshot.next_in_outbox(conversation_id)
            if item is None:
                return
            wait = (item.due_at - self._clock.now()).total_seconds()
            if wait > PATIENCE_SECONDS:
                return
            await asyncio.sleep(max(0.0, wait))
            try:
                await self._deliver(item)
            except Busy:
                return  # another process is at it, or was a moment ago

    async def _deliver(self, item: OutboxItem) -> None:
        """Raises Busy."""
        async with self._store.snapshot() as snapshot:
            conversation = await snapshot.conversation(item.conversation_id)
        dispatch = await self._delivering.next_of(conversation, await self._waiting(item))
        items = [replace(item, seq=message.seq) for message in dispatch.messages]
        try:
            unknown = await self._delivering.bring(dispatch)
        except DeliveryError as error:
            await self._failed(items, error)
            return
        async with self._store.transaction() as tx:
            for each in items:
                await tx.delivered(each)
            if unknown:
                seqs = [each.seq for each in items]
                await set_delivery(in_database(tx).connection, item.conversation_id, seqs, Delivery.UNKNOWN)
        log.info("outbox.sent", conversation=item.conversation_id, seq=item.seq, unknown=unknown)

    async def _waiting(self, item: OutboxItem) -> list[Message]:
        """The message that is due, and those that wait behind it."""
        async with self._store.snapshot() as snapshot:
            states = await snapshot.deliveries(item.conversation_id)
            messages = await snapshot.messages(item.conversation_id, after=item.seq - 1)
        return [each for each in messages if states.get(each.seq) is Delivery.PENDING]

    async def _failed(self, items: Sequence[OutboxItem], error: DeliveryError) -> None:
        retry_at = self._retry_at(items[0], error)
        async with self._store.transaction() as tx:
            for item in items:
                await tx.delivery_failed(item, str(error), retry_at)
        first = items[0]
        log.warning("outbox.failed", conversation=first.conversation_id, seq=first.seq, again=retry_at is not None)

    def _retry_at(self, item: OutboxItem, error: DeliveryError) -> datetime | None:
        attempts = item.attempts + 1
        if error.verdict is not Verdict.RETRY or self._policy.exhausted(attempts):
            return None
        now = self._clock.now()
        if error.after_seconds is not None:
            return now + timedelta(seconds=error.after_seconds)
        return self._policy.next_at(attempts, now)
