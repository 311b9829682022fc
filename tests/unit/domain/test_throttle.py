"""How long somebody waits after wrong passwords."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahay.domain.throttle import FORGOTTEN, LONGEST_WAIT, still_counting, wait_after
from tests.fakes import MORNING


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [
        (0, 0),
        (4, 0),  # slips of the finger
        (5, 5),
        (6, 10),
        (10, 160),
        (13, 900),  # never longer than that
        (10_000, 900),
    ],
)
def test_the_wait_grows_to_a_quarter_of_an_hour(failures: int, seconds: int) -> None:
    assert wait_after(failures) == timedelta(seconds=seconds)


@given(st.integers(0, 10**6))
def test_a_failure_more_never_shortens_the_wait(failures: int) -> None:
    assert wait_after(failures) <= wait_after(failures + 1) <= LONGEST_WAIT


@pytest.mark.parametrize(
    ("ago", "counted"),
    [
        (timedelta(), 7),
        (FORGOTTEN - timedelta(seconds=1), 7),
        (FORGOTTEN, 0),
    ],
)
def test_failures_of_another_day_are_forgotten(ago: timedelta, counted: int) -> None:
    assert still_counting(7, MORNING - ago, MORNING) == counted
