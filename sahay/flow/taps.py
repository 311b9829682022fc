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


Answer = Callable[[Tap], Awaitable[None]]


class Taps:
    """`answers` are what is done for a payload, `expected` for a text, by what it is expected to be."""

    def __init__(self, answers: Mapping[str, Answer], expected: Mapping[str, Answer] | None = None) -> None:
        self._answers = answers
        self._expected = expected or {}

    def knows(self, payload: str) -> bool:
        return payload in self._answers

    def expects(self, conversation: Conversation, now: datetime) -> bool:
        """Whether a text that comes now is what was asked for."""
        if conversation.expects not in self._expected or conversation.owner in ANSWERED_BY_PEOPLE:
            return False
        return now - conversation.updated_at <= EXPECTED_FOR

    async def take(self, tx: Transaction, conversation: Conversation, message: Message) -> None:
        """Answer a tap, or a text that was expected."""
        expected = self._expected.get(conversation.expects or "")
        answer = self._answers.get(message.payload) if message.payload else expected
        if answer is None:
            raise LookupError(message.payload)  # an offered button without an answer: the texts' tests find it before
        await answer(Tap(tx, conversation, message, message.at))
        name = message.payload or PREFIX + (conversation.expects or "")
        turn = Turn(message.conversation_id, message.seq, Outcome.NOTED, message.at, intent=name.removeprefix("/"))
        await tx.record_turn(turn)
        log.info("taps.taken", conversation=message.conversation_id, seq=message.seq, tap=turn.intent)


class Waiting:
    """The customer who waits in the queue may go on with the bot."""

    def __init__(self, mover: Mover) -> None:
        self._mover = mover

    async def leave(self, tap: Tap) -> None:
        if tap.conversation.owner is not Owner.QUEUED:
            await self._mover.announce(tap.tx, tap.conversation, "app_not_waiting")
            return
        # What is still in the inbox was written to the person whom nobody waits for any more.
        while item := await tap.tx.next_in_inbox(tap.conversation.id):
            await tap.tx.finish(item)
        left = await self._mover.move(tap.tx, tap.conversation.leave_queue(tap.at))
        await self._mover.announce(tap.tx, left, "app_left_queue")
