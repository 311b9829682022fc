"""Tickets in memory: for tests, and the reference that the database must agree with."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from sahay.shop.tickets import SETTLED, NewTicket, Priority, Ticket, TicketState
from sahay.shop.tickets.promise import Promise, opened, raised
from sahay.shop.tickets.reference import new_reference


class MemoryTickets:
    """See `sahay.shop.tickets.Tickets`. `moves` are who moved which ticket to which state."""

    def __init__(self, promise: Promise) -> None:
        self._promise = promise
        self._tickets: dict[str, Ticket] = {}
        self._by_key: dict[str, str] = {}
        self.moves: list[tuple[str, TicketState, str]] = []

    async def open(self, new: NewTicket, *, key: str, now: datetime) -> Ticket:
        if key in self._by_key:
            return self._tickets[self._by_key[key]]
        reference = new_reference()
        while reference in self._tickets:
            reference = new_reference()
        self._by_key[key] = reference
        self._tickets[reference] = opened(new, reference, now, self._promise)
        return self._tickets[reference]

    async def of_conversation(self, conversation_id: str) -> Sequence[Ticket]:
        return self._latest(lambda ticket: ticket.conversation_id == conversation_id)

    async def of_account(self, account_id: str) -> Sequence[Ticket]:
        return self._latest(lambda ticket: ticket.account_id == account_id)

    async def add(self, reference: str, text: str, *, key: str, now: datetime) -> Ticket | None:
        ticket = self._tickets.get(reference)
        if ticket and key not in self._by_key:
            self._by_key[key] = reference
            self._tickets[reference] = replace(ticket, text=f"{ticket.text}\n\n{text}")
        return self._tickets.get(reference)

    async def move(self, reference: str, state: TicketState, *, by: str, now: datetime) -> Ticket | None:
        ticket = self._tickets.get(reference)
        if ticket is None or ticket.state is state:
            return ticket
        self.moves.append((reference, state, by))
        self._tickets[reference] = replace(ticket, state=state, closed_at=now if state in SETTLED else None)
        return self._tickets[reference]

    async def raise_priority(self, reference: str, least: Priority, *, now: datetime) -> Ticket | None:
        ticket = self._tickets.get(reference)
        if ticket:
            self._tickets[reference] = raised(ticket, least, now, self._promise)
        return self._tickets.get(reference)

    async def waiting(self, limit: int = 100) -> Sequence[Ticket]:
        waiting = [ticket for ticket in self._tickets.values() if ticket.state not in SETTLED]
        return sorted(waiting, key=lambda ticket: (ticket.respond_by, ticket.reference))[:limit]

    def _latest(self, wanted: Callable[[Ticket], bool]) -> list[Ticket]:
        found = [ticket for ticket in self._tickets.values() if wanted(ticket)]
        return sorted(found, key=lambda ticket: (ticket.opened_at, ticket.reference), reverse=True)
