"""What was not understood: first a question with the likeliest meanings, then the offer of a person, then one."""

from rasa_sdk.events import EventType

from actions import told_order
from actions.handoff import hand_off
from actions.history import failures_before
from actions.knowledge import Found, look_up, tell
from actions.question_words import is_question
from actions.services import Services
from actions.skill import Skill
from actions.sounds import sounds
from actions.task.beginning import begin
from actions.turn import BUTTONS, Button, Turn
from sahay.language.tokens import words

NOTHING_FOUND = Found(clear=None, near=())
_TRACK = sounds("track tracking ट्रैक ट्रैकिंग ट्रॅक ટ્રેક ટ્રેકિંગ ટ્રૅક")


class Fallback(Skill):
    """The intent is not clear, not the shop's business, or no answer to what the form asked for."""

    action = "action_fallback"

    # Of messages with these intents we know no better than what they say.
    SEARCHED = frozenset({"nlu_fallback", "out_of_scope"})

    async def act(self, turn: Turn) -> list[EventType]:
        if not turn.is_in_form and self._is_about_an_order(turn):
            return begin("track_order")
        found = await self._look_up(turn)
        if found.clear:
            await tell(turn, self._services, found.clear)
            return []
        if turn.entity("order_number") and not turn.is_in_form and not _may_be_another_wish(turn):
            return begin("track_order")  # whatever it says: it is about that order
        return not_understood(turn, found, self._services)

    def _is_about_an_order(self, turn: Turn) -> bool:
        """Whether it says "track" and no more, or asks on about the order that was told."""
        said = sounds(turn.text)
        return (bool(said) and said <= _TRACK) or told_order.asked_about(turn, self._services.clock.now()) is not None

    async def _look_up(self, turn: Turn) -> Found:
        if turn.intent not in self.SEARCHED or turn.is_button:
            return NOTHING_FOUND
        found = await look_up(self._services.faq, turn.text, turn.language)
        if turn.intent == "out_of_scope" or (turn.is_in_form and not is_question(turn.text)):
            return Found(found.same, ())  # what a task asks for is answered in all kinds of words
        # One word is in many questions: "lost" is not always a password.
        return found if len(words(turn.text)) > 1 else Found(found.same, found.near)


def _may_be_another_wish(turn: Turn) -> bool:
    """Whether the engine asks about something else than where an order is."""
    return turn.decision.get("kind") == "ask" and _candidates(turn)[:1] not in (["track_order"], ["inform"])


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
    likeliest = _candidates(turn)
    if turn.entity("order_number"):
        likeliest = list(dict.fromkeys(["track_order", *likeliest]))
    return [button for intent in likeliest for button in _titled(turn, services, intent)][:BUTTONS]


def _candidates(turn: Turn) -> list[str]:
    """None where the engine says that it does not know; where it says nothing, the whole ranking."""
    if turn.decision.get("kind") == "fall_back":
        return []
    return turn.decision.get("candidates", turn.likeliest)


def _titled(turn: Turn, services: Services, intent: str) -> list[Button]:
    """The button for an intent, if it has a title."""
    title = services.titles.get(intent, turn.language)
    return [Button(title=title, payload=f"/{intent}")] if title else []
