"""Asking for the details of an order: its number, and the e-mail address or phone number behind it."""

import re
from collections.abc import Callable
from typing import ClassVar

from rasa_sdk.events import EventType, SlotSet

from actions.history import turns
from actions.proof import kept
from actions.skill import Skill
from actions.turn import Turn
from sahay.shop.verification import canonical_contact

# What the form's own turn consists of. Any other action said something of its own before the form asked again.
_FORM_ACTIONS = frozenset({"track_order_form", "action_fallback", "action_affirm", "action_listen"})
_DIGIT = re.compile(r"\d")


class ValidateOrderForm(Skill):
    """Keeps what can be an order number or a contact, so that the form asks again for what cannot.

    Who proved another order a moment ago is not asked for the contact of one that is theirs too. If it is not theirs
    they are asked for it, as for an order that does not exist: nothing is refused, and nothing counted.
    """

    action = "validate_track_order_form"

    async def act(self, turn: Turn) -> list[EventType]:
        checks: dict[str, Callable[[str], bool]] = {
            "order_number": _has_digit,
            "order_contact": self._is_contact,
        }
        given = turn.tracker.slots_to_validate()
        valid = {
            name: value if isinstance(value := given[name], str) and check(value) else None
            for name, check in checks.items()
            if given.get(name) is not None
        }
        if (number := valid.get("order_number")) and "order_contact" not in valid:
            valid |= await self._proved_contact(turn, number)
        return [SlotSet(name, value) for name, value in valid.items()]

    async def _proved_contact(self, turn: Turn, number: str) -> dict[str, str | None]:
        contact = kept(turn, self._services.clock.now())
        if contact and await self._services.orders.belongs(number, contact):
            return {"order_contact": contact}
        return {}

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
