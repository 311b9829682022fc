"""The customer wants a person, or says yes to the offer of one."""

from rasa_sdk.events import EventType

from actions.fallback import NOTHING_FOUND, not_understood
from actions.handoff import hand_off
from actions.history import said_before
from actions.skill import Skill
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
        if "utter_offer_human" in said_before(turn.events):
            turn.say("utter_handoff")
            return hand_off(turn, "requested")
        if turn.is_in_form:
            return not_understood(turn, NOTHING_FOUND, self._services)
        turn.say("utter_affirm")
        return []
