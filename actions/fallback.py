"""What was not understood: first a question with the likeliest meanings, then the offer of a person, then one."""

from rasa_sdk.events import EventType, FollowupAction

from actions.handoff import hand_off
from actions.history import failures_before
from actions.knowledge import Found, button_of, filled_in, look_up
from actions.services import Services
from actions.skill import Skill
from actions.turn import Button, Turn

NOTHING_FOUND = Found(clear=None, near=())
BUTTONS = 3  # as many as every channel can show


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
        if turn.entity("order_number") and not turn.is_in_form and not _may_be_another_wish(turn):
            return [FollowupAction("track_order_form")]  # whatever it says: it is about that order
        return not_understood(turn, found, self._services)


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
    is_foreign = turn.intent == "out_of_scope"
    if not is_foreign and (meanings := _meanings(turn, found, services)):
        turn.say("utter_clarify", buttons=meanings)
    elif found.near:
        turn.say("utter_faq_did_you_mean", buttons=[*found.buttons, *_titled(turn, services, "contact_human_agent")])
    else:
        turn.say("utter_out_of_scope" if is_foreign else "utter_not_understood")


def _meanings(turn: Turn, found: Found, services: Services) -> list[Button]:
    """What may have been meant: the likeliest intents, then the questions that are none of them."""
    likeliest = _candidates(turn)
    buttons = [button for intent in likeliest for button in _titled(turn, services, intent)]
    questions = [button_of(answer) for answer in found.near if answer.intent not in likeliest]
    return [*buttons, *questions][:BUTTONS] if buttons else []


def _candidates(turn: Turn) -> list[str]:
    """None where the engine says that it does not know; where it says nothing, the whole ranking."""
    if turn.decision.get("kind") == "fall_back":
        return []
    return turn.decision.get("candidates", turn.likeliest)


def _titled(turn: Turn, services: Services, intent: str) -> list[Button]:
    """The button for an intent, if it has a title."""
    title = services.titles.get(intent, turn.language)
    return [Button(title=title, payload=f"/{intent}")] if title else []
