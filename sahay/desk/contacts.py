"""Customers as the desk knows them: what they are called, who is whom, who is not to be answered.

Nothing is rewritten when two contacts become one: the one is marked as the other's (`merged_into`), and whoever reads
takes them together. So a merge that was wrong is undone by taking the mark away.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.desk.audit import Actor, Audit
from sahay.domain.clock import Clock
from sahay.domain.conversation import Conversation, Owner
from sahay.flow.hub import Changed, Hub
from sahay.shop.locks import hold
from sahay.store import schema
from sahay.store.base import Contact
from sahay.store.rows import contact_from_row, conversation_from_row
from sahay.store.sql import SqlStore, SqlTransaction

_CONTACT = schema.contact


class ContactNotFound(LookupError):
    """There is no such contact."""


class MergeRefused(ValueError):
    """These two are one already, or one of them is not there to be merged."""


@dataclass(frozen=True, slots=True)
class Family:
    """Contacts that are one customer. What the head does not say of itself, the others say."""

    head: Contact
    others: tuple[Contact, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        return (self.head.id, *(each.id for each in self.others))

    def first(self, field: str) -> str | None:
        """The first that is known of a field."""
        said = (getattr(each, field) for each in (self.head, *self.others))
        return next((value for value in said if value), None)

    @property
    def is_blocked(self) -> bool:
        return self.head.blocked_at is not None


class Contacts:
    """Each change is in the audit log, with who made it (`by`)."""

    def __init__(self, store: SqlStore, hub: Hub, clock: Clock, audit: Audit) -> None:
        self._store = store
        self._hub = hub
        self._clock = clock
        self._audit = audit

    async def family(self, contact_id: str) -> Family:
        """Raises ContactNotFound."""
        async with self._store.snapshot() as snapshot:
            return await family(snapshot.connection, contact_id)

    async def edit(self, contact_id: str, values: Mapping[str, str | None], by: Actor) -> Family:
        """Change `name`, `email`, `phone` (E.164) of the customer; None forgets it. Raises ContactNotFound."""
        async with self._store.transaction() as tx:
            known = await family(tx.connection, contact_id)
            said = {field: value for field, value in values.items() if value is not None}
            forgotten = dict.fromkeys(values.keys() - said.keys())  # by the others too
            for ids, told in (((known.head.id,), said), (known.ids, forgotten)):
                if told:
                    await tx.connection.execute(update(_CONTACT).where(_CONTACT.c.id.in_(ids)).values(told))
            about = ("contact", known.head.id)
            await self._audit.record("contact.edited", by=by, target=about, on=tx.connection, fields=sorted(values))
        return await self._changed(contact_id)

    async def block(self, contact_id: str, by: Actor) -> Family:
        """Neither bot nor desk answers any more: who waited leaves the queue. Raises ContactNotFound."""
        async with self._store.transaction() as tx:
            known = await family(tx.connection, contact_id)
            if not known.is_blocked:
                await self._set_blocked(tx, known)
            await self._audit.record("contact.blocked", by=by, target=("contact", known.head.id), on=tx.connection)
        return await self._changed(contact_id)

    async def unblock(self, contact_id: str, by: Actor) -> Family:
        """Raises ContactNotFound."""
        async with self._store.transaction() as tx:
            known = await family(tx.connection, contact_id)
            await tx.connection.execute(update(_CONTACT).where(_CONTACT.c.id.in_(known.ids)).values(blocked_at=None))
            await self._audit.record("contact.unblocked", by=by, target=("contact", known.head.id), on=tx.connection)
        return await self._changed(contact_id)

    async def merge(self, contact_id: str, into: str, by: Actor) -> Family:
        """The one is the other from now on. Raises ContactNotFound, MergeRefused."""
        async with self._store.transaction() as tx:
            await hold(tx.connection, ["contacts"])  # two merges at once could make a circle
            one, other = await family(tx.connection, contact_id), await family(tx.connection, into)
            if one.head.id == other.head.id:
                raise MergeRefused
            mark = update(_CONTACT).where(_CONTACT.c.id == one.head.id).values(merged_into=other.head.id)
            await tx.connection.execute(mark)
            if one.is_blocked and not other.is_blocked:
                await self._set_blocked(tx, other)
            about, merged = ("contact", other.head.id), one.head.id
            await self._audit.record("contact.merged", by=by, target=about, on=tx.connection, merged=merged)
        return await self._changed(into)

    async def unmerge(self, contact_id: str, by: Actor) -> Family:
        """Undo the merge by which this contact became another's. Raises ContactNotFound, MergeRefused."""
        async with self._store.transaction() as tx:
            await hold(tx.connection, ["contacts"])
            before = await family(tx.connection, contact_id)
            own = update(_CONTACT).where(_CONTACT.c.id == contact_id, _CONTACT.c.merged_into.is_not(None))
            if not (await tx.connection.execute(own.values(merged_into=None))).rowcount:
                raise MergeRefused
            about = ("contact", before.head.id)
            await self._audit.record("contact.parted", by=by, target=about, on=tx.connection, parted=contact_id)
        await self._changed(before.head.id)
        return await self._changed(contact_id)

    async def conversations(self, family: Family, limit: int) -> Sequence[Conversation]:
        """The latest first."""
        table = schema.conversation
        query = select(table).where(table.c.contact_id.in_(family.ids))
        query = query.order_by(table.c.created_at.desc(), table.c.id).limit(limit)
        async with self._store.snapshot() as snapshot:
            return [conversation_from_row(row) for row in (await snapshot.connection.execute(query)).mappings()]

    async def _set_blocked(self, tx: SqlTransaction, blocked: Family) -> None:
        now = self._clock.now()
        await tx.connection.execute(update(_CONTACT).where(_CONTACT.c.id == blocked.head.id).values(blocked_at=now))
        for conversation_id in await _conversation_ids(tx.connection, blocked):
            conversation = await tx.conversation(conversation_id)
            await tx.connection.execute(delete(schema.inbox).where(schema.inbox.c.conversation_id == conversation_id))
            if conversation.owner is Owner.QUEUED:
                moved = conversation.leave_queue(now)
                await tx.save(moved.conversation)
                if moved.transition:
                    await tx.record_transition(moved.transition)

    async def _changed(self, contact_id: str) -> Family:
        async with self._store.snapshot() as snapshot:
            known = await family(snapshot.connection, contact_id)
            concerned = await _conversation_ids(snapshot.connection, known)
        for conversation_id in concerned:
            self._hub.publish(Changed(conversation_id))
        self._hub.queue_moved()
        return known


