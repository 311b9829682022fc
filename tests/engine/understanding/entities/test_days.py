"""Dates from any day on: the cases are of one Wednesday."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components import launcher
from components.details import Details, read

DETAILS = Details(read(launcher.ROOT / "data" / "entities"))
DAYS = st.dates(date(2020, 1, 1), date(2060, 12, 31))


def dates(text, today):
    return [detail.value for detail in DETAILS.find(text, today) if detail.entity == "date"]


@pytest.mark.parametrize(
    ("today", "text", "found"),
    [
        (date(2026, 12, 31), "tomorrow", "2027-01-01"),
        (date(2028, 2, 28), "kal aayega", "2028-02-29"),
        (date(2027, 1, 1), "kal aaya tha", "2026-12-31"),
        (date(2027, 1, 10), "last month", "2026-12-01/2026-12-31"),
        (date(2028, 3, 31), "1 month ago", "2028-02-29"),  # there is no 31st
        (date(2027, 1, 5), "25 dec ko order kiya tha", "2026-12-25"),
        (date(2026, 12, 30), "2 jan", "2027-01-02"),
        (date(2026, 11, 22), "next monday", "2026-11-23"),  # a Sunday
        (date(2026, 11, 23), "next monday", "2026-11-30"),  # a Monday
        (date(2026, 11, 23), "monday ko aayega", "2026-11-30"),
        (date(2026, 11, 23), "last monday", "2026-11-16"),
        (date(2026, 11, 23), "this week", "2026-11-23/2026-11-29"),
        (date(2027, 2, 10), "31 tarikh ko aayega", "2027-03-31"),  # February has none
        (date(2027, 2, 10), "29 feb 2028", "2028-02-29"),
    ],
)
def test_a_date(today, text, found):
    assert dates(text, today) == [found]


@pytest.mark.parametrize("text", ["30 feb", "29 feb 2027", "32/1/2027", "5/13/99999", "0 tarikh", "0 days ago"])
def test_no_day_of_the_calendar(text):
    assert dates(text, date(2027, 1, 5)) == []


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("kal order kiya tha, kab aayega", -1),  # its own clause decides
        ("order to aa gaya tha, kal pickup hoga?", 1),
        ("kal jo order kiya", -1),
        ("did it come kal", -1),  # in English the verb is before it
        ("kal ka order kab aayega", -1),  # placed, whenever it comes
        ("kal ki delivery kab hogi", 1),
        ("kal se wait kar raha hu", -1),
        ("kal", 1),  # nothing says so
        ("કાલે મળ્યું", -1),
        ("કાલે મળશે", 1),
        ("कल मिलेगा", 1),
    ],
)
def test_kal_is_yesterday_or_tomorrow(text, days):
    today = date(2026, 11, 18)
    assert dates(text, today) == [(today + timedelta(days=days)).isoformat()]


@given(DAYS)
def test_any_date_is_read_as_it_is_written(day):
    today = date(2026, 11, 18)
    for written in (day.isoformat(), f"{day:%d/%m/%Y}", f"{day:%d-%m-%Y}", f"{day.day} {day:%B} {day.year}"):
        assert dates(f"since {written}", today) == [day.isoformat()]


@given(DAYS, st.sampled_from(["monday", "शुक्रवार", "રવિવાર"]))
def test_a_weekday_is_within_a_week(today, name):
    [ahead] = dates(f"{name} ko aayega", today)
    [back] = dates(f"{name} ko aaya tha", today)
    assert 1 <= (date.fromisoformat(ahead) - today).days <= 7
    assert 1 <= (today - date.fromisoformat(back)).days <= 7


@given(DAYS)
def test_last_week_and_next_week_lie_around_this_one(today):
    weeks = [dates(f"{which} week", today)[0].split("/") for which in ("last", "this", "next")]
    days = [date.fromisoformat(day) for week in weeks for day in week]
    assert [(after - before).days for before, after in pairwise(days)] == [6, 1, 6, 1, 6]
    assert days[2] <= today <= days[3]
