"""By when a customer is to be served: three clocks, which run while the desk is open.

    first_response   from the handoff, or the customer's first message after it, to the first message of an agent
    next_response    from each later message that nobody has answered to the next message of an agent
    resolution       from the handoff until it is resolved; it stands while the customer is awaited, and while snoozed

What the bot says stops none of them. A desk without opening hours has no deadline.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from sahay.domain.hours import OpeningHours
from sahay.domain.priority import Priority

NOTHING = timedelta(0)
NEVER = datetime.max.replace(tzinfo=UTC)


class Measure(StrEnum):
    FIRST_RESPONSE = "first_response"
    NEXT_RESPONSE = "next_response"
    RESOLUTION = "resolution"


class Stage(StrEnum):
    RUNNING = "running"
    WARNED = "warned"
    BREACHED = "breached"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Rules:
    """What is promised: a time of open desk for each measure and priority, and the share of it (0 to 1) after which
    one warns."""

    hours: OpeningHours
    targets: Mapping[Measure, Mapping[Priority, timedelta]]
    warn_at: float


@dataclass(frozen=True, slots=True)
class Deadline:
    """One clock now. `due_at` is None while it is paused, or when the desk opens no more in sight."""

    measure: Measure
    stage: Stage
    due_at: datetime | None
    warn_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Breach:
    """A promise that was not kept. `raised_to` is the conversation's priority from now on."""

    conversation_id: str
    measure: Measure
    due_at: datetime
    at: datetime
    priority: Priority
    raised_to: Priority


@dataclass(frozen=True, slots=True)
class ServiceLevel:
    """How one matter of a customer stands with the desk: what the clocks are read from.

    `awaited_since` is when the customer began to wait for an answer, None when it is their turn; `first_answer_at` is
    the first message of an agent. `spent` is the open time that the resolution took until `running_since`, from when
    on it takes more. `told` are the warnings and breaches that were told already.
    """

    began_at: datetime
    is_open: bool = True
    is_snoozed: bool = False
    awaited_since: datetime | None = None
    first_answer_at: datetime | None = None
    spent: timedelta = NOTHING
    running_since: datetime | None = None
    told: frozenset[tuple[Measure, Stage]] = frozenset()

    @classmethod
    def handed_off(cls, at: datetime) -> "ServiceLevel":
        """The customer needs a human, and waits for one."""
        return cls(at, awaited_since=at, running_since=at)

    @classmethod
    def taken_up(cls, at: datetime) -> "ServiceLevel":
        """An agent stepped in unasked: nobody waits until the customer writes."""
        return cls(at)

    def customer_wrote(self, at: datetime, hours: OpeningHours) -> "ServiceLevel":
        if not self.is_open or self.awaited_since:
            return self
        return replace(self, awaited_since=at)._counted(at, hours)

    def agent_wrote(self, at: datetime, hours: OpeningHours) -> "ServiceLevel":
        told = self._without(Measure.FIRST_RESPONSE, Measure.NEXT_RESPONSE)
        answered = replace(self, awaited_since=None, first_answer_at=self.first_answer_at or at, told=told)
        return answered._counted(at, hours)

    def snoozed(self, at: datetime, hours: OpeningHours) -> "ServiceLevel":
        return replace(self, is_snoozed=True)._counted(at, hours)

    def woken(self, at: datetime, hours: OpeningHours) -> "ServiceLevel":
        return replace(self, is_snoozed=False)._counted(at, hours)

    def ended(self, at: datetime, hours: OpeningHours) -> "ServiceLevel":
        """Resolved, or with the bot again."""
        told = self._without(Measure.FIRST_RESPONSE, Measure.NEXT_RESPONSE)
        return replace(self, is_open=False, is_snoozed=False, awaited_since=None, told=told)._counted(at, hours)

    def reopened(self, at: datetime, hours: OpeningHours, *, awaited: bool) -> "ServiceLevel":
        """It was not solved after all: the resolution counts on. `awaited`: the customer says so, and waits."""
        return replace(self, is_open=True, awaited_since=at if awaited else None)._counted(at, hours)

    def has_told(self, measure: Measure, stage: Stage) -> "ServiceLevel":
        return replace(self, told=self.told | {(measure, stage)})

    def resolution_time(self, now: datetime, hours: OpeningHours) -> timedelta:
        """The open time that the matter took until now."""
        return self.spent + (hours.between(self.running_since, now) if self.running_since else NOTHING)

    def deadlines(self, priority: Priority, rules: Rules, now: datetime) -> tuple[Deadline, ...]:
        """Each clock that is of interest, the one that is due first before the others; none when it has ended."""
        if not self.is_open:
            return ()
        clocks = []
        if self.awaited_since:
            clocks.append(self._deadline(self._response, self.awaited_since, NOTHING, priority, rules, now))
        if self.running_since:
            clocks.append(self._deadline(Measure.RESOLUTION, self.running_since, self.spent, priority, rules, now))
        elif not clocks:
            clocks.append(Deadline(Measure.RESOLUTION, Stage.PAUSED, None))
        return tuple(sorted(clocks, key=lambda clock: clock.due_at or NEVER))

    @property
    def _response(self) -> Measure:
        return Measure.NEXT_RESPONSE if self.first_answer_at else Measure.FIRST_RESPONSE

    def _deadline(
        self,
        measure: Measure,
        since: datetime,
        spent: timedelta,
        priority: Priority,
        rules: Rules,
        now: datetime,
    ) -> Deadline:
        target = rules.targets[measure][priority]
        due_at = rules.hours.after(since, max(target - spent, NOTHING))
        warn_at = rules.hours.after(since, max(target * rules.warn_at - spent, NOTHING))
        stage = Stage.RUNNING
        if warn_at and warn_at <= now:
            stage = Stage.WARNED
        if (measure, Stage.BREACHED) in self.told or (due_at and due_at <= now):
            stage = Stage.BREACHED
        return Deadline(measure, stage, due_at, warn_at)

    def _counted(self, at: datetime, hours: OpeningHours) -> "ServiceLevel":
        """The resolution's clock set going, or stopped, as the state now asks for."""
        runs = self.is_open and self.awaited_since is not None and not self.is_snoozed
        if runs == (self.running_since is not None):
            return self
        if runs:
            return replace(self, running_since=at)
        return replace(self, spent=self.resolution_time(at, hours), running_since=None)

    def _without(self, *measures: Measure) -> frozenset[tuple[Measure, Stage]]:
        return frozenset((measure, stage) for measure, stage in self.told if measure not in measures)
