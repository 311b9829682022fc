"""A person is asked for. Who answers from now on, the app decides; an action only asks."""

from rasa_sdk.events import ActiveLoop, EventType, FollowupAction, SlotSet

from actions.history import wish_before
from actions.task.state import SLOT, Reason, State
from actions.turn import Turn
from sahay.shop.tickets import Priority


def hand_off(
    turn: Turn, reason: Reason, topic: str | None = None, priority: str | None = None, ticket: str | None = None
) -> list[EventType]:
    """Ask the app for a person, and tell it what is known: `{"handoff": {"reason", "topic"?, "order"?, "priority"?
    (low, normal, high, urgent), "ticket"? (a reference)}}`. Whatever the bot was asking for, it asks no more."""
    task = State.from_json(turn.tracker.get_slot(SLOT)) if turn.is_in_form else None
    known = {
        "topic": topic or (task.name if task else wish_before(turn.events)),
        "order": turn.slot("order_number") or turn.slot("known_order"),
        "priority": priority if priority != Priority.NORMAL else None,
        "ticket": ticket,
    }
    turn.send({"handoff": {"reason": reason} | {name: value for name, value in known.items() if value}})
    return [ActiveLoop(None), SlotSet("requested_slot", None), SlotSet(SLOT, None), FollowupAction("action_listen")]
