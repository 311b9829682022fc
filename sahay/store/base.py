"""The port of the conversation store. `SqlStore` is the real one, `MemoryStore` the reference; both pass the
same contract tests.

A store opens transactions. Inside `transaction()` everything is written or nothing; `snapshot()` only reads.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sahay.domain.agent import Agent
from sahay.domain.conversation import Conversation, Transition
from sahay.domain.message import Button, Draft, File, Message, Upload
from sahay.domain.work import Delivery, InboxItem, OutboxItem, Turn

# How many lines of the log one read returns at most.
PAGE = 500


class ConversationNotFound(LookupError):
    """There is no such conversation."""


class MessageNotFound(LookupError):
    """The conversation's log has no such line."""


class UploadNotFound(LookupError):
    """There is no such file, or it is not this one's to send, or was sent already."""


@dataclass(frozen=True, slots=True)
class Contact:
    """A customer. `name` is None until they have told it or proved who they are; `email` and `phone` (E.164) are as
    told, and prove nothing. Who is blocked gets no answer. A contact that was merged is another one's."""

    id: str
    created_at: datetime
    name: str | None = None
    email: str | None = None
    phone: str | None = None
    blocked_at: datetime | None = None
    merged_into: str | None = None


class Snapshot(Protocol):
    """A consistent view."""

    async def conversation(self, conversation_id: str) -> Conversation:
        """Raises ConversationNotFound. In a transaction the conversation is locked until its end."""

    async def contact(self, contact_id: str) -> Contact | None: ...

    async def agents(self) -> Mapping[str, Agent]:
        """Everybody who sits or sat at the desk, by id."""

    async def agent(self, agent_id: str) -> Agent | None:
        """In a transaction they are locked until its end; whoever locks a conversation too does that first."""

    async def load(self, agent_id: str) -> int:
        """How many conversations they have, and are offered: what is set aside does not count."""

    async def messages(self, conversation_id: str, *, after: int = 0, limit: int = PAGE) -> Sequence[Message]:
        """The log in order, from the message behind `after`."""

    async def message(self, conversation_id: str, seq: int) -> Message:
        """One line of the log. Raises MessageNotFound."""

    async def message_by_external_id(self, channel: str, external_id: str) -> Message | None: ...

    async def upload(self, file_id: str) -> Upload:
        """Raises UploadNotFound."""

    async def uploads(self, conversation_id: str) -> Sequence[Upload]:
        """The oldest first."""

    async def offered(self, conversation_id: str, payload: str) -> Button | None:
        """The button with this payload that the conversation's log offers, on a card too, the latest first."""

    async def last_messages(self, conversation_ids: Iterable[str]) -> dict[str, Message]:
        """The last line of each log that a person or the bot said; the system's notices do not count."""

    async def queue(self) -> Sequence[Conversation]:
        """Waiting conversations, by `ranked_at`: who has waited longest, brought forward by priority."""

    async def position(self, conversation_id: str) -> int | None:
        """The place in the queue from 1; None when the conversation is not waiting."""

    async def with_agents(self) -> Sequence[Conversation]:
        """Conversations that agents have (snoozed ones too), oldest change first."""

    async def recent(self, limit: int) -> Sequence[Conversation]:
        """Conversations with the bot or resolved, newest change first."""

    async def turns(self, conversation_id: str) -> Sequence[Turn]: ...

    async def transitions(self, conversation_id: str) -> Sequence[Transition]: ...

    async def deliveries(self, conversation_id: str) -> dict[int, Delivery]:
        """The delivery state of each outgoing message, by sequence number and in that order."""

    async def next_in_inbox(self, conversation_id: str) -> InboxItem | None:
        """The oldest message that waits to be dealt with."""

    async def conversations_with_inbox(self) -> Sequence[str]: ...

    async def next_in_outbox(self, conversation_id: str) -> OutboxItem | None:
        """The oldest message that waits to be delivered: a later one never overtakes it."""

    async def conversations_with_outbox(self) -> Sequence[str]: ...


class Transaction(Snapshot, Protocol):
    """A snapshot that can be changed."""

    async def add_contact(self, contact: Contact) -> None: ...

    async def add_conversation(self, conversation: Conversation) -> None: ...

    async def save(self, conversation: Conversation) -> None:
        """Store everything but `last_seq`, which only `append` moves."""

    async def save_agent(self, agent: Agent) -> None:
        """Store whether they are there: what they chose and when, when they were seen, when they were given work."""

    async def append(self, conversation_id: str, draft: Draft, at: datetime) -> Message:
        """Write the next line of the log; its files are sent with it."""

    async def add_upload(self, upload: Upload) -> None: ...

    async def to_send(self, conversation_id: str, file_ids: Sequence[str], agent_id: str | None) -> tuple[File, ...]:
        """What an agent or (None) the customer has uploaded here and not sent. Raises UploadNotFound."""

    async def record_transition(self, transition: Transition) -> None: ...

    async def record_turn(self, turn: Turn) -> None:
        """Keep what became of a customer message, in place of what was kept before."""

    async def to_inbox(self, message: Message) -> None: ...

    async def begin_attempt(self, item: InboxItem) -> InboxItem:
        """Count an attempt before it is made: a message that kills the process cannot do so for ever."""

    async def postpone(self, item: InboxItem, due_at: datetime) -> None: ...

    async def finish(self, item: InboxItem) -> None: ...

    async def to_outbox(self, message: Message) -> None: ...

    async def delivered(self, item: OutboxItem) -> None: ...

    async def delivery_failed(self, item: OutboxItem, error: str, retry_at: datetime | None) -> None:
        """Try again at `retry_at`, or never (None)."""

    async def acquire(self, conversation_id: str, holder: str, now: datetime, until: datetime) -> bool:
        """Take the right to work on a conversation until a moment; False while somebody else has it."""

    async def release(self, conversation_id: str, holder: str) -> None: ...

    async def release_all(self) -> None:
        """Forget every right to work, of processes that are gone."""


class Store(Protocol):
    def snapshot(self) -> AbstractAsyncContextManager[Snapshot]: ...

    def transaction(self) -> AbstractAsyncContextManager[Transaction]: ...
