"""Asking for the details of an order: its number, and the e-mail address or phone number behind it."""

import re
from collections.abc import Callable
from typing import ClassVar

from rasa_sdk.events import EventType, SlotSet

from actions import order_numbers, told_order
from actions.hesitation import hesitates
from actions.history import turns
from actions.proof import kept
from actions.skill import Skill
from actions.turn import BUTTONS, Turn
from sahay.shop.verification import canonical_contact

# What the form's own turn consists of. Any other action said something of its own before the form asked again.
_FORM_ACTIONS = frozenset({"track_order_form", "action_fallback", "action_affirm", "action_listen"})
_DIGIT = re.compile(r"\d")
SEVERAL = 2  # different order numbers in one message: it is asked which


class ValidateOrderForm(Skill):
    """Keeps what can be an order number or a contact, so that the form asks again for what cannot.

    Who proved another order a moment ago is not asked for the contact of one that is theirs too. If it is not theirs
    they are asked for it, as for an order that does not exist: nothing is refused, and nothing counted.
    """

    action = "validate_track_order_form"

    async def act(self, turn: Turn) -> list[EventType]:
        valid = self._given(turn) | _corrected(turn)
        asked = turn.slot("requested_slot")
        if asked is None and not valid and (told := told_order.asked_about(turn, self._services.clock.now())):
            valid["order_number"] = told
        if (number := valid.get("order_number")) and "order_contact" not in valid:
            valid |= await self._proved_contact(turn, number)
        if asked and not valid and _hesitates(turn):
            valid[asked] = None  # which keeps the form from leaving the message to the rules
        return [SlotSet(name, value) for name, value in valid.items()]

    def _given(self, turn: Turn) -> dict[str, str | None]:
        """What the message gave, and None for what is none."""
        checks: dict[str, Callable[[str], bool]] = {
            "order_number": lambda text: _has_digit(text) and len(order_numbers.given(turn)) < SEVERAL,
            "order_contact": self._is_contact,
        }
        given = turn.tracker.slots_to_validate()
        return {
            name: value if isinstance(value := given[name], str) and check(value) else None
            for name, check in checks.items()
            if given.get(name) is not None
        }

    async def _proved_contact(self, turn: Turn, number: str) -> dict[str, str | None]:
        contact = kept(turn, self._services.clock.now())
        if contact and await self._services.ownership.belongs(number, contact):
            return {"order_contact": contact}
        return {}

    def _is_contact(self, text: str) -> bool:
        return canonical_contact(text, self._services.settings.shop.country) is not None


def _corrected(turn: Turn) -> dict[str, str | None]:
    """Another order, while the contact is asked for. The domain leaves numbers alone then: a PIN code or the half of
    a phone number must not take the order's place."""
    if turn.slot("requested_slot") != "order_contact":
        return {}
    others = [number for number in order_numbers.called(turn) if number != turn.slot("order_number")]
    return {"order_number": others[0] if len(others) == 1 else None} if others else {}


def _hesitates(turn: Turn) -> bool:
    return not turn.is_button and hesitates(turn.text)


def _has_digit(text: str) -> bool:
    return _DIGIT.search(text) is not None


class Ask(Skill):
    """Asks for `slot`: in more words, and with a way out, when the last answer was none."""

    slot: ClassVar[str]
    help: ClassVar[str]

    async def act(self, turn: Turn) -> list[EventType]:
        again = turn.slot("requested_slot") == self.slot
        if again and _hesitates(turn):
            turn.say(self.help)
        elif again and not _gave_another(turn, self.slot) and not _did_else(turn):
            turn.say(f"utter_ask_{self.slot}_again")
        else:
            turn.say(f"utter_ask_{self.slot}")
        return []


class AskOrderNumber(Ask):
    action = "action_ask_order_number"
    slot = "order_number"
    help = "utter_help_order_number"

    async def act(self, turn: Turn) -> list[EventType]:
        given = order_numbers.given(turn)
        if len(given) >= SEVERAL:
            turn.say("utter_ask_order_number_which", buttons=order_numbers.buttons(given[:BUTTONS]))
        elif _gave_another(turn, self.slot) and not _hesitates(turn):
            turn.say("utter_ask_order_number_next")
        else:
            return await super().act(turn)
        return []


class AskOrderContact(Ask):
    action = "action_ask_order_contact"
    slot = "order_contact"
    help = "utter_help_order_contact"


def _gave_another(turn: Turn, slot: str) -> bool:
    """Whether the message gave the other detail."""
    return any(
        event["event"] == "slot"
        and event["name"] in ("order_number", "order_contact")
        and event["name"] != slot
        and event["value"]
        for event in turns(turn.events)[0]
    )


def _did_else(turn: Turn) -> bool:
    """Whether the message was about something else, which was answered."""
    return any(event["event"] == "action" and event["name"] not in _FORM_ACTIONS for event in turns(turn.events)[0])
