"""Zones of delivery, pick-ups, working days."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahay.shop import pickup, zones
from sahay.shop.workdays import is_workday, working_days_after
from sahay.shop.zones import Way, Zone

INDIA = ZoneInfo("Asia/Kolkata")
WAY = Way("Standard", 79_00, (4, 7), free_from=999_00, cash_up_to=10_000_00)
ZONES = (Zone("3", (WAY,)), Zone("38", (WAY, Way("Express", 0, (1, 1)))), Zone("3800"), Zone("", (WAY,)))


@pytest.mark.parametrize(
    ("pin", "prefix"),
    [
        ("390001", "3"),
        ("381001", "38"),
        ("380001", "3800"),  # the longest counts
        ("110001", ""),  # everywhere else
        ("011000", None),  # begins with 0
        ("38000", None),
        ("३८०००१", None),  # digits, but not ASCII ones
        ("", None),
    ],
)
def test_the_longest_prefix_is_the_zone(pin, prefix):
    zone = zones.zone_of(ZONES, pin)
    assert (zone and zone.prefix) == prefix


@given(st.text())
def test_any_text_may_be_asked_for(text):
    assert zones.options(zones.zone_of((), text), 0) == ()


@given(st.integers(0, 20_000_00))
def test_the_cheapest_comes_first(value):
    found = zones.options(ZONES[1], value)
    assert [option.charge for option in found] == sorted(option.charge for option in found)
    assert found[-1].charge == (79_00 if value < 999_00 else 0)
    assert {option.name: option.cash_on_delivery for option in found}["Standard"] == (value <= 10_000_00)


@given(st.integers(0, 500_000), st.integers(1, 12))
def test_pick_ups_are_on_working_days_from_tomorrow_on(minutes, limit):
    now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    today = now.astimezone(INDIA).date()
    holidays = {working_days_after(today, 1)}
    found = pickup.slots(now, INDIA, holidays, limit)
    assert len(found) == limit
    for slot in found:
        assert slot.begins.date() > today
        assert is_workday(slot.begins.date(), holidays)
        assert pickup.slot(slot.id, now, INDIA, holidays) == slot
    assert len({slot.id for slot in found}) == limit


@pytest.mark.parametrize("slot_id", ["", "2026-11-20T10", "2026-11-22T10", "2026-11-23T11", "2027-11-23T10", "x"])
def test_a_pick_up_that_is_not_offered_cannot_be_had(slot_id):
    """Today, a Sunday, another hour, next year."""
    assert pickup.slot(slot_id, datetime(2026, 11, 20, 6, 30, tzinfo=UTC), INDIA, ()) is None


@pytest.mark.parametrize(
    ("day", "count", "then"),
    [
        (date(2026, 11, 20), 0, date(2026, 11, 20)),
        (date(2026, 11, 20), 1, date(2026, 11, 21)),  # Saturday is one
        (date(2026, 11, 20), 2, date(2026, 11, 23)),  # Sunday is none
        (date(2026, 11, 20), 3, date(2026, 11, 25)),  # nor is the holiday
    ],
)
def test_working_days(day, count, then):
    assert working_days_after(day, count, {date(2026, 11, 24)}) == then
