"""The owner decides: while the bot has a conversation, each message becomes a turn of the engine."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from secrets import token_urlsafe
from typing import Protocol

import structlog

from sahay.domain.clock import Clock
from sahay.domain.conversation import Conversation, Handoff, Owner, Reason
from sahay.domain.message import Author, Draft, Message
from sahay.domain.routing import Rules
from sahay.domain.work import InboxItem, Outcome, RetryPolicy, Turn
from sahay.engine.client import Answer, EngineTrouble
from sahay.flow.asking_on import with_order
from sahay.flow.hub import Hub, Typing
from sahay.flow.inbox import Reader
from sahay.flow.mover import Mover
from sahay.flow.settling import Changes, NoChanges, message_id
from sahay.flow.texts import Said, Texts
from sahay.language.tag import nearest
from sahay.store.base import Store, Transaction

log = structlog.get_logger()

# The right to work on a conversation outlives any turn, and ends soon after its process died.
LEASE = timedelta(seconds=60)
# The button under every apology: it must work even while the engine does not.
ASK_FOR_HUMAN = "/contact_human_agent"
# Turns in a row that may end in an apology; the next one calls a person without asking.
APOLOGIES = 1


class Engine(Protocol):
    async def ask(self, conversation: Conversation, message: Message) -> Answer:
        """Raises EngineTrouble."""


class Turns:
    """Deals with what waits in the inbox, one conversation at a time and in order.

    A message that has waited for `last_attempt_seconds` is not tried again, so that nobody waits longer for an
    apology than they would for an answer. `languages` are the tags that a conversation may be in, `changes` are those
    that the bot may make in a turn.
    """

    def __init__(
        self,
        store: Store,
        engine: Engine,
        texts: Texts,
        hub: Hub,
        clock: Clock,
        mover: Mover,
        rules: Rules,
        policy: RetryPolicy,
        last_attempt_seconds: float,
        languages: tuple[str, ...],
        changes: Changes | None = None,
    ) -> None:
        self._store = store
        self._engine = engine
        self._texts = texts
        self._hub = hub
        self._clock = clock
        self._mover = mover
        self._rules = rules
        self._policy = policy
        self._languages = languages
        self._last_attempt_after = timedelta(seconds=last_attempt_seconds)
        self._changes = changes or NoChanges()
        self._holder = token_urlsafe(12)
        # Told of the message for which a person is called: it may hold more than the wish.
        self.readers: list[Reader] = []

    async def pending(self) -> Sequence[str]:
        async with self._store.snapshot() as snapshot:
            return await snapshot.conversations_with_inbox()

    async def drain(self, conversation_id: str) -> None:
        """Deal with every message that waits in this conversation, unless another process does."""
        while await self._acquire(conversation_id):
            try:
                item = await self._next(conversation_id)
                if item is None:
                    return
                await self._deal_with(item)
            finally:
                async with self._store.transaction() as tx:
                    await tx.release(conversation_id, self._holder)

    async def _acquire(self, conversation_id: str) -> bool:
        now = self._clock.now()
        async with self._store.transaction() as tx:
            return await tx.acquire(conversation_id, self._holder, now, now + LEASE)

    async def _next(self, conversation_id: str) -> InboxItem | None:
        async with self._store.snapshot() as snapshot:
            item = await snapshot.next_in_inbox(conversation_id)
        if item is not None:
            await asyncio.sleep(max(0.0, (item.due_at - self._clock.now()).total_seconds()))
        return item

    async def _deal_with(self, item: InboxItem) -> None:
        async with self._store.transaction() as tx:
            conversation = await tx.conversation(item.conversation_id)
            if conversation.owner is not Owner.BOT:
                await tx.finish(item)
                return
            message = await tx.message(item.conversation_id, item.seq)
            asked = await with_order(tx, message)
            spent = self._policy.exhausted(item.attempts)
            if not spent:
                item = await tx.begin_attempt(item)
        if spent:
            # Earlier attempts ended without a result: the process died, or what came back could not be stored.
            await self._apologise(message, item, EngineTrouble("attempts_spent"))
        else:
            await self._ask(conversation, message, asked, item)

    async def _ask(self, conversation: Conversation, message: Message, asked: Message, item: InboxItem) -> None:
        """`asked` is what the bot takes the message for."""
        log.info("turn.asked", conversation=conversation.id, seq=item.seq, attempt=item.attempts)
        began = self._clock.now()
        self._hub.publish(Typing(conversation.id, Author.BOT, on=True))
        try:
            answer = await self._engine.ask(conversation, asked)
        except EngineTrouble as trouble:
            log.warning("turn.trouble", conversation=conversation.id, seq=item.seq, kind=str(trouble))
            if message.payload != ASK_FOR_HUMAN and await self._postponed(item):
                return  # still typing, as far as the customer is concerned
            await self._apologise(message, item, trouble)
        else:
            log.info("turn.answered", conversation=conversation.id, seq=item.seq, intent=answer.intent)
            await self._answer(message, item, answer, began)
        self._hub.publish(Typing(conversation.id, Author.BOT, on=False))

    async def _answer(self, message: Message, item: InboxItem, answer: Answer, began: datetime) -> None:
        now = self._clock.now()
        turn = Turn(
            conversation_id=message.conversation_id,
            seq=message.seq,
            outcome=Outcome.HANDED_OFF if answer.handoff else Outcome.ANSWERED,
            at=now,
            intent=answer.intent,
            confidence=answer.confidence,
            ranking=answer.ranking,
            actions=answer.actions,
            slots=answer.slots,
            milliseconds=round((now - began).total_seconds() * 1000),
        )
        async with self._store.transaction() as tx:
            conversation = await self._still_ours(tx, item, turn)
            if conversation is None:
                return
            conversation = replace(
                conversation,
                order_number=_order_number(answer) or conversation.order_number,
                language=nearest(answer.language or "", self._languages) or conversation.language,
            )
            for reply in answer.replies:
                draft = Draft(Author.BOT, reply.text, buttons=reply.buttons, card=reply.card)
                await self._say(tx, conversation.id, draft)
            await self._changes.told(tx, message_id(message), now, failed=_failed(answer))
            if answer.handoff:
                await self._hand_off(tx, conversation.bot_answered(now), answer.handoff, message)
            else:
                await tx.save(conversation.bot_answered(now))
            await tx.record_turn(turn)
            await tx.finish(item)
        self._committed(turn)

    async def _postponed(self, item: InboxItem) -> bool:
        """Put the message off for another attempt, unless attempts or time have run out."""
        if self._policy.exhausted(item.attempts):
            return False
        again_at = self._policy.next_at(item.attempts, self._clock.now())
        if again_at > item.received_at + self._last_attempt_after:
            return False
        async with self._store.transaction() as tx:
            await tx.postpone(item, again_at)
        return True

    async def _apologise(self, message: Message, item: InboxItem, trouble: EngineTrouble) -> None:
        """No answer is to be had: say so and offer a person, or call one."""
        now = self._clock.now()
        turn = Turn(message.conversation_id, message.seq, Outcome.APOLOGISED, now, error=str(trouble))
        async with self._store.transaction() as tx:
            conversation = await self._still_ours(tx, item, turn)
            if conversation is None:
                return
            reason = _reason_for_human(conversation, message)
            if reason is None:
                said = self._texts.say("app_apology", conversation.language)
                await self._say(tx, conversation.id, _draft(Author.BOT, said))
                await tx.save(conversation.bot_in_trouble(now))
            else:
                turn = replace(turn, outcome=Outcome.HANDED_OFF)
                await self._hand_off(tx, conversation, Handoff(reason), message)
            await tx.record_turn(turn)
            await tx.finish(item)
        self._committed(turn)

    async def _still_ours(self, tx: Transaction, item: InboxItem, turn: Turn) -> Conversation | None:
        """The conversation as it is now, or None when this turn's result is no longer wanted."""
        conversation = await tx.conversation(item.conversation_id)
        head = await tx.next_in_inbox(item.conversation_id)
        if head is None or head.seq != item.seq:
            return None  # another process took over and has finished it
        if conversation.owner is not Owner.BOT:
            # An agent stepped in meanwhile: the bot holds its tongue, the desk sees what it would have known.
            await tx.record_turn(replace(turn, outcome=Outcome.SUPERSEDED))
            await tx.finish(item)
            return None
        return conversation

    async def _hand_off(self, tx: Transaction, conversation: Conversation, handoff: Handoff, message: Message) -> None:
        now = self._clock.now()
        urgent = replace(handoff, priority=self._rules.priority_of(handoff, conversation, now))
        waiting = await self._mover.move(tx, conversation.hand_off(urgent, now, self._rules.team_of(handoff)))
        await self._mover.announce_waiting(tx, waiting)
        for read in self.readers:
            await read(tx, waiting, message)

    async def _say(self, tx: Transaction, conversation_id: str, draft: Draft) -> None:
        await tx.to_outbox(await tx.append(conversation_id, draft, self._clock.now()))

    def _committed(self, turn: Turn) -> None:
        log.info("turn.committed", conversation=turn.conversation_id, seq=turn.seq, outcome=turn.outcome)
        self._mover.tell(turn.conversation_id, queue_moved=turn.outcome is Outcome.HANDED_OFF)


def _draft(author: Author, said: Said) -> Draft:
    return Draft(author, said.text, buttons=said.buttons)


def _failed(answer: Answer) -> bool:
    """Whether an action failed: it has taken back what it may have said of a change."""
    return answer.handoff is not None and answer.handoff.reason is Reason.ACTION_FAILED


def _order_number(answer: Answer) -> str | None:
    number = (answer.slots or {}).get("order_number")
    return str(number) if number else None


def _reason_for_human(conversation: Conversation, message: Message) -> Reason | None:
    """Without the engine: a human when the customer asked by button, or when an apology was already made."""
    if message.payload == ASK_FOR_HUMAN:
        return Reason.REQUESTED
    return Reason.ENGINE_TROUBLE if conversation.troubles >= APOLOGIES else None
