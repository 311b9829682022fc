"""Outside hours the customer who waits may leave how to be reached; the conversation keeps its place."""

from dataclasses import replace
from datetime import datetime
from typing import Protocol

from sahay.domain.conversation import Conversation, Owner
from sahay.domain.hours import OpeningHours
from sahay.domain.message import Author, Message
from sahay.flow.moments import spoken_moment
from sahay.flow.mover import Mover
from sahay.store.base import Transaction
from sahay.store.sql import SqlTransaction
from sahay.store.watched import in_database

# How far back one looks for what was told in this wait.
RECENT_LINES = 50


class Kept(Protocol):
    """What was opened for it, or was open already (`is_new` is False). `respond_by` is when there will be an answer,
    `contact` what was understood."""

    @property
    def reference(self) -> str: ...
    @property
    def respond_by(self) -> datetime: ...
    @property
    def contact(self) -> str: ...
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
        if kept is None or await self._is_told(tx, conversation, kept.reference):
            return
        conversation = replace(await tx.conversation(conversation.id), ticket=kept.reference)
        await tx.save(conversation)
        by = spoken_moment(kept.respond_by.astimezone(self._hours.timezone), conversation.language)
        key = "app_contact_kept" if kept.is_new else "app_contact_kept_same"
        await self._mover.announce(tx, conversation, key, contact=kept.contact, reference=kept.reference, by=by)

    async def _is_told(self, tx: Transaction, conversation: Conversation, reference: str) -> bool:
        """Once in each wait."""
        lines = await tx.messages(conversation.id, after=max(0, conversation.last_seq - RECENT_LINES))
        since = conversation.queued_at
        return any(
            line.author is Author.SYSTEM and reference in line.text and (since is None or line.at >= since)
            for line in lines
        )
