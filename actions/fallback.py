"""What was not understood: first a question with the likeliest meanings, then the offer of a person, then one."""

from rasa_sdk.events import EventType

from actions.handoff import hand_off
from actions.history import failures_before
from actions.knowledge import SUGGESTIONS, Found, filled_in, look_up
from actions.services import Services
from actions.skill import Skill
from actions.turn import Button, Turn

NOTHING_FOUND = Found(clear=None, near=())


class Fallback(Skill):
    """The intent is not clear, not the shop's business, or no answer to what the form asked for."""

    action = "action_fallback"

    # Of messages with these intents we know no better than what they say.
    SEARCHED = frozenset({"nlu_fallback", "out_of_scope"})

    async def act(self, turn: Turn) -> list[EventType]:
        found = NOTHING_FOUND
        if turn.intent in self.SEARCHED and not turn.is_button:
            found = await look_up(self._services.faq, turn.text, turn.language)
        if found.clear:
            turn.say_text(filled_in(found.clear.text, self._services.settings.shop))
            return []
        return not_understood(turn, found, self._services)


def not_understood(turn: Turn, found: Found, services: Services) -> list[EventType]:
    """Do what comes next after so many messages in a row that were not understood, this one included."""
    limits = services.settings.handoff
    failures = failures_before(turn.events) + 1
    if failures >= limits.automatic_after:
        turn.say("utter_handoff_not_understood")
        return hand_off(turn, "not_understood")
    if turn.is_in_form and not found.near:
        return []  # the form asks again, with more words
    if failures >= limits.offer_after:
        turn.say("utter_offer_human")
    else:
        _ask_what_was_meant(turn, found, services)
    return []


def _ask_what_was_meant(turn: Turn, found: Found, services: Services) -> None:
    if turn.intent == "ask_faq" and found.near:
        turn.say("utter_faq_did_you_mean", buttons=found.buttons)
    elif turn.intent == "out_of_scope" and not found.near:
        turn.say("utter_out_of_scope")
    else:
        turn.say("utter_clarify", buttons=_likeliest(turn, found, services)[:SUGGESTIONS])


def _likeliest(turn: Turn, found: Found, services: Services) -> list[Button]:
    """A button for each intent that one offers; for a question, the questions that were found."""
    buttons: list[Button] = []
    for intent in turn.likeliest:
        if intent == "ask_faq" and found.near:
            buttons += found.buttons
        elif title := services.titles.get(intent, turn.language):
            buttons.append(Button(title=title, payload=f"/{intent}"))
    return buttons
