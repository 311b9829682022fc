"""Asking for the details of an order: its number, and the e-mail address or phone number behind it."""

import re
from collections.abc import Callable
from typing import ClassVar

from rasa_sdk.events import EventType, SlotSet

from actions.history import turns
from actions.skill import Skill
from actions.turn import Turn
from sahay.shop.verification import canonical_contact

# What the form's own turn consists of. Any other action said something of its own before the form asked again.
_FORM_ACTIONS = frozenset({"track_order_form", "action_fallback", "action_affirm", "action_listen"})
_DIGIT = re.compile(r"\d")


class ValidateOrderForm(Skill):
    """Keeps what can be an order number or a contact, so that the form asks again for what cannot."""

    action = "validate_track_order_form"

    async def act(self, turn: Turn) -> list[EventType]:
        checks: dict[str, Callable[[str], bool]] = {
            "order_number": _has_digit,
            "order_contact": self._is_contact,
        }
        given = turn.tracker.slots_to_validate()
        return [
            SlotSet(name, given[name] if check(str(given[name])) else None)
            for name, check in checks.items()
            if given.get(name) is not None
        ]

    def _is_contact(self, text: str) -> bool:
        return canonical_contact(text, self._services.settings.shop.country) is not None


def _has_digit(text: str) -> bool:
    return _DIGIT.search(text) is not None


class Ask(Skill):
    """Asks for `slot`: in more words, and with a way out, when the last answer was none."""

    slot: ClassVar[str]

    async def act(self, turn: Turn) -> list[EventType]:
        again = "_again" if self._was_answered_badly(turn) else ""
        turn.say(f"utter_ask_{self.slot}{again}")
        return []

    def _was_answered_badly(self, turn: Turn) -> bool:
        """It was asked for, and this turn neither gave another detail nor was about something else."""
        if turn.slot("requested_slot") != self.slot:
            return False
        events = turns(turn.events)[0]
        gave_another = any(
            event["event"] == "slot" and event["name"] in ("order_number", "order_contact") and event["value"]
            for event in events
            if event.get("name") != self.slot
        )
        did_else = any(event["event"] == "action" and event["name"] not in _FORM_ACTIONS for event in events)
        return not gave_another and not did_else


class AskOrderNumber(Ask):
    action = "action_ask_order_number"
    slot = "order_number"


class AskOrderContact(Ask):
    action = "action_ask_order_contact"
    slot = "order_contact"
