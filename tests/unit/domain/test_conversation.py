"""Who may answer, and how that changes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from sahay.domain.agent import Agent
from sahay.domain.conversation import (
    MOVES,
    Action,
    Conversation,
    Handoff,
    Moved,
    MoveRefused,
    Owner,
    Reason,
)
from sahay.domain.priority import Priority

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
ASHA = Agent("a1", "Asha", "asha@example.com")
RAVI = Agent("a2", "Ravi", "ravi@example.com")


def conversation(owner: Owner, assignee: Agent | None = None) -> Conversation:
    return Conversation(
        id="c1",
        contact_id="p1",
        channel="web",
        language="en",
        created_at=NOW,
        updated_at=NOW,
        owner=owner,
        assignee_id=assignee.id if assignee else None,
    )


def act(subject: Conversation, action: Action, agent: Agent = ASHA) -> Moved:
    acts = {
        Action.HAND_OFF: lambda: subject.hand_off(Handoff(Reason.REQUESTED), NOW),
        Action.CLAIM: lambda: subject.claim(agent, NOW),
        Action.TRANSFER: lambda: subject.transfer(agent, RAVI, NOW),
        Action.GIVE_BACK: lambda: subject.give_back(agent, NOW),
        Action.RETURN_TO_BOT: lambda: subject.return_to_bot(agent, NOW),
        Action.SNOOZE: lambda: subject.snooze(agent, NOW + timedelta(hours=1), NOW),
        Action.WAKE: lambda: subject.wake(NOW),
        Action.RESOLVE: lambda: subject.close(agent, NOW),
        Action.REOPEN: lambda: subject.customer_wrote(NOW),
        Action.LEAVE_QUEUE: lambda: subject.leave_queue(NOW),
        Action.ASSIGN: lambda: subject.assign(RAVI, NOW),
        Action.CALL_BACK: lambda: subject.call_back(NOW, Priority.HIGH),
        Action.PRIORITISE: lambda: subject.prioritise(Priority.URGENT, NOW, agent),
        Action.ESCALATE: lambda: subject.escalate(NOW, "first_response"),
    }
    return acts[action]()


@pytest.mark.parametrize(
    ("action", "before", "after"),
    [(action, before, after) for action, moves in MOVES.items() for before, after in moves.items()],
)
def test_every_move_leads_where_the_table_says(action: Action, before: Owner, after: Owner) -> None:
    moved = act(conversation(before, ASHA), action)

    assert moved.conversation.owner is after
    assert moved.transition is not None
    assert (moved.transition.before, moved.transition.after, moved.transition.at) == (before, after, NOW)


@pytest.mark.parametrize(
    ("action", "before"),
    [
        (action, before)
        for action, moves in MOVES.items()
        for before in Owner
        if before not in moves and action is not Action.REOPEN
    ],
)
def test_every_other_move_is_refused(action: Action, before: Owner) -> None:
    with pytest.raises(MoveRefused):
        act(conversation(before, ASHA), action)


def test_a_handoff_keeps_what_the_bot_knew() -> None:
    moved = conversation(Owner.BOT).hand_off(Handoff(Reason.ACTION_FAILED, "delivery", "10234"), NOW)

    kept = moved.conversation
    assert (kept.reason, kept.topic, kept.order_number, kept.waiting_since) == (
        Reason.ACTION_FAILED,
        "delivery",
        "10234",
        NOW,
    )


def test_a_handoff_without_an_order_keeps_the_order_already_known() -> None:
    known = replace(conversation(Owner.BOT), order_number="10234")

    assert known.hand_off(Handoff(Reason.REQUESTED), NOW).conversation.order_number == "10234"


def test_a_second_agent_cannot_claim_what_another_has() -> None:
    with pytest.raises(MoveRefused) as refused:
        conversation(Owner.AGENT, RAVI).claim(ASHA, NOW)

    assert refused.value.code == "already_claimed"


@pytest.mark.parametrize(
    ("owner", "assignee", "code"),
    [
        (Owner.AGENT, RAVI, "not_yours"),  # another agent's
        (Owner.QUEUED, None, "wrong_state"),  # nobody's yet
        (Owner.BOT, None, "wrong_state"),  # the bot's
        (Owner.RESOLVED, None, "wrong_state"),  # done
    ],
)
def test_only_the_assignee_may_speak(owner: Owner, assignee: Agent | None, code: str) -> None:
    with pytest.raises(MoveRefused) as refused:
        conversation(owner, assignee).require_assignee(ASHA)

    assert refused.value.code == code


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Owner.BOT, Owner.BOT),  # the bot answers
        (Owner.QUEUED, Owner.QUEUED),  # still waiting
        (Owner.AGENT, Owner.AGENT),  # the agent reads it
        (Owner.SNOOZED, Owner.AGENT),  # the agent is back on it
        (Owner.RESOLVED, Owner.BOT),  # a new matter begins with the bot
    ],
)
def test_a_customers_message_moves_only_what_was_at_rest(before: Owner, after: Owner) -> None:
    assert conversation(before, ASHA).customer_wrote(NOW).conversation.owner is after


@pytest.mark.parametrize("action", [Action.RESOLVE, Action.RETURN_TO_BOT])
def test_after_a_human_the_bot_begins_afresh(action: Action) -> None:
    left = act(replace(conversation(Owner.AGENT, ASHA), fresh=False, reason=Reason.REQUESTED, troubles=1), action)

    after = left.conversation
    assert (after.fresh, after.assignee_id, after.reason, after.troubles) == (True, None, None, 0)


def test_a_snooze_into_the_past_is_refused() -> None:
    with pytest.raises(MoveRefused):
        conversation(Owner.AGENT, ASHA).snooze(ASHA, NOW, NOW)


def test_troubles_count_up_and_an_answer_clears_them() -> None:
    troubled = conversation(Owner.BOT).bot_in_trouble(NOW).bot_in_trouble(NOW)

    assert troubled.troubles == 2
    assert troubled.bot_answered(NOW).troubles == 0
