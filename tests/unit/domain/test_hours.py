"""When somebody is at the desk, and when somebody will be."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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


@pytest.mark.parametrize(
    ("moment", "hours", "then"),
    [
        ("2026-11-20 10:00", 3, "2026-11-20 13:00"),  # Friday until noon, to the second
        ("2026-11-20 10:00", 4, "2026-11-20 15:00"),  # over the break
        ("2026-11-20 08:00", 1, "2026-11-20 11:00"),  # before anybody is there
        ("2026-11-20 18:30", 1, "2026-11-21 10:30"),  # half an hour today, half on Saturday
        ("2026-11-21 13:00", 2, "2026-11-23 11:00"),  # Saturday: over Sunday to Monday
        ("2026-11-23 18:00", 2, "2026-11-25 11:00"),  # Monday: Tuesday is the holiday
        ("2026-11-24 12:00", 8, "2026-11-25 19:00"),  # on the holiday: the whole next day
    ],
)
def test_a_while_in_opening_hours(moment: str, hours: int, then: str) -> None:
    assert HOURS.after(at(moment), timedelta(hours=hours)) == at(then)


def test_a_desk_without_hours_never_comes_to_it() -> None:
    assert OpeningHours(((),) * 7, frozenset(), INDIA).after(at("2026-11-20 12:00"), timedelta(hours=1)) is None


def test_a_night_has_as_many_hours_as_pass() -> None:
    """On 25 October 2026 the clocks in Berlin go back at three: that night's shift is an hour longer."""
    night = OpeningHours((((time(0), time(6)),),) * 7, frozenset(), BERLIN)

    assert night.after(at("2026-10-25 00:00", BERLIN), timedelta(hours=7)) == at("2026-10-25 06:00", BERLIN)


ZONES = [ZoneInfo(name) for name in ("Asia/Kolkata", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe")]
# Whole quarters of an hour, so that a minute belongs to a span or does not; "24:00" is the day's last moment.
TIMES = st.lists(st.sampled_from([*(time(hour, quarter) for hour in range(24) for quarter in (0, 15, 30, 45))]))
DAYS = TIMES.map(lambda times: sorted(set(times))).map(lambda times: tuple(zip(times[::2], times[1::2], strict=False)))
WEEKS = st.lists(st.one_of(DAYS, st.just(((time(0), time.max),))), min_size=7, max_size=7)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


@given(
    week=WEEKS,
    closed=st.sets(st.dates(date(2026, 1, 1), date(2028, 2, 1)), max_size=40),
    zone=st.sampled_from(ZONES),
    now=MOMENTS,
    minutes=st.integers(1, 3000),
)
def test_so_long_the_desk_was_open_meanwhile(
    week: list[Any], closed: set[date], zone: ZoneInfo, now: datetime, minutes: int
) -> None:
    hours = OpeningHours(week, frozenset(closed), zone)
    now = now.replace(second=0, microsecond=0)
    then = hours.after(now, timedelta(minutes=minutes))
    if then is None:
        assert not any(week) or closed  # hypothesis may close every day of a month
        return
    first, last = now.astimezone(zone).date(), then.date()
    ends = [
        (at.replace(tzinfo=zone).astimezone(UTC), until.replace(tzinfo=zone).astimezone(UTC))
        for day in (first + timedelta(days=ahead) for ahead in range((last - first).days + 1))
        for opens, closes in ([] if day in closed else week[day.weekday()])
        for at, until in [
            (
                datetime.combine(day, opens),
                datetime.combine(day, closes)
                if closes < time.max
                else datetime.combine(day + timedelta(days=1), time(0)),
            )
        ]
    ]
    open_for = sum((max(timedelta(0), min(until, then) - max(begin, now)) for begin, until in ends), timedelta(0))

    assert open_for == timedelta(minutes=minutes)
    assert any(begin < then <= until for begin, until in ends)  # and not a moment later


@pytest.mark.parametrize(
    ("begin", "end", "open_for"),
    [
        ("2026-11-20 10:30", "2026-11-20 12:00", timedelta(hours=1, minutes=30)),  # in one span
        ("2026-11-20 12:30", "2026-11-20 14:30", timedelta(hours=1)),  # over the break
        ("2026-11-20 18:00", "2026-11-23 11:00", timedelta(hours=6)),  # Friday, Saturday's four, Monday
        ("2026-11-23 18:00", "2026-11-25 11:00", timedelta(hours=2)),  # Tuesday is a holiday
        ("2026-11-22 08:00", "2026-11-22 20:00", timedelta(0)),  # Sunday
        ("2026-11-20 12:00", "2026-11-20 12:00", timedelta(0)),  # no time at all
        ("2026-11-20 12:00", "2026-11-19 12:00", timedelta(0)),  # the other way round
    ],
)
def test_how_long_the_desk_was_open(begin: str, end: str, open_for: timedelta) -> None:
    assert HOURS.between(at(begin), at(end)) == open_for


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        ("2026-10-25", 25),  # the clocks go back
        ("2027-03-28", 23),  # and forth
        ("2026-10-26", 24),
    ],
)
def test_a_day_is_open_as_long_as_it_lasts(day: str, hours: int) -> None:
    always = OpeningHours((((time(0), time.max),),) * 7, frozenset(), BERLIN)
    midnight = at(f"{day} 00:00", BERLIN)

    assert always.between(midnight, midnight + timedelta(days=1)) == timedelta(hours=hours)


@given(
    week=WEEKS,
    closed=st.sets(st.dates(date(2026, 10, 20), date(2026, 11, 2)), max_size=3),
    zone=st.sampled_from(ZONES),
    # The days around the clock changes of Berlin, New York and Lord Howe.
    begin=st.datetimes(datetime(2026, 9, 30), datetime(2026, 11, 3), timezones=st.just(UTC)),  # noqa: DTZ001
    minutes=st.lists(st.integers(0, 2000), min_size=2, max_size=2).map(sorted),
)
@settings(max_examples=60, deadline=None)
def test_it_was_open_as_many_minutes_as_one_counts(
    week: list[Any], closed: set[date], zone: ZoneInfo, begin: datetime, minutes: list[int]
) -> None:
    hours = OpeningHours(week, frozenset(closed), zone)
    begin = begin.replace(second=0, microsecond=0)
    sooner, later = (hours.between(begin, begin + timedelta(minutes=each)) for each in minutes)
    counted = sum(hours.is_open(begin + timedelta(minutes=each)) for each in range(minutes[1]))

    assert timedelta(0) <= sooner <= later == timedelta(minutes=counted)
