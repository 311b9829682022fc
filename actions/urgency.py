"""How urgent it is that a person comes, and under which number the matter is kept already."""

from dataclasses import dataclass
from typing import Final

from actions.history import was_angry
from actions.services import Services
from actions.turn import Turn
from sahay.shop.tickets import SETTLED, URGENCY, Priority, Ticket

ANGRY: Final = Priority.HIGH  # whoever is angry waits no longer than this


@dataclass(frozen=True)
class Urgency:
    """`ticket` is the reference of what is open."""

    priority: Priority = Priority.NORMAL
    ticket: str | None = None


async def urgency(turn: Turn, services: Services) -> Urgency:
    """By what is open in this conversation, and by the customer's anger."""
    waiting = [
        ticket for ticket in await services.tickets.of_conversation(turn.conversation_id) if ticket.state not in SETTLED
    ]
    worst = max(waiting, key=_rank, default=None)
    least = ANGRY if was_angry(turn.events) else Priority.NORMAL
    if worst is None:
        return Urgency(least)
    return Urgency(max(worst.priority, least, key=URGENCY.index), worst.reference)


def _rank(ticket: Ticket) -> int:
    return URGENCY.index(ticket.priority)
