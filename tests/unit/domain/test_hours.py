"""When somebody is at the desk, and when somebody will be."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from sahay.domain.hours import OpeningHours

INDIA = ZoneInfo("Asia/Kolkata")
BERLIN = ZoneInfo("Europe/Berlin")
DAY = ((time(10), time(13)), (time(14), time(19)))
SHORT = ((time(10), time(14)),)
# Monday to Friday with a break at noon, Saturday until two, Sunday closed.
WEEK = (DAY, DAY, DAY, DAY, DAY, SHORT, ())
HOURS = OpeningHours(WEEK, frozenset({date(2026, 11, 24)}), INDIA)  # that Tuesday is a holiday


def at(text: str, zone: ZoneInfo = INDIA) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("moment", "is_open", "opens"),
    [
        ("2026-11-20 09:59:59", False, "2026-11-20 10:00"),  # Friday, a second early
        ("2026-11-20 10:00", True, "2026-11-20 14:00"),  # the moment itself; the next opening is after the break
        ("2026-11-20 13:30", False, "2026-11-20 14:00"),  # the break
        ("2026-11-20 19:00", False, "2026-11-21 10:00"),  # closed at seven sharp
        ("2026-11-21 15:00", False, "2026-11-23 10:00"),  # Saturday afternoon: over Sunday to Monday
        ("2026-11-23 20:00", False, "2026-11-25 10:00"),  # Monday evening: Tuesday is the holiday
        ("2026-11-24 11:00", False, "2026-11-25 10:00"),  # on the holiday
    ],
)
def test_hours(moment: str, is_open: bool, opens: str) -> None:
    assert HOURS.is_open(at(moment)) is is_open
    assert HOURS.next_opening(at(moment)) == at(opens)


def test_the_moment_may_be_told_in_any_zone() -> None:
    assert HOURS.is_open(at("2026-11-20 10:30").astimezone(ZoneInfo("UTC")))


def test_a_desk_without_hours_never_opens() -> None:
    closed = OpeningHours(((),) * 7, frozenset(), INDIA)

    assert not closed.is_open(at("2026-11-20 12:00"))
    assert closed.next_opening(at("2026-11-20 12:00")) is None


def test_opening_is_by_the_wall_clock_when_the_clocks_change() -> None:
    hours = OpeningHours((SHORT,) * 7, frozenset(), BERLIN)

    # On 25 October 2026 the clocks go back at three: ten o'clock is an hour later in UTC than the day before.
    assert hours.next_opening(at("2026-10-24 20:00", BERLIN)) == at("2026-10-25 10:00", BERLIN)
    assert str(hours.next_opening(at("2026-10-24 20:00", BERLIN))).endswith("+01:00")
