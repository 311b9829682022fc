"""What the desk sees of a ticket."""

from sahay.http.types import Json
from sahay.shop.tickets import Ticket


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
