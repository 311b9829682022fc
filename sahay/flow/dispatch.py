"""Nobody is left waiting: offers, assigns, wakes what was set aside, and gives back what an absent agent had.

Each decision is made again on the locked conversation and agent, in a transaction of its own: where several apps run,
one of them makes it.
"""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import structlog

from sahay.domain.agent import Agent, Availability
from sahay.domain.availability import availability, is_gone
from sahay.domain.clock import Clock
from sahay.domain.conversation import Conversation, Owner
from sahay.domain.routing import Assignment, Decision, Rules, has_room, loads, route
from sahay.flow.mover import Mover
from sahay.store.base import Store, Transaction

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Seen:
    """The desk as it is now."""

    waiting: tuple[Conversation, ...]
    held: tuple[Conversation, ...]
    agents: dict[str, Agent]


Change = Callable[[Transaction, Conversation], Coroutine[Any, Any, bool]]


class Dispatch:
    def __init__(self, store: Store, mover: Mover, rules: Rules, clock: Clock) -> None:
        self._store = store
        self._mover = mover
        self._rules = rules
        self._clock = clock
        # Consoles could give no sign before: nobody is taken for gone because the app was away.
        self._watched_since = clock.now()
        self._there: dict[str, Availability] = {}

    async def work(self) -> None:
        """Do what is due now."""
        seen = await self._look()
        self._notice(seen)
        due = [each.id for each in seen.held if self._is_due(each)]
        left = [each.id for each in seen.held if self._is_left(each, seen.agents.get(each.assignee_id or ""))]
        lapsed = [each.id for each in seen.waiting if self._has_lapsed(each, seen.agents.get(each.offered_to or ""))]
        changed = [await self._each(due, self._wake), await self._each([*due, *left], self._give_back)]
        changed.append(await self._each(lapsed, self._pass_on))
        if any(changed):
            seen = await self._look()
        for decision in self._route(seen):
            await self._each([decision.conversation_id], partial(self._take, decision))

    async def _look(self) -> _Seen:
        async with self._store.snapshot() as snapshot:
            waiting, held = await snapshot.queue(), await snapshot.with_agents()
            return _Seen(tuple(waiting), tuple(held), dict(await snapshot.agents()))

    def _notice(self, seen: _Seen) -> None:
        """Silence is no event: somebody has to see that it has lasted."""
        now, before = self._clock.now(), self._there
        self._there = {each.id: availability(each, now, self._rules.silence) for each in seen.agents.values()}
        if before and self._there != before:
            self._mover.tell_of_agents()

    def _route(self, seen: _Seen) -> list[Decision]:
        load = loads((*seen.waiting, *seen.held))
        return route(seen.waiting, seen.agents.values(), load, self._rules, self._clock.now())

    async def _each(self, conversation_ids: list[str], change: Change) -> bool:
        """Make a change to each; whether there was any that was still due."""
        changed = [await self._one(conversation_id, change) for conversation_id in conversation_ids]
        return any(changed)

    async def _one(self, conversation_id: str, change: Change) -> bool:
        try:
            async with self._store.transaction() as tx:
                changed = await change(tx, await tx.conversation(conversation_id))
        except Exception:
            # The others must not wait for one that cannot be dealt with.
            log.exception("dispatch.failed", conversation=conversation_id)
            return False
        if changed:
            log.info("dispatch.committed", conversation=conversation_id)
            self._mover.tell(conversation_id)
        return changed

    def _is_due(self, conversation: Conversation) -> bool:
        until = conversation.snoozed_until
        return conversation.owner is Owner.SNOOZED and until is not None and until <= self._clock.now()

    def _is_left(self, conversation: Conversation, agent: Agent | None) -> bool:
        if conversation.owner is not Owner.AGENT:
            return False
        return agent is None or is_gone(agent, self._clock.now(), self._rules.silence, self._watched_since)

    def _has_lapsed(self, conversation: Conversation, agent: Agent | None) -> bool:
        """Whether nobody is to be asked any more who is."""
        if conversation.owner is not Owner.QUEUED or conversation.offered_to is None:
            return False
        now, until = self._clock.now(), conversation.offered_until
        there = agent and availability(agent, now, self._rules.silence) is Availability.ONLINE
        return not there or until is None or until <= now

    async def _wake(self, tx: Transaction, conversation: Conversation) -> bool:
        if not self._is_due(conversation):
            return False
        await self._mover.move(tx, conversation.wake(self._clock.now()))
        return True

    async def _give_back(self, tx: Transaction, conversation: Conversation) -> bool:
        agent = await tx.agent(conversation.assignee_id) if conversation.assignee_id else None
        if not self._is_left(conversation, agent):
            return False
        back = await self._mover.move(tx, conversation.take_back(self._clock.now(), detail="agent_gone"))
        name = agent.name if agent else ""
        await self._mover.announce_waiting(tx, back, "app_waiting_again", agent=name)
        return True

    async def _pass_on(self, tx: Transaction, conversation: Conversation) -> bool:
        agent = await tx.agent(conversation.offered_to) if conversation.offered_to else None
        if not self._has_lapsed(conversation, agent):
            return False
        await tx.save(conversation.pass_on(self._clock.now()))
        return True

    async def _take(self, decision: Decision, tx: Transaction, conversation: Conversation) -> bool:
        now = self._clock.now()
        agent = await tx.agent(decision.agent_id)
        if conversation.owner is not Owner.QUEUED or conversation.offered_to or agent is None:
            return False
        if not has_room(agent, await tx.load(agent.id), self._rules, now):
            return False
        await tx.save_agent(replace(agent, assigned_at=now))
        if self._rules.assignment is Assignment.OFFER:
            await tx.save(conversation.offer(agent, now + self._rules.offer))
            return True
        taken = await self._mover.move(tx, conversation.assign(agent, now))
        await self._mover.announce(tx, taken, "app_agent_joined", agent=agent.name)
        return True
