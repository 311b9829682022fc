"""A conversation and its one owner: who may answer now, and how that changes.

    bot -> queued -> agent -> resolved -> bot        (also: snoozed; return to bot; transfer; give back)

Every change goes through `MOVES`; nothing else assigns an owner.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum


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


class Action(StrEnum):
    HAND_OFF = "hand_off"
    CLAIM = "claim"
    TRANSFER = "transfer"
    GIVE_BACK = "give_back"
    RETURN_TO_BOT = "return_to_bot"
    SNOOZE = "snooze"
    WAKE = "wake"
    RESOLVE = "resolve"
    REOPEN = "reopen"


MOVES: Mapping[Action, Mapping[Owner, Owner]] = {
    Action.HAND_OFF: {Owner.BOT: Owner.QUEUED},
    # An agent may also step in where the bot answers, or write first after the conversation was resolved.
    Action.CLAIM: {
        Owner.QUEUED: Owner.AGENT,
        Owner.BOT: Owner.AGENT,
        Owner.SNOOZED: Owner.AGENT,
        Owner.RESOLVED: Owner.AGENT,
    },
    Action.TRANSFER: {Owner.AGENT: Owner.AGENT},
    Action.GIVE_BACK: {Owner.AGENT: Owner.QUEUED, Owner.SNOOZED: Owner.QUEUED},
    Action.RETURN_TO_BOT: {Owner.AGENT: Owner.BOT},
    Action.SNOOZE: {Owner.AGENT: Owner.SNOOZED},
    Action.WAKE: {Owner.SNOOZED: Owner.AGENT},
    Action.RESOLVE: {Owner.AGENT: Owner.RESOLVED},
    # The customer writes again: the bot answers, unless a human is needed once more.
    Action.REOPEN: {Owner.RESOLVED: Owner.BOT},
}


class MoveRefused(Exception):
    """A conversation cannot make this move now. `code` is for programs, the message for the agent."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Agent:
    id: str
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Transition:
    """What changed, for the timeline and the reports. `by` is an agent's name, None for bot and system."""

    conversation_id: str
    action: Action
    before: Owner
    after: Owner
    at: datetime
    by: str | None = None
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Handoff:
    """A request for a human, with what the bot already knows."""

    reason: Reason
    topic: str | None = None
    order_number: str | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """One customer's thread on one channel. Immutable: a move returns the changed copy and its transition."""

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
    waiting_since: datetime | None = None
    snoozed_until: datetime | None = None
    fresh: bool = True
    troubles: int = 0
    last_seq: int = 0

    def hand_off(self, handoff: Handoff, now: datetime) -> "Moved":
        """The bot asks for a human: the conversation waits in the queue."""
        moved = self._move(Action.HAND_OFF, now, reason=handoff.reason)
        changed = replace(
            moved.conversation,
            reason=handoff.reason,
            topic=handoff.topic,
            order_number=handoff.order_number or self.order_number,
            waiting_since=now,
        )
        return moved.with_conversation(changed)

    def claim(self, agent: Agent, now: datetime) -> "Moved":
        """An agent takes the conversation. A second agent is refused."""
        if self.owner is Owner.AGENT:
            raise MoveRefused("already_claimed", "Another agent already has this conversation.")
        moved = self._move(Action.CLAIM, now, by=agent)
        return moved.with_conversation(
            replace(moved.conversation, assignee_id=agent.id, waiting_since=None, snoozed_until=None, troubles=0)
        )

    def transfer(self, agent: Agent, to: Agent, now: datetime) -> "Moved":
        self.require_assignee(agent)
        moved = self._move(Action.TRANSFER, now, by=agent)
        return moved.with_conversation(replace(moved.conversation, assignee_id=to.id))

    def give_back(self, agent: Agent, now: datetime) -> "Moved":
        """The agent cannot go on: the conversation waits again, for anyone."""
        self.require_assignee(agent)
        moved = self._move(Action.GIVE_BACK, now, by=agent)
        return moved.with_conversation(
            replace(moved.conversation, assignee_id=None, waiting_since=now, snoozed_until=None)
        )

    def return_to_bot(self, agent: Agent, now: datetime) -> "Moved":
        self.require_assignee(agent)
        return self._leave_human(Action.RETURN_TO_BOT, agent, now)

    def resolve(self, agent: Agent, now: datetime) -> "Moved":
        self.require_assignee(agent)
        return self._leave_human(Action.RESOLVE, agent, now)

    def snooze(self, agent: Agent, until: datetime, now: datetime) -> "Moved":
        """Set aside until a time or the customer's next message. The agent keeps it."""
        self.require_assignee(agent)
        if until <= now:
            raise MoveRefused("wrong_time", "Choose a time that is still to come.")
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

    def _leave_human(self, action: Action, agent: Agent, now: datetime) -> "Moved":
        moved = self._move(action, now, by=agent)
        return moved.with_conversation(
            replace(moved.conversation, assignee_id=None, reason=None, topic=None, fresh=True, troubles=0)
        )

    def require_assignee(self, agent: Agent) -> None:
        """Only the agent who has the conversation may speak in it. Raises MoveRefused."""
        if self.owner not in (Owner.AGENT, Owner.SNOOZED):
            raise MoveRefused("wrong_state", "Claim the conversation first.")
        if self.assignee_id != agent.id:
            raise MoveRefused("not_yours", "Another agent has this conversation.")

    def _move(self, action: Action, now: datetime, *, by: Agent | None = None, reason: Reason | None = None) -> "Moved":
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
        )
        return Moved(replace(self, owner=after, updated_at=now), transition)


@dataclass(frozen=True, slots=True)
class Moved:
    """The conversation after a move, and the move itself (None when the owner stayed)."""

    conversation: Conversation
    transition: Transition | None

    def with_conversation(self, conversation: Conversation) -> "Moved":
        return Moved(conversation, self.transition)
