"""The customer's message that an action answers, and what the action says to it."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, TypedDict

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Tracker

from sahay.domain.card import Card, card_to_json

BUTTONS = 3  # as many as every channel can show


class Button(TypedDict):
    title: str
    payload: str


class Decision(TypedDict, total=False):
    """`kind` is answer, ask or fall_back; `candidates` are 1 to 3 intents, the likeliest first."""

    kind: str
    candidates: list[str]


class Mention(NamedTuple):
    """A detail in the message: its value, and its place in the text."""

    value: str
    start: int
    end: int


class Turn:
    """One message in its conversation, and the answer to it as it grows."""

    def __init__(self, tracker: Tracker, dispatcher: CollectingDispatcher, default_language: str) -> None:
        self.tracker = tracker
        self._dispatcher = dispatcher
        self._message: dict[str, Any] = tracker.latest_message or {}
        self.language: str = tracker.get_slot("language") or default_language

    @property
    def conversation_id(self) -> str:
        return str(self.tracker.sender_id)

    @property
    def message_id(self) -> str:
        """The app's id of the message; empty for one that did not come through its channel."""
        return str((self._message.get("metadata") or {}).get("message_id", ""))

    @property
    def text(self) -> str:
        return self._message.get("text") or ""

    @property
    def is_button(self) -> bool:
        """Whether a button was tapped: its payload names an intent and is nothing that anybody wrote."""
        return (self._message.get("metadata") or {}).get("kind") == "payload"

    @property
    def intent(self) -> str | None:
        return (self._message.get("intent") or {}).get("name")

    @property
    def likeliest(self) -> list[str]:
        """The intents that the message may have, the likeliest first."""
        return [ranked["name"] for ranked in self._message.get("intent_ranking") or []]

    @property
    def decision(self) -> Decision:
        """What the engine decided about the message; of a button there is nothing to decide."""
        decision: Decision | None = self._message.get("decision")
        return decision or {}

    @property
    def events(self) -> list[EventType]:
        return self.tracker.events

    @property
    def is_in_form(self) -> bool:
        return self.tracker.active_loop_name is not None

    @property
    def has_details(self) -> bool:
        """Whether anything in the message is a number, a product, a contact ..."""
        return bool(self._message.get("entities"))

    def entity(self, name: str) -> str | None:
        return next(self.tracker.get_latest_entity_values(name), None)

    def mentions(self, name: str) -> list[Mention]:
        """All details of a kind, in the order of the text."""
        found = (each for each in self._message.get("entities") or [] if each["entity"] == name)
        return [Mention(str(each["value"]), each["start"], each["end"]) for each in found]

    def slot(self, name: str) -> str | None:
        """The slot's text. Anything else in it is nothing that a customer gave."""
        value = self.tracker.get_slot(name)
        return value if isinstance(value, str) else None

    def say(self, key: str, values: Mapping[str, str] | None = None, buttons: Sequence[Button] = ()) -> None:
        """Say the text `key` of `data/responses/` in the customer's language, with `values` filled in.

        `buttons` come after those that the text has.
        """
        given: dict[str, Any] = dict(values or {})
        self._dispatcher.utter_message(response=key, buttons=[dict(button) for button in buttons], **given)

    def say_text(self, text: str, buttons: Sequence[Button] = ()) -> None:
        """Say what is in the customer's language already."""
        self._dispatcher.utter_message(text=text, buttons=[dict(button) for button in buttons])

    def show(self, card: Card) -> None:
        """Show a card with what was said last."""
        self._dispatcher.messages[-1]["custom"] = {"card": card_to_json(card)}

    def send(self, custom: dict[str, Any]) -> None:
        """Tell the app something that the customer does not read."""
        self._dispatcher.utter_message(json_message=custom)

    def take_back(self) -> None:
        """Forget what was said so far in this action."""
        self._dispatcher.messages.clear()
