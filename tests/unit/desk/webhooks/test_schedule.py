"""When a call is made again, and when a webhook is left in peace."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahay.desk.webhooks.schedule import LONGEST_PAUSE, PATIENCE, RETRY, Answer, Health, OffBecause, is_given_up
from tests.fakes import MORNING

BAD, DOWN, GONE, GOOD = Answer(400), Answer(error="timeout"), Answer(410), Answer(204)


@pytest.mark.parametrize(
    ("answer", "attempts", "given_up"),
    [
        (GOOD, 1, False),
        (DOWN, 1, False),
        (DOWN, 9, False),
        (DOWN, 10, True),
        (Answer(503), 9, False),
        (Answer(302), 9, False),  # a redirect is not followed: set the right address
        (BAD, 3, False),
        (BAD, 4, True),  # it is there, and does not want it
        (Answer(429), 4, False),  # it only wants it later
        (Answer(408), 4, False),
    ],
)
def test_when_an_event_is_given_up(answer: Answer, attempts: int, given_up: bool) -> None:
    assert is_given_up(answer, attempts) is given_up


def test_each_failure_makes_a_longer_pause_and_one_success_ends_it() -> None:
    health, pauses = Health(), []
    for _ in range(4):
        health = health.after(DOWN, given_up=False, now=MORNING)
        pauses.append((health.paused_until - MORNING).total_seconds())

    assert pauses == [5, 300, 1800, 7200]
    assert health.after(GOOD, given_up=False, now=MORNING) == Health()


def test_after_a_refusal_for_good_the_next_event_is_tried_at_once() -> None:
    assert Health(3, MORNING).after(BAD, given_up=True, now=MORNING).paused_until is None


@pytest.mark.parametrize(
    ("wish", "pause"),
    [
        (timedelta(seconds=1), timedelta(seconds=5)),  # ours is longer
        (timedelta(minutes=10), timedelta(minutes=10)),
        (timedelta(days=30), LONGEST_PAUSE),  # nobody stops it for a month
    ],
)
def test_the_receiver_may_ask_for_a_longer_pause(wish: timedelta, pause: timedelta) -> None:
    health = Health().after(Answer(503, retry_after=wish), given_up=False, now=MORNING)

    assert health.paused_until == MORNING + pause


@pytest.mark.parametrize(
    ("health", "answer", "off"),
    [
        (Health(), GONE, OffBecause.GONE),
        (Health(9, MORNING - PATIENCE), DOWN, OffBecause.FAILING),
        (Health(9, MORNING - PATIENCE + timedelta(seconds=1)), DOWN, None),
    ],
)
def test_when_a_webhook_is_switched_off(health: Health, answer: Answer, off: OffBecause | None) -> None:
    assert health.after(answer, given_up=False, now=MORNING).off_because is off


@given(st.lists(st.sampled_from([BAD, DOWN, GOOD, Answer(500), Answer(429)]), max_size=30))
def test_a_pause_ends_and_grows_with_failures_only(answers: list[Answer]) -> None:
    health, counted = Health(), [0]
    for answer in answers:
        health = health.after(answer, given_up=False, now=MORNING)
        counted.append(health.failures)
        assert (health.paused_until is None) is answer.is_success
        assert health.paused_until is None or health.paused_until - MORNING <= LONGEST_PAUSE

    assert all(later in (0, earlier + 1) for earlier, later in pairwise(counted))


def test_no_pause_is_longer_than_what_a_receiver_may_wish() -> None:
    assert timedelta(seconds=max(RETRY.delays)) <= LONGEST_PAUSE
