"""When to try again."""

from datetime import UTC, datetime, timedelta

import pytest

from sahay.domain.work import RetryPolicy

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
POLICY = RetryPolicy(attempts=4, delays=(0.5, 2))


@pytest.mark.parametrize(
    ("failed", "seconds"),
    [
        (1, 0.5),  # after the first failure
        (2, 2),  # after the second
        (3, 2),  # the last delay repeats
    ],
)
def test_each_failure_has_its_pause(failed: int, seconds: float) -> None:
    assert POLICY.next_at(failed, NOW) == NOW + timedelta(seconds=seconds)


@pytest.mark.parametrize(("failed", "over"), [(3, False), (4, True), (5, True)])
def test_the_attempts_run_out(failed: int, over: bool) -> None:
    assert POLICY.exhausted(failed) is over
