"""Running a customer's message through the bot: wholly, once, and one at a time per conversation."""

import asyncio
from weakref import WeakValueDictionary

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

from components import quiet
from components.answer import Answer
from components.log import log
from components.payload import Vocabulary, read
from components.processor import ActionFailed, StrictProcessor
from components.question import Question

CHANNEL = "sahay"
SLACK_SECONDS = 2.0  # what a turn may take beside its slowest action


class EmptyTurn(Exception):
    """The bot said nothing to the message."""


class Turns:
    """Answers questions. A turn that raises has left no trace in the tracker store, so that asking again runs it
    anew: the tracker is written once, at the end, and only if the turn is whole."""

    def __init__(self) -> None:
        # Rasa's own lock looks once a second whether it is free: five messages sent at once took 4 seconds.
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def answer(self, processor: StrictProcessor, question: Question) -> Answer:
        """Raises ActionFailed, EmptyTurn, StoreFailed."""
        async with self._locks.setdefault(question.sender, asyncio.Lock()):
            with quiet.turn():
                return await self._answer(processor, question)

    async def _answer(self, processor: StrictProcessor, question: Question) -> Answer:
        store = processor.tracker_store
        tracker = await store.get_or_create_tracker(question.sender, append_action_listen=False)
        seen = Answer.read(tracker, question.message_id)
        if seen and seen.replies:
            return seen.as_replay()
        if question.fresh:
            tracker = store.emptied(tracker)
        payload = read(question.message, Vocabulary.of(processor.domain)) if question.kind == "payload" else None
        # What is said is read from the tracker, not from this channel.
        message = UserMessage(
            question.message,
            CollectingOutputChannel(),
            question.sender,
            parse_data=payload,
            input_channel=CHANNEL,
            message_id=question.message_id,
            metadata=question.metadata,
        )
        try:
            async with asyncio.timeout(processor.action_timeout + SLACK_SECONDS):
                await processor.take_turn(message, tracker, question.language)
        except TimeoutError:
            raise ActionFailed(tracker.latest_action_name or "?", "the turn took too long") from None
        answer = Answer.read(tracker, question.message_id)
        if not answer or not answer.replies:
            raise EmptyTurn
        await store.save(tracker)
        log("engine.saved", message_id=question.message_id)
        return answer
