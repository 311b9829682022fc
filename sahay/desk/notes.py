"""Private notes: what agents tell one another in a conversation. No customer ever reads them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import token_urlsafe
from typing import Any

from sqlalchemy import RowMapping, insert, select

from sahay.desk.audit import Actor, Audit
from sahay.domain.agent import Agent
from sahay.domain.clock import Clock
from sahay.domain.conversation import Conversation
from sahay.domain.mentions import mentioned
from sahay.flow.hub import Changed, Hub, Mentioned
from sahay.store import schema
from sahay.store.sql import SqlStore
from sahay.store.tables.console import note

# The longest note: longer than a message, since it may quote some.
NOTE_CHARACTERS = 8000


@dataclass(frozen=True, slots=True)
class Note:
    """`after_seq` is the last line of the log when it was written. `mentions` are agents' ids."""

    id: str
    conversation_id: str
    after_seq: int
    author_id: str
    author: str
    text: str
    mentions: tuple[str, ...]
    at: datetime


class Notes:
    def __init__(self, store: SqlStore, hub: Hub, clock: Clock, audit: Audit) -> None:
        self._store = store
        self._hub = hub
        self._clock = clock
        self._audit = audit

    async def add(
        self, conversation_id: str, author: Agent, client_id: str, text: str, by: Actor | None = None
    ) -> Note:
        """Keep a note, once for each `client_id` of an agent, and tell whom it names; `by` is who the audit log says
        that it was, where more is known than the author. Raises ConversationNotFound."""
        async with self._store.transaction() as tx:
            conversation = await tx.conversation(conversation_id)
            own = (note.c.conversation_id == conversation_id, note.c.author_id == author.id)
            query = select(note).where(*own, note.c.client_id == client_id)
            known = (await tx.connection.execute(query)).mappings().one_or_none()
            if known:
                return _note(known, author.name)
            agents = set(await tx.connection.scalars(select(schema.agent.c.id).where(schema.agent.c.is_active)))
            values: dict[str, Any] = {
                "id": token_urlsafe(12),
                "conversation_id": conversation_id,
                "after_seq": conversation.last_seq,
                "author_id": author.id,
                "text": text,
                "mentions": [agent_id for agent_id in mentioned(text) if agent_id in agents],
                "at": self._clock.now(),
            }
            await tx.connection.execute(insert(note).values(**values, client_id=client_id))
            actor, about = by or Actor.of(author), ("conversation", conversation_id)
            await self._audit.record("note.added", by=actor, target=about, on=tx.connection, note=values["id"])
        added = _note(values, author.name)
        self._hub.publish(Changed(conversation_id))
        others = tuple(agent_id for agent_id in added.mentions if agent_id != author.id)
        if others:
            self._hub.publish(Mentioned(conversation_id, added.id, author.name, others))
        return added

    async def of(self, conversation_id: str) -> Sequence[Note]:
        """The oldest first."""
        query = select(note, schema.agent.c.name.label("author")).join(schema.agent)
        query = query.where(note.c.conversation_id == conversation_id).order_by(note.c.at, note.c.id)
        async with self._store.snapshot() as snapshot:
            rows = (await snapshot.connection.execute(query)).mappings().all()
        return [_note(row, row["author"]) for row in rows]

    async def section(self, conversation: Conversation) -> dict[str, Any]:
        """See `sahay.desk.views.Section`."""
        return {"notes": [note_view(each) for each in await self.of(conversation.id)]}


def note_view(each: Note) -> dict[str, Any]:
    return {
        "id": each.id,
        "after_seq": each.after_seq,
        "author": {"id": each.author_id, "name": each.author},
        "text": each.text,
        "mentions": list(each.mentions),
        "at": each.at.isoformat(),
    }


def _note(row: RowMapping | dict[str, Any], author: str) -> Note:
    names = ("id", "conversation_id", "after_seq", "author_id", "text", "at")
    return Note(**{name: row[name] for name in names}, author=author, mentions=tuple(row["mentions"]))
