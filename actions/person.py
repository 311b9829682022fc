"""The customer wants a person, or says yes to the offer of one, or is angry enough to need one."""

from typing import Final

from rasa_sdk.events import EventType

from actions.handoff import hand_off
from actions.history import GUIDED, OFFERS, button_before, failures_before, said_before
from actions.not_understood import NOTHING_FOUND, not_understood
from actions.skill import Skill
from actions.task.beginning import begin
from actions.task.step import Step
from actions.turn import Turn
from actions.undo import Undo


class CallPerson(Skill):
    """The customer asks for a person."""

    action = "action_handoff"
    intent = "contact_human_agent"

    async def act(self, turn: Turn) -> list[EventType]:
        turn.say("utter_handoff")
        return hand_off(turn, "requested")


class Affirm(Step):
    """The customer says yes: to what was just offered, a person or a task. To what a task asks for it is no answer."""

    action = "action_affirm"

    async def act(self, turn: Turn) -> list[EventType]:
        offered = (button_before(turn.events) or "").removeprefix("/")
        if OFFERS & said_before(turn.events) or offered == CallPerson.intent:
            turn.say("utter_handoff")
            return hand_off(turn, "requested")
        if turn.is_in_form:
            return not_understood(turn, NOTHING_FOUND, self._services)
        if offered in self.tasks and offered != Undo.intent:  # "ok" to what was done takes nothing back
            return begin(offered)
        turn.say("utter_affirm")
        return []


class TakeDetail(Step):
    """A bare detail: the answer to the offer of a person or a task, or else what it most often is about."""

    action = "action_take_detail"

    async def act(self, turn: Turn) -> list[EventType]:
        if GUIDED & said_before(turn.events) and turn.entity("order_number"):
            turn.say("utter_handoff")
            return hand_off(turn, "requested")
        offered = (button_before(turn.events) or "").removeprefix("/")
        if offered in self.tasks and any(turn.entity(entity) for entity in self.tasks[offered].entities):
            return begin(offered)
        return begin(next((task for entity, task in _ABOUT.items() if turn.entity(entity)), "track_order"))


_ABOUT: Final = {"order_number": "track_order", "pin_code": "delivery_options", "product": "product_question"}


class Calm(Skill):
    """The customer is angry: a person is offered at once. Anger after failures of ours counts as one more."""

    action = "action_calm"

    async def act(self, turn: Turn) -> list[EventType]:
        if failures_before(turn.events) + 1 >= self._services.settings.handoff.automatic_after:
            turn.say("utter_handoff_not_understood")
            return hand_off(turn, "not_understood")
        turn.say("utter_frustration")
        return []
