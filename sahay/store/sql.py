"""The conversation store on SQLAlchemy: SQLite or PostgreSQL, the same statements."""

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, and_, delete, func, insert, or_, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.domain.agent import Agent
from sahay.domain.conversation import Conversation, Owner, Transition
from sahay.domain.message import Author, Button, Draft, File, Message, Upload
from sahay.domain.work import Delivery, InboxItem, OutboxItem, Turn
from sahay.store import rows, schema
from sahay.store.base import PAGE, Contact, ConversationNotFound, MessageNotFound, UploadNotFound
from sahay.store.database import Database
from sahay.store.tables.console import file as files

# How far back a tapped button is looked for: nobody taps a choice a hundred offers old.
OFFERS = 100


class SqlSnapshot:
    """See `sahay.store.base.Snapshot`."""

    # A transaction locks the conversation it reads, so that two processes never decide on the same state.
    _lock = False

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    @property
    def connection(self) -> AsyncConnection:
        """For what others keep in the same database, all or nothing with the conversation."""
        return self._connection

    async def _one(self, query: Select[Any]) -> Any:
        return (await self._connection.execute(query)).mappings().one_or_none()

    async def _all(self, query: Select[Any]) -> Sequence[Any]:
        found: Sequence[Any] = (await self._connection.execute(query)).mappings().all()
        return found

    async def conversation(self, conversation_id: str) -> Conversation:
        table = schema.conversation
        query = select(table).where(table.c.id == conversation_id)
        row = await self._one(query.with_for_update() if self._lock else query)
        if row is None:
            raise ConversationNotFound(conversation_id)
        return rows.conversation_from_row(row)

    async def contact(self, contact_id: str) -> Contact | None:
        row = await self._one(select(schema.contact).where(schema.contact.c.id == contact_id))
        return rows.contact_from_row(row) if row else None

    async def agents(self) -> Mapping[str, Agent]:
        return {row["id"]: rows.agent_from_row(row) for row in await self._all(select(schema.agent))}

    async def agent(self, agent_id: str) -> Agent | None:
        query = select(schema.agent).where(schema.agent.c.id == agent_id)
        # Not so strict that a conversation could not come to them meanwhile.
        row = await self._one(query.with_for_update(key_share=True) if self._lock else query)
        return rows.agent_from_row(row) if row else None

    async def load(self, agent_id: str) -> int:
        table = schema.conversation
        has = and_(table.c.owner == Owner.AGENT, table.c.assignee_id == agent_id)
        is_offered = and_(table.c.owner == Owner.QUEUED, table.c.offered_to == agent_id)
        query = select(func.count().label("load")).select_from(table).where(or_(has, is_offered))
        return int((await self._one(query))["load"])

    async def messages(self, conversation_id: str, *, after: int = 0, limit: int = PAGE) -> Sequence[Message]:
        table = schema.message
        query = select(table).where(table.c.conversation_id == conversation_id, table.c.seq > after)
        return [rows.message_from_row(row) for row in await self._all(query.order_by(table.c.seq).limit(limit))]

    async def message(self, conversation_id: str, seq: int) -> Message:
        row = await self._one(select(schema.message).where(_line(schema.message, conversation_id, seq)))
        if row is None:
            raise MessageNotFound(conversation_id, seq)
        return rows.message_from_row(row)

    async def message_by_external_id(self, channel: str, external_id: str) -> Message | None:
        table = schema.message
        row = await self._one(select(table).where(table.c.channel == channel, table.c.external_id == external_id))
        return rows.message_from_row(row) if row else None

    async def upload(self, file_id: str) -> Upload:
        row = await self._one(select(files).where(files.c.id == file_id))
        if row is None:
            raise UploadNotFound(file_id)
        return rows.upload_from_row(row)

    async def uploads(self, conversation_id: str) -> Sequence[Upload]:
        query = select(files).where(files.c.conversation_id == conversation_id).order_by(files.c.at, files.c.id)
        return [rows.upload_from_row(row) for row in await self._all(query)]

    async def offered(self, conversation_id: str, payload: str) -> Button | None:
        table = schema.message
        query = (
            select(table)
            .where(table.c.conversation_id == conversation_id, table.c.author != Author.CUSTOMER)
            .order_by(table.c.seq.desc())
            .limit(OFFERS)
        )
        offers = (button for row in await self._all(query) for button in rows.message_from_row(row).offers)
        return next((button for button in offers if button.payload == payload), None)

    async def last_messages(self, conversation_ids: Iterable[str]) -> dict[str, Message]:
        table = schema.message
        said = and_(table.c.conversation_id.in_(list(conversation_ids)), table.c.author != Author.SYSTEM)
        last = select(table.c.conversation_id, func.max(table.c.seq)).where(said).group_by(table.c.conversation_id)
        query = select(table).where(tuple_(table.c.conversation_id, table.c.seq).in_(last))
        return {row["conversation_id"]: rows.message_from_row(row) for row in await self._all(query)}

    async def queue(self) -> Sequence[Conversation]:
        table = schema.conversation
        query = select(table).where(table.c.owner == Owner.QUEUED).order_by(table.c.ranked_at, table.c.id)
        return [rows.conversation_from_row(row) for row in await self._all(query)]

    async def position(self, conversation_id: str) -> int | None:
        table = schema.conversation
        mine = await self._one(select(table.c.owner, table.c.ranked_at).where(table.c.id == conversation_id))
        if mine is None or mine["owner"] != Owner.QUEUED:
            return None
        ahead = tuple_(table.c.ranked_at, table.c.id) < tuple_(mine["ranked_at"], conversation_id)
        query = select(func.count().label("ahead")).where(table.c.owner == Owner.QUEUED, ahead)
        return int((await self._one(query))["ahead"]) + 1

    async def with_agents(self) -> Sequence[Conversation]:
        table = schema.conversation
        query = select(table).where(table.c.owner.in_([Owner.AGENT, Owner.SNOOZED])).order_by(table.c.updated_at)
        return [rows.conversation_from_row(row) for row in await self._all(query)]

    async def recent(self, limit: int) -> Sequence[Conversation]:
        table = schema.conversation
        query = select(table).where(table.c.owner.in_([Owner.BOT, Owner.RESOLVED]))
        query = query.order_by(table.c.updated_at.desc()).limit(limit)
        return [rows.conversation_from_row(row) for row in await self._all(query)]

    async def turns(self, conversation_id: str) -> Sequence[Turn]:
        table = schema.turn
        query = select(table).where(table.c.conversation_id == conversation_id).order_by(table.c.seq)
        return [rows.turn_from_row(row) for row in await self._all(query)]

    async def transitions(self, conversation_id: str) -> Sequence[Transition]:
        table = schema.transition
        query = select(table).where(table.c.conversation_id == conversation_id).order_by(table.c.id)
        return [rows.transition_from_row(row) for row in await self._all(query)]

    async def deliveries(self, conversation_id: str) -> dict[int, Delivery]:
        table = schema.outbox
        query = select(table.c.seq, table.c.state).where(table.c.conversation_id == conversation_id)
        return {row["seq"]: Delivery(row["state"]) for row in await self._all(query.order_by(table.c.seq))}

    async def next_in_inbox(self, conversation_id: str) -> InboxItem | None:
        table = schema.inbox
        query = select(table).where(table.c.conversation_id == conversation_id).order_by(table.c.seq).limit(1)
        row = await self._one(query)
        return rows.inbox_from_row(row) if row else None

    async def conversations_with_inbox(self) -> Sequence[str]:
        return [row["conversation_id"] for row in await self._all(select(schema.inbox.c.conversation_id).distinct())]

    async def next_in_outbox(self, conversation_id: str) -> OutboxItem | None:
        table = schema.outbox
        query = select(table).where(table.c.conversation_id == conversation_id, table.c.state == Delivery.PENDING)
        row = await self._one(query.order_by(table.c.seq).limit(1))
        return rows.outbox_from_row(row) if row else None

    async def conversations_with_outbox(self) -> Sequence[str]:
        table = schema.outbox
        query = select(table.c.conversation_id).where(table.c.state == Delivery.PENDING).distinct()
        return [row["conversation_id"] for row in await self._all(query)]


