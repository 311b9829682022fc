"""Queue and routing under any order of events: a state machine over a shift at the desk.

Customers come, write, and come back; agents claim, decline, pass on, set aside, resolve, say that they are away, fall
silent; time passes. After each look of the dispatcher hold the promises in `Shift.dispatch`; at any moment the
invariants below; and in the end, with people at the desk, nobody is left.
"""

import asyncio
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from sahay.domain.agent import Agent, Availability
from sahay.domain.conversation import Conversation, Handoff, MoveRefused, Owner, Reason, Transition
from sahay.domain.priority import Priority, rank
from sahay.domain.routing import Assignment, Reopen
from sahay.store.base import Store
from sahay.store.memory import MemoryStore
from tests.unit.flow.shift import AGENTS, ASHA, RULES, Shift

CUSTOMERS = 9
WITH_AGENT = (Owner.AGENT, Owner.SNOOZED)
WITH_PEOPLE = (Owner.QUEUED, *WITH_AGENT)
agents = st.sampled_from([agent.id for agent in AGENTS])
languages = st.sampled_from(["en", "hi", "gu", "gu-Latn"])
someone = st.integers(0, CUSTOMERS + 2)
handoffs = st.builds(
    Handoff,
    reason=st.sampled_from(Reason),
    topic=st.sampled_from([None, "payment_issue", "track_order"]),
    priority=st.sampled_from(Priority),
)


