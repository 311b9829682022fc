"""By when somebody answers."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from sahay.config import Hours, load_settings
from sahay.shop.tickets import Priority
from sahay.shop.tickets.promise import from_settings

INDIA = ZoneInfo("Asia/Kolkata")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=INDIA)


@pytest.fixture
def settings(tmp_path):
    return load_settings(environ={"SAHAY_VAR": str(tmp_path)})


@pytest.mark.parametrize(
    ("priority", "by"),
    [
        # opened on Saturday 21 November 2026 at 19:30; the desk has 10:00 to 20:00, not on Sundays
        (Priority.URGENT, "2026-11-23 10:30"),
        (Priority.HIGH, "2026-11-23 13:30"),
        (Priority.NORMAL, "2026-11-23 17:30"),
        (Priority.LOW, "2026-11-25 13:30"),
    ],
)
def test_a_promise_is_kept_in_opening_hours(settings, priority, by):
    assert from_settings(settings)(priority, at("2026-11-21 19:30")) == at(by)


def test_a_shop_without_hours_promises_by_the_clock(settings):
    promise = from_settings(replace(settings, hours=Hours()))

    assert promise(Priority.URGENT, at("2026-11-21 19:30")) == at("2026-11-21 20:30")
