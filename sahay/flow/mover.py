"""A conversation changes hands: stored, said to the customer, told to whoever looks."""

from collections.abc import Awaitable, Callable
from typing import Any

from sahay.domain.clock import Clock
from sahay.domain.conversation import Conversation, Moved
from sahay.domain.hours import OpeningHours
from sahay.domain.message import Author, Button, Draft, Message
from sahay.domain.waiting import Range
from sahay.flow.hub import AgentsChanged, Changed, Hub
from sahay.flow.moments import spoken_moment
from sahay.flow.texts import Texts
from sahay.store.base import Transaction

QUEUED = "app_queued"
QUEUED_RANGE = "app_queued_range"


class Mover:
    """What is done inside a transaction, and after it."""

    def __init__(
        self, texts: Texts, hub: Hub, clock: Clock, hours: OpeningHours, wake_outbox: Callable[[str], None]
    ) -> None:
        self._texts = texts
        self._hub = hub
        self._clock = clock
        self._hours = hours
        self._wake_outbox = wake_outbox
        # How long those who wait for a team will wait; None where nothing can be said.
        self.waits: Callable[[str | None], Awaitable[Range | None]] | None = None
        # What else those who wait may want.
        self.offers: Callable[[Conversation], tuple[Button, ...]] = lambda _: ()

    async def move(self, tx: Transaction, moved: Moved) -> Conversation:
        await tx.save(moved.conversation)
        if moved.transition:
            await tx.record_transition(moved.transition)
        return moved.conversation

    async def announce(
        self,
        tx: Transaction,
        conversation: Conversation,
        key: str,
        payload: str | None = None,
        buttons: tuple[Button, ...] = (),
        **values: object,
    ) -> Message:
        """Say it to the customer, in their language. `payload` is what the bot is to take it for, `buttons` are put
        behind the text's own."""
        said = self._texts.say(key, conversation.language, **values)
        draft = Draft(Author.SYSTEM, said.text, buttons=said.buttons + buttons, payload=payload)
        message = await tx.append(conversation.id, draft, self._clock.now())
        await tx.to_outbox(message)
        return message

    async def announce_waiting(
        self, tx: Transaction, conversation: Conversation, key: str = QUEUED, agent: str | None = None
    ) -> None:
        """Their place in the queue, and when somebody comes if nobody is there now."""
        now = self._clock.now()
        values: dict[str, Any] = {"position": await tx.position(conversation.id), "agent": agent}
        wait = await self.waits(conversation.team) if self.waits and key == QUEUED else None
        if wait:
            key, values = QUEUED_RANGE, {**values, "least": wait.least, "most": wait.most}
        await self.announce(tx, conversation, key, None, self.offers(conversation), **values)
        opens = None if self._hours.is_open(now) else self._hours.next_opening(now)
        if opens:
            moment = spoken_moment(opens, conversation.language)
            await self.announce(tx, conversation, "app_outside_hours", opens=moment)

    def tell_of_agents(self) -> None:
        """Somebody is there who was not, or the other way round."""
        self._hub.publish(AgentsChanged())

    def tell(self, conversation_id: str, *, queue_moved: bool = True) -> None:
        """It is committed."""
        self._hub.publish(Changed(conversation_id))
        if queue_moved:
            self._hub.queue_moved()
        self._wake_outbox(conversation_id)
