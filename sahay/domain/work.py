"""What is still to be done: messages to be answered (inbox) and messages to be delivered (outbox)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class InboxItem:
    """A customer's message that nobody has dealt with yet. `attempts` counts the turns begun for it."""

    conversation_id: str
    seq: int
    attempts: int
    received_at: datetime
    due_at: datetime


class Delivery(StrEnum):
    PENDING = "pending"
    SENT = "sent"
    DELIVERED = "delivered"  # the provider says that it has reached the customer's device
    READ = "read"
    FAILED = "failed"
    UNKNOWN = "unknown"  # the provider's answer was lost: it may have arrived, and is not sent twice


@dataclass(frozen=True, slots=True)
class OutboxItem:
    """A message on its way to the customer."""

    conversation_id: str
    seq: int
    attempts: int
    due_at: datetime


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """When to try again. `delays` are seconds after the first, second, ... failed attempt; the last one repeats."""

    attempts: int
    delays: tuple[float, ...]

    def exhausted(self, attempts: int) -> bool:
        return attempts >= self.attempts

    def next_at(self, attempts: int, now: datetime) -> datetime:
        """When to make the attempt after `attempts` failed ones (1 or more)."""
        delay = self.delays[min(attempts, len(self.delays)) - 1]
        return now + timedelta(seconds=delay)


class Outcome(StrEnum):
    """How a customer's message was dealt with."""

    ANSWERED = "answered"
    HANDED_OFF = "handed_off"
    APOLOGISED = "apologised"
    SUPERSEDED = "superseded"  # an agent stepped in while the bot was thinking
    NOTED = "noted"  # a tap that the app itself answered: nobody was asked


@dataclass(frozen=True, slots=True)
class Turn:
    """What the bot understood and did with one customer message: shown at the desk, kept for the reports."""

    conversation_id: str
    seq: int
    outcome: Outcome
    at: datetime
    intent: str | None = None
    confidence: float | None = None
    ranking: tuple[tuple[str, float], ...] = ()
    actions: tuple[str, ...] = ()
    slots: dict[str, object] | None = None
    error: str | None = None
    milliseconds: int = 0
