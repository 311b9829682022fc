"""The reports: episodes of some days, counted as `sahay.domain.metrics` defines it."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from sqlalchemy import func, select

from sahay.config import Settings
from sahay.desk.reports_log import EventLog
from sahay.desk.reports_range import Range
from sahay.domain.clock import Clock
from sahay.domain.conversation import Owner
from sahay.domain.hours import OpeningHours
from sahay.domain.metrics.dimensions import groups
from sahay.domain.metrics.episode import Episode
from sahay.domain.metrics.episodes import episodes
from sahay.domain.metrics.figures import BEHIND, DURATIONS
from sahay.domain.metrics.history import History
from sahay.domain.metrics.promises import Standards
from sahay.domain.priority import Priority
from sahay.domain.service_level import Measure
from sahay.store import schema
from sahay.store.database import Database

# How old what was counted may be: a report is counted when it is asked for; its files and what is behind it are of the
# same look; the wall is looked at all day.
NEW, SAME_LOOK, WALL = timedelta(0), timedelta(minutes=1), timedelta(seconds=10)
# Ranges that are kept at once: the wall's, the one that is looked at, and one more.
KEPT = 3


class NoSuchFigure(ValueError):
    """There is no figure, group or dimension of this name."""


@dataclass(frozen=True, slots=True)
class Live:
    """Who has how many now. `waits_since` is when who waits longest began to."""

    at: datetime
    waiting: int
    waits_since: datetime | None
    with_agents: int


class Reports:
    """Reads and counts. One range is counted at a time, so that no crowd of readers takes the app's breath away."""

    def __init__(self, database: Database, clock: Clock, standards: Standards) -> None:
        self._database = database
        self._log = EventLog(database)
        self._clock = clock
        self._standards = standards
        self._counting = asyncio.Lock()
        self._counted: OrderedDict[Range, tuple[datetime, Sequence[Episode]]] = OrderedDict()

    @property
    def timezone(self) -> tzinfo:
        return self._standards.hours.timezone

    def today(self) -> date:
        return self._clock.now().astimezone(self.timezone).date()

    async def episodes(self, days: Range, age: timedelta = NEW) -> Sequence[Episode]:
        """Those that began in the range, the earliest first; counted anew, unless that was done within `age`."""
        async with self._counting:
            now = self._clock.now()
            known = self._counted.get(days)
            if known and now - known[0] < age:
                return known[1]
            histories = await self._log.histories(days.begins_at, days.ends_at)
            found = await asyncio.to_thread(within, days, histories, self._standards, now)
            self._counted[days] = (now, found)
            while len(self._counted) > KEPT:
                self._counted.popitem(last=False)
            return found

    async def behind(self, days: Range, figure: str, dimension: str | None, key: str) -> Sequence[Episode]:
        """The episodes that a figure was made of, the longest or latest first. Raises NoSuchFigure."""
        found = await self.episodes(days, SAME_LOOK)
        return await asyncio.to_thread(_behind, found, figure, dimension, key, self.timezone)

    async def live(self) -> Live:
        table = schema.conversation
        counted = select(table.c.owner, func.count(), func.min(table.c.waiting_since)).group_by(table.c.owner)
        wanted = counted.where(table.c.owner.in_([Owner.QUEUED, Owner.AGENT]))
        async with self._database.read() as connection:
            owners = {owner: (count, since) for owner, count, since in await connection.execute(wanted)}
        waiting, since = owners.get(Owner.QUEUED, (0, None))
        return Live(
            at=self._clock.now(),
            waiting=waiting,
            waits_since=since,
            with_agents=owners.get(Owner.AGENT, (0, None))[0],
        )


def _behind(
    found: Sequence[Episode], figure: str, dimension: str | None, key: str, timezone: tzinfo
) -> Sequence[Episode]:
    try:
        counts = BEHIND[figure]
        group = groups(dimension, found, timezone).get(key, []) if dimension else found
    except KeyError as name:
        raise NoSuchFigure(f"There is no figure or group {name}.") from None
    durations = DURATIONS.get(figure)
    order: Callable[[Episode], Any] = durations or (lambda episode: episode.began_at)
    return sorted(filter(counts, group), key=order, reverse=True)


def within(days: Range, histories: Sequence[History], standards: Standards, now: datetime) -> Sequence[Episode]:
    """The episodes that began in the range, the earliest first."""
    every = (episode for history in histories for episode in episodes(history, standards, now))
    found = (episode for episode in every if days.begins_at <= episode.began_at < days.ends_at)
    return sorted(found, key=lambda episode: (episode.began_at, episode.conversation_id))


def standards_of(settings: Settings) -> Standards:
    """What this shop promises."""
    levels = settings.service_levels
    targets = {measure: getattr(levels, measure) for measure in Measure}
    return Standards(
        OpeningHours(settings.hours.week, frozenset(settings.hours.holidays), settings.shop.timezone),
        {
            measure: {Priority(name): timedelta(minutes=minutes) for name, minutes in by.items()}
            for measure, by in targets.items()
        },
    )