async def family(connection: AsyncConnection, contact_id: str) -> Family:
    """Who is the same customer. Raises ContactNotFound."""
    head = await _contact(connection, contact_id)
    while head.merged_into:
        head = await _contact(connection, head.merged_into)
    tree = select(_CONTACT.c.id).where(_CONTACT.c.id == head.id).cte("tree", recursive=True)
    tree = tree.union(select(_CONTACT.c.id).where(_CONTACT.c.merged_into == tree.c.id))
    query = select(_CONTACT).where(_CONTACT.c.id.in_(select(tree.c.id)), _CONTACT.c.id != head.id)
    rows = (await connection.execute(query.order_by(_CONTACT.c.created_at, _CONTACT.c.id))).mappings()
    return Family(head, tuple(contact_from_row(row) for row in rows))


async def marks(connection: AsyncConnection, conversations: Sequence[Conversation]) -> Mapping[str, dict[str, Any]]:
    """See `sahay.desk.views.Marks`: who the customer is."""
    known = await _heads(connection, {each.contact_id for each in conversations})
    return {each.id: _mark(known[each.contact_id]) for each in conversations}


def _mark(told: tuple[Contact, str | None]) -> dict[str, Any]:
    head, name = told
    contact = {"id": head.id, "name": name, "blocked": head.blocked_at is not None}
    return {"contact": contact, "customer": name} if name else {"contact": contact}


async def _heads(connection: AsyncConnection, wanted: set[str]) -> dict[str, tuple[Contact, str | None]]:
    """Each contact's head, and the name by which it goes: the head's, or else its own."""
    known: dict[str, Contact] = {}
    missing = wanted
    while missing:
        rows = (await connection.execute(select(_CONTACT).where(_CONTACT.c.id.in_(missing)))).mappings()
        known |= {row["id"]: contact_from_row(row) for row in rows}
        missing = {each.merged_into for each in known.values() if each.merged_into} - known.keys()
    heads: dict[str, tuple[Contact, str | None]] = {}
    for contact_id in wanted:
        head, name = known[contact_id], known[contact_id].name
        while head.merged_into:
            head = known[head.merged_into]
            name = head.name or name
        heads[contact_id] = head, name
    return heads


async def _contact(connection: AsyncConnection, contact_id: str) -> Contact:
    row = (await connection.execute(select(_CONTACT).where(_CONTACT.c.id == contact_id))).mappings().one_or_none()
    if row is None:
        raise ContactNotFound(contact_id)
    return contact_from_row(row)


async def _conversation_ids(connection: AsyncConnection, known: Family) -> list[str]:
    table = schema.conversation
    query = select(table.c.id).where(table.c.contact_id.in_(known.ids)).order_by(table.c.id)
    return list(await connection.scalars(query))
