"""A matter that an agent had resolved needs a person again."""

from dataclasses import replace

from sahay.domain.clock import Clock
from sahay.domain.conversation import Conversation, Owner
from sahay.domain.routing import Reopen, Rules, has_room
from sahay.flow.mover import Mover
from sahay.store.base import Transaction


class Recall:
    def __init__(self, mover: Mover, rules: Rules, clock: Clock) -> None:
        self._mover = mover
        self._rules = rules
        self._clock = clock

    def is_due(self, conversation: Conversation) -> bool:
        """Whether a customer's message is for a person again, and not for the bot."""
        if conversation.owner is not Owner.RESOLVED or self._rules.reopen is not Reopen.AGENT:
            return False
        return self._rules.is_recent(conversation, self._clock.now())

    async def call_back(self, tx: Transaction, conversation: Conversation) -> Conversation:
        """To the agent who had resolved it, if they are there and have room; else into the queue. The customer is told.

        Raises MoveRefused for a conversation that is not resolved.
        """
        now = self._clock.now()
        moved = conversation.call_back(now, self._rules.priority_of_return())
        waiting = await self._mover.move(tx, moved)
        agent = await tx.agent(conversation.resolved_by) if conversation.resolved_by else None
        if agent is None or not has_room(agent, await tx.load(agent.id), self._rules, now):
            await self._mover.announce_waiting(tx, waiting)
            return waiting
        await tx.save_agent(replace(agent, assigned_at=now))
        back = await self._mover.move(tx, waiting.assign(agent, now))
        await self._mover.announce(tx, back, "app_agent_joined", agent=agent.name)
        return back
