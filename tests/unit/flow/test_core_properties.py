"""The conversation core under any order of events: a state machine over the whole flow.

Customers write and tap, the engine answers, asks for a human or fails, agents claim, reply, resolve and return,
processes die half-way. Whatever happens, the promises in the invariants hold.
"""

import asyncio
from collections.abc import Coroutine
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from sahay.domain.agent import Agent
from sahay.domain.conversation import Handoff, MoveRefused, Owner, Reason
from sahay.domain.message import Author
from sahay.domain.work import Outcome
from sahay.engine.client import EngineTrouble
from sahay.flow.taps import LEAVE_QUEUE
from sahay.language.tag import TAGS
from tests.fakes import answer
from tests.unit.flow.harness import ASHA, POLICY, RAVI, Flow

ENGINE = {
    "answers": [answer("hello")],
    "asks for a human": [answer("wait", handoff=Handoff(Reason.NOT_UNDERSTOOD))],
    "is away for a moment": [EngineTrouble("unreachable")],
    "is away for long": [EngineTrouble("unreachable")] * POLICY.attempts,
}


class Killed(BaseException):
    """As if by kill -9."""


class Core(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.flow = self.run(Flow.begin())
        self.sent = 0

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.runner.run(work)

    def teardown(self) -> None:
        self.run(self.flow.settle())
        self.everything_was_dealt_with()
        self.runner.close()

    @initialize(language=st.sampled_from(TAGS))
    def begin(self, language: str) -> None:
        self.flow = self.run(Flow.begin(language=language))

    @rule(mood=st.sampled_from(sorted(ENGINE)))
    def engine_will(self, mood: str) -> None:
        self.flow.engine.script.extend(ENGINE[mood])

    @rule(text=st.text(min_size=1, max_size=20))
    def customer_writes(self, text: str) -> None:
        self.run(self.flow.customer(text))
        self.sent += 1

    @rule()
    def customer_taps(self) -> None:
        self.run(self.flow.customer(tap="/track_order"))
        self.sent += 1

    @precondition(lambda self: self.run(self._was_queued()))
    @rule()
    def customer_goes_on_with_the_bot(self) -> None:
        """By the button of any wait, this one's or an old one's."""
        before = self.run(self.flow.conversation()).owner
        self.run(self.flow.customer(tap=LEAVE_QUEUE))
        self.sent += 1
        after = self.run(self.flow.conversation()).owner
        assert after is (Owner.BOT if before is Owner.QUEUED else before)

    @precondition(lambda self: self.sent > 0)
    @rule()
    def customer_sends_the_last_one_again(self) -> None:
        self.flow._sent -= 1
        self.run(self.flow.customer("again"))

    @rule()
    def work_is_done(self) -> None:
        self.run(self.flow.settle())

    @rule()
    def the_app_is_killed_while_the_engine_thinks(self) -> None:
        async def die() -> None:
            raise Killed

        self.flow.engine.script.appendleft(die)
        try:
            self.run(self.flow.settle())
        except Killed:
            pass
        else:
            self.flow.engine.script.remove(die)  # nothing was to be asked
        self.run(self._forget_leases())

    @rule(agent=st.sampled_from([ASHA, RAVI]), act=st.sampled_from(["claim", "resolve", "return_to_bot"]))
    def agent_acts(self, agent: Agent, act: str) -> None:
        owned = self.run(self.flow.conversation()).assignee_id
        try:
            self.run(getattr(self.flow.desk, act)(self.flow.conversation_id, agent))
        except MoveRefused:
            assert owned != agent.id, "an agent may always leave, or claim again, what is theirs"

    @rule(agent=st.sampled_from([ASHA, RAVI]))
    def agent_replies(self, agent: Agent) -> None:
        before = self.run(self.flow.conversation())
        try:
            self.run(self.flow.desk.reply(self.flow.conversation_id, agent, f"r{before.last_seq}", "Hello"))
        except MoveRefused:
            assert before.assignee_id != agent.id
        else:
            assert before.assignee_id == agent.id

    @invariant()
    def the_log_has_no_gaps(self) -> None:
        log = self.run(self.flow.log())
        assert [line.seq for line in log] == list(range(1, len(log) + 1))

    @invariant()
    def each_message_is_stored_once(self) -> None:
        log = self.run(self.flow.log())
        assert sum(line.author is Author.CUSTOMER for line in log) == self.sent

    @invariant()
    def an_assignee_is_there_exactly_when_an_agent_owns(self) -> None:
        now = self.run(self.flow.conversation())
        assert (now.assignee_id is not None) == (now.owner in (Owner.AGENT, Owner.SNOOZED))
        assert now.owner is not Owner.QUEUED or now.waiting_since is not None

    @invariant()
    def the_timeline_is_a_path_that_leads_to_the_owner(self) -> None:
        at = Owner.BOT
        for step in self.run(self._transitions()):
            assert step.before is at
            at = step.after
        assert self.run(self.flow.conversation()).owner is at

    @invariant()
    def the_bot_speaks_only_where_a_turn_allows_it(self) -> None:
        """Every bot line belongs to one turn (each answer here is one line): none is said twice, none is missing."""
        allowed = {Outcome.ANSWERED: 1, Outcome.HANDED_OFF: 1, Outcome.APOLOGISED: 1}
        turns = self.run(self._turns())
        assert len({turn.seq for turn in turns}) == len(turns)
        said = sum(line.author is Author.BOT for line in self.run(self.flow.log())) - 1  # the welcome
        assert said <= sum(allowed.get(turn.outcome, 0) for turn in turns)
        assert said >= sum(allowed.get(turn.outcome, 0) for turn in turns if turn.outcome is not Outcome.HANDED_OFF)

    def everything_was_dealt_with(self) -> None:
        async def waiting() -> tuple[object, object]:
            async with self.flow.store.snapshot() as snapshot:
                key = self.flow.conversation_id
                return await snapshot.next_in_inbox(key), await snapshot.next_in_outbox(key)

        assert self.run(waiting()) == (None, None)

    async def _was_queued(self) -> bool:
        return any(step.after is Owner.QUEUED for step in await self._transitions())

    async def _forget_leases(self) -> None:
        async with self.flow.store.transaction() as tx:
            await tx.release_all()

    async def _transitions(self) -> Any:
        async with self.flow.store.snapshot() as snapshot:
            return await snapshot.transitions(self.flow.conversation_id)

    async def _turns(self) -> Any:
        async with self.flow.store.snapshot() as snapshot:
            return await snapshot.turns(self.flow.conversation_id)


TestCore = Core.TestCase
TestCore.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
