"""The checker of runs on channels sees whatever is lost, doubled, out of order or not shown."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.crash.channels.checker import Line, Run, check
from tests.crash.channels.plan import CHANNELS, MESSAGES, plan

WELCOME = Line("bot", "Welcome", "sent")
LOG = (
    WELCOME,
    Line("customer", "[7.0] where is it?"),
    Line("bot", "<7.0a> word <7.0b>", "sent"),
    Line("customer", "[7.1] tell me all"),
    Line("bot", "<7.1a> word word <7.1b>", "unknown"),
)
# The second answer went out in two parts, and of the last one nobody knows.
HAS = ("Welcome", "<7.0a> word <7.0b>", "<7.1a> word")
RIGHT = Run(7, "telegram", (("[7.0] where is it?",), ("[7.1] tell me all",)), LOG, LOG, HAS)


def log(change: Callable[[list[Line]], object]) -> Run:
    """With another log, which the desk shows too."""
    lines = list(LOG)
    change(lines)
    return replace(RIGHT, log=tuple(lines), desk=tuple(lines))


def swapped(lines: list[Line]) -> None:
    lines[1:] = [*lines[3:], *lines[1:3]]


def told(state: str | None) -> Run:
    return log(lambda lines: lines.append(replace(lines.pop(), delivery=state)))


def test_a_run_in_which_all_is_well() -> None:
    assert check([RIGHT]) == []


@pytest.mark.parametrize(
    ("run", "rules"),
    [
        (replace(RIGHT, faults=("/webhooks/telegram: 500",)), {"no_webhook_is_refused"}),
        (replace(RIGHT, left=("update 7 is failed",)), {"nothing_is_left"}),
        (told("pending"), {"nothing_is_left"}),
        (told(None), {"nothing_is_left"}),
        (log(lambda lines: lines.pop(3)), {"each_message_is_kept_once", "each_message_is_answered_once"}),
        (log(lambda lines: lines.append(lines[3])), {"each_message_is_kept_once", "each_message_is_answered_once"}),
        (log(swapped), {"messages_are_in_order", "accepted_in_order"}),
        (log(lambda lines: lines.pop(2)), {"each_message_is_answered_once"}),
        (log(lambda lines: lines.append(lines[2])), {"each_message_is_answered_once"}),
        (replace(RIGHT, has=(*HAS, "<7.1a> word")), {"nothing_is_accepted_twice"}),
        (replace(RIGHT, has=(*HAS, "Welcome")), {"nothing_is_accepted_twice"}),
        (told("sent"), {"nothing_is_lost_in_silence"}),  # its second part never arrived
        (replace(RIGHT, has=HAS[1:]), {"nothing_is_lost_in_silence"}),
        (replace(RIGHT, has=(HAS[0], HAS[2], HAS[1])), {"accepted_in_order"}),
        (replace(RIGHT, desk=LOG[:-1]), {"desk_sees_the_log"}),
        (replace(RIGHT, log=(*LOG[:-1], replace(LOG[-1], delivery="failed"))), {"desk_sees_the_log"}),
    ],
)
def test_what_is_wrong_is_seen(run: Run, rules: set[str]) -> None:
    assert {violation.rule for violation in check([run])} >= rules


def test_an_apology_is_an_answer_and_the_only_one() -> None:
    """It has no mark; nobody can tell such a line from another, so that it is looked for in the provider's as it is."""
    sorry = Line("bot", "Sorry", "failed")
    instead = log(lambda lines: lines.__setitem__(2, sorry))
    beside = log(lambda lines: lines.append(sorry))

    assert check([instead]) == []
    assert {violation.rule for violation in check([beside])} == {"each_message_is_answered_once"}


def test_messages_side_by_side_may_stand_either_way() -> None:
    beside = replace(log(swapped), groups=(RIGHT.groups[0] + RIGHT.groups[1],), has=())

    assert not {each.rule for each in check([beside])} & {"messages_are_in_order", "each_message_is_kept_once"}


def test_a_plan_is_its_seeds() -> None:
    for number in range(50):
        made = plan(number, 1, 5)
        assert made == plan(number, 1, 5)
        assert sorted(place for group in made.groups for call in group.calls for place in call.places) == list(
            range(MESSAGES)
        )
    assert {plan(number, 1, 5).channel for number in range(2)} == set(CHANNELS)
    assert plan(1, 1, 5) != plan(1, 2, 5)
