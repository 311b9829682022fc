"""How long one will probably wait."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahay.domain.waiting import FRIENDLY, LEAST_WAITS, Range, quantile, waiting_range


def minutes(*values: float) -> list[timedelta]:
    return [timedelta(minutes=value) for value in values]


@pytest.mark.parametrize(
    ("waits", "expected"),
    [
        (minutes(3, 4, 5, 6), None),  # four are too few
        (minutes(3, 4, 5, 6, 7), Range(5, 10)),  # the median is said as it is, the longest rounded up
        (minutes(7, 6, 5, 4, 3), Range(5, 10)),  # in any order
        (minutes(0, 0, 0, 0, 0), Range(1, 2)),  # nobody says "none"
        (minutes(10, 10, 10, 10, 10), Range(10, 15)),  # a range has two ends
        (minutes(*[4] * 9, 400), Range(3, 5)),  # one of ten may wait for longer
        (minutes(12, 12, 12, 55, 55), Range(10, 60)),
        (minutes(*[480] * 5), Range(360, 480)),
        (minutes(10, 10, 10, 10, 600), None),  # nobody wants to hear of ten hours
    ],
)
def test_range(waits: list[timedelta], expected: Range | None) -> None:
    assert waiting_range(waits) == expected


@given(st.lists(st.integers(0, 8 * 3600).map(lambda seconds: timedelta(seconds=seconds)), min_size=LEAST_WAITS))
def test_a_range_is_friendly_and_holds_nine_of_ten(waits: list[timedelta]) -> None:
    told = waiting_range(waits)

    assert told is not None
    assert {told.least, told.most} <= set(FRIENDLY)
    assert told.least < told.most
    assert sum(wait <= timedelta(minutes=told.most) for wait in waits) >= 0.9 * len(waits)


@pytest.mark.parametrize(("share", "value"), [(0.5, 5), (0.9, 9), (1.0, 10), (0.01, 1), (0.91, 10)])
def test_quantile(share: float, value: int) -> None:
    assert quantile(range(1, 11), share) == value
