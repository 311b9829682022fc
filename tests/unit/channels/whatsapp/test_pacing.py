"""No faster than Meta allows."""

import pytest

from sahay.channels.whatsapp.limits import PAIR_BURST, PAIR_SECONDS
from sahay.channels.whatsapp.pacing import Bucket, Pairs


def test_a_turn_goes_out_at_once_and_then_one_in_six_seconds() -> None:
    pairs = Pairs(PAIR_BURST, PAIR_SECONDS)

    assert [pairs.take("asha", 0.0) for _ in range(PAIR_BURST)] == [0.0] * PAIR_BURST
    assert pairs.take("asha", 0.0) == PAIR_SECONDS
    assert pairs.take("asha", 2.0) == pytest.approx(PAIR_SECONDS - 2)  # none was taken
    assert pairs.take("asha", PAIR_SECONDS) == 0.0
    assert pairs.take("asha", PAIR_SECONDS) == PAIR_SECONDS


def test_one_customer_waits_for_no_other() -> None:
    pairs = Pairs(1, 6.0)

    assert [pairs.take(name, 0.0) for name in ("asha", "ravi", "asha")] == [0.0, 0.0, 6.0]


def test_who_was_not_written_to_for_long_is_forgotten() -> None:
    pairs = Pairs(1, 6.0, kept=2)
    for name in ("asha", "ravi", "meera"):
        pairs.take(name, 0.0)

    assert pairs.take("asha", 0.0) == 0.0
    assert len(pairs._buckets) == 2


def test_the_number_itself_waits_its_turn() -> None:
    """Each is told when: nobody is turned away."""
    bucket = Bucket(2, 0.5)

    assert [bucket.reserve(0.0) for _ in range(4)] == [0.0, 0.0, 0.5, 1.0]
    assert bucket.reserve(10.0) == 0.0
