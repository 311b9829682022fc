"""The times at which a courier fetches what goes back: two a working day, from tomorrow on."""

from collections.abc import Container, Iterator
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import islice
from typing import Final

from sahay.shop.returns import PickupSlot
from sahay.shop.workdays import is_workday

HOURS: Final = ((10, 13), (14, 18))
AHEAD: Final = timedelta(days=14)  # nobody plans lorries for later


def slots(now: datetime, zone: tzinfo, holidays: Container[date], limit: int) -> tuple[PickupSlot, ...]:
    """The next `limit` times, the soonest first. Their ids say the day and the hour: "2026-11-23T10"."""
    return tuple(islice(_all(now, zone, holidays), limit))


def slot(slot_id: str, now: datetime, zone: tzinfo, holidays: Container[date]) -> PickupSlot | None:
    """The one with this id, if it can be had."""
    return next((each for each in _all(now, zone, holidays) if each.id == slot_id), None)


def _all(now: datetime, zone: tzinfo, holidays: Container[date]) -> Iterator[PickupSlot]:
    today = now.astimezone(zone).date()
    for days in range(1, AHEAD.days + 1):
        day = today + timedelta(days=days)
        for opens, closes in HOURS if is_workday(day, holidays) else ():
            begins, ends = (datetime.combine(day, time(hour), zone) for hour in (opens, closes))
            yield PickupSlot(f"{day}T{opens}", begins, ends)
