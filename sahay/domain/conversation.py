"""A conversation and its one owner: who may answer now, and how that changes.

    bot -> queued -> agent -> resolved -> bot        (also: snoozed; return to bot; transfer; give back;
                                                      leave the queue; call back)

Every change goes through `MOVES`; nothing else assigns an owner.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from sahay.domain.agent import Agent
from sahay.domain.priority import Priority, highest, raised, rank


class Owner(StrEnum):
    BOT = "bot"
    QUEUED = "queued"
    AGENT = "agent"
    SNOOZED = "snoozed"
    RESOLVED = "resolved"


class Reason(StrEnum):
    """Why a human was asked for."""

    REQUESTED = "requested"
    NOT_UNDERSTOOD = "not_understood"
    ACTION_FAILED = "action_failed"
    VERIFICATION_EXHAUSTED = "verification_exhausted"
    ENGINE_TROUBLE = "engine_trouble"
    NOT_SOLVED = "not_solved"  # what an agent had resolved


class Action(StrEnum):
    HAND_OFF = "hand_off"
    LEAVE_QUEUE = "leave_queue"
    CLAIM = "claim"
    ASSIGN = "assign"
    TRANSFER = "transfer"
    GIVE_BACK = "give_back"
    RETURN_TO_BOT = "return_to_bot"
    SNOOZE = "snooze"
    WAKE = "wake"
    RESOLVE = "resolve"
    REOPEN = "reopen"
    CALL_BACK = "call_back"
    PRIORITISE = "prioritise"
    ESCALATE = "escalate"


MOVES: Mapping[Action, Mapping[Owner, Owner]] = {
    Action.HAND_OFF: {Owner.BOT: Owner.QUEUED},
    # The customer does not want to wait any more.
    Action.LEAVE_QUEUE: {Owner.QUEUED: Owner.BOT},
    # An agent may also step in where the bot answers, or write first after the conversation was resolved.
    Action.CLAIM: {
        Owner.QUEUED: Owner.AGENT,
        Owner.BOT: Owner.AGENT,
        Owner.SNOOZED: Owner.AGENT,
        Owner.RESOLVED: Owner.AGENT,
    },
    # By itself from the queue, or by a supervisor.
    Action.ASSIGN: {Owner.QUEUED: Owner.AGENT, Owner.AGENT: Owner.AGENT, Owner.SNOOZED: Owner.AGENT},
    Action.TRANSFER: {Owner.AGENT: Owner.AGENT},
    # By the agent, to another team, or because the agent is gone.
    Action.GIVE_BACK: {Owner.AGENT: Owner.QUEUED, Owner.SNOOZED: Owner.QUEUED},
    Action.RETURN_TO_BOT: {Owner.AGENT: Owner.BOT},
    Action.SNOOZE: {Owner.AGENT: Owner.SNOOZED},
    Action.WAKE: {Owner.SNOOZED: Owner.AGENT},
    # By who has it, or by a supervisor: spam need not be claimed first.
    Action.RESOLVE: {Owner.AGENT: Owner.RESOLVED, Owner.SNOOZED: Owner.RESOLVED, Owner.QUEUED: Owner.RESOLVED},
    # The customer writes again: the bot answers, unless a human is needed once more.
    Action.REOPEN: {Owner.RESOLVED: Owner.BOT},
    # The customer says that it was not solved: to a human again, without the bot.
    Action.CALL_BACK: {Owner.RESOLVED: Owner.QUEUED},
    # Somebody at the desk says how urgent it is, or a promise was not kept: whose it is stays.
    Action.PRIORITISE: {owner: owner for owner in Owner},
    Action.ESCALATE: {owner: owner for owner in (Owner.QUEUED, Owner.AGENT, Owner.SNOOZED)},
}

# Moves that change nothing but how urgent it is.
RANKING = frozenset({Action.PRIORITISE, Action.ESCALATE})


# How long those who passed a conversation on are left in peace with it, when nobody else is there.
ASK_AGAIN = timedelta(minutes=2)
# Whoever sets a conversation aside for longer means to resolve it.
SNOOZE_AT_MOST = timedelta(days=30)


class MoveRefused(Exception):
    """A conversation cannot make this move now. `code` is for programs, the message for the agent."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Transition:
    """What changed, for the timeline and the reports. `by` is an agent's name, None for bot and system, `by_id` their
    id; `to_id` is the agent who has it now, `team` the one that it waits for, `detail` a word on why (of a list).
    `priority` is how urgent the conversation is from now on."""

    conversation_id: str
    action: Action
    before: Owner
    after: Owner
    at: datetime
    by: str | None = None
    reason: Reason | None = None
    by_id: str | None = None
    to_id: str | None = None
    team: str | None = None
    detail: str | None = None
    priority: Priority = Priority.NORMAL


