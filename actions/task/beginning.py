"""Beginning a task from any action."""

from typing import Any

from rasa_sdk.events import EventType, FollowupAction, SlotSet

from actions.task.state import SLOT, State

FORM = "task_form"


def begin(intent: str, **details: Any) -> list[EventType]:
    """The events by which the task of an intent begins, with what is known already. Not in a running one."""
    return [SlotSet(SLOT, State(intent, details).as_json()), FollowupAction(FORM)]
