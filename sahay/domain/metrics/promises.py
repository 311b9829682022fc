"""Which promises of the service levels were kept: the clocks of `sahay.domain.service_level`, read from the log."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sahay.domain.conversation import Action, Owner, Reason, Transition
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
    """When the desk is open, what it promises, and how urgent a handoff is by its reason and what it is about."""

    hours: OpeningHours
    targets: Mapping[Measure, Mapping[Priority, timedelta]]
    priority: Callable[[Reason | None, str | None], Priority]


@dataclass(frozen=True, slots=True)
class _Stopped:
    """How much open time a clock showed when it was stopped; `answered` unless the customer went away."""

    measure: Measure
    showed: timedelta
    agent_id: str | None
    answered: bool = True


class Clocks:
    """The clocks of one episode, set and stopped by what happens in it, event by event."""

    def __init__(self, hours: OpeningHours) -> None:
        self._hours = hours
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
        if self._level and move.before is Owner.RESOLVED:
            self._level, self._resolution = self._level.reopened(move.at, self._hours, awaited=awaited), None
            return
        if self._resolution:
            self._ended.append(self._resolution)
        begin = ServiceLevel.handed_off if awaited else ServiceLevel.taken_up
        self._level, self._resolution = begin(move.at), None

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
        self._stop_response(move.at, move.by_id, answered=False)
        self._level = self._level.ended(move.at, self._hours)
        if move.action is Action.RESOLVE:
            showed = self._level.resolution_time(move.at, self._hours)
            self._resolution = _Stopped(Measure.RESOLUTION, showed, move.by_id)

    def promises(self, targets: Mapping[Measure, timedelta], now: datetime) -> tuple[Promise, ...]:
        """Those that have ended: answered, or overdue by now. Who went away in time was promised nothing more."""
        stopped = [*self._ended, *([self._resolution] if self._resolution else []), *self._running(now)]
        return tuple(
            Promise(clock.measure, clock.showed <= targets[clock.measure], clock.agent_id)
            for clock in stopped
            if clock.answered or clock.showed > targets[clock.measure]
        )

    def _running(self, now: datetime) -> list[_Stopped]:
        if self._level is None or not self._level.is_open:
            return []
        showed = self._level.resolution_time(now, self._hours)
        running = [_Stopped(Measure.RESOLUTION, showed, self._agent_id, answered=False)]
        if self._level.awaited_since:
            running.append(self._response(self._level, self._level.awaited_since, now, self._agent_id, answered=False))
        return running

    def _stop_response(self, at: datetime, agent_id: str | None, *, answered: bool) -> None:
        if self._level and self._level.awaited_since:
            since = self._level.awaited_since
            self._ended.append(self._response(self._level, since, at, agent_id, answered=answered))

    def _response(
        self, level: ServiceLevel, since: datetime, at: datetime, agent_id: str | None, *, answered: bool
    ) -> _Stopped:
        measure = Measure.NEXT_RESPONSE if level.first_answer_at else Measure.FIRST_RESPONSE
        return _Stopped(measure, self._hours.between(since, at), agent_id, answered)
