"""Buttons that the app itself answers, at once and in the transaction that stores the tap: `/app_...`.

A tap is no message to anybody: it opens no conversation again, wakes none, and goes to neither engine nor agent. Each
is recorded as a turn. The same holds for a text that the app has asked for (`Conversation.expects`).
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from sahay.domain.conversation import Conversation, Owner
from sahay.domain.message import Message
from sahay.domain.work import Outcome, Turn
from sahay.flow.mover import Mover
from sahay.store.base import Transaction

log = structlog.get_logger()

PREFIX = "/app_"
LEAVE_QUEUE = "/app_leave_queue"
# For so long the next text is taken for what was asked for; later it is a message like any other.
EXPECTED_FOR = timedelta(hours=1)
# Here a text is meant for somebody.
ANSWERED_BY_PEOPLE = frozenset({Owner.QUEUED, Owner.AGENT, Owner.SNOOZED})


def is_tap(payload: str | None) -> bool:
    """Whether the app answers this button itself."""
    return payload is not None and payload.startswith(PREFIX)


@dataclass(frozen=True, slots=True)
class Tap:
    """What was tapped, or the text that was asked for, with the conversation as it is in this transaction."""

    tx: Transaction
    conversation: Conversation
    message: Message
    at: datetime


# Gives what became of it, if it is more than noted.
Answer = Callable[[Tap], Awaitable[Outcome | None]]


@dataclass(frozen=True, slots=True)
class Expected:
    """What the next text may be: `is_it` looks at it."""

    is_it: Callable[[str], bool]
    answer: Answer


class Taps:
    """`answers` are what is done for a payload, `expected` for a text, by the name of what it is expected to be."""

    def __init__(self, answers: Mapping[str, Answer], expected: Mapping[str, Expected] | None = None) -> None:
        self._answers = dict(answers)
        self._expected = expected or {}

    def add(self, answers: Mapping[str, Answer]) -> None:
        """What else is answered."""
        self._answers.update(answers)

    def expects(self, conversation: Conversation, text: str, now: datetime) -> bool:
        """Whether a text that comes now is what was asked for."""
        expected = self._expected.get(conversation.expects or "")
        if expected is None or conversation.owner in ANSWERED_BY_PEOPLE:
            return False
        return now - conversation.updated_at <= EXPECTED_FOR and expected.is_it(text)

    async def take(self, tx: Transaction, conversation: Conversation, message: Message) -> None:
        """Answer a tap, or a text that was expected. Raises KeyError for a payload that none of the texts has."""
        name = message.payload or PREFIX + (conversation.expects or "")
        answer = self._answers[name] if message.payload else self._expected[conversation.expects or ""].answer
        outcome = await answer(Tap(tx, conversation, message, message.at)) or Outcome.NOTED
        turn = Turn(message.conversation_id, message.seq, outcome, message.at, intent=name.removeprefix("/"))
        await tx.record_turn(turn)
        log.info("taps.taken", conversation=message.conversation_id, seq=message.seq, tap=turn.intent)


async def leave_queue(mover: Mover, tap: Tap) -> None:
    """The customer does not want to wait any longer, and goes on with the bot."""
    if tap.conversation.owner is not Owner.QUEUED:
        await mover.announce(tap.tx, tap.conversation, "app_not_waiting")
        return
    # What is still in the inbox was written to the person whom nobody waits for any more.
    while item := await tap.tx.next_in_inbox(tap.conversation.id):
        await tap.tx.finish(item)
    left = await mover.move(tap.tx, tap.conversation.leave_queue(tap.at))
    await mover.announce(tap.tx, left, "app_left_queue")
