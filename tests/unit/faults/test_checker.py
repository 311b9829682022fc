"""The checker of the storms sees each way in which a view can be wrong."""

import pytest

from tests.faults.checker import check
from tests.faults.plan import KILL, RELOAD, WRITERS, plan

WRITTEN = {"tab 1": ["a", "b"], "agent": ["c"]}
RIGHT = [("bot", "hello"), ("customer", "a"), ("agent", "c"), ("customer", "b")]


def test_equal_and_complete_views_are_right():
    assert check(WRITTEN, {"the desk": RIGHT, "tab 1": RIGHT}, []) == []


@pytest.mark.parametrize(
    ("views", "wrong"),
    [
        # One of them has lost a line, or shows it twice.
        ({"the desk": RIGHT, "tab 1": RIGHT[:-1]}, ["the desk differ: 4 and 3 lines", "tab 1: lost 'b'"]),
        ({"the desk": RIGHT, "tab 1": [*RIGHT, RIGHT[1]]}, ["differ: 4 and 5 lines", "tab 1: doubled 'a'"]),
        # All are equal, and wrong all the same.
        ({"the desk": RIGHT[:-1]}, ["the desk: lost 'b'"]),
        ({"the desk": [*RIGHT, RIGHT[1]]}, ["the desk: doubled 'a'"]),
        ({"the desk": [RIGHT[3], *RIGHT[:3]]}, ["the desk: tab 1's order is ['b', 'a']"]),
        # The same lines, of somebody else or elsewhere.
        ({"the desk": RIGHT, "tab 1": [("agent", "hello"), *RIGHT[1:]]}, ["differ: line 0 is ('bot', 'hello')"]),
        ({"the desk": RIGHT, "tab 1": [RIGHT[1], RIGHT[0], *RIGHT[2:]]}, ["differ: line 0 is ('bot', 'hello')"]),
    ],
)
def test_whatever_is_wrong_is_told(views, wrong):
    told = check(WRITTEN, views, [])
    assert len(told) == len(wrong)
    assert all(part in line for part, line in zip(wrong, told, strict=True)), told


def test_what_is_still_on_its_way_is_wrong_in_the_end():
    assert check(WRITTEN, {"the desk": RIGHT}, ["b in tab 1 (waiting)"]) == ["not sent: b in tab 1 (waiting)"]


@pytest.mark.parametrize("seed", [1, 2, 99])
def test_a_seed_decides_the_whole_run(seed):
    steps = list(plan(seed))
    assert steps == list(plan(seed)) != list(plan(seed + 1))
    assert {step.who for step in steps if step.text} == set(WRITERS)
    assert {KILL, RELOAD} < {step.what for step in steps}
