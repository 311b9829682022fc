"""A matter that a person has to see to: kept under a number with all its details, before the person is called."""

from dataclasses import dataclass
from typing import Any

from actions.task.question import End
from actions.task.talk import Talk
from sahay.shop.operations import Done, Kind, Write
from sahay.shop.tickets import Priority, TicketKind


@dataclass(frozen=True)
class Matter:
    """`text` is what is to be done, for the person: in English, or in the customer's words."""

    kind: TicketKind
    text: str
    priority: Priority = Priority.NORMAL


async def hand_over(matter: Matter, talk: Talk, key: str = "utter_handed_over") -> End:
    """Opens a ticket and calls a person. Says `key`, with the number of the ticket as `reference`.

    Nothing of the customer's is changed by it, so it needs no yes.
    """
    arguments: dict[str, Any] = {"kind": matter.kind, "priority": matter.priority, "text": matter.text}
    if "proof" in talk.details:
        arguments["order_number"] = talk.details["order"]
    if identity := await talk.identity():
        arguments["account_id"] = identity.account_id
    match await talk.run(Write(Kind.OPEN_TICKET, f"matter of {talk.state.name}", arguments)):
        case Done(result=result):
            reference = str(result["reference"])
            return End(key, {"reference": reference}, reason="requested", priority=matter.priority, ticket=reference)
        case _:
            return End("utter_handoff", reason="requested", priority=matter.priority)
