"""Which rule answered, from what a turn shows."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from sahay.desk.rules import known_rules, read_rules, rule_of
from sahay.domain.work import Outcome, Turn

RULES = read_rules(
    iter(
        [
            {"rule": "greeting", "steps": [{"intent": "greet"}, {"action": "action_greet"}]},
            {
                "rule": "a wish",
                "steps": [{"or": [{"intent": "track_order"}, {"intent": "offers"}]}, {"action": "action_begin_task"}],
            },
            {"rule": "later", "steps": [{"intent": "greet"}, {"action": "action_greet"}]},  # begins as the first
            {"rule": "a form ends", "steps": [{"active_loop": "task_form"}, {"action": "action_listen"}]},
        ]
    )
)
TURN = Turn("c", 1, Outcome.ANSWERED, datetime(2026, 11, 22, tzinfo=UTC))

TURNS = [
    # understood, done, the rule
    ("greet", ("action_greet",), "greeting"),
    ("offers", ("action_begin_task", "task_form"), "a wish"),  # one of several intents
    ("offers", ("action_validate", "action_begin_task"), "a wish"),  # something came before
    ("offers", ("action_fallback",), None),  # not what the rule does
    ("inform", ("task_form",), None),  # inside a form
    (None, (), None),  # nothing was understood
]


@pytest.mark.parametrize(("intent", "actions", "rule"), TURNS)
def test_a_turn_names_its_rule(intent: str | None, actions: tuple[str, ...], rule: str | None) -> None:
    assert rule_of(replace(TURN, intent=intent, actions=actions), RULES) == rule


def test_the_shops_own_rules_are_read() -> None:
    assert known_rules()["greet", "action_greet"] == "greeting"
    assert known_rules()["track_order", "action_begin_task"] == "a routine wish"