@dataclass(frozen=True, slots=True)
class Handoff:
    """A request for a human, with what the bot already knows."""

    reason: Reason
    topic: str | None = None
    order_number: str | None = None
    priority: Priority = Priority.NORMAL
    ticket: str | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """One customer's thread on one channel. Immutable: a move returns the changed copy and its transition.

    `queued_at` is when the customer began to wait for a human in this matter, `waiting_since` when they began to wait
    this time; `ranked_at` orders the queue. `offered_to` may take it until `offered_until`, after whom it goes to
    somebody who has not `passed`; when all have, to none of them before `offered_until`. `ticket` is the reference of
    what was opened for this matter. `expects` names what the customer's next text is taken for, if not for a message.
    """

    id: str
    contact_id: str
    channel: str
    language: str
    created_at: datetime
    updated_at: datetime
    owner: Owner = Owner.BOT
    assignee_id: str | None = None
    reason: Reason | None = None
    topic: str | None = None
    order_number: str | None = None
    ticket: str | None = None
    waiting_since: datetime | None = None
    snoozed_until: datetime | None = None
    fresh: bool = True
    troubles: int = 0
    last_seq: int = 0
    priority: Priority = Priority.NORMAL
    team: str | None = None
    queued_at: datetime | None = None
    ranked_at: datetime | None = None
    offered_to: str | None = None
    offered_until: datetime | None = None
    passed: tuple[str, ...] = ()
    resolved_by: str | None = None
    resolved_at: datetime | None = None
    expects: str | None = None

    def hand_off(self, handoff: Handoff, now: datetime, team: str | None = None) -> "Moved":
        """The bot asks for a human: the conversation waits in the queue, for a team or for anyone."""
        moved = self._move(Action.HAND_OFF, now, reason=handoff.reason, team=team)
        told = replace(
            moved.conversation,
            reason=handoff.reason,
            topic=handoff.topic,
            order_number=handoff.order_number or self.order_number,
            ticket=handoff.ticket,
            team=team,
        )
        chosen = self.priority is not Priority.NORMAL  # by somebody at the desk: no handoff makes it less urgent
        priority = highest(self.priority, handoff.priority) if chosen else handoff.priority
        return moved.with_conversation(told._waiting(now, now, priority))

    def call_back(self, now: datetime, priority: Priority) -> "Moved":
        """It was not solved: the conversation waits for a human again, of the same team."""
        moved = self._move(Action.CALL_BACK, now, reason=Reason.NOT_SOLVED, team=self.team)
        told = replace(moved.conversation, reason=Reason.NOT_SOLVED)
        return moved.with_conversation(told._waiting(now, now, highest(self.priority, priority)))

    def leave_queue(self, now: datetime) -> "Moved":
        """The customer goes on with the bot."""
        return self._leave_human(Action.LEAVE_QUEUE, None, now)

    def claim(self, agent: Agent, now: datetime) -> "Moved":
        """An agent takes the conversation. A second agent is refused."""
        if self.owner is Owner.AGENT:
            raise MoveRefused("already_claimed", "Another agent already has this conversation.")
        moved = self._move(Action.CLAIM, now, by=agent, to=agent)
        return moved.with_conversation(replace(moved.conversation._begun(agent), troubles=0))

    def assign(self, to: Agent, now: datetime, by: Agent | None = None) -> "Moved":
        """Somebody who waits comes to an agent: by itself, or because a supervisor (`by`) says so."""
        moved = self._move(Action.ASSIGN, now, by=by, to=to)
        return moved.with_conversation(replace(moved.conversation._begun(to), troubles=0))

    def offer(self, agent: Agent, until: datetime) -> "Conversation":
        """Only this agent is asked, until a moment. Raises MoveRefused where nobody waits."""
        if self.owner is not Owner.QUEUED:
            raise MoveRefused("wrong_state", "Only a conversation that waits can be offered.")
        passed = () if agent.id in self.passed else self.passed  # all have: they are asked anew
        return replace(self, offered_to=agent.id, offered_until=until, passed=passed)

    def pass_on(self, now: datetime) -> "Conversation":
        """Who was asked does not take it: somebody else is asked."""
        if self.offered_to is None:
            return self
        passed = (*self.passed, self.offered_to)
        return replace(self, offered_to=None, offered_until=now + ASK_AGAIN, passed=passed)

    def decline(self, agent: Agent, now: datetime) -> "Conversation":
        """Raises MoveRefused for somebody who is not asked."""
        if self.offered_to != agent.id:
            raise MoveRefused("not_offered", "This conversation is not offered to you any more.")
        return self.pass_on(now)

    def prioritise(self, priority: Priority, now: datetime, by: Agent) -> "Moved":
        """Another priority, and with it another place in the queue."""
        if priority is self.priority:
            return Moved(self, None)
        return self._rank(self._move(Action.PRIORITISE, now, by=by, detail=priority), priority)

    def escalate(self, now: datetime, detail: str) -> "Moved":
        """A promise was not kept (`detail` names the clock): the next priority up. Refused where no person has it."""
        return self._rank(self._move(Action.ESCALATE, now, detail=detail), raised(self.priority))

    def transfer(self, agent: Agent, to: Agent, now: datetime, detail: str | None = None) -> "Moved":
        self.require_assignee(agent)
        moved = self._move(Action.TRANSFER, now, by=agent, to=to, detail=detail)
        return moved.with_conversation(replace(moved.conversation, assignee_id=to.id))

    def give_back(self, agent: Agent, now: datetime, team: str | None = None, detail: str | None = None) -> "Moved":
        """The agent cannot go on: the conversation waits again, at its old place, for anyone or for a team."""
        self.require_assignee(agent)
        return self._back_to_queue(agent, now, team, detail)

    def take_back(self, now: datetime, by: Agent | None = None, detail: str | None = None) -> "Moved":
        """The agent is gone, or a supervisor (`by`) decides: the conversation waits again, at its old place."""
        return self._back_to_queue(by, now, self.team, detail)

    def return_to_bot(self, agent: Agent, now: datetime, detail: str | None = None) -> "Moved":
        self.require_assignee(agent)
        return self._leave_human(Action.RETURN_TO_BOT, agent, now, detail)

    def resolve(self, agent: Agent, now: datetime, detail: str | None = None) -> "Moved":
        self.require_assignee(agent)
        return self.close(agent, now, detail)

    def close(self, by: Agent, now: datetime, detail: str | None = None) -> "Moved":
        """The same by who leads, whoever has it, or while it waits."""
        moved = self._leave_human(Action.RESOLVE, by, now, detail)
        return moved.with_conversation(replace(moved.conversation, resolved_by=by.id, resolved_at=now))

    def snooze(self, agent: Agent, until: datetime, now: datetime) -> "Moved":
        """Set aside until a time or the customer's next message. The agent keeps it."""
        self.require_assignee(agent)
        if not now < until <= now + SNOOZE_AT_MOST:
            raise MoveRefused("wrong_time", f"Choose a time within the next {SNOOZE_AT_MOST.days} days.")
        moved = self._move(Action.SNOOZE, now, by=agent)
        return moved.with_conversation(replace(moved.conversation, snoozed_until=until))

    def wake(self, now: datetime) -> "Moved":
        moved = self._move(Action.WAKE, now)
        return moved.with_conversation(replace(moved.conversation, snoozed_until=None))

    def customer_wrote(self, now: datetime) -> "Moved":
        """A message came in: a resolved conversation opens again, a snoozed one wakes, others stay."""
        arrivals = {Owner.RESOLVED: Action.REOPEN, Owner.SNOOZED: Action.WAKE}
        action = arrivals.get(self.owner)
        if action is None:
            return Moved(replace(self, updated_at=now), None)
        moved = self._move(action, now)
        return moved.with_conversation(replace(moved.conversation, snoozed_until=None))

    def bot_answered(self, now: datetime) -> "Conversation":
        """The bot's turn went well: it has its context again, and past troubles no longer count."""
        return replace(self, fresh=False, troubles=0, updated_at=now)

    def bot_in_trouble(self, now: datetime) -> "Conversation":
        return replace(self, troubles=self.troubles + 1, updated_at=now)

    def require_assignee(self, agent: Agent) -> None:
        """Only the agent who has the conversation may speak in it. Raises MoveRefused."""
        if self.owner not in (Owner.AGENT, Owner.SNOOZED):
            raise MoveRefused("wrong_state", "Claim the conversation first.")
        if self.assignee_id != agent.id:
            raise MoveRefused("not_yours", "Another agent has this conversation.")

    def _rank(self, moved: "Moved", priority: Priority) -> "Moved":
        ranked_at = rank(self.queued_at, priority) if self.queued_at else None
        return moved.with_conversation(replace(moved.conversation, priority=priority, ranked_at=ranked_at))

    def _waiting(self, since: datetime, queued_at: datetime, priority: Priority) -> "Conversation":
        """In the queue, for everybody to be asked anew."""
        return replace(
            self,
            assignee_id=None,
            snoozed_until=None,
            waiting_since=since,
            queued_at=queued_at,
            priority=priority,
            ranked_at=rank(queued_at, priority),
            offered_to=None,
            offered_until=None,
            passed=(),
        )

    def _begun(self, agent: Agent) -> "Conversation":
        """With an agent; `queued_at` stays, so that it would wait at its old place again."""
        return replace(
            self,
            assignee_id=agent.id,
            waiting_since=None,
            snoozed_until=None,
            offered_to=None,
            offered_until=None,
            passed=(),
        )

    def _back_to_queue(self, by: Agent | None, now: datetime, team: str | None, detail: str | None) -> "Moved":
        moved = self._move(Action.GIVE_BACK, now, by=by, team=team, detail=detail)
        told = replace(moved.conversation, team=team)._waiting(now, self.queued_at or now, self.priority)
        if by and by.id == self.assignee_id:  # it is not to come back at once
            told = replace(told, passed=(by.id,), offered_until=now + ASK_AGAIN)
        return moved.with_conversation(told)

    def _leave_human(self, action: Action, agent: Agent | None, now: datetime, detail: str | None = None) -> "Moved":
        moved = self._move(action, now, by=agent, detail=detail)
        free = replace(
            moved.conversation,
            assignee_id=None,
            reason=None,
            topic=None,
            waiting_since=None,
            queued_at=None,
            ranked_at=None,
            offered_to=None,
            offered_until=None,
            passed=(),
            priority=Priority.NORMAL,
        )
        return moved.with_conversation(replace(free, fresh=True, troubles=0, snoozed_until=None))

    def _move(
        self,
        action: Action,
        now: datetime,
        *,
        by: Agent | None = None,
        to: Agent | None = None,
        reason: Reason | None = None,
        team: str | None = None,
        detail: str | None = None,
    ) -> "Moved":
        after = MOVES[action].get(self.owner)
        if after is None:
            raise MoveRefused("wrong_state", f"A conversation that is {self.owner} cannot {action.replace('_', ' ')}.")
        transition = Transition(
            conversation_id=self.id,
            action=action,
            before=self.owner,
            after=after,
            at=now,
            by=by.name if by else None,
            reason=reason,
            by_id=by.id if by else None,
            to_id=to.id if to else None,
            team=team,
            detail=detail,
        )
        return Moved(replace(self, owner=after, updated_at=now), transition)


@dataclass(frozen=True, slots=True)
class Moved:
    """The conversation after a move, and the move itself (None when the owner stayed)."""

    conversation: Conversation
    transition: Transition | None

    def with_conversation(self, conversation: Conversation) -> "Moved":
        transition = replace(self.transition, priority=conversation.priority) if self.transition else None
        return Moved(conversation, transition)
