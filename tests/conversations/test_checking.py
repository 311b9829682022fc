"""What is objected to in a script that was played: a check that cannot fail would be none. No model is needed."""

from dataclasses import replace
from typing import Any

import pytest

from tests.conversations.bot import Answer, Played
from tests.conversations.checking import dialogue, objections, told
from tests.conversations.script import script_of

BYE = "Goodbye! Come back any time."
ASKS = {"text": "Shall I?", "buttons": [{"title": "Yes", "payload": "/affirm"}, {"title": "No", "payload": "/deny"}]}


def played(*turns: dict[str, Any], **more: Any) -> Played:
    """Each with `replies`, and what the script has of it."""
    answers = [turn.pop("replies") for turn in turns]
    intents = [turn.pop("understood", "greet") for turn in turns]
    slots = [turn.pop("now", {}) for turn in turns]
    script = script_of({"conversation": "a visit", "turns": list(turns), **more})
    return Played(
        script,
        [
            Answer(turn, "en", replies, intent, [], [], known, [], was_in_form=False)
            for turn, replies, intent, known in zip(script.turns, answers, intents, slots, strict=True)
        ],
        [],
    )


GOOD = {"says": "hi", "bot": ["/Shall/"], "replies": [ASKS], "buttons": ["/affirm", "/deny"]}
HANDOFF = {"custom": {"handoff": {"reason": "requested"}}}
TICKET = {"custom": {"handoff": {"reason": "requested", "ticket": "T-7K3QXM"}}}


@pytest.mark.parametrize(
    "turns",
    [
        [GOOD],
        [GOOD, {"taps": "/deny", "bot": ["/Good/"], "replies": [{"text": BYE}]}],  # what was offered
        [GOOD | {"replies": [ASKS, HANDOFF], "handoff": {"reason": "requested"}}],
        [GOOD | {"now": {"task": {"asked": "order"}}, "asks": "order"}],
        [GOOD | {"intent": "greet"}],
        [GOOD | {"replies": [ASKS, TICKET], "handoff": {"reason": "requested", "ticket": "new"}}],
        [{"says": "hi", "intent": "greet", "replies": [ASKS, HANDOFF]}],  # whatever it answers
        [GOOD | {"now": {"known_order": "41001"}, "slots": {"known_order": "41001", "task": None}}],
    ],
)
def test_what_is_as_the_script_says_is_not_objected_to(turns: list[dict]):
    assert objections(played(*(dict(turn) for turn in turns))) == []


@pytest.mark.parametrize(
    ("turns", "objection"),
    [
        ([GOOD | {"bot": ["/Shall we/"]}], "it is not /Shall we/"),
        ([GOOD | {"bot": ["utter_goodbye"]}], "it is not utter_goodbye"),
        ([GOOD | {"bot": []}], "1 replies, not 0"),
        ([GOOD | {"replies": [ASKS, HANDOFF], "handoff": {"reason": "requested", "ticket": "new"}}], "the handoff is"),
        ([GOOD | {"replies": [ASKS, TICKET], "handoff": {"reason": "other", "ticket": "new"}}], "the handoff is"),
        ([GOOD | {"intent": "goodbye"}], "it is understood as greet, not goodbye"),
        ([GOOD | {"bot": ["/Shall/", "/Good/"]}], "1 replies, not 2"),
        ([GOOD | {"bot": ["utter_nothing_of_ours"]}], "there is no 'utter_nothing_of_ours' in en"),
        ([GOOD | {"bot": ["faq:nothing_of_ours"]}], "there is no 'faq:nothing_of_ours' in en"),
        ([GOOD | {"buttons": ["/affirm"]}], "the buttons are ['/affirm', '/deny']"),
        ([GOOD | {"taps": "/affirm", "says": None}], "/affirm was not offered"),
        ([GOOD | {"replies": [ASKS, HANDOFF]}], "the handoff is {'reason': 'requested'}, not None"),
        ([GOOD | {"handoff": {"reason": "requested"}}], "the handoff is None"),
        ([GOOD | {"asks": "order"}], "it asks None, not order"),
        ([GOOD | {"now": {"task": {"asked": "order"}}, "asks": None}], "it asks order, not None"),
        ([GOOD | {"now": {"known_order": "41001"}, "slots": {"known_order": None}}], "the slots are"),
    ],
)
def test_what_is_not_as_the_script_says_is_objected_to(turns: list[dict], objection: str):
    wrong = objections(played(*(dict(turn) for turn in turns)))

    assert len(wrong) >= 1
    assert wrong[0].startswith(f"turn {len(turns)}: {objection}")


def test_a_script_shows_the_wish_that_it_counts_for():
    turn = {"understood": "get_refund"}

    assert objections(played(GOOD | turn, skill="get_refund", outcome="done")) == []
    assert objections(played(GOOD | turn, skill="cancel_order", outcome="done"))


def test_what_went_wrong_in_the_database_or_on_the_way_is_told():
    whole = played(dict(GOOD))

    assert objections(replace(whole, changes=["refunds: [], not [100]"])) == ["refunds: [], not [100]"]
    assert objections(replace(whole, trouble="Unanswered: 503")) == ["turn 2: Unanswered: 503"]


def test_the_dialogue_shows_what_was_said_and_what_is_wrong():
    whole = played(GOOD | {"now": {"task": {"name": "cancel_order", "asked": "order", "details": {}}}})

    for part in ("a visit", "hi", "greet", "Shall I?", "[Yes] /affirm", "cancel_order asks order"):
        assert part in dialogue(whole)
    assert told(whole, ["it is late"]).endswith("!!! it is late")
