"""By when somebody answers: what is promised when a ticket is opened."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from sahay.config import Settings
from sahay.domain.hours import OpeningHours
from sahay.shop.tickets import SETTLED, NewTicket, Priority, Ticket, TicketState, is_at_least

# The moment by which a matter that was opened now will be answered.
Promise = Callable[[Priority, datetime], datetime]


def in_opening_hours(hours: OpeningHours, respond_within: Mapping[Priority, timedelta]) -> Promise:
    """Count the time of each priority while the desk is open."""

    def promise(priority: Priority, now: datetime) -> datetime:
        within = respond_within[priority]
        # A shop without opening hours has nobody to count on: then the clock's hours count.
        return hours.after(now, within) or now + within

    return promise


def from_settings(settings: Settings) -> Promise:
    hours = OpeningHours(settings.hours.week, frozenset(settings.hours.holidays), settings.shop.timezone)
    within = {priority: timedelta(hours=settings.tickets.respond_hours[priority]) for priority in Priority}
    return in_opening_hours(hours, within)


def opened(new: NewTicket, reference: str, now: datetime, promise: Promise) -> Ticket:
    """The ticket that a new matter becomes."""
    return Ticket(
        reference=reference,
        kind=new.kind,
        priority=new.priority,
        state=TicketState.OPEN,
        text=new.text,
        conversation_id=new.conversation_id,
        language=new.language,
        opened_at=now,
        respond_by=promise(new.priority, now),
        order_number=new.order_number,
        account_id=new.account_id,
        contact=new.contact,
    )


def raised(ticket: Ticket, least: Priority, now: datetime, promise: Promise) -> Ticket:
    """The ticket at least so urgent; unless it is solved, or is so already."""
    if ticket.state in SETTLED or is_at_least(ticket, least):
        return ticket
    return replace(ticket, priority=least, respond_by=min(ticket.respond_by, promise(least, now)))
