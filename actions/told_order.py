"""The order that was told last, where a customer asks on about it: "and when will it come"."""

from datetime import datetime

from actions import order_numbers
from actions.history import turns
from actions.not_received import says_it_never_came, was_told_delivered
from actions.own_parcel import asks_when_it_comes, asks_why_it_is_late
from actions.proof import kept
from actions.turn import Turn


def was_just_told(turn: Turn) -> bool:
    """Whether it was told in answer to the message before: a button below that is about it."""
    return any(
        event["event"] == "slot" and event["name"] == "known_order"
        for earlier in turns(turn.events)[1:2]
        for event in earlier
    )


def asked_about(turn: Turn, now: datetime) -> str | None:
    """The number of the order that was told, if the message asks on about it: when it comes, why it is late, that it
    never came.

    None unless who asks has proved it just before.
    """
    if turn.is_button or order_numbers.given(turn):
        return None
    never_came = was_told_delivered(turn) and says_it_never_came(turn.text)
    if not (asks_when_it_comes(turn.text) or asks_why_it_is_late(turn.text) or never_came):
        return None
    return turn.slot("known_order") if kept(turn, now) else None
