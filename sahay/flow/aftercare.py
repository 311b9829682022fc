"""After a person has resolved a matter: how it was, whether it holds. Asked once each, answered by buttons."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import structlog

from sahay.domain.clock import Clock
from sahay.domain.conversation import Action, Conversation, Handoff, Owner, Reason, Transition
from sahay.domain.message import Message
from sahay.domain.priority import Priority
from sahay.domain.rating import SCORES, Asked, Decision, Inquiry, Plan, decide
from sahay.domain.work import Outcome
from sahay.flow.blocking import blocked_since
from sahay.flow.mover import Mover
from sahay.flow.recall import Recall
from sahay.flow.taps import Answer, Expected, Tap
from sahay.store import inquiries
from sahay.store.sql import SqlStore, SqlTransaction
from sahay.store.watched import in_database

log = structlog.get_logger()

RATE = "/app_rate_"
ADD_COMMENT = "/app_rating_comment"
RATINGS = (*(f"{RATE}{score}" for score in SCORES), ADD_COMMENT)
SOLVED, NOT_SOLVED, NO_FOLLOW_UP = FOLLOW_UPS = ("/app_solved", "/app_not_solved", "/app_no_follow_up")
COMMENT = "comment"
QUESTIONS = {Inquiry.RATING: "app_rating", Inquiry.FOLLOW_UP: "app_follow_up"}
# When the customer is talking with the bot, one looks again after so long.
LATER = timedelta(minutes=1)
# Told of a rating, in the transaction that stores it.
OnRating = Callable[[SqlTransaction, Asked], Awaitable[None]]


class Aftercare:
    """Asks what is due. As a witness (`sahay.store.watched`) it plans the questions when a matter is resolved."""

    def __init__(self, plan: Plan, clock: Clock) -> None:
        self._plan = plan
        self._clock = clock

    async def moved(self, tx: SqlTransaction, transition: Transition) -> None:
        if transition.action is not Action.RESOLVE:
            return
        for kind, due_at in self._plan.inquiries(transition.at, transition.detail):
            key, agent_id = transition.conversation_id, transition.by_id
            await inquiries.add(tx.connection, key, kind, agent_id, transition.at, due_at)

    async def said(self, tx: SqlTransaction, message: Message) -> None:
        """What is said plans nothing."""

    async def ask(self, store: SqlStore, mover: Mover) -> None:
        """Ask everything that is due."""
        async with store.database.read() as connection:
            due = await inquiries.due(connection, self._clock.now())
        for inquiry_id, conversation_id in due:
            try:
                async with store.transaction() as tx:
                    decision = await self._ask(tx, mover, inquiry_id, await tx.conversation(conversation_id))
            except Exception:
                # The others must not wait for one that cannot be dealt with.
                log.exception("aftercare.failed", conversation=conversation_id, inquiry=inquiry_id)
                continue
            if decision is Decision.ASK:
                log.info("aftercare.asked", conversation=conversation_id, inquiry=inquiry_id)
                mover.tell(conversation_id, queue_moved=False)

    async def _ask(
        self, tx: SqlTransaction, mover: Mover, inquiry_id: int, conversation: Conversation
    ) -> Decision | None:
        """The conversation is locked: whoever came first has asked."""
        now = self._clock.now()
        inquiry = await inquiries.find(tx.connection, inquiry_id)
        if inquiry is None or inquiry.due_at is None or inquiry.due_at > now:
            return None
        decision = await self._decide(tx, inquiry, conversation)
        if decision is Decision.ASK:
            await mover.announce(tx, conversation, QUESTIONS[inquiry.kind])
        changes: Mapping[Decision, Mapping[str, Any]] = {
            Decision.ASK: {"due_at": None, "asked_at": now},
            Decision.DROP: {"due_at": None},
            Decision.WAIT: {"due_at": now + LATER},
        }
        await inquiries.change(tx.connection, inquiry.id, **changes[decision])
        return decision

    async def _decide(self, tx: SqlTransaction, inquiry: Asked, conversation: Conversation) -> Decision:
        connection, contact_id = tx.connection, conversation.contact_id
        if await blocked_since(tx, conversation):
            return Decision.DROP
        if inquiry.kind is Inquiry.FOLLOW_UP and await inquiries.wants_no_follow_up(connection, contact_id):
            return Decision.DROP
        last_asked_at = await inquiries.last_asked(connection, contact_id, inquiry.kind)
        return decide(inquiry, conversation, last_asked_at, self._clock.now())


class Answers:
    """What customers answer. `on_rating` are told of each rating."""

    def __init__(self, mover: Mover, recall: Recall) -> None:
        self._mover = mover
        self._recall = recall
        self.on_rating: list[OnRating] = []

    @property
    def taps(self) -> Mapping[str, Answer]:
        return {
            **{f"{RATE}{score}": self.rate for score in SCORES},
            ADD_COMMENT: self.ask_for_comment,
            SOLVED: self.solved,
            NOT_SOLVED: self.not_solved,
            NO_FOLLOW_UP: self.refuse,
        }

    @property
    def expected(self) -> Mapping[str, Expected]:
        return {COMMENT: Expected(bool, self.keep_comment)}

    async def rate(self, tap: Tap) -> None:
        """The first answer counts."""
        tx, rating = in_database(tap.tx), await self._latest(tap, Inquiry.RATING)
        if rating is None or not rating.is_open:
            await self._say(tap, "app_rated_already")
            return
        rated = replace(rating, score=int((tap.message.payload or "").removeprefix(RATE)), answered_at=tap.at)
        await inquiries.change(tx.connection, rating.id, score=rated.score, answered_at=tap.at)
        for listener in self.on_rating:
            await listener(tx, rated)
        await self._say(tap, "app_rated")

    async def ask_for_comment(self, tap: Tap) -> None:
        """The next text is the comment."""
        await tap.tx.save(replace(tap.conversation, expects=COMMENT, updated_at=tap.at))
        await self._say(tap, "app_rating_comment")

    async def keep_comment(self, tap: Tap) -> None:
        rating = await self._latest(tap, Inquiry.RATING)
        if rating:
            await inquiries.change(in_database(tap.tx).connection, rating.id, comment=tap.message.text)
        await tap.tx.save(replace(tap.conversation, expects=None))
        await self._say(tap, "app_comment_kept")

    async def solved(self, tap: Tap) -> None:
        await self._note(tap, solved=True)
        await self._say(tap, "app_solved")

    async def not_solved(self, tap: Tap) -> Outcome | None:
        """Back to a person, without the bot."""
        await self._note(tap, solved=False)
        if tap.conversation.owner is Owner.RESOLVED:
            await self._recall.call_back(tap.tx, tap.conversation)
        elif tap.conversation.owner is Owner.BOT:
            handoff = Handoff(Reason.NOT_SOLVED, priority=Priority.HIGH)
            moved = tap.conversation.hand_off(handoff, tap.at, tap.conversation.team)
            await self._mover.announce_waiting(tap.tx, await self._mover.move(tap.tx, moved))
            return Outcome.HANDED_OFF
        else:
            await self._say(tap, "app_with_people")
        return None

    async def refuse(self, tap: Tap) -> None:
        await inquiries.refuse_follow_ups(in_database(tap.tx).connection, tap.conversation.contact_id, tap.at)
        await self._say(tap, "app_no_follow_up")

    async def _note(self, tap: Tap, *, solved: bool) -> None:
        follow_up = await self._latest(tap, Inquiry.FOLLOW_UP)
        if follow_up and follow_up.is_open:
            changes = {"solved": solved, "answered_at": tap.at}
            await inquiries.change(in_database(tap.tx).connection, follow_up.id, **changes)

    async def _latest(self, tap: Tap, kind: Inquiry) -> Asked | None:
        return await inquiries.latest(in_database(tap.tx).connection, tap.conversation.id, kind)

    async def _say(self, tap: Tap, key: str) -> None:
        await self._mover.announce(tap.tx, tap.conversation, key)
