"""A part of the hostile cases in each run of the tests; `python -m tests.hostile` plays all of them."""

from tests.hostile.attacks import ATTACKS, all_cases, every
from tests.hostile.report import stories
from tests.hostile.run import run

PART = 13  # one of so many


async def test_nothing_is_disclosed_or_changed():
    result = await run(every(PART, all_cases()))

    assert not result.wrong, stories(result)
    assert not result.elsewhere
    assert {played.case.attack for played in result.played} == set(ATTACKS)
    assert sum(sum(played.tried.failed.values()) for played in result.played) > len(ATTACKS)  # they came that far


def test_there_are_more_than_enough():
    assert len(set(all_cases())) > 500
