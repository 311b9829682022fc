"""What the log tells of one conversation, without a word of what was said."""

from dataclasses import dataclass
from datetime import datetime

from sahay.domain.conversation import Transition
from sahay.domain.message import Author
from sahay.domain.work import Outcome


@dataclass(frozen=True, slots=True)
class Line:
    """Something that the customer or an agent (`author_id`) wrote."""

    at: datetime
    author: Author
    author_id: str | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """The bot's turn for the customer's message of `at`. It `asks` when it awaits a detail before it can answer;
    `actions` are what it did, `entry` is the key of the knowledge base's answer that it showed, and `helped` what the
    customer said of that (None: nothing)."""

    at: datetime
    outcome: Outcome
    intent: str | None = None
    asks: bool = False
    actions: tuple[str, ...] = ()
    entry: str | None = None
    helped: bool | None = None


@dataclass(frozen=True, slots=True)
class Rating:
    """The customer was asked how it went; `score` is 1 to 5, None while they have not said."""

    asked_at: datetime
    score: int | None = None
    agent_id: str | None = None


@dataclass(frozen=True, slots=True)
class History:
    """Everything that happened in one conversation, each part in the order of time."""

    conversation_id: str
    channel: str
    language: str
    lines: tuple[Line, ...] = ()
    replies: tuple[Reply, ...] = ()
    moves: tuple[Transition, ...] = ()
    ratings: tuple[Rating, ...] = ()
