"""Outside hours the customer who waits may leave how to be reached; the conversation keeps its place."""

from dataclasses import replace
from datetime import datetime
from typing import Protocol

from sahay.domain.conversation import Conversation, Owner
from sahay.domain.hours import OpeningHours
from sahay.domain.message import Message
from sahay.flow.moments import spoken_moment
from sahay.flow.mover import Mover
from sahay.store.base import Transaction
from sahay.store.sql import SqlTransaction
from sahay.store.watched import in_database


class Kept(Protocol):
    """What was opened for it. `respond_by` is when there will be an answer; `is_new` is False the second time."""

    @property
    def reference(self) -> str: ...
    @property
    def respond_by(self) -> datetime: ...
    @property
    def is_new(self) -> bool: ...


class Callbacks(Protocol):
    async def keep(self, tx: SqlTransaction, conversation: Conversation, text: str, now: datetime) -> Kept | None:
        """Keep an address or a number that a text holds; None when it holds none."""


class LeftContact:
    """Reads what those who wait write (`sahay.flow.inbox.Reader`)."""

    def __init__(self, callbacks: Callbacks, mover: Mover, hours: OpeningHours) -> None:
        self._callbacks = callbacks
        self._mover = mover
        self._hours = hours

    async def read(self, tx: Transaction, conversation: Conversation, message: Message) -> None:
        if conversation.owner is not Owner.QUEUED or message.payload or self._hours.is_open(message.at):
            return
        kept = await self._callbacks.keep(in_database(tx), conversation, message.text, message.at)
        if kept is None or not kept.is_new:
            return
        await tx.save(replace(conversation, ticket=conversation.ticket or kept.reference))
        by = spoken_moment(kept.respond_by.astimezone(self._hours.timezone), conversation.language)
        await self._mover.announce(tx, conversation, "app_contact_kept", reference=kept.reference, by=by)
