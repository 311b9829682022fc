"""Every way to break a history on purpose applies to a rich history, and is seen; a blind checker is found out."""

from dataclasses import replace

import pytest

from tests.crash import checker, spoiling
from tests.crash.history import Turn
from tests.unit.crash.good_history import CONVERSATION, HISTORY, LOG, at, line


@pytest.mark.parametrize("spoiler", spoiling.SPOILERS)
def test_each_way_applies_and_is_seen(spoiler):
    spoiled = spoiler(CONVERSATION)
    assert spoiled is not None
    assert checker.check_conversation(spoiled) != []


def test_nothing_is_unseen_or_untried():
    assert spoiling.unseen(HISTORY) == []
    assert spoiling.untried(HISTORY) == []


def test_a_rule_that_is_missing_is_noticed(monkeypatch):
    kept = tuple(rule for rule in checker.RULES if rule is not checker.nothing_waits)
    monkeypatch.setattr(checker, "RULES", kept)
    assert "message_waits_for_ever" in spoiling.unseen(HISTORY)


def test_a_history_too_poor_to_break_proves_nothing():
    poor = replace(CONVERSATION, log=LOG[:1], followed=LOG[:1], desk=LOG[:1], sent=(), replied=(), turns=(), moves=())
    assert "agents_message_lost" in spoiling.untried(replace(HISTORY, conversations=(poor,)))


def test_a_turn_that_a_human_may_have_taken_over_is_not_dropped():
    """Without its turn, message 2 would be in the hands of the agent who came right after it: nothing to see."""
    conversation = replace(
        CONVERSATION,
        log=(*LOG[:3], line(4, 9.95, "customer", "hi", "c2")),
        turns=(Turn(2, "answered", at(1.9)), Turn(4, "answered", at(14))),
    )
    assert spoiling.turn_lost(conversation) is None
