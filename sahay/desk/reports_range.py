"""The days that a report is about."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Self

# A quarter: what one looks at together, and what is read and counted in a few seconds.
DAYS_AT_MOST = 92


class BadRange(ValueError):
    """The dates make no range. The message is for whoever asked."""


@dataclass(frozen=True, slots=True)
class Range:
    """From the beginning of the day `first` to the end of the day `last`, in the shop's time zone."""

    first: date
    last: date
    timezone: tzinfo

    @classmethod
    def of(cls, first: date, last: date, timezone: tzinfo) -> Self:
        """Raises BadRange."""
        if last < first:
            raise BadRange("The last day is before the first.")
        if (last - first).days >= DAYS_AT_MOST:
            raise BadRange(f"Choose {DAYS_AT_MOST} days at most.")
        return cls(first, last, timezone)

    @property
    def begins_at(self) -> datetime:
        return self._midnight(self.first)

    @property
    def ends_at(self) -> datetime:
        """The first moment after it."""
        return self._midnight(self.last + timedelta(days=1))

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time.min, self.timezone).astimezone(UTC)
