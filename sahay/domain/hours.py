"""When people are at the desk."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

Span = tuple[time, time]

# How far ahead an opening is looked for: a shop that is closed for longer tells no time.
HORIZON_DAYS = 30


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """The spans (opening, closing) of Monday to Sunday in the shop's time zone, and the days without any."""

    week: Sequence[Sequence[Span]]
    holidays: frozenset[date]
    timezone: tzinfo

    def is_open(self, now: datetime) -> bool:
        day = now.astimezone(self.timezone).date()
        return any(opens <= now < closes for opens, closes in self._moments(day))

    def next_opening(self, now: datetime) -> datetime | None:
        """The next moment at which somebody comes, in the shop's time zone; None when none is in sight."""
        return next((opening for opening in self._openings(now) if opening > now), None)

    def after(self, now: datetime, duration: timedelta) -> datetime | None:
        """The moment at which the desk will have been open for `duration` from now, in the shop's time zone.

        None when the desk stays closed for longer than one looks ahead.
        """
        left = duration
        for opens, closes in self._spans(now):
            if closes - opens >= left:
                return (opens + left).astimezone(self.timezone)
            left -= closes - opens
        return None

    def between(self, begin: datetime, end: datetime) -> timedelta:
        """How long the desk is open from `begin` to `end`; nothing when `end` is not later."""
        day, last = (moment.astimezone(self.timezone).date() for moment in (begin, end))
        counted, total = begin, timedelta(0)
        while day <= last:
            for opens, closes in self._moments(day):
                # Where a clock change leaves out an hour, two spans may lie over each other: no minute counts twice.
                opens, closes = max(opens, counted), min(closes, end)
                if opens < closes:
                    total += closes - opens
                    counted = closes
            day += timedelta(days=1)
        return total

    def _spans(self, now: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Openings and closings from now on."""
        day = now.astimezone(self.timezone).date()
        closed, reached = 0, now
        while closed < HORIZON_DAYS:
            closed = 0 if self._on(day) else closed + 1
            for opens, closes in self._moments(day):
                if closes > reached:
                    yield max(opens, reached), closes
                    reached = closes
            day += timedelta(days=1)

    def _moments(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        """A day's openings and closings. In UTC: only there is a difference as long as it takes to pass."""
        return ((self._moment(day, opens), self._moment(day, closes)) for opens, closes in self._on(day))

    def _moment(self, day: date, at: time) -> datetime:
        # The day's last moment means its end.
        whole = datetime.combine(day + timedelta(days=1), time.min) if at == time.max else datetime.combine(day, at)
        return whole.replace(tzinfo=self.timezone).astimezone(UTC)

    def _openings(self, now: datetime) -> Iterator[datetime]:
        today = now.astimezone(self.timezone).date()
        for day in (today + timedelta(days=ahead) for ahead in range(HORIZON_DAYS)):
            for opens, _ in self._on(day):
                yield datetime.combine(day, opens, self.timezone)

    def _on(self, day: date) -> Sequence[Span]:
        return () if day in self.holidays else self.week[day.weekday()]
