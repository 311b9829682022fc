"""A shift at the desk: several customers and agents, with the real inbox, turns, desk, roster and dispatcher."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from sahay.desk.availability import Roster
from sahay.desk.service import Desk
from sahay.domain.agent import Agent
from sahay.domain.availability import is_gone
from sahay.domain.conversation import Conversation, Handoff, Owner, Transition
from sahay.domain.routing import Assignment, Rules, has_room, loads, suited, willing
from sahay.flow.dispatch import Dispatch
from sahay.flow.hub import Hub
from sahay.flow.inbox import Inbox, Incoming
from sahay.flow.mover import Mover
from sahay.flow.recall import Recall
from sahay.flow.texts import Texts
from sahay.flow.turn import Turns
from sahay.language.tag import TAGS
from sahay.store.base import Store
from sahay.store.memory import MemoryStore
from tests.fakes import ManualClock, ScriptedEngine, answer
from tests.unit.flow.harness import ENGLISH, HOURS, LAST_ATTEMPT_SECONDS, POLICY

RULES = Rules(teams={"payment_issue": "payments", "track_order": "orders"})
# Asha can do anything; the others know less.
ASHA = Agent("asha", "Asha", "asha@example.com", capacity=2)
RAVI = Agent("ravi", "Ravi", "ravi@example.com", capacity=1, languages=("en", "hi"), teams=("orders",))
MEERA = Agent("meera", "Meera", "meera@example.com", capacity=2, languages=("gu",), teams=("payments",))
AGENTS = (ASHA, RAVI, MEERA)


@dataclass
class Shift:
    """Nothing happens by itself: `dispatch` does what the dispatcher does within a second."""

    store: Store = field(default_factory=MemoryStore)
    rules: Rules = RULES
    clock: ManualClock = field(default_factory=ManualClock)

    def __post_init__(self) -> None:
        hub, clock, texts = Hub(), self.clock, Texts({"en": ENGLISH}, "en")
        mover = Mover(texts, hub, clock, HOURS, _ignore)
        recall = Recall(mover, self.rules, clock)
        self.engine = ScriptedEngine()
        self.inbox = Inbox(self.store, texts, hub, clock, TAGS, _ignore, recall=recall)
        self.turns = Turns(
            self.store, self.engine, texts, hub, clock, mover, self.rules, POLICY, LAST_ATTEMPT_SECONDS, TAGS
        )
        self.desk = Desk(self.store, texts, clock, mover, recall, self.rules, _ignore)
        self.roster = Roster(self.store, hub, clock, self.rules, lambda: None)
        self.dispatcher = Dispatch(self.store, mover, self.rules, clock)
        self.sent = 0

    @property
    def is_manual(self) -> bool:
        return self.rules.assignment is Assignment.MANUAL

    async def open(self, agents: Sequence[Agent] = AGENTS) -> None:
        """Everybody comes in. (In a database they are already.)"""
        async with self.store.transaction() as tx:
            for agent in agents:
                await tx.save_agent(replace(agent, seen_at=self.clock.now()))

    async def arrive(self, handoff: Handoff, language: str = "en") -> str:
        """A customer whom the bot hands over."""
        conversation_id = (await self.inbox.open("web", language, shop="Saral Store")).id
        self.engine.script.append(answer("wait", handoff=handoff))
        await self.write(conversation_id, "?")
        await self.turns.drain(conversation_id)
        return conversation_id

    async def write(self, conversation_id: str, text: str) -> None:
        self.sent += 1
        await self.inbox.receive(conversation_id, Incoming(f"m{self.sent}", text))

    async def agent(self, agent_id: str) -> Agent:
        async with self.store.snapshot() as snapshot:
            found = await snapshot.agent(agent_id)
        assert found is not None
        return found

    async def conversation(self, conversation_id: str) -> Conversation:
        async with self.store.snapshot() as snapshot:
            return await snapshot.conversation(conversation_id)

    async def transitions(self, conversation_id: str) -> Sequence[Transition]:
        async with self.store.snapshot() as snapshot:
            return await snapshot.transitions(conversation_id)

    async def dispatch(self) -> None:
        """One look of the dispatcher, with what holds after it."""
        before, had = ({each.id: each for each in some} for some in (await self.waiting(), await self.held()))
        await self.dispatcher.work()
        async with self.store.snapshot() as snapshot:
            waiting, held, agents = await snapshot.queue(), await snapshot.with_agents(), await snapshot.agents()
        given = [each for each in (*held, *waiting) if _came_now(each, before.get(each.id))]
        self._nobody_lost_their_place(waiting, had)
        self._nobody_who_is_gone_has_anything(held, agents)
        self._nobody_was_given_too_much(given, loads((*waiting, *held)), agents)
        if not self.is_manual:
            self._whoever_waits_could_not_be_served(waiting, given, loads((*waiting, *held)), list(agents.values()))

    async def waiting(self) -> Sequence[Conversation]:
        async with self.store.snapshot() as snapshot:
            return await snapshot.queue()

    async def held(self) -> Sequence[Conversation]:
        async with self.store.snapshot() as snapshot:
            return await snapshot.with_agents()

    def _nobody_lost_their_place(self, waiting: Sequence[Conversation], had: Mapping[str, Conversation]) -> None:
        """Whoever comes back to the queue waits where they did before."""
        for each in waiting:
            if each.id in had:
                assert each.queued_at == (had[each.id].queued_at or self.clock.now())

    def _nobody_who_is_gone_has_anything(self, held: Sequence[Conversation], agents: dict[str, Agent]) -> None:
        now, long_ago = self.clock.now(), self.clock.now() - timedelta(days=1)
        for each in held:
            if each.owner is Owner.SNOOZED:
                assert each.snoozed_until is not None
                assert each.snoozed_until > now
            else:
                began = max(long_ago, self.dispatcher._watched_since)
                assert not is_gone(agents[each.assignee_id or ""], now, self.rules.silence, began)

    @staticmethod
    def _nobody_was_given_too_much(given: list[Conversation], load: dict[str, int], agents: dict[str, Agent]) -> None:
        for each in given:
            agent = agents[each.assignee_id or each.offered_to or ""]
            assert load[agent.id] <= agent.capacity

    def _whoever_waits_could_not_be_served(
        self, waiting: Sequence[Conversation], given: list[Conversation], load: dict[str, int], agents: list[Agent]
    ) -> None:
        """Nobody was overtaken by somebody whose agent they could have had, and no agent who has room is idle."""
        now = self.clock.now()
        there = [each for each in agents if has_room(each, -1, self.rules, now) and each.capacity > 0]
        for each in waiting:
            if each.offered_to:
                continue
            able = {agent.id for agent in willing(suited(each, there, self.rules.patience, now), each, now)}
            assert not any(
                has_room(agent, load.get(agent.id, 0), self.rules, now) for agent in there if agent.id in able
            )
            behind = [later for later in given if (later.ranked_at, later.id) > (each.ranked_at, each.id)]
            assert not able & {later.assignee_id or later.offered_to for later in behind}


def _came_now(after: Conversation, before: Conversation | None) -> bool:
    if before is None or before.owner is not Owner.QUEUED:
        return False
    return after.owner is Owner.AGENT or (after.offered_to is not None and before.offered_to != after.offered_to)


def _ignore(_conversation_id: str) -> None:
    """Nobody is woken: the tests do the work."""
