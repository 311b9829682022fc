"""What a customer is asked after a person has resolved their matter: how it was, and days later whether it holds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sahay.domain.conversation import Conversation, Owner

SCORES = range(1, 6)

# Whoever is talking with the bot is not asked in the midst of it.
QUIET = timedelta(minutes=2)
# A question that could not be asked for so long is not asked any more.
STALE = timedelta(days=1)
# Nobody is asked how it was more often than that.
ONCE_IN = timedelta(days=1)


class Inquiry(StrEnum):
    RATING = "rating"
    FOLLOW_UP = "follow_up"


class Decision(StrEnum):
    ASK = "ask"
    WAIT = "wait"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class Plan:
    """`after` says how long after the resolution each question is asked, if it is; `not_after` are reasons to resolve
    after which none is."""

    after: Mapping[Inquiry, timedelta]
    not_after: frozenset[str]

    def inquiries(self, resolved_at: datetime, reason: str | None) -> Iterator[tuple[Inquiry, datetime]]:
        """What is asked, and when."""
        if reason not in self.not_after:
            yield from ((inquiry, resolved_at + pause) for inquiry, pause in self.after.items())


@dataclass(frozen=True, slots=True)
class Asked:
    """One question about one resolution. `due_at` is None once it was asked, or dropped."""

    id: int
    conversation_id: str
    kind: Inquiry
    agent_id: str | None
    resolved_at: datetime
    due_at: datetime | None = None
    asked_at: datetime | None = None
    answered_at: datetime | None = None
    score: int | None = None
    solved: bool | None = None
    comment: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether an answer is still wanted."""
        return self.asked_at is not None and self.answered_at is None


def decide(inquiry: Asked, conversation: Conversation, last_asked_at: datetime | None, now: datetime) -> Decision:
    """Whether to ask now. `last_asked_at` is when this customer was asked such a thing before."""
    if inquiry.due_at is None or conversation.resolved_at != inquiry.resolved_at:
        return Decision.DROP  # resolved once more since: that has its own
    if conversation.owner not in (Owner.RESOLVED, Owner.BOT) or now - inquiry.due_at > STALE:
        return Decision.DROP
    if inquiry.kind is Inquiry.RATING and last_asked_at and now - last_asked_at < ONCE_IN:
        return Decision.DROP
    if conversation.owner is Owner.BOT and now - conversation.updated_at < QUIET:
        return Decision.WAIT
    return Decision.ASK
