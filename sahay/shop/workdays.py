"""The days on which the shop and its carriers work."""

from collections.abc import Container
from datetime import date, timedelta

SUNDAY = 7  # as `date.isoweekday` counts


def is_workday(day: date, holidays: Container[date] = ()) -> bool:
    return day.isoweekday() != SUNDAY and day not in holidays


def working_days_after(day: date, count: int, holidays: Container[date] = ()) -> date:
    """The `count`-th working day after `day`; `day` itself for 0."""
    while count:
        day += timedelta(days=1)
        count -= is_workday(day, holidays)
    return day
