"""Whether a customer is asked now how it was, and later whether it holds."""

from dataclasses import replace
from datetime import timedelta

import pytest

from sahay.domain.conversation import Conversation, Owner
from sahay.domain.rating import ONCE_IN, QUIET, STALE, Asked, Decision, Inquiry, Plan, decide
from tests.fakes import MORNING

MINUTE = timedelta(minutes=1)
DUE = MORNING + MINUTE
RATING = Asked(1, "c", Inquiry.RATING, "asha", resolved_at=MORNING, due_at=DUE)
FOLLOW_UP = replace(RATING, kind=Inquiry.FOLLOW_UP)
RESOLVED = Conversation("c", "k", "web", "en", MORNING, MORNING, owner=Owner.RESOLVED, resolved_at=MORNING)
TALKING = replace(RESOLVED, owner=Owner.BOT, updated_at=DUE)


@pytest.mark.parametrize(
    ("inquiry", "conversation", "asked_before", "now", "decision"),
    [
        (RATING, RESOLVED, None, DUE, Decision.ASK),
        (RATING, TALKING, None, DUE, Decision.WAIT),  # not in the midst of a talk with the bot
        (RATING, TALKING, None, DUE + QUIET, Decision.ASK),
        # A person has it again: they will resolve it again, and then one asks.
        (RATING, replace(RESOLVED, owner=Owner.QUEUED), None, DUE, Decision.DROP),
        (RATING, replace(RESOLVED, owner=Owner.AGENT), None, DUE, Decision.DROP),
        (RATING, replace(RESOLVED, owner=Owner.SNOOZED), None, DUE, Decision.DROP),
        (RATING, replace(RESOLVED, resolved_at=MORNING + MINUTE), None, DUE, Decision.DROP),
        # Asked lately, of whatever matter.
        (RATING, RESOLVED, DUE - ONCE_IN + MINUTE, DUE, Decision.DROP),
        (RATING, RESOLVED, DUE - ONCE_IN, DUE, Decision.ASK),
        (FOLLOW_UP, RESOLVED, DUE - MINUTE, DUE, Decision.ASK),
        # The app was away for too long.
        (RATING, RESOLVED, None, DUE + STALE, Decision.ASK),
        (RATING, RESOLVED, None, DUE + STALE + MINUTE, Decision.DROP),
        (replace(RATING, due_at=None), RESOLVED, None, DUE, Decision.DROP),  # asked already
    ],
)
def test_decision(inquiry, conversation, asked_before, now, decision) -> None:
    assert decide(inquiry, conversation, asked_before, now) is decision


@pytest.mark.parametrize(
    ("reason", "asked"),
    [(None, [Inquiry.RATING, Inquiry.FOLLOW_UP]), ("solved", [Inquiry.RATING, Inquiry.FOLLOW_UP]), ("spam", [])],
)
def test_plan(reason: str | None, asked: list[Inquiry]) -> None:
    plan = Plan({Inquiry.RATING: MINUTE, Inquiry.FOLLOW_UP: timedelta(days=3)}, frozenset({"spam"}))

    assert [kind for kind, _ in plan.inquiries(MORNING, reason)] == asked
    assert all(due > MORNING for _, due in plan.inquiries(MORNING, reason))
