"""What happened in a run: all that customers and agents sent and saw, and what the database holds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a conversation's log, as one of its readers got it, and when they did."""

    seq: int
    author: str
    text: str
    at: datetime
    client_id: str | None = None
    seen: datetime | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Sent:
    """A message as its sender knows it. `seq` is what the 202 said; `began` is when it was first tried.

    `kind` says what a customer meant by it, and `expects` what the bot's answer must hold, if anything.
    """

    client_id: str
    text: str
    seq: int
    began: datetime
    kind: str = ""
    expects: str | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """A row of the table `turn`: how the bot dealt with the customer's message `seq`."""

    seq: int
    outcome: str
    at: datetime
    intent: str | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """A row of the table `transition`: the conversation's owner changed."""

    action: str
    after: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Final:
    """The last question of all, when nothing is killed any more: the bot said `answer` about an order; a right
    answer matches `pattern`."""

    pattern: str
    answer: str


@dataclass(frozen=True, slots=True)
class Conversation:
    """One customer's thread from all sides.

    log        what GET ?after=0 gave at the end         desk      the same, as the desk saw it
    followed   what the customer put together from streams and reads over all reconnects
    sent       by the customer, in order                 replied   by agents, in order
    turns, moves, inbox, outbox: the database's rows (inbox: seqs; outbox: delivery state by seq)
    """

    id: str
    log: tuple[Line, ...]
    followed: tuple[Line, ...]
    desk: tuple[Line, ...]
    sent: tuple[Sent, ...]
    replied: tuple[Sent, ...] = ()
    turns: tuple[Turn, ...] = ()
    moves: tuple[Move, ...] = ()
    inbox: tuple[int, ...] = ()
    outbox: Mapping[int, str] = field(default_factory=dict)
    final: Final | None = None


@dataclass(frozen=True, slots=True)
class Kill:
    """One process ended with SIGKILL at a step; `back_seconds` later it was ready again."""

    process: str
    step: str
    at: datetime
    back_seconds: float


@dataclass(frozen=True, slots=True)
class History:
    """A whole run. `faults` are answers that must never be given: 5xx, refusals of well-formed requests."""

    seed: int
    conversations: tuple[Conversation, ...]
    kills: tuple[Kill, ...] = ()
    faults: tuple[str, ...] = ()
