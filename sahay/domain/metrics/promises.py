"""Which promises of the service levels were kept: the clocks of `sahay.domain.service_level`, read from the log."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sahay.domain.conversation import Action, Owner, Transition
from sahay.domain.hours import OpeningHours
from sahay.domain.message import Author
from sahay.domain.metrics.history import Line
from sahay.domain.priority import Priority
from sahay.domain.service_level import Measure, ServiceLevel


@dataclass(frozen=True, slots=True)
class Promise:
    """A clock that has ended: stopped in time (`kept`), or overdue. `agent_id` is who stopped it, or had it then."""

    measure: Measure
    kept: bool
    agent_id: str | None = None


@dataclass(frozen=True, slots=True)
class Standards:
    """When the desk is open, and what it promises."""

    hours: OpeningHours
    targets: Mapping[Measure, Mapping[Priority, timedelta]]


@dataclass(frozen=True, slots=True)
class _Stopped:
    """A clock that was stopped, `late` or in time; `answered` unless the customer went away."""

    measure: Measure
    late: bool
    agent_id: str | None
    answered: bool = True


class Clocks:
    """The clocks of one episode, set and stopped by what happens in it, event by event.

    A clock is late once it shows more than is promised for the priority of that time: what is made more urgent is due
    sooner from then on, and what was late stays so, however little it matters later.
    """

    def __init__(self, standards: Standards) -> None:
        self._hours = standards.hours
        self._targets = standards.targets
        self._priority = Priority.NORMAL
        self._late: frozenset[Measure] = frozenset()
        self._level: ServiceLevel | None = None
        self._agent_id: str | None = None
        self._ended: list[_Stopped] = []
        self._resolution: _Stopped | None = None

    def wrote(self, line: Line) -> None:
        if self._level is None:
            return
        if line.author is Author.CUSTOMER:
            self._level = self._level.customer_wrote(line.at, self._hours)
        else:
            self._stop_response(line.at, line.author_id, answered=True)
            self._level = self._level.agent_wrote(line.at, self._hours)

    def came(self, move: Transition) -> None:
        """To the humans: again, if it was resolved a moment ago; anew from the bot."""
        awaited = move.after is Owner.QUEUED
        self._priority = move.priority
        if self._level and move.before is Owner.RESOLVED:
            self._level, self._resolution = self._level.reopened(move.at, self._hours, awaited=awaited), None
            return
        if self._resolution:
            self._ended.append(self._resolution)
        begin = ServiceLevel.handed_off if awaited else ServiceLevel.taken_up
        self._level, self._resolution, self._late = begin(move.at), None, frozenset()

    def ranked(self, move: Transition) -> None:
        """More urgent, or less: what is late by now stays late."""
        self._note_late(move.at)
        self._priority = move.priority

    def moved(self, move: Transition) -> None:
        """Among the humans."""
        if move.after is Owner.AGENT:
            self._agent_id = move.to_id or self._agent_id
        if self._level and move.after is Owner.SNOOZED:
            self._level = self._level.snoozed(move.at, self._hours)
        elif self._level and move.before is Owner.SNOOZED:
            self._level = self._level.woken(move.at, self._hours)

    def left(self, move: Transition) -> None:
        """From the humans: resolved, with the bot again, or gone."""
        if self._level is None:
            return
        self._note_late(move.at)
        self._stop_response(move.at, move.by_id, answered=False)
        self._level = self._level.ended(move.at, self._hours)
        if move.action is Action.RESOLVE:
            showed = self._level.resolution_time(move.at, self._hours)
            self._resolution = self._stopped(Measure.RESOLUTION, showed, move.by_id)

    def promises(self, now: datetime) -> tuple[Promise, ...]:
        """Those that have ended: answered, or overdue by now. Who went away in time was promised nothing more."""
        running = self._running(now, self._agent_id)
        stopped = [*self._ended, *([self._resolution] if self._resolution else []), *running]
        return tuple(
            Promise(clock.measure, not clock.late, clock.agent_id) for clock in stopped if clock.answered or clock.late
        )

    def _note_late(self, at: datetime) -> None:
        self._late |= {clock.measure for clock in self._running(at, None) if clock.late}

    def _running(self, now: datetime, agent_id: str | None) -> list[_Stopped]:
        if self._level is None or not self._level.is_open:
            return []
        showed = self._level.resolution_time(now, self._hours)
        running = [self._stopped(Measure.RESOLUTION, showed, agent_id, answered=False)]
        if self._level.awaited_since:
            running.append(self._response(self._level, self._level.awaited_since, now, agent_id, answered=False))
        return running

    def _stop_response(self, at: datetime, agent_id: str | None, *, answered: bool) -> None:
        if self._level and self._level.awaited_since:
            stopped = self._response(self._level, self._level.awaited_since, at, agent_id, answered=answered)
            self._ended.append(stopped)
            self._late -= {stopped.measure}

    def _response(
        self, level: ServiceLevel, since: datetime, at: datetime, agent_id: str | None, *, answered: bool
    ) -> _Stopped:
        measure = Measure.NEXT_RESPONSE if level.first_answer_at else Measure.FIRST_RESPONSE
        return self._stopped(measure, self._hours.between(since, at), agent_id, answered=answered)

    def _stopped(self, measure: Measure, showed: timedelta, agent_id: str | None, *, answered: bool = True) -> _Stopped:
        late = measure in self._late or showed > self._targets[measure][self._priority]
        return _Stopped(measure, late, agent_id, answered)
