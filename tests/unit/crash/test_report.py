"""The table counts what was in flight, and a violation is told with the kill that its message met."""

from dataclasses import replace

from tests.crash.checker import Violation, check
from tests.crash.report import END, in_flight, stories, summary, table
from tests.unit.crash.good_history import CONVERSATION, HISTORY, at


def test_a_message_is_in_flight_until_its_answer_is_seen():
    spans = {client_id: (began, ended) for client_id, began, ended in in_flight(CONVERSATION)}
    assert spans == {
        "c1": (at(0.8), at(2.1)),
        "c2": (at(2.8), at(5.1)),
        "c3": (at(3.8), at(6.1)),
        "c4": (at(6.8), at(8.1)),
        "c5": (at(11.8), at(12.1)),  # to a human: until it is in the log
        "c6": (at(14.8), at(16.1)),
        "a1": (at(10.8), at(11.1)),
        "a2": (at(12.8), at(13.1)),
    }


def test_a_message_that_was_lost_is_in_flight_for_ever():
    lost = replace(CONVERSATION, turns=CONVERSATION.turns[1:])
    assert {client_id: ended for client_id, _, ended in in_flight(lost)}["c1"] == END


def test_the_table_counts_by_process_and_step():
    rows = table(HISTORY, [Violation("some_rule", "lost", "conversation", "c2")]).splitlines()
    assert "| app | turn.asked | 1 | 2 | 1 |" in rows  # at 4.5 s: c2, which suffered, and c3
    assert "| engine | any moment | 1 | 0 | 0 |" in rows  # long after everything
    assert "| app | outbox.sent | 0 | 0 | 0 |" in rows  # planned, but not in this run
    assert rows[-1] == "| **all** |  | 2 | 2 | 1 |"


def test_a_violation_is_told_with_seed_step_and_log():
    history = replace(HISTORY, conversations=(replace(CONVERSATION, turns=CONVERSATION.turns[2:]),))
    story = stories(history, check(history))
    assert "VIOLATION of dealt_with_once in conversation, seed 7: message 4 got no answer" in story
    assert "(killed meanwhile: app at turn.asked, engine at any moment)" in story
    assert "** app killed at turn.asked" in story
    assert "-- claim: now agent" in story
    assert "'There it is. (2)'" in story


def test_the_summary_counts_messages_and_outcomes():
    lines = summary(HISTORY, []).splitlines()
    assert lines[0] == "seed 7: 2 kills, 0 violations"
    assert "customers' messages acknowledged: 6 (3 answered, 1 apologised, 1 handed_off;" in lines[1]
    assert lines[2] == "agents' messages acknowledged: 2"
    assert "app back: 1.5 s (median), 1.5 s (longest)" in lines
