"""Who answers whom: which team and how urgent at first, and to whom those who wait come."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from sahay.domain.agent import Agent, Availability
from sahay.domain.availability import Silence, availability
from sahay.domain.conversation import Conversation, Handoff, Owner, Reason
from sahay.domain.priority import Priority, highest, raised

_NEVER = datetime.min.replace(tzinfo=UTC)


class Assignment(StrEnum):
    """How those who wait come to an agent."""

    MANUAL = "manual"  # agents take what they like
    OFFER = "offer"  # one agent after the other is asked
    AUTOMATIC = "automatic"


class Reopen(StrEnum):
    """Who answers a message that comes after the matter was resolved."""

    BOT = "bot"
    AGENT = "agent"


@dataclass(frozen=True, slots=True)
class Rules:
    """What a shop has decided. `patience` is how long a customer waits for somebody with their language or for the
    team when nobody of them is there; `teams` are by topic."""

    assignment: Assignment = Assignment.MANUAL
    offer: timedelta = timedelta(seconds=30)
    silence: Silence = field(default_factory=Silence)
    patience: timedelta = timedelta(minutes=3)
    reopen: Reopen = Reopen.BOT
    reopen_within: timedelta = timedelta(hours=24)
    teams: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[str, Priority] = field(default_factory=dict)
    topics: Mapping[str, Priority] = field(default_factory=dict)

    def team_of(self, handoff: Handoff) -> str | None:
        return self.teams.get(handoff.topic or "")

    def priority_of(self, handoff: Handoff, conversation: Conversation, now: datetime) -> Priority:
        """By reason, topic and what the bot says of it; somebody who comes back so soon is one step more urgent."""
        said = (self.reasons.get(handoff.reason), self.topics.get(handoff.topic or ""), handoff.priority)
        unusual = [priority for priority in said if priority and priority is not Priority.NORMAL]
        priority = highest(*unusual) if unusual else Priority.NORMAL
        return raised(priority) if self.is_recent(conversation, now) else priority

    def priority_of_return(self) -> Priority:
        """Of somebody whose matter an agent had resolved."""
        return self.reasons.get(Reason.NOT_SOLVED, Priority.NORMAL)

    def is_recent(self, conversation: Conversation, now: datetime) -> bool:
        """Whether an agent resolved it a short while ago."""
        return conversation.resolved_at is not None and now - conversation.resolved_at <= self.reopen_within


@dataclass(frozen=True, slots=True)
class Decision:
    """This conversation goes, or is offered, to this agent."""

    conversation_id: str
    agent_id: str


def route(
    waiting: Sequence[Conversation], agents: Iterable[Agent], load: Mapping[str, int], rules: Rules, now: datetime
) -> list[Decision]:
    """What to do with the queue now: `waiting` in its order, `load` by agent.

    Each goes to whoever was given something longest ago among those who suit and have room. One whom nobody can serve
    now does not hold up those behind.
    """
    if rules.assignment is Assignment.MANUAL:
        return []
    there = [each for each in agents if availability(each, now, rules.silence) is Availability.ONLINE]
    turns = sorted((each for each in there if each.capacity > 0), key=_turn)
    free = {each.id: each.capacity - load.get(each.id, 0) for each in turns}
    decisions = []
    for conversation in waiting:
        asked = willing(suited(conversation, turns, rules.patience, now), conversation, now)
        chosen = next((each for each in asked if free[each.id] > 0), None)
        if conversation.offered_to or chosen is None:
            continue
        decisions.append(Decision(conversation.id, chosen.id))
        free[chosen.id] -= 1
        turns.remove(chosen)
        turns.append(chosen)
    return decisions


def suited(conversation: Conversation, there: Sequence[Agent], patience: timedelta, now: datetime) -> list[Agent]:
    """Those of the team with the language; if there is nobody like that, the next best after some patience."""
    since = conversation.waiting_since or conversation.queued_at or now
    tests = _TESTS if now - since >= patience else _TESTS[:1]
    found = ([each for each in there if suits(each, conversation)] for suits in tests)
    return next((some for some in found if some), [])


def willing(suited: Sequence[Agent], conversation: Conversation, now: datetime) -> list[Agent]:
    """Those who have not passed it on; when all have, they are asked anew after a while."""
    fresh = [each for each in suited if each.id not in conversation.passed]
    rests = conversation.offered_until is not None and now < conversation.offered_until
    return fresh if fresh or rests else list(suited)


def speaks(agent: Agent, conversation: Conversation) -> bool:
    """Whoever reads Hindi reads it in Latin letters too."""
    return not agent.languages or conversation.language.partition("-")[0] in agent.languages


def knows(agent: Agent, conversation: Conversation) -> bool:
    return not agent.teams or conversation.team is None or conversation.team in agent.teams


# Who suits best, then second best: a language cannot be looked up, a topic can.
_TESTS: tuple[Callable[[Agent, Conversation], bool], ...] = (
    lambda agent, conversation: speaks(agent, conversation) and knows(agent, conversation),
    speaks,
    knows,
    lambda _agent, _conversation: True,
)


def has_room(agent: Agent, load: int, rules: Rules, now: datetime) -> bool:
    """Whether something may come to them now."""
    return availability(agent, now, rules.silence) is Availability.ONLINE and load < agent.capacity


def loads(conversations: Collection[Conversation]) -> Mapping[str, int]:
    """How much each agent has, and is offered; what is set aside does not count."""
    has = (each.assignee_id for each in conversations if each.owner is Owner.AGENT)
    offered = (each.offered_to for each in conversations if each.owner is Owner.QUEUED)
    return Counter(agent_id for agent_id in (*has, *offered) if agent_id)


def _turn(agent: Agent) -> tuple[datetime, str]:
    return agent.assigned_at or _NEVER, agent.id
