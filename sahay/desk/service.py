"""What an agent does with a conversation: claim, reply, resolve, return."""

from collections.abc import Callable
from itertools import takewhile

import structlog

from sahay.domain.agent import Agent
from sahay.domain.clock import Clock
from sahay.domain.conversation import Conversation, Moved, MoveRefused
from sahay.domain.message import Author, Draft, Message
from sahay.domain.work import Outcome
from sahay.flow.hub import Changed, Hub
from sahay.flow.texts import Texts
from sahay.store.base import Store, Transaction

log = structlog.get_logger()

# How far back a conversation that returns to the bot is searched for what nobody has answered.
RECENT_LINES = 50


def reply_id(conversation_id: str, agent_id: str, client_id: str) -> str:
    """What makes a reply the same one when it is sent again."""
    return f"{conversation_id}:{agent_id}:{client_id}"


class Desk:
    """Each call is one transaction. All raise ConversationNotFound and MoveRefused."""

    def __init__(
        self,
        store: Store,
        texts: Texts,
        hub: Hub,
        clock: Clock,
        wake_turns: Callable[[str], None],
        wake_outbox: Callable[[str], None],
    ) -> None:
        self._store = store
        self._texts = texts
        self._hub = hub
        self._clock = clock
        self._wake_turns = wake_turns
        self._wake_outbox = wake_outbox

    async def claim(self, conversation_id: str, agent: Agent) -> Conversation:
        """Take the conversation over, from the queue or from the bot; claiming what is one's own changes nothing."""
        async with self._store.transaction() as tx:
            conversation = await tx.conversation(conversation_id)
            if conversation.assignee_id == agent.id:
                return conversation
            await self._moved(tx, conversation.claim(agent, self._clock.now()))
            await self._announce(tx, conversation, "app_agent_joined", agent=agent.name)
        return await self._committed(conversation_id)

    async def reply(self, conversation_id: str, agent: Agent, client_id: str, text: str) -> Message:
        """Say something to the customer. The same `client_id` again is the same message."""
        external_id = reply_id(conversation_id, agent.id, client_id)
        async with self._store.transaction() as tx:
            conversation = await tx.conversation(conversation_id)
            known = await tx.message_by_external_id(conversation.channel, external_id)
            if known:
                return known
            conversation.require_assignee(agent)
            draft = Draft(Author.AGENT, text, name=agent.name, author_id=agent.id, external_id=external_id)
            message = await tx.append(conversation_id, draft, self._clock.now())
            await tx.to_outbox(message)
        self._tell(conversation_id)
        return message

    async def resolve(self, conversation_id: str, agent: Agent, seen_seq: int | None = None) -> Conversation:
        """The matter is settled. Refused when the customer wrote after `seen_seq`, the last line the agent saw."""
        async with self._store.transaction() as tx:
            conversation = await tx.conversation(conversation_id)
            if seen_seq is not None:
                await _refuse_unseen(tx, conversation_id, seen_seq)
            await self._moved(tx, conversation.resolve(agent, self._clock.now()))
            await self._announce(tx, conversation, "app_resolved", agent=agent.name)
        return await self._committed(conversation_id)

    async def return_to_bot(self, conversation_id: str, agent: Agent) -> Conversation:
        """The bot goes on, beginning with what the customer wrote and nobody has answered."""
        async with self._store.transaction() as tx:
            conversation = await tx.conversation(conversation_id)
            await self._moved(tx, conversation.return_to_bot(agent, self._clock.now()))
            for message in await _unanswered(tx, conversation):
                await tx.to_inbox(message)
            await self._announce(tx, conversation, "app_agent_left", agent=agent.name)
        self._wake_turns(conversation_id)
        return await self._committed(conversation_id)

    async def _moved(self, tx: Transaction, moved: Moved) -> None:
        await tx.save(moved.conversation)
        if moved.transition:
            await tx.record_transition(moved.transition)

    async def _announce(self, tx: Transaction, conversation: Conversation, key: str, **values: str) -> None:
        said = self._texts.say(key, conversation.language, **values)
        draft = Draft(Author.SYSTEM, said.text, buttons=said.buttons)
        await tx.to_outbox(await tx.append(conversation.id, draft, self._clock.now()))

    async def _committed(self, conversation_id: str) -> Conversation:
        async with self._store.snapshot() as snapshot:
            conversation = await snapshot.conversation(conversation_id)
        self._tell(conversation_id)
        self._hub.queue_moved()
        return conversation

    def _tell(self, conversation_id: str) -> None:
        log.info("desk.committed", conversation=conversation_id)
        self._hub.publish(Changed(conversation_id))
        self._wake_outbox(conversation_id)


async def _refuse_unseen(tx: Transaction, conversation_id: str, seen_seq: int) -> None:
    newer = await tx.messages(conversation_id, after=seen_seq)
    if any(line.author is Author.CUSTOMER for line in newer):
        raise MoveRefused("new_message", "The customer has written meanwhile. Read it first.")


async def _unanswered(tx: Transaction, conversation: Conversation) -> list[Message]:
    """What the customer wrote since somebody last answered.

    Without what waits in the inbox already, and without what a human was called for: that the agent has settled.
    """
    lines = await tx.messages(conversation.id, after=max(0, conversation.last_seq - RECENT_LINES))
    since = list(takewhile(lambda line: line.author in (Author.CUSTOMER, Author.SYSTEM), reversed(lines)))
    waiting = await tx.next_in_inbox(conversation.id)
    handed_off = {turn.seq for turn in await tx.turns(conversation.id) if turn.outcome is Outcome.HANDED_OFF}
    unasked = [line for line in reversed(since) if line.author is Author.CUSTOMER and line.seq not in handed_off]
    return [line for line in unasked if waiting is None or line.seq < waiting.seq]
