"""The contact with which a customer has proved an order: it serves for their next one too, for a while."""

from datetime import datetime, timedelta

from rasa_sdk.events import EventType, SlotSet

from actions.turn import Turn

CONTACT, MOMENT = "proved_contact", "proved_at"

# A device may be another's by then. Long enough to ask for all of one's orders.
KEPT = timedelta(minutes=30)


def keep(contact: str, now: datetime) -> list[EventType]:
    """Remember that the contact has just proved an order."""
    return [SlotSet(CONTACT, contact), SlotSet(MOMENT, now.isoformat())]


def kept(turn: Turn, now: datetime) -> str | None:
    """The contact that proved an order in this conversation not long ago."""
    contact, moment = turn.slot(CONTACT), _moment(turn.slot(MOMENT))
    if contact is None or moment is None or not timedelta(0) <= now - moment < KEPT:
        return None
    return contact


def _moment(text: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return moment if moment.tzinfo else None
