"""The conversation store in memory: the reference for the contract tests, and fast unit tests of the flow."""

import asyncio
import copy
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, fields, replace
from datetime import datetime

from sahay.domain.agent import Agent
from sahay.domain.conversation import Conversation, Owner, Transition
from sahay.domain.message import Author, Button, Draft, File, Message, Upload
from sahay.domain.work import Delivery, InboxItem, OutboxItem, Turn
from sahay.store.base import PAGE, Contact, ConversationNotFound, MessageNotFound, UploadNotFound
from sahay.store.rows import chosen, message_from_draft


@dataclass
class _Data:
    agents: dict[str, Agent] = field(default_factory=dict)
    contacts: dict[str, Contact] = field(default_factory=dict)
    conversations: dict[str, Conversation] = field(default_factory=dict)
    log: dict[str, list[Message]] = field(default_factory=dict)
    inbox: dict[tuple[str, int], InboxItem] = field(default_factory=dict)
    outbox: dict[tuple[str, int], tuple[OutboxItem, Delivery]] = field(default_factory=dict)
    turns: dict[tuple[str, int], Turn] = field(default_factory=dict)
    transitions: list[Transition] = field(default_factory=list)
    uploads: dict[str, Upload] = field(default_factory=dict)
    leases: dict[str, tuple[str, datetime]] = field(default_factory=dict)

    def copied(self) -> "_Data":
        """What is in them is never changed, only replaced."""
        return _Data(**{each.name: copy.copy(getattr(self, each.name)) for each in fields(self)})


