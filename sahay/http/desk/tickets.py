"""Complaints and requests that wait for somebody's answer."""

from sanic import HTTPResponse, Request, json

from sahay.domain.permission import Permission
from sahay.http.bodies import MoveTicket, read_body
from sahay.http.desk.guard import Caller, Route
from sahay.http.errors import ApiError
from sahay.http.services import Services
from sahay.http.types import Json
from sahay.shop.tickets import Ticket
from sahay.shop.tickets.reference import canonical_reference


def routes(services: Services) -> tuple[Route, ...]:
    tickets = Tickets(services)
    return (
        Route("GET", "/tickets", tickets.waiting),
        Route("POST", "/tickets/<reference:str>/state", tickets.move, Permission.WORK),
    )


class Tickets:
    def __init__(self, services: Services) -> None:
        self._services = services

    async def waiting(self, _request: Request, _caller: Caller) -> HTTPResponse:
        """What waits for somebody's answer, the most urgent first."""
        return json({"tickets": [ticket_view(ticket) for ticket in await self._services.tickets.waiting()]})

    async def move(self, request: Request, caller: Caller, reference: str) -> HTTPResponse:
        state = read_body(request, MoveTicket).state
        known, now = canonical_reference(reference), self._services.clock.now()
        ticket = known and await self._services.tickets.move(known, state, by=caller.agent.name, now=now)
        if not ticket:
            raise ApiError(404, "not_found", "There is no such ticket.")
        return json({"ticket": ticket_view(ticket)})


def ticket_view(ticket: Ticket) -> Json:
    return {
        "reference": ticket.reference,
        "kind": ticket.kind,
        "priority": ticket.priority,
        "state": ticket.state,
        "text": ticket.text,
        "conversation_id": ticket.conversation_id,
        "language": ticket.language,
        "order_number": ticket.order_number,
        "contact": ticket.contact,
        "opened_at": ticket.opened_at.isoformat(),
        "respond_by": ticket.respond_by.isoformat(),
    }
