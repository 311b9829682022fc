"""The checker of the crash tests sees each way in which something can be lost, doubled or out of order."""

from dataclasses import replace

import pytest

from tests.crash.checker import RULES, Violation, check
from tests.crash.history import Final, Move, Turn
from tests.unit.crash.good_history import CONVERSATION, HISTORY, LOG, at, line, sent


def broken(**parts) -> list[Violation]:
    """What the checker finds when these parts of the good conversation are otherwise."""
    return check(replace(HISTORY, conversations=(replace(CONVERSATION, **parts),)))


def everywhere(log) -> dict:
    """The same log for all who read it."""
    return {"log": tuple(log), "followed": tuple(log), "desk": tuple(log)}


def without(items, *unwanted):
    return tuple(item for item in items if item not in unwanted)


def otherwise(items, place, **changes):
    """With one item changed."""
    return (*items[:place], replace(items[place], **changes), *items[place + 1 :])


def test_nothing_is_found_where_nothing_is_wrong():
    assert check(HISTORY) == []


# rule, (what is otherwise), the client id of the message that suffered
BREAKS = [
    # A hole, or a line twice, in the log itself.
    ("log_has_no_gap", everywhere(without(LOG, LOG[8])), None),
    ("log_has_no_gap", everywhere((*LOG, LOG[-1])), None),
    # The client that follows by cursor missed the end, missed a line in between, got one twice, or another text.
    ("followed_is_the_log", {"followed": LOG[:-1]}, None),
    ("followed_is_the_log", {"followed": without(LOG, LOG[2])}, "c2"),
    ("followed_is_the_log", {"followed": (*LOG, LOG[-1])}, None),
    ("followed_is_the_log", {"followed": otherwise(LOG, 10, text="Something else.")}, None),
    # The desk missed a line.
    ("desk_sees_the_log", {"desk": LOG[:-1]}, None),
    # An acknowledged message is nowhere, is there twice, has another number or another text, or was never sent.
    ("customers_messages_are_kept", {"sent": (*CONVERSATION.sent, sent("c7", "lost", 17, 17, "greet"))}, "c7"),
    ("customers_messages_are_kept", everywhere((*LOG, line(17, 17, "customer", "hello", "c6"))), "c6"),
    ("customers_messages_are_kept", {"sent": otherwise(CONVERSATION.sent, 0, seq=3)}, "c1"),
    ("customers_messages_are_kept", {"sent": otherwise(CONVERSATION.sent, 0, text="hullo")}, "c1"),
    ("customers_messages_are_kept", {"sent": CONVERSATION.sent[1:]}, "c1"),
    # The customer sent c3 before c2.
    ("customers_messages_are_kept", {"sent": tuple(CONVERSATION.sent[place] for place in (0, 2, 1, 3, 4, 5))}, "c2"),
    # An agent's message was acknowledged and is not there, is there twice, or in the other order.
    ("agents_messages_are_kept", {"replied": (*CONVERSATION.replied, sent("a3", "Lost.", 17, 17, "reply"))}, "a3"),
    ("agents_messages_are_kept", everywhere((*LOG, line(17, 17, "agent", "There it is. (2)"))), None),
    ("agents_messages_are_kept", {"replied": CONVERSATION.replied[::-1]}, "a1"),
    # A message still waits to be dealt with; one was not delivered; one never came to the outbox.
    ("nothing_waits", {"inbox": (15,)}, "c6"),
    ("nothing_waits", {"outbox": {**CONVERSATION.outbox, 11: "pending"}}, None),
    ("nothing_waits", {"outbox": {**CONVERSATION.outbox, 11: "failed"}}, None),
    ("nothing_waits", {"outbox": {seq: "sent" for seq in CONVERSATION.outbox if seq != 11}}, None),
    # The bot had the conversation, and the message has no turn.
    ("dealt_with_once", {"turns": CONVERSATION.turns[1:]}, "c1"),
    # It has two.
    ("dealt_with_once", {"turns": (*CONVERSATION.turns, Turn(2, "answered", at(2.5)))}, "c1"),
    # It counts as answered, but the bot said nothing.
    ("dealt_with_once", {"turns": otherwise(CONVERSATION.turns, 0, at=at(2.5))}, "c1"),
    # The bot said the same twice in one turn.
    ("dealt_with_once", everywhere((*LOG[:3], line(4, 2.5, "bot", "Hello!"))), "c1"),
    # Two apologies for one message.
    ("dealt_with_once", everywhere((*LOG, line(17, 17, "bot", "So sorry."))), "c6"),
    # It counts as handed off, and nobody has it.
    ("dealt_with_once", {"moves": ()}, "c4"),
    # A tap that the app itself took, and the customer heard nothing.
    ("dealt_with_once", {"turns": otherwise(CONVERSATION.turns, 0, outcome="noted", at=at(2.5))}, "c1"),
    # An outcome that nobody knows.
    ("dealt_with_once", {"turns": otherwise(CONVERSATION.turns, 0, outcome="shrugged")}, "c1"),
    # One turn, and two changes of owner for it.
    ("handed_off_once", {"moves": (*CONVERSATION.moves, Move("hand_off", "queued", at(20)))}, None),
    # The bot spoke of its own accord, before any turn.
    ("bot_speaks_in_turns", everywhere((LOG[0], line(2, 0.5, "bot", "Hm?"), *LOG[2:])), None),
    # The answer to 15 stands before 15.
    ("bot_speaks_in_turns", {"turns": (*CONVERSATION.turns[:4], Turn(16, "apologised", at(15.9)))}, None),
    # The second message was dealt with before the first.
    ("answers_keep_the_order", {"turns": otherwise(CONVERSATION.turns, 0, at=at(5.5))}, "c2"),
    # The bot talked over the agent.
    ("bot_is_silent_for_humans", everywhere(otherwise(LOG, 12, author="bot")), None),
    # Each step was answered, but not with what was asked for.
    ("answers_are_right", everywhere(otherwise(LOG, 6, text="Order 20002 is placed.")), "c3"),
    # At the end the bot does not know the order any more.
    ("final_answer_is_right", {"final": Final("Order 10001 is placed", "What is your number?")}, None),
]