class SqlTransaction(SqlSnapshot):
    """See `sahay.store.base.Transaction`."""

    _lock = True

    async def add_contact(self, contact: Contact) -> None:
        await self._connection.execute(insert(schema.contact).values(**asdict(contact)))

    async def add_conversation(self, conversation: Conversation) -> None:
        values = rows.conversation_to_row(conversation)
        await self._connection.execute(insert(schema.conversation).values(**values))

    async def save(self, conversation: Conversation) -> None:
        values = rows.conversation_to_row(conversation)
        del values["last_seq"]
        table = schema.conversation
        await self._connection.execute(update(table).where(table.c.id == conversation.id).values(**values))

    async def save_agent(self, agent: Agent) -> None:
        kept = ("availability", "chosen_at", "seen_at", "assigned_at")
        values = {name: getattr(agent, name) for name in kept}
        await self._connection.execute(update(schema.agent).where(schema.agent.c.id == agent.id).values(values))

    async def append(self, conversation_id: str, draft: Draft, at: datetime) -> Message:
        table = schema.conversation
        statement = update(table).where(table.c.id == conversation_id).values(last_seq=table.c.last_seq + 1)
        result = await self._connection.execute(statement.returning(table.c.last_seq, table.c.channel))
        row = result.mappings().one_or_none()
        if row is None:
            raise ConversationNotFound(conversation_id)
        message = rows.message_from_draft(conversation_id, row["last_seq"], row["channel"], at, draft)
        await self._connection.execute(insert(schema.message).values(**rows.message_to_row(message)))
        if message.files:
            sent = update(files).where(files.c.id.in_([file.id for file in message.files]))
            await self._connection.execute(sent.values(seq=message.seq))
        return message

    async def add_upload(self, upload: Upload) -> None:
        await self._connection.execute(insert(files).values(**rows.upload_to_row(upload)))

    async def to_send(self, conversation_id: str, file_ids: Sequence[str], agent_id: str | None) -> tuple[File, ...]:
        return rows.chosen(await self.uploads(conversation_id), file_ids, agent_id)

    async def record_transition(self, transition: Transition) -> None:
        await self._connection.execute(insert(schema.transition).values(**asdict(transition)))

    async def record_turn(self, turn: Turn) -> None:
        await self._connection.execute(delete(schema.turn).where(_line(schema.turn, turn.conversation_id, turn.seq)))
        await self._connection.execute(insert(schema.turn).values(**rows.turn_to_row(turn)))

    async def to_inbox(self, message: Message) -> None:
        item = InboxItem(message.conversation_id, message.seq, 0, received_at=message.at, due_at=message.at)
        await self._connection.execute(insert(schema.inbox).values(**asdict(item)))

    async def begin_attempt(self, item: InboxItem) -> InboxItem:
        begun = replace(item, attempts=item.attempts + 1)
        await self._change(schema.inbox, item, attempts=begun.attempts)
        return begun

    async def postpone(self, item: InboxItem, due_at: datetime) -> None:
        await self._change(schema.inbox, item, due_at=due_at)

    async def finish(self, item: InboxItem) -> None:
        table = schema.inbox
        await self._connection.execute(delete(table).where(_line(table, item.conversation_id, item.seq)))

    async def to_outbox(self, message: Message) -> None:
        item = OutboxItem(message.conversation_id, message.seq, 0, due_at=message.at)
        values = {**asdict(item), "state": Delivery.PENDING}
        await self._connection.execute(insert(schema.outbox).values(**values))

    async def delivered(self, item: OutboxItem) -> None:
        await self._change(schema.outbox, item, state=Delivery.SENT, attempts=item.attempts + 1, error=None)

    async def delivery_failed(self, item: OutboxItem, error: str, retry_at: datetime | None) -> None:
        state = Delivery.PENDING if retry_at else Delivery.FAILED
        due_at = retry_at or item.due_at
        await self._change(
            schema.outbox, item, state=state, attempts=item.attempts + 1, error=error[:200], due_at=due_at
        )

    async def acquire(self, conversation_id: str, holder: str, now: datetime, until: datetime) -> bool:
        table = schema.conversation
        free = or_(table.c.lease_holder.is_(None), table.c.lease_holder == holder, table.c.lease_until < now)
        statement = update(table).where(table.c.id == conversation_id, free)
        result = await self._connection.execute(statement.values(lease_holder=holder, lease_until=until))
        return result.rowcount == 1

    async def release(self, conversation_id: str, holder: str) -> None:
        table = schema.conversation
        held = and_(table.c.id == conversation_id, table.c.lease_holder == holder)
        await self._connection.execute(update(table).where(held).values(lease_holder=None, lease_until=None))

    async def release_all(self) -> None:
        await self._connection.execute(update(schema.conversation).values(lease_holder=None, lease_until=None))

    async def _change(self, table: Table, item: InboxItem | OutboxItem, **values: Any) -> None:
        await self._connection.execute(
            update(table).where(_line(table, item.conversation_id, item.seq)).values(**values)
        )


class SqlStore:
    """See `sahay.store.base.Store`."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[SqlSnapshot]:
        async with self.database.read() as connection:
            yield SqlSnapshot(connection)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[SqlTransaction]:
        async with self.database.write() as connection:
            yield SqlTransaction(connection)


def _line(table: Table, conversation_id: str, seq: int) -> ColumnElement[bool]:
    return and_(table.c.conversation_id == conversation_id, table.c.seq == seq)
