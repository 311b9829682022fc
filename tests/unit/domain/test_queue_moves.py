"""What happens to a conversation around the queue: offers, urgency, places, coming back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from sahay.domain.agent import Agent
from sahay.domain.conversation import (
    ASK_AGAIN,
    SNOOZE_AT_MOST,
    Conversation,
    Handoff,
    MoveRefused,
    Owner,
    Reason,
)
from sahay.domain.priority import HEAD_START, Priority, raised, rank

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=20)
ASHA = Agent("a1", "Asha", "asha@example.com")
RAVI = Agent("a2", "Ravi", "ravi@example.com")
NEW = Conversation("c1", "p1", "web", "en", created_at=NOW, updated_at=NOW)


def queued(priority: Priority = Priority.NORMAL, team: str | None = None) -> Conversation:
    return NEW.hand_off(Handoff(Reason.REQUESTED, priority=priority), NOW, team).conversation


def with_asha() -> Conversation:
    return queued(team="payments").claim(ASHA, NOW).conversation


def test_a_handoff_brings_urgency_team_and_ticket() -> None:
    handoff = Handoff(Reason.REQUESTED, "payment_issue", priority=Priority.HIGH, ticket="T-7K3QXM")
    waits = NEW.hand_off(handoff, NOW, "payments").conversation

    assert (waits.priority, waits.team, waits.ticket) == (Priority.HIGH, "payments", "T-7K3QXM")
    assert (waits.queued_at, waits.ranked_at) == (NOW, NOW - HEAD_START[Priority.HIGH])


@pytest.mark.parametrize(
    ("chosen", "asked", "priority"),
    [
        (Priority.NORMAL, Priority.LOW, Priority.LOW),
        (Priority.NORMAL, Priority.HIGH, Priority.HIGH),
        (Priority.HIGH, Priority.NORMAL, Priority.HIGH),  # somebody at the desk has said so
        (Priority.HIGH, Priority.URGENT, Priority.URGENT),
        (Priority.LOW, Priority.NORMAL, Priority.NORMAL),
    ],
)
def test_what_the_desk_has_said_is_not_made_less_urgent(chosen: Priority, asked: Priority, priority: Priority) -> None:
    chosen_before = NEW.prioritise(chosen, NOW, ASHA).conversation
    waits = chosen_before.hand_off(Handoff(Reason.REQUESTED, priority=asked), NOW).conversation

    assert waits.priority is priority


def test_another_urgency_is_another_place() -> None:
    urgent = queued().prioritise(Priority.URGENT, NOW, ASHA).conversation
    assert urgent.ranked_at == rank(NOW, Priority.URGENT)
    assert NEW.prioritise(Priority.URGENT, NOW, ASHA).conversation.ranked_at is None  # it does not wait


def test_each_move_says_how_urgent_it_is_from_then_on() -> None:
    """What the reports measure promises by."""
    waits = NEW.hand_off(Handoff(Reason.REQUESTED, priority=Priority.HIGH), NOW)
    assert waits.transition
    assert waits.transition.priority is Priority.HIGH
    chosen = waits.conversation.prioritise(Priority.LOW, NOW, ASHA)
    assert chosen.transition
    assert (chosen.transition.priority, chosen.transition.by_id) == (Priority.LOW, ASHA.id)
    raised_to = chosen.conversation.escalate(NOW, "first_response")
    assert raised_to.transition
    assert raised_to.transition.detail == "first_response"
    assert (raised_to.transition.priority, raised_to.transition.by) == (Priority.NORMAL, None)


def test_to_say_what_is_so_already_is_no_move() -> None:
    assert queued(Priority.HIGH).prioritise(Priority.HIGH, NOW, ASHA).transition is None


def test_what_is_urgent_already_is_escalated_too() -> None:
    """A second promise was not kept: there is a line that says so."""
    moved = queued(Priority.URGENT).escalate(NOW, "next_response")
    assert moved.transition
    assert moved.conversation.priority is Priority.URGENT


@pytest.mark.parametrize("priority", Priority)
def test_urgency_rises_by_a_step_and_never_beyond(priority: Priority) -> None:
    steps = list(Priority)

    assert raised(priority) is steps[min(steps.index(priority) + 1, 3)]


def test_an_offer_is_for_one_who_then_passes_it_on() -> None:
    offered = queued().offer(ASHA, LATER)
    passed = offered.decline(ASHA, NOW)

    assert (offered.offered_to, offered.offered_until) == (ASHA.id, LATER)
    assert (passed.offered_to, passed.passed, passed.offered_until) == (None, (ASHA.id,), NOW + ASK_AGAIN)


def test_who_is_asked_anew_is_the_first_of_a_new_round() -> None:
    passed = queued().offer(ASHA, LATER).decline(ASHA, NOW).offer(RAVI, LATER).decline(RAVI, NOW)

    assert passed.passed == (ASHA.id, RAVI.id)
    assert passed.offer(ASHA, LATER).passed == ()


def test_only_who_is_asked_can_decline() -> None:
    with pytest.raises(MoveRefused) as refused:
        queued().offer(ASHA, LATER).decline(RAVI, NOW)

    assert refused.value.code == "not_offered"


def test_what_nobody_waits_in_is_not_offered() -> None:
    with pytest.raises(MoveRefused):
        with_asha().offer(RAVI, LATER)


def test_whoever_takes_it_ends_the_offer() -> None:
    taken = queued().offer(ASHA, LATER).claim(RAVI, NOW).conversation

    assert (taken.assignee_id, taken.offered_to, taken.offered_until) == (RAVI.id, None, None)


def test_given_back_it_waits_at_its_old_place_and_not_for_the_same_agent() -> None:
    back = with_asha().give_back(ASHA, LATER, "orders", "to_team").conversation

    assert (back.owner, back.assignee_id, back.team) == (Owner.QUEUED, None, "orders")
    assert (back.queued_at, back.ranked_at, back.waiting_since) == (NOW, NOW, LATER)
    assert (back.passed, back.offered_until) == ((ASHA.id,), LATER + ASK_AGAIN)


def test_taken_back_it_is_for_anybody_of_its_team() -> None:
    moved = with_asha().take_back(LATER, detail="agent_gone")

    assert (moved.conversation.team, moved.conversation.passed) == ("payments", ())
    assert moved.transition is not None
    assert (moved.transition.by_id, moved.transition.detail) == (None, "agent_gone")


def test_not_solved_it_waits_again_for_the_team_that_had_it() -> None:
    resolved = with_asha().resolve(ASHA, NOW, "solved").conversation
    back = resolved.call_back(LATER, Priority.HIGH).conversation

    assert (resolved.resolved_by, resolved.resolved_at) == (ASHA.id, NOW)
    assert (back.owner, back.team, back.reason) == (Owner.QUEUED, "payments", Reason.NOT_SOLVED)
    assert (back.priority, back.queued_at) == (Priority.HIGH, LATER)


@pytest.mark.parametrize("owner", [Owner.AGENT, Owner.SNOOZED])
def test_a_supervisor_assigns_also_what_another_has(owner: Owner) -> None:
    had = replace(with_asha(), owner=owner, snoozed_until=LATER if owner is Owner.SNOOZED else None)
    moved = had.assign(RAVI, NOW, by=ASHA)

    assert (moved.conversation.owner, moved.conversation.assignee_id) == (Owner.AGENT, RAVI.id)
    assert moved.conversation.snoozed_until is None
    assert moved.transition is not None
    assert (moved.transition.by_id, moved.transition.to_id) == (ASHA.id, RAVI.id)


@pytest.mark.parametrize(
    ("until", "is_possible"),
    [
        (NOW, False),  # not to come any more
        (NOW + timedelta(seconds=1), True),
        (NOW + SNOOZE_AT_MOST, True),
        (NOW + SNOOZE_AT_MOST + timedelta(seconds=1), False),  # forgotten, rather than set aside
    ],
)
def test_how_long_something_may_be_set_aside(until: datetime, is_possible: bool) -> None:
    if is_possible:
        assert with_asha().snooze(ASHA, until, NOW).conversation.snoozed_until == until
        return
    with pytest.raises(MoveRefused) as refused:
        with_asha().snooze(ASHA, until, NOW)
    assert refused.value.code == "wrong_time"
