"""A person is asked for. Who answers from now on, the app decides; an action only asks."""

from typing import Literal

from rasa_sdk.events import ActiveLoop, EventType, FollowupAction, SlotSet

from actions.history import wish_before
from actions.turn import Turn

Reason = Literal["requested", "not_understood", "action_failed", "verification_exhausted"]


def hand_off(turn: Turn, reason: Reason) -> list[EventType]:
    """Ask the app for a person, and tell it what is known. Whatever the bot was asking for, it asks no more."""
    loop = turn.tracker.active_loop_name
    known = {
        "topic": loop.removesuffix("_form") if loop else wish_before(turn.events),
        "order": turn.slot("order_number") or turn.slot("known_order"),
    }
    turn.send({"handoff": {"reason": reason} | {name: value for name, value in known.items() if value}})
    return [ActiveLoop(None), SlotSet("requested_slot", None), FollowupAction("action_listen")]