class MemoryTransaction:
    """See `sahay.store.base.Transaction`."""

    def __init__(self, data: _Data) -> None:
        self._data = data

    async def conversation(self, conversation_id: str) -> Conversation:
        if conversation_id not in self._data.conversations:
            raise ConversationNotFound(conversation_id)
        return self._data.conversations[conversation_id]

    async def contact(self, contact_id: str) -> Contact | None:
        return self._data.contacts.get(contact_id)

    async def agents(self) -> Mapping[str, Agent]:
        return dict(self._data.agents)

    async def agent(self, agent_id: str) -> Agent | None:
        return self._data.agents.get(agent_id)

    async def load(self, agent_id: str) -> int:
        has = [item for item in self._owned(Owner.AGENT) if item.assignee_id == agent_id]
        offered = [item for item in self._owned(Owner.QUEUED) if item.offered_to == agent_id]
        return len(has) + len(offered)

    async def messages(self, conversation_id: str, *, after: int = 0, limit: int = PAGE) -> Sequence[Message]:
        return [line for line in self._data.log.get(conversation_id, ()) if line.seq > after][:limit]

    async def message(self, conversation_id: str, seq: int) -> Message:
        found = next((line for line in self._data.log.get(conversation_id, []) if line.seq == seq), None)
        if found is None:
            raise MessageNotFound(conversation_id, seq)
        return found

    async def message_by_external_id(self, channel: str, external_id: str) -> Message | None:
        lines = (line for log in self._data.log.values() for line in log)
        return next((line for line in lines if (line.channel, line.external_id) == (channel, external_id)), None)

    async def upload(self, file_id: str) -> Upload:
        if file_id not in self._data.uploads:
            raise UploadNotFound(file_id)
        return self._data.uploads[file_id]

    async def uploads(self, conversation_id: str) -> Sequence[Upload]:
        return [each for each in self._data.uploads.values() if each.conversation_id == conversation_id]

    async def offered(self, conversation_id: str, payload: str) -> Button | None:
        log = reversed(self._data.log.get(conversation_id, []))
        offers = (button for line in log if line.author is not Author.CUSTOMER for button in line.offers)
        return next((button for button in offers if button.payload == payload), None)

    async def last_messages(self, conversation_ids: Iterable[str]) -> dict[str, Message]:
        logs = {key: self._data.log.get(key, []) for key in conversation_ids}
        said = {key: [line for line in log if line.author is not Author.SYSTEM] for key, log in logs.items()}
        return {key: lines[-1] for key, lines in said.items() if lines}

    async def queue(self) -> Sequence[Conversation]:
        waiting = [(item.ranked_at, item.id, item) for item in self._owned(Owner.QUEUED) if item.ranked_at]
        return [item for *_, item in sorted(waiting, key=lambda entry: entry[:2])]

    async def position(self, conversation_id: str) -> int | None:
        waiting = [item.id for item in await self.queue()]
        return waiting.index(conversation_id) + 1 if conversation_id in waiting else None

    async def with_agents(self) -> Sequence[Conversation]:
        return sorted(self._owned(Owner.AGENT, Owner.SNOOZED), key=lambda item: item.updated_at)

    async def recent(self, limit: int) -> Sequence[Conversation]:
        found = self._owned(Owner.BOT, Owner.RESOLVED)
        return sorted(found, key=lambda item: item.updated_at, reverse=True)[:limit]

    async def turns(self, conversation_id: str) -> Sequence[Turn]:
        found = [turn for turn in self._data.turns.values() if turn.conversation_id == conversation_id]
        return sorted(found, key=lambda turn: turn.seq)

    async def transitions(self, conversation_id: str) -> Sequence[Transition]:
        return [item for item in self._data.transitions if item.conversation_id == conversation_id]

    async def deliveries(self, conversation_id: str) -> dict[int, Delivery]:
        return {seq: state for (key, seq), (_, state) in self._data.outbox.items() if key == conversation_id}

    async def next_in_inbox(self, conversation_id: str) -> InboxItem | None:
        waiting = [item for (key, _), item in self._data.inbox.items() if key == conversation_id]
        return min(waiting, key=lambda item: item.seq, default=None)

    async def conversations_with_inbox(self) -> Sequence[str]:
        return list({key for key, _ in self._data.inbox})

    async def next_in_outbox(self, conversation_id: str) -> OutboxItem | None:
        waiting = [item for item in self._pending() if item.conversation_id == conversation_id]
        return min(waiting, key=lambda item: item.seq, default=None)

    async def conversations_with_outbox(self) -> Sequence[str]:
        return list({item.conversation_id for item in self._pending()})

    async def add_contact(self, contact: Contact) -> None:
        self._data.contacts[contact.id] = contact

    async def add_conversation(self, conversation: Conversation) -> None:
        self._data.conversations[conversation.id] = conversation
        self._data.log[conversation.id] = []

    async def save(self, conversation: Conversation) -> None:
        last_seq = (await self.conversation(conversation.id)).last_seq
        self._data.conversations[conversation.id] = replace(conversation, last_seq=last_seq)

    async def save_agent(self, agent: Agent) -> None:
        self._data.agents[agent.id] = agent

    async def append(self, conversation_id: str, draft: Draft, at: datetime) -> Message:
        conversation = await self.conversation(conversation_id)
        seq = conversation.last_seq + 1
        message = message_from_draft(conversation_id, seq, conversation.channel, at, draft)
        self._data.log[conversation_id] = [*self._data.log[conversation_id], message]
        for file in message.files:
            self._data.uploads[file.id] = replace(self._data.uploads[file.id], seq=seq)
        self._data.conversations[conversation_id] = replace(conversation, last_seq=seq)
        return message

    async def add_upload(self, upload: Upload) -> None:
        self._data.uploads[upload.file.id] = upload

    async def to_send(self, conversation_id: str, file_ids: Sequence[str], agent_id: str | None) -> tuple[File, ...]:
        return chosen(await self.uploads(conversation_id), file_ids, agent_id)

    async def record_transition(self, transition: Transition) -> None:
        self._data.transitions.append(transition)

    async def record_turn(self, turn: Turn) -> None:
        self._data.turns[turn.conversation_id, turn.seq] = replace(turn, slots=turn.slots or {})

    async def to_inbox(self, message: Message) -> None:
        key = (message.conversation_id, message.seq)
        self._data.inbox[key] = InboxItem(*key, attempts=0, received_at=message.at, due_at=message.at)

    async def begin_attempt(self, item: InboxItem) -> InboxItem:
        begun = replace(item, attempts=item.attempts + 1)
        self._data.inbox[item.conversation_id, item.seq] = begun
        return begun

    async def postpone(self, item: InboxItem, due_at: datetime) -> None:
        self._data.inbox[item.conversation_id, item.seq] = replace(item, due_at=due_at)

    async def finish(self, item: InboxItem) -> None:
        self._data.inbox.pop((item.conversation_id, item.seq), None)

    async def to_outbox(self, message: Message) -> None:
        key = (message.conversation_id, message.seq)
        self._data.outbox[key] = OutboxItem(*key, attempts=0, due_at=message.at), Delivery.PENDING

    async def delivered(self, item: OutboxItem) -> None:
        done = replace(item, attempts=item.attempts + 1)
        self._data.outbox[item.conversation_id, item.seq] = done, Delivery.SENT

    async def delivery_failed(self, item: OutboxItem, error: str, retry_at: datetime | None) -> None:
        tried = replace(item, attempts=item.attempts + 1, due_at=retry_at or item.due_at)
        state = Delivery.PENDING if retry_at else Delivery.FAILED
        self._data.outbox[item.conversation_id, item.seq] = tried, state

    async def acquire(self, conversation_id: str, holder: str, now: datetime, until: datetime) -> bool:
        current, expires = self._data.leases.get(conversation_id, (holder, until))
        if conversation_id not in self._data.conversations or (current != holder and expires >= now):
            return False
        self._data.leases[conversation_id] = (holder, until)
        return True

    async def release(self, conversation_id: str, holder: str) -> None:
        if self._data.leases.get(conversation_id, ("",))[0] == holder:
            del self._data.leases[conversation_id]

    async def release_all(self) -> None:
        self._data.leases.clear()

    def _owned(self, *owners: Owner) -> list[Conversation]:
        return [item for item in self._data.conversations.values() if item.owner in owners]

    def _pending(self) -> list[OutboxItem]:
        return [item for item, state in self._data.outbox.values() if state is Delivery.PENDING]


class MemoryStore:
    """See `sahay.store.base.Store`. One transaction at a time; one that raises leaves nothing behind."""

    def __init__(self) -> None:
        self._data = _Data()
        self._writer = asyncio.Lock()

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[MemoryTransaction]:
        yield MemoryTransaction(self._data.copied())

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[MemoryTransaction]:
        async with self._writer:
            working = self._data.copied()
            yield MemoryTransaction(working)
            self._data = working
