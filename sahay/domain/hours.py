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
        local = now.astimezone(self.timezone)
        return any(opens <= local.time() < closes for opens, closes in self._on(local.date()))

    def next_opening(self, now: datetime) -> datetime | None:
        """The next moment at which somebody comes, in the shop's time zone; None when none is in sight."""
        return next((opening for opening in self._openings(now) if opening > now), None)

    def after(self, now: datetime, duration: timedelta) -> datetime | None:
        """The moment at which the desk will have been open for `duration` from now, in the shop's time zone.

        None when the desk stays closed for longer than one looks ahead.
        """
        left = duration
        for opens, closes in self._spans(now):
            begins = max(opens, now)
            if closes - begins >= left:
                return (begins + left).astimezone(self.timezone)
            left -= closes - begins
        return None

    def _spans(self, now: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Openings and closings from now on. In UTC: only there is a difference as long as it takes to pass."""
        day = now.astimezone(self.timezone).date()
        closed = 0
        while closed < HORIZON_DAYS:
            spans = self._on(day)
            closed = 0 if spans else closed + 1
            for opens, closes in spans:
                span = self._moment(day, opens), self._moment(day, closes)
                if span[1] > now:
                    yield span
            day += timedelta(days=1)

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
