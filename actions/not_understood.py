"""What is done about a message that was not understood: a question, then the offer of a person, then one."""

from rasa_sdk.events import EventType

from actions.handoff import hand_off
from actions.history import failures_before
from actions.knowledge import Found
from actions.services import Services
from actions.turn import BUTTONS, Button, Turn

NOTHING_FOUND = Found(clear=None, near=())


def not_understood(turn: Turn, found: Found, services: Services) -> list[EventType]:
    """Do what comes next after so many messages in a row that were not understood, this one included."""
    limits = services.settings.handoff
    failures = failures_before(turn.events) + 1
    if failures >= limits.automatic_after:
        turn.say("utter_handoff_not_understood")
        return hand_off(turn, "not_understood")
    if turn.is_in_form:
        pass  # the form asks again, in more words
    elif failures >= limits.offer_after:
        turn.say("utter_offer_human")
    else:
        _ask_what_was_meant(turn, found, services)
    return []


def _ask_what_was_meant(turn: Turn, found: Found, services: Services) -> None:
    person = _titled(turn, services, "contact_human_agent")
    meanings = _meanings(turn, services)
    if turn.intent == "out_of_scope":
        turn.say("utter_out_of_scope")
    elif meanings == person:  # alone it is no question: most often a person is what was not wanted
        turn.say("utter_not_understood")
    elif meanings:
        turn.say("utter_clarify", buttons=meanings)
    elif found.near:
        turn.say("utter_faq_did_you_mean", buttons=[*found.buttons, *person])
    else:
        turn.say("utter_not_understood")


def _meanings(turn: Turn, services: Services) -> list[Button]:
    """What may have been meant. Who names an order most often asks where it is."""
    likeliest = candidates(turn)
    if turn.entity("order_number"):
        likeliest = list(dict.fromkeys(["track_order", *likeliest]))
    return [button for intent in likeliest for button in _titled(turn, services, intent)][:BUTTONS]


def candidates(turn: Turn) -> list[str]:
    """None where the engine says that it does not know; where it says nothing, the whole ranking."""
    if turn.decision.get("kind") == "fall_back":
        return []
    return turn.decision.get("candidates", turn.likeliest)


def _titled(turn: Turn, services: Services, intent: str) -> list[Button]:
    """The button for an intent, if it has a title."""
    title = services.titles.get(intent, turn.language)
    return [Button(title=title, payload=f"/{intent}")] if title else []
