"""The customer wants a person, or says yes to the offer of one, or is angry enough to need one."""

from rasa_sdk.events import EventType

from actions.handoff import hand_off
from actions.history import GUIDED, OFFERS, failures_before, said_before
from actions.not_understood import NOTHING_FOUND, not_understood
from actions.skill import Skill
from actions.task.beginning import begin
from actions.turn import Turn


class CallPerson(Skill):
    """The customer asks for a person."""

    action = "action_handoff"

    async def act(self, turn: Turn) -> list[EventType]:
        turn.say("utter_handoff")
        return hand_off(turn, "requested")


class Affirm(Skill):
    """The customer says yes: to a person, if one was just offered. To what a form asks for it is no answer."""

    action = "action_affirm"

    async def act(self, turn: Turn) -> list[EventType]:
        if OFFERS & said_before(turn.events):
            turn.say("utter_handoff")
            return hand_off(turn, "requested")
        if turn.is_in_form:
            return not_understood(turn, NOTHING_FOUND, self._services)
        turn.say("utter_affirm")
        return []


class TakeDetail(Skill):
    """A bare detail: the answer to the offer of a person for an order, or else about an order to be tracked."""

    action = "action_take_detail"

    async def act(self, turn: Turn) -> list[EventType]:
        if GUIDED & said_before(turn.events) and turn.entity("order_number"):
            turn.say("utter_handoff")
            return hand_off(turn, "requested")
        return begin("track_order")


class Calm(Skill):
    """The customer is angry: a person is offered at once. Anger after failures of ours counts as one more."""

    action = "action_calm"

    async def act(self, turn: Turn) -> list[EventType]:
        if failures_before(turn.events) + 1 >= self._services.settings.handoff.automatic_after:
            turn.say("utter_handoff_not_understood")
            return hand_off(turn, "not_understood")
        turn.say("utter_frustration")
        return []
