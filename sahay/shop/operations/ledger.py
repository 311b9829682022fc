"""The ledger of operations: one entry for each change that a message asked for. It is the audit log too.

    started --> done | refused         the shop's answer
       |----> not_done --> started     nothing was changed; the same message may try again until the customer knows
       +----> unknown                  nobody found out in a day; a person looks

What was asked, by whom and when never changes, nor does an answer of the shop.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol

from sahay.shop.operations import Asker, Write
from sahay.store.base import Transaction

# So long the reply to the message has to tell of it, before the settler does.
GRACE = timedelta(seconds=30)
# So much later a change can still be taken back.
UNDOABLE = timedelta(minutes=15)


class State(StrEnum):
    STARTED = "started"
    DONE = "done"
    REFUSED = "refused"
    NOT_DONE = "not_done"
    UNKNOWN = "unknown"


# Nothing has changed by these.
NEVER_MADE = frozenset({State.REFUSED, State.NOT_DONE})
# What is said of these is the whole truth.
ENDED = frozenset({State.DONE, State.REFUSED, State.NOT_DONE})


@dataclass(frozen=True, slots=True)
class Entry:
    """One operation. `before` is what the change replaces, read before it; `undoes` is the operation that it takes
    back; `attempts` are the settler's."""

    id: str
    write: Write
    asker: Asker
    started_at: datetime
    before: Mapping[str, Any] = field(default_factory=dict)
    undoes: str | None = None
    state: State = State.STARTED
    result: Mapping[str, Any] = field(default_factory=dict)
    ended_at: datetime | None = None
    attempts: int = 0
    told_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """Somebody asks for an operation: its entry, and the how-manieth time it is. Of several who are answered for the
    same message only the last one is listened to, so only what that one was told can be what the customer reads."""

    entry: Entry
    number: int


class Ledger(Protocol):
    """Each method is one transaction, but `told` and `tell`, which are part of another's."""

    async def again(self, operation_id: str) -> Call | None:
        """Ask for an operation that may be known; None when it is new."""

    async def begin(self, entry: Entry, holder: str, until: datetime) -> Call:
        """Keep a new one, to be worked on by `holder`. If somebody else was faster: what `again` gives."""

    async def take(self, operation_id: str, holder: str, now: datetime, until: datetime) -> Entry | None:
        """The right to work on it until a moment; None while somebody else has it. `holder` may have it already.

        What was not done is started anew, unless the customer knows. The entry is as it was before.
        """

    async def end(
        self, operation_id: str, state: State, result: Mapping[str, Any], now: datetime, call: int | None = None
    ) -> Entry:
        """Keep how it ended, unless it has ended already; the entry as it then is. Gives up the right to work on it.

        `call` is the number of the one who is answered with it."""

    async def answered(self, operation_id: str, call: int, state: State) -> None:
        """Keep what the call was answered."""

    async def entry(self, operation_id: str) -> Entry: ...

    async def later(self, operation_id: str, due_at: datetime) -> None:
        """The settler tried in vain, and will again."""

    async def due(self, now: datetime, limit: int = 50) -> Sequence[Entry]:
        """Those of which the customer may not know, that the settler has to look at, the longest due first."""

    async def last_done(
        self, conversation_id: str, since: datetime, message_id: str = "", limit: int = 10
    ) -> Sequence[Entry]:
        """What was done in a conversation since then and not taken back, the latest first; without what took back.

        What this very message took back is among them."""

    async def unsettled(self, conversation_id: str, write: Write) -> Entry | None:
        """A change of the same kind and subject that was begun in the conversation and has not ended."""

    async def is_undone(self, operation_id: str) -> bool: ...

    async def has_of(self, message_id: str) -> bool:
        """Whether there is an operation that this message asked for."""

    async def asked_since(self, write: Write, since: datetime) -> int:
        """How often a change of this kind and subject was asked for, in all conversations, and may have been made."""

    async def told(self, tx: Transaction, message_id: str, now: datetime, *, failed: bool = False) -> None:
        """The reply to this message is in the log: the customer knows what it says of ended operations.

        `failed`: it says that the bot could not do it, which is only true of what was not done."""

    async def tell(self, tx: Transaction, operation_id: str, state: State, now: datetime) -> bool:
        """The customer is told now that it is in this state; False when they know already, or it is in another."""
