"""Tickets in the database."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, exists, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.shop.locks import hold
from sahay.shop.tables.tickets import ticket, ticket_move, ticket_note
from sahay.shop.tickets import SETTLED, NewTicket, Priority, Ticket, TicketState
from sahay.shop.tickets.promise import Promise, opened, raised
from sahay.shop.tickets.reference import new_reference
from sahay.store.database import Database


class SqlTickets:
    """See `sahay.shop.tickets.Tickets`."""

    def __init__(self, database: Database, promise: Promise) -> None:
        self._database = database
        self._promise = promise

    async def open(self, new: NewTicket, *, key: str, now: datetime) -> Ticket:
        async with self._database.write() as connection:
            made, _ = await self.open_in(connection, new, key=key, now=now)
        return made

    async def open_in(
        self, connection: AsyncConnection, new: NewTicket, *, key: str, now: datetime
    ) -> tuple[Ticket, bool]:
        """The same as part of a transaction of the caller's, with whether it is a new one."""
        await hold(connection, [f"ticket:{key}"])
        known = await _first(connection, ticket.c.key == key)
        if known:
            return known, False
        made = opened(new, await _unused(connection), now, self._promise)
        await connection.execute(insert(ticket).values(**asdict(made), key=key))
        return made, True

    async def open_matter(
        self, connection: AsyncConnection, conversation_id: str, reference: str | None, key: str
    ) -> Ticket | None:
        """The conversation's own ticket by this reference, else its last one whose key begins so, while it is open."""
        own = ticket.c.conversation_id == conversation_id
        same = or_(ticket.c.reference == reference, ticket.c.key.startswith(key, autoescape=True))
        query = select(ticket).where(own, same, ticket.c.state.not_in(SETTLED))
        found = await _read(connection, query.order_by(ticket.c.opened_at.desc(), ticket.c.reference))
        return next((each for each in found if each.reference == reference), next(iter(found), None))

    async def reach(self, connection: AsyncConnection, reference: str, contact: str) -> None:
        """Keep how its customer is reached, where nothing is known."""
        unknown = ticket.c.reference == reference, ticket.c.contact.is_(None)
        await connection.execute(update(ticket).where(*unknown).values(contact=contact))

    async def of_conversation(self, conversation_id: str) -> Sequence[Ticket]:
        return await self._latest(ticket.c.conversation_id == conversation_id)

    async def of_account(self, account_id: str) -> Sequence[Ticket]:
        return await self._latest(ticket.c.account_id == account_id)

    async def add(self, reference: str, text: str, *, key: str, now: datetime) -> Ticket | None:
        async with self._database.write() as connection:
            await hold(connection, [f"ticket:{key}"])
            if await _first(connection, ticket.c.reference == reference) is None:
                return None
            if not await connection.scalar(select(exists().where(ticket_note.c.key == key))):
                note = {"key": key, "reference": reference, "text": text, "at": now}
                await connection.execute(insert(ticket_note).values(**note))
            return await _first(connection, ticket.c.reference == reference)

    async def move(self, reference: str, state: TicketState, *, by: str, now: datetime) -> Ticket | None:
        this = update(ticket).where(ticket.c.reference == reference, ticket.c.state != state)
        async with self._database.write() as connection:
            moved = await connection.execute(this.values(state=state, closed_at=now if state in SETTLED else None))
            if moved.rowcount:
                move = {"reference": reference, "state": state, "by": by, "at": now}
                await connection.execute(insert(ticket_move).values(**move))
            return await _first(connection, ticket.c.reference == reference)

    async def raise_priority(self, reference: str, least: Priority, *, now: datetime) -> Ticket | None:
        async with self._database.write() as connection:
            await hold(connection, [f"ticket:{reference}"])
            known = await _first(connection, ticket.c.reference == reference)
            if known is None:
                return None
            after = raised(known, least, now, self._promise)
            if after != known:
                urgent = {"priority": after.priority, "respond_by": after.respond_by}
                await connection.execute(update(ticket).where(ticket.c.reference == reference).values(urgent))
        return after

    async def waiting(self, limit: int = 100) -> Sequence[Ticket]:
        query = select(ticket).where(ticket.c.state.not_in(SETTLED))
        return await self._tickets(query.order_by(ticket.c.respond_by, ticket.c.reference).limit(limit))

    async def _latest(self, wanted: ColumnElement[bool]) -> Sequence[Ticket]:
        query = select(ticket).where(wanted)
        return await self._tickets(query.order_by(ticket.c.opened_at.desc(), ticket.c.reference.desc()))

    async def _tickets(self, query: Select[Any]) -> Sequence[Ticket]:
        async with self._database.read() as connection:
            return await _read(connection, query)


async def _first(connection: AsyncConnection, wanted: ColumnElement[bool]) -> Ticket | None:
    return next(iter(await _read(connection, select(ticket).where(wanted))), None)


async def _read(connection: AsyncConnection, query: Select[Any]) -> list[Ticket]:
    rows = (await connection.execute(query)).mappings().all()
    added = select(ticket_note).where(ticket_note.c.reference.in_([row["reference"] for row in rows]))
    notes: dict[str, list[str]] = {}
    for note in (await connection.execute(added.order_by(ticket_note.c.at, ticket_note.c.key))).mappings():
        notes.setdefault(note["reference"], []).append(note["text"])
    return [_ticket(row, notes.get(row["reference"], [])) for row in rows]


def _ticket(row: RowMapping, notes: list[str]) -> Ticket:
    values = {name: value for name, value in row.items() if name != "key"}
    return Ticket(**values | {"text": "\n\n".join([row["text"], *notes])})


async def _unused(connection: AsyncConnection) -> str:
    while True:
        reference = new_reference()
        if not await connection.scalar(select(exists().where(ticket.c.reference == reference))):
            return reference