@pytest.mark.parametrize(("rule", "parts", "client_id"), BREAKS)
def test_sees_what_is_broken(rule, parts, client_id):
    found = broken(**parts)
    assert (rule, client_id) in [(violation.rule, violation.client_id) for violation in found]


def test_every_rule_is_seen_to_fail():
    assert {rule for rule, _, _ in BREAKS} == {rule.__name__ for rule in RULES}


def test_a_fault_is_a_violation():
    assert check(replace(HISTORY, faults=("GET /: 500",))) == [Violation("no_fault", "GET /: 500")]


# What may look wrong and is not.
ALLOWED = [
    # The customer wrote to the agent, and the app got to it only after the agent had left: the bot answers.
    {"turns": (*CONVERSATION.turns[:4], Turn(12, "apologised", at(15.5)), *CONVERSATION.turns[4:])}
    | everywhere((*LOG[:15], line(16, 15.6, "bot", "Sorry."), line(17, 16, "bot", "Sorry.")))
    | {"outbox": {**CONVERSATION.outbox, 17: "sent"}},
    # An agent stepped in while the bot was thinking about message 2: no answer of the bot, a human has it.
    {"turns": (Turn(2, "superseded", at(1.4)),), "moves": (Move("claim", "agent", at(1.5)),)}
    | everywhere((*LOG[:2], line(3, 2, "system", "Asha has joined.")))
    | {"sent": CONVERSATION.sent[:1], "replied": (), "outbox": {3: "sent"}},
    # A tap that the app itself takes is answered at once, before what the engine still thinks about.
    {"turns": (CONVERSATION.turns[0], Turn(5, "noted", at(4.1)), Turn(4, "answered", at(4.9)), *CONVERSATION.turns[3:])}
    | everywhere((*LOG[:5], line(6, 4.2, "system", "Thank you."), *LOG[6:])),
    # The answer to a question whose first step was apologised for need not hold what was expected.
    {"turns": otherwise(CONVERSATION.turns, 1, outcome="apologised")} | everywhere(otherwise(LOG, 6, text="Hm?")),
]


@pytest.mark.parametrize("parts", ALLOWED)
def test_allows_what_is_right(parts):
    assert broken(**parts) == []