class Routing(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.shift = Shift()
        self.customers: list[str] = []

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.runner.run(work)

    async def new_shift(self, assignment: Assignment, reopen: Reopen) -> Shift:
        shift = Shift(self.new_store(), replace(RULES, assignment=assignment, reopen=reopen))
        await shift.open()
        return shift

    def new_store(self) -> Store:
        return MemoryStore()

    @initialize(assignment=st.sampled_from(Assignment), reopen=st.sampled_from(Reopen))
    def begin(self, assignment: Assignment, reopen: Reopen) -> None:
        self.shift = self.run(self.new_shift(assignment, reopen))

    @precondition(lambda self: len(self.customers) < CUSTOMERS)
    @rule(arrivals=st.lists(st.tuples(handoffs, languages), min_size=1, max_size=4))
    def customers_come(self, arrivals: list[tuple[Handoff, str]]) -> None:
        for handoff, language in arrivals:
            self.shift.clock.forward(1)
            self.customers.append(self.run(self.shift.arrive(handoff, language)))

    @precondition(lambda self: self.customers)
    @rule(who=someone)
    def customer_writes(self, who: int) -> None:
        self.run(self.shift.write(self._customer(who), "?"))
        self.run(self.shift.turns.drain(self._customer(who)))

    @precondition(lambda self: self.customers)
    @rule(who=someone)
    def customer_says_that_it_was_not_solved(self, who: int) -> None:
        with suppress(MoveRefused):  # what is not resolved cannot come back
            self.run(self.shift.desk.call_back(self._customer(who)))

    @precondition(lambda self: self.customers)
    @rule(who=someone, agent_id=agents, verb=st.sampled_from(["claim", "claim", "decline", "resolve"]))
    def anybody_tries(self, who: int, agent_id: str, verb: str) -> None:
        """Also what is not theirs to do."""
        agent = self.run(self.shift.agent(agent_id))
        with suppress(MoveRefused):
            self.run(getattr(self.shift.desk, verb)(self._customer(who), agent))

    @precondition(lambda self: self.held())
    @rule(who=someone, verb=st.sampled_from(["give_back", "return_to_bot", "resolve", "wake"]))
    def an_agent_ends_it(self, who: int, verb: str) -> None:
        conversation_id, agent = self._held(who)
        with suppress(MoveRefused):  # nobody wakes what is not set aside
            self.run(getattr(self.shift.desk, verb)(conversation_id, agent))

    @precondition(lambda self: self.held())
    @rule(who=someone, to=st.integers(0, 1))
    def an_agent_passes_it_on(self, who: int, to: int) -> None:
        conversation_id, agent = self._held(who)
        with suppress(MoveRefused):  # to nobody who is not at the desk, and not what is set aside
            self.run(self.shift.desk.transfer(conversation_id, agent, self._colleague(agent, to)))

    @precondition(lambda self: self.held())
    @rule(who=someone, to=st.integers(0, 1))
    def a_supervisor_passes_it_on(self, who: int, to: int) -> None:
        conversation_id, agent = self._held(who)
        with suppress(MoveRefused):
            self.run(self.shift.desk.assign(conversation_id, agent, self._colleague(agent, to)))

    @precondition(lambda self: self.held())
    @rule(who=someone, minutes=st.sampled_from([1, 30]))
    def an_agent_sets_it_aside(self, who: int, minutes: int) -> None:
        conversation_id, agent = self._held(who)
        with suppress(MoveRefused):  # it is already
            self.run(
                self.shift.desk.snooze(conversation_id, agent, self.shift.clock.now() + timedelta(minutes=minutes))
            )

    @precondition(lambda self: self.customers)
    @rule(who=someone, agent_id=agents, priority=st.sampled_from(Priority))
    def somebody_says_how_urgent_it_is(self, who: int, agent_id: str, priority: Priority) -> None:
        by = self.run(self.shift.agent(agent_id))
        self.run(self.shift.desk.prioritise(self._customer(who), by, priority))

    @rule(agent_id=agents, chosen=st.sampled_from(Availability))
    def agent_chooses(self, agent_id: str, chosen: Availability) -> None:
        self.run(self.shift.roster.choose(self.run(self.shift.agent(agent_id)), chosen))

    @rule(seconds=st.sampled_from([1, 40, 200, 700, 4000]), silent=st.none() | agents)
    def time_passes(self, seconds: int, silent: str | None) -> None:
        self.shift.clock.forward(seconds)
        for agent in AGENTS:
            if agent.id != silent:
                self.run(self.shift.roster.seen(agent))
        self.run(self.shift.dispatch())

    @rule()
    def the_dispatcher_looks(self) -> None:
        self.run(self.shift.dispatch())

    @invariant()
    def each_has_one_owner(self) -> None:
        for conversation_id in self.customers:
            each = self.run(self.shift.conversation(conversation_id))
            waits = each.owner is Owner.QUEUED
            assert (each.assignee_id is not None) == (each.owner in WITH_AGENT)
            assert (each.waiting_since is not None) == waits
            assert (each.ranked_at is not None) or not waits
            assert each.offered_to is None or waits
            assert (each.snoozed_until is not None) == (each.owner is Owner.SNOOZED)

    @invariant()
    def the_timeline_is_a_path_that_leads_to_the_owner(self) -> None:
        for conversation_id in self.customers:
            at, held_by = Owner.BOT, None
            for step in self.run(self.shift.transitions(conversation_id)):
                assert step.before is at
                at = step.after
                held_by = step.to_id or held_by if at in WITH_AGENT else None
            each = self.run(self.shift.conversation(conversation_id))
            assert (each.owner, each.assignee_id) == (at, held_by)

    @invariant()
    def whoever_waits_keeps_their_place(self) -> None:
        """It is that of the moment at which they first waited for people in this matter, but for how urgent it is."""
        for conversation_id in self.customers:
            each = self.run(self.shift.conversation(conversation_id))
            if each.owner is Owner.QUEUED:
                began = waiting_began(self.run(self.shift.transitions(conversation_id)))
                assert (each.queued_at, each.ranked_at) == (began, rank(began, each.priority))

    def teardown(self) -> None:
        self.run(self.nobody_is_left())
        self.runner.close()

    async def nobody_is_left(self) -> None:
        """Asha, who can do anything, comes back and works."""
        shift = self.shift
        await shift.roster.choose(await shift.agent(ASHA.id), Availability.ONLINE)
        for _ in range(4 * CUSTOMERS):
            shift.clock.forward(61)
            await shift.roster.seen(ASHA)
            await shift.dispatch()
            await self._asha_works()
            if not await shift.waiting() and not await shift.held():
                return
        raise AssertionError("somebody is left")

    async def _asha_works(self) -> None:
        for each in await self.shift.waiting():
            if self.shift.is_manual or each.offered_to == ASHA.id:
                await self.shift.desk.claim(each.id, ASHA)
        for each in await self.shift.held():
            if each.owner is Owner.AGENT and each.assignee_id == ASHA.id:
                await self.shift.desk.resolve(each.id, ASHA)

    def _customer(self, who: int) -> str:
        return self.customers[who % len(self.customers)]

    def held(self) -> list[Conversation]:
        return list(self.run(self.shift.held()))

    def _colleague(self, agent: Agent, to: int) -> str:
        return [each.id for each in AGENTS if each.id != agent.id][to]

    def _held(self, who: int) -> tuple[str, Agent]:
        """One of those that agents have, and its agent."""
        held = self.held()
        conversation = held[who % len(held)]
        return conversation.id, self.run(self.shift.agent(conversation.assignee_id or ""))


def waiting_began(moves: Sequence[Transition]) -> datetime:
    """When it first came into the queue since the bot, or an agent who resolved it, let it go."""
    began = None
    for move in moves:
        if move.after not in WITH_PEOPLE:
            began = None
        elif move.after is Owner.QUEUED and began is None:
            began = move.at
    assert began is not None
    return began


TestRouting = Routing.TestCase
TestRouting.settings = settings(
    max_examples=40, stateful_step_count=30, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
