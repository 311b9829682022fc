"""When people are at the desk."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

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

    def _openings(self, now: datetime) -> Iterator[datetime]:
        today = now.astimezone(self.timezone).date()
        for day in (today + timedelta(days=ahead) for ahead in range(HORIZON_DAYS)):
            for opens, _ in self._on(day):
                yield datetime.combine(day, opens, self.timezone)

    def _on(self, day: date) -> Sequence[Span]:
        return () if day in self.holidays else self.week[day.weekday()]
