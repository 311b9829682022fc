"""Every pair of process and step comes up, as often as its share."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.crash.kills import LATEST_SECONDS, PAIRS, WITHIN_SECONDS, plan, shares
from tests.crash.steps import ANY_MOMENT, TELLS


def seeded(seed: int) -> Random:
    return Random(seed)  # noqa: S311 (to be repeated, not to be guessed)


@given(kills=st.integers(min_value=0, max_value=500), seed=st.integers())
def test_so_many_as_asked_for_each_with_its_share(kills, seed):
    aims = plan(kills, seeded(seed))
    assert len(aims) == kills
    assert Counter(aim.process for aim in aims) == Counter(shares(kills))


@given(kills=st.integers(min_value=0, max_value=500), seed=st.integers())
def test_the_steps_of_a_process_come_up_evenly(kills, seed):
    counts = Counter((aim.process, aim.step) for aim in plan(kills, seeded(seed)))
    for process, steps in PAIRS.items():
        numbers = [counts[process, step] for step in steps]
        assert max(numbers) - min(numbers) <= 1


def test_a_whole_run_kills_seven_times_at_each_step_and_more():
    counts = Counter((aim.process, aim.step) for aim in plan(220, seeded(1)))
    assert set(counts) == {(process, step) for process, steps in PAIRS.items() for step in steps}
    assert min(counts.values()) >= 6


@pytest.mark.parametrize(
    ("kills", "expected"),
    [
        (220, {"app": 110, "actions": 55, "engine": 55}),  # a whole run
        (12, {"app": 6, "actions": 3, "engine": 3}),  # the sample
        (2, {"app": 2, "actions": 0, "engine": 0}),  # what cannot be divided is the app's
    ],
)
def test_shares(kills, expected):
    assert shares(kills) == expected


@given(seed=st.integers())
def test_a_kill_comes_soon_after_its_step(seed):
    for aim in plan(50, seeded(seed)):
        assert 0 <= aim.delay <= (WITHIN_SECONDS if aim.step == ANY_MOMENT else LATEST_SECONDS)


def test_the_same_seed_gives_the_same_plan():
    assert plan(100, seeded(3)) == plan(100, seeded(3)) != plan(100, seeded(4))


def test_every_step_is_told_by_somebody():
    for steps in PAIRS.values():
        assert set(steps) <= {*TELLS, ANY_MOMENT}
