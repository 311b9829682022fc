"""When nobody is disturbed."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest

from sahay.domain.notice import Quiet

INDIA = ZoneInfo("Asia/Kolkata")
NIGHT = Quiet(time(21), time(9), INDIA)


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-{text}").replace(tzinfo=INDIA)


# Quiet, a moment, and from when one may speak.
MOMENTS: list[tuple[Quiet, str, str]] = [
    (NIGHT, "21T08:59", "21T09:00"),
    (NIGHT, "21T09:00", "21T09:00"),
    (NIGHT, "21T20:59", "21T20:59"),
    (NIGHT, "21T21:00", "22T09:00"),  # over midnight
    (NIGHT, "22T00:00", "22T09:00"),
    (Quiet(time(13), time(15), INDIA), "21T13:30", "21T15:00"),
    (Quiet(time(13), time(15), INDIA), "21T22:00", "21T22:00"),
    (Quiet(time(9), time(9), INDIA), "21T09:00", "21T09:00"),  # never quiet
]


@pytest.mark.parametrize(("quiet", "now", "then"), MOMENTS)
def test_what_can_wait_waits_until_it_disturbs_nobody(quiet: Quiet, now: str, then: str) -> None:
    assert quiet.over_at(at(now)) == at(then)
    assert quiet.is_at(at(now)) is (now != then)
    assert not quiet.is_at(quiet.over_at(at(now)))


def test_the_clock_is_the_shops() -> None:
    """03:29 in London is 08:59 in India."""
    london = at("21T08:59").astimezone(ZoneInfo("Europe/London"))

    assert NIGHT.over_at(london) == at("21T09:00")
