"""Matters that a person will deal with later, with a number to ask by and a promise of time. Kept by Sahay itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class TicketKind(StrEnum):
    COMPLAINT = "complaint"
    PAYMENT = "payment"
    REFUND = "refund"
    RETURN = "return"
    ORDER = "order"
    ACCOUNT = "account"
    DATA_DELETION = "data_deletion"
    PRODUCT = "product"
    OTHER = "other"


class Priority(StrEnum):
    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"


# From the least urgent to the most.
URGENCY = tuple(Priority)


class TicketState(StrEnum):
    OPEN = "open"
    IN_PROGRESS = "in_progress"
    SOLVED = "solved"
    CLOSED = "closed"


# Nobody waits for an answer any more.
SETTLED = frozenset({TicketState.SOLVED, TicketState.CLOSED})


@dataclass(frozen=True, slots=True)
class NewTicket:
    """`text` is the matter in the customer's words. `account_id` is the customer who proved to be one."""

    kind: TicketKind
    priority: Priority
    text: str
    conversation_id: str
    language: str
    order_number: str | None = None
    account_id: str | None = None
    contact: str | None = None


@dataclass(frozen=True, slots=True)
class Ticket:
    """`reference` is what the customer is told ("T-7K3QXM"): easy to read aloud, not to guess, and no proof of
    anything. By `respond_by` somebody answers, counted in opening hours from the settings."""

    reference: str
    kind: TicketKind
    priority: Priority
    state: TicketState
    text: str
    conversation_id: str
    language: str
    opened_at: datetime
    respond_by: datetime
    order_number: str | None = None
    account_id: str | None = None
    contact: str | None = None
    closed_at: datetime | None = None


def is_at_least(ticket: Ticket, priority: Priority) -> bool:
    return URGENCY.index(ticket.priority) >= URGENCY.index(priority)


class Tickets(Protocol):
    async def open(self, new: NewTicket, *, key: str, now: datetime) -> Ticket:
        """Keep a new one. With a `key` that was used before: the one that was opened then."""

    async def of_conversation(self, conversation_id: str) -> Sequence[Ticket]:
        """The latest first."""

    async def of_account(self, account_id: str) -> Sequence[Ticket]:
        """The latest first."""

    async def add(self, reference: str, text: str, *, key: str, now: datetime) -> Ticket | None:
        """More from the customer about a matter; None when there is no such ticket."""

    async def move(self, reference: str, state: TicketState, *, by: str, now: datetime) -> Ticket | None:
        """An agent's change of state; None when there is no such ticket."""

    async def raise_priority(self, reference: str, least: Priority, *, now: datetime) -> Ticket | None:
        """Make it at least so urgent, with the promise of that from now on if it is sooner. What is solved, or as
        urgent already, stays as it is; None when there is no such ticket."""

    async def waiting(self, limit: int = 100) -> Sequence[Ticket]:
        """What is not solved, the most urgent first: by `respond_by`."""
