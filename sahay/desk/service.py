"""What an agent does with a conversation: claim, reply, pass it to somebody else, set it aside, end it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import takewhile

import structlog

from sahay.domain.agent import Agent, Availability
from sahay.domain.availability import availability
from sahay.domain.clock import Clock
from sahay.domain.conversation import Conversation, MoveRefused
from sahay.domain.message import Author, Draft, Message
from sahay.domain.priority import Priority
from sahay.domain.routing import Rules
from sahay.domain.work import Outcome
from sahay.flow.mover import Mover
from sahay.flow.recall import Recall
from sahay.flow.texts import Texts
from sahay.store.base import Store, Transaction

log = structlog.get_logger()

# How far back a conversation that returns to the bot is searched for what nobody has answered.
RECENT_LINES = 50
DEALT_WITH = (Outcome.HANDED_OFF, Outcome.NOTED)


def reply_id(conversation_id: str, agent_id: str, client_id: str) -> str:
    """What makes a reply the same one when it is sent again."""
    return f"{conversation_id}:{agent_id}:{client_id}"


class Desk:
    """Each call is one transaction. All raise ConversationNotFound and MoveRefused."""

    def __init__(
        self,
        store: Store,
        texts: Texts,
        clock: Clock,
        mover: Mover,
        recall: Recall,
        rules: Rules,
        wake_turns: Callable[[str], None],
    ) -> None:
        self._store = store
        self._texts = texts
        self._clock = clock
        self._mover = mover
        self._recall = recall
        self._rules = rules
        self._wake_turns = wake_turns

    async def claim(self, conversation_id: str, agent: Agent) -> Conversation:
        """Take the conversation over, from the queue or from the bot; claiming what is one's own changes nothing."""
        async with self._store.transaction() as tx:
            conversation = await tx.conversation(conversation_id)
            if conversation.assignee_id == agent.id:
                return conversation
            await self._mover.move(tx, conversation.claim(agent, self._clock.now()))
            await self._mover.announce(tx, conversation, "app_agent_joined", agent=agent.name)
        return await self._committed(conversation_id)

    async def decline(self, conversation_id: str, agent: Agent) -> Conversation:
        """Not take what was offered: somebody else is asked."""
        async with self._store.transaction() as tx:
            conversation = await tx.conversation(conversation_id)
            await tx.save(conversation.decline(agent, self._clock.now()))
        return await self._committed(conversation_id)

    async def reply(
        self, conversation_id: str, agent: Agent, client_id: str, text: str, files: Sequence[str] = ()
    ) -> Message:
        """Say something to the customer, with what was uploaded for it. The same `client_id` again is the same message.
        Raises UploadNotFound."""
        external_id = reply_id(conversation_id, agent.id, client_id)
        async with self._store.transaction() as tx:
            conversation = await tx.conversation(conversation_id)
            known = await tx.message_by_external_id(conversation.channel, external_id)
            if known:
                return known
            conversation.require_assignee(agent)
            draft = Draft(Author.AGENT, text, name=agent.name, author_id=agent.id, external_id=external_id)
            draft = replace(draft, files=await tx.to_send(conversation_id, files, agent.id))
            message = await tx.append(conversation_id, draft, self._clock.now())
            await tx.to_outbox(message)
        log.info("desk.committed", conversation=conversation_id)
        self._mover.tell(conversation_id, queue_moved=False)
        return message

    async def assign(self, conversation_id: str, by: Agent, to_id: str) -> Conversation:
        """A supervisor gives it to an agent, whoever has it now. Refused for one who is not at the desk."""
        async with self._store.transaction() as tx:
            conversation = await tx.conversation(conversation_id)
            if conversation.assignee_id == to_id:
                return conversation
            to = await self._at_the_desk(tx, to_id)
            await self._mover.move(tx, conversation.assign(to, self._clock.now(), by))
            await self._mover.announce(tx, conversation, "app_agent_joined", agent=to.name)
        return await self._committed(conversation_id)

    async def transfer(self, conversation_id: str, agent: Agent, to_id: str) -> Conversation:
        """Pass it to another agent. Refused for one who is not at the desk."""
        async with self._store.transaction() as tx:
            conversation = await tx.conversation(conversation_id)
            conversation.require_assignee(agent)
            if to_id == agent.id:
                return conversation
            to = await self._at_the_desk(tx, to_id)
            await self._mover.move(tx, conversation.transfer(agent, to, self._clock.now()))
            await self._mover.announce(tx, conversation, "app_agent_changed", agent=to.name, before=agent.name)
        return await self._committed(conversation_id)

    async def give_back(self, conversation_id: str, agent: Agent, team: str | None = None) -> Conversation:
        """Back to the queue, to its old place: for a team, or for the one that it was for."""
        async with self._store.transaction() as tx:
            conversation = await tx.conversation(conversation_id)
            detail = "to_team" if team else None
            moved = conversation.give_back(agent, self._clock.now(), team or conversation.team, detail)
            waiting = await self._mover.move(tx, moved)
            await self._mover.announce_waiting(tx, waiting, "app_waiting_again", agent=agent.name)
        return await self._committed(conversation_id)

    async def take_back(self, conversation_id: str, by: Agent) -> Conversation:
        """A supervisor takes it from the agent who has it, into the queue."""
        async with self._store.transaction() as tx:
            conversation = await tx.conversation(conversation_id)
            holder = (await tx.agents()).get(conversation.assignee_id or "")
            waiting = await self._mover.move(tx, conversation.take_back(self._clock.now(), by))
            await self._mover.announce_waiting(tx, waiting, "app_waiting_again", agent=holder.name if holder else "")
        return await self._committed(conversation_id)

    async def snooze(self, conversation_id: str, agent: Agent, until: datetime) -> Conversation:
        """Set it aside until a moment, or until the customer writes."""
        async with self._store.transaction() as tx:
            conversation = await tx.conversation(conversation_id)
            await self._mover.move(tx, conversation.snooze(agent, until, self._clock.now()))
        return await self._committed(conversation_id)

    async def wake(self, conversation_id: str, agent: Agent) -> Conversation:
        """Go on with what was set aside."""
        async with self._store.transaction() as tx:
            conversation = await tx.conversation(conversation_id)
            conversation.require_assignee(agent)
            await self._mover.move(tx, conversation.wake(self._clock.now()))
        return await self._committed(conversation_id)

    async def prioritise(self, conversation_id: str, agent: Agent, priority: Priority) -> Conversation:
        """Say how urgent it is, whoever has it."""
        async with self._store.transaction() as tx:
            conversation = await tx.conversation(conversation_id)
            await self._mover.move(tx, conversation.prioritise(priority, self._clock.now(), agent))
        return await self._committed(conversation_id)

    async def resolve(
        self, conversation_id: str, agent: Agent, seen_seq: int | None = None, reason: str | None = None
    ) -> Conversation:
        """The matter is settled. Refused when the customer wrote after `seen_seq`, the last line the agent saw."""
        async with self._store.transaction() as tx:
            conversation = await tx.conversation(conversation_id)
            if seen_seq is not None:
                await _refuse_unseen(tx, conversation_id, seen_seq)
            await self._mover.move(tx, conversation.resolve(agent, self._clock.now(), reason))
            await self._mover.announce(tx, conversation, "app_resolved", agent=agent.name)
        return await self._committed(conversation_id)

    async def close(self, conversation_id: str, by: Agent, reason: str | None = None) -> Conversation:
        """A supervisor settles it, whoever has it, or nobody yet: what is no matter for anybody."""
        async with self._store.transaction() as tx:
            conversation = await tx.conversation(conversation_id)
            await self._mover.move(tx, conversation.close(by, self._clock.now(), reason))
            await self._mover.announce(tx, conversation, "app_resolved", agent=by.name)
        return await self._committed(conversation_id)

    async def call_back(self, conversation_id: str) -> Conversation:
        """The customer says that it was not solved: to the agent who had resolved it, or into the queue."""
        async with self._store.transaction() as tx:
            await self._recall.call_back(tx, await tx.conversation(conversation_id))
        return await self._committed(conversation_id)

    async def return_to_bot(self, conversation_id: str, agent: Agent, next_step: str | None = None) -> Conversation:
        """The bot goes on: with a wish (an intent), or with what the customer wrote and nobody has answered."""
        async with self._store.transaction() as tx:
            conversation = await tx.conversation(conversation_id)
            await self._mover.move(tx, conversation.return_to_bot(agent, self._clock.now(), next_step))
            if next_step:
                await self._begin(tx, conversation, agent, next_step)
            else:
                for message in await _unanswered(tx, conversation):
                    await tx.to_inbox(message)
                await self._mover.announce(tx, conversation, "app_agent_left", agent=agent.name)
        self._wake_turns(conversation_id)
        return await self._committed(conversation_id)

    async def _begin(self, tx: Transaction, conversation: Conversation, agent: Agent, intent: str) -> None:
        """The line that says so is what the bot answers, as though the customer had tapped that button."""
        step = self._texts.say(f"title_{intent}", conversation.language).text
        key, payload = "app_agent_left_next", f"/{intent}"
        line = await self._mover.announce(tx, conversation, key, payload, agent=agent.name, step=step)
        await tx.to_inbox(line)

    async def _at_the_desk(self, tx: Transaction, agent_id: str) -> Agent:
        agent = await tx.agent(agent_id)
        if agent is None:
            raise MoveRefused("no_such_agent", "There is no such agent.")
        if availability(agent, self._clock.now(), self._rules.silence) is Availability.OFFLINE:
            raise MoveRefused("not_there", f"{agent.name} is not at the desk. Choose somebody else, or a team.")
        return agent

    async def _committed(self, conversation_id: str) -> Conversation:
        async with self._store.snapshot() as snapshot:
            conversation = await snapshot.conversation(conversation_id)
        log.info("desk.committed", conversation=conversation_id)
        self._mover.tell(conversation_id)
        return conversation


async def _refuse_unseen(tx: Transaction, conversation_id: str, seen_seq: int) -> None:
    newer = await tx.messages(conversation_id, after=seen_seq)
    if any(line.author is Author.CUSTOMER for line in newer):
        raise MoveRefused("new_message", "The customer has written meanwhile. Read it first.")


async def _unanswered(tx: Transaction, conversation: Conversation) -> list[Message]:
    """What the customer wrote since somebody last answered.

    Without what waits in the inbox already, without what a human was called for, which the agent has settled, and
    without what the app itself has answered.
    """
    lines = await tx.messages(conversation.id, after=max(0, conversation.last_seq - RECENT_LINES))
    since = list(takewhile(lambda line: line.author in (Author.CUSTOMER, Author.SYSTEM), reversed(lines)))
    waiting = await tx.next_in_inbox(conversation.id)
    done = {turn.seq for turn in await tx.turns(conversation.id) if turn.outcome in DEALT_WITH}
    asked = [line for line in reversed(since) if line.author is Author.CUSTOMER and line.text]
    unasked = [line for line in asked if line.seq not in done]
    return [line for line in unasked if waiting is None or line.seq < waiting.seq]
