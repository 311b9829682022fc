"""The scripts show every routine wish, however it ends. No model is needed for this."""

import pytest

from actions.tasks import TASKS
from tests.conversations.coverage import EXEMPT, OUTCOMES, gaps, routine_wishes, shown
from tests.conversations.script import Outcome, Script, read_scripts, script_of, twice

SCRIPTS = read_scripts()


def test_there_are_no_gaps():
    missing = gaps(routine_wishes())

    assert not missing, "\n".join(map(str, missing))


def test_what_is_exempt_is_a_wish_and_is_not_shown_after_all():
    """An outcome that a script does show is not one that cannot be."""
    exempt = [(wish, outcome) for wish, outcomes in EXEMPT.items() for outcome in outcomes]
    disproved = [str(cell) for cell in shown(SCRIPTS) if (cell.skill, cell.outcome) in exempt]

    assert {wish for wish, _ in exempt} <= set(routine_wishes())
    assert {outcome for _, outcome in exempt} <= set(OUTCOMES)
    assert disproved == []


def test_every_task_begins_with_a_routine_wish():
    assert TASKS.keys() <= set(routine_wishes())


@pytest.mark.parametrize("script", [each for each in SCRIPTS if each.skill or each.outcomes], ids=str)
def test_a_script_covers_a_wish_in_an_outcome_that_it_can_show(script: Script):
    assert script.skill in routine_wishes()
    assert script.outcomes
    assert (Outcome.FAILURE in script.outcomes) == bool(script.fails)
    assert (Outcome.ANSWERED in script.outcomes) <= (script.effects is None)


def test_scripts_have_names_of_their_own():
    assert twice(SCRIPTS) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"outcome": "finished"},  # no outcome
        {"effect": {}},  # no field
        {"effects": {"order": {}}},  # no effect
        {"turns": [{"says": "hi", "taps": "/greet", "bot": []}]},  # two things at once
        {"turns": [{"bot": []}]},  # nothing
    ],
)
def test_what_is_not_of_the_format_is_refused(wrong: dict):
    right = {"conversation": "a visit", "turns": [{"says": "hi", "bot": ["utter_greet"]}]}
    assert script_of(right)

    with pytest.raises((TypeError, ValueError)):
        script_of(right | wrong)
