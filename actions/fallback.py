"""What was not understood: first a question with the likeliest meanings, then the offer of a person, then one."""

from rasa_sdk.events import EventType

from actions import told_order
from actions.knowledge import Found, look_up, tell
from actions.not_received import says_it_never_came, was_told_delivered
from actions.not_understood import NOTHING_FOUND, candidates, not_understood
from actions.question_words import is_question
from actions.sounds import sounds
from actions.taking_back import can_take_back, says_back, wants_back
from actions.task.beginning import begin
from actions.task.state import State
from actions.task.step import Step
from actions.task.talk import Talk
from actions.turn import Turn
from sahay.language.tokens import words

_TRACK = sounds("track tracking ट्रैक ट्रैकिंग ट्रॅक ટ્રેક ટ્રેકિંગ ટ્રૅક")


class Fallback(Step):
    """The intent is not clear, not the shop's business, or no answer to what the form asked for."""

    action = "action_fallback"

    # Of messages with these intents we know no better than what they say.
    SEARCHED = frozenset({"nlu_fallback", "out_of_scope"})

    async def act(self, turn: Turn) -> list[EventType]:
        if was_told_delivered(turn) and says_it_never_came(turn.text):
            turn.say("utter_never_came")
            return []
        if not turn.is_in_form and (task := await self._task(turn)):
            return begin(task)
        found = await self._look_up(turn)
        if found.clear:
            await tell(turn, self._services, found.clear)
            return []
        if turn.entity("order_number") and not turn.is_in_form and not _may_be_another_wish(turn):
            return begin("track_order")  # whatever it says: it is about that order
        return not_understood(turn, found, self._services)

    async def _task(self, turn: Turn) -> str | None:
        """The task that it means by words of its own, whatever the engine makes of it."""
        says_undo = says_back(turn.text) and await can_take_back(turn, self._services)
        if says_undo or await wants_back(turn, self._services):
            return "undo"
        return "track_order" if self._is_about_an_order(turn) else self._named_task(turn)

    def _is_about_an_order(self, turn: Turn) -> bool:
        """Whether it says "track" and no more, or asks on about the order that was told."""
        said = sounds(turn.text)
        return (bool(said) and said <= _TRACK) or told_order.asked_about(turn, self._services.clock.now()) is not None

    def _named_task(self, turn: Turn) -> str | None:
        """The likeliest wish, though it is not certain, where the message has a detail that it is about, or is about
        what is the customer's own."""
        likeliest = next(iter(candidates(turn)), "") if turn.decision.get("kind") == "ask" else ""
        task = self.tasks.get(likeliest or next(iter(turn.likeliest), ""))
        if task is None:
            return None
        is_named = bool(likeliest) and any(turn.entity(entity) for entity in task.entities)
        return task.intent if is_named or task.is_own(Talk(turn, State(task.intent), self._services)) else None

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
    return turn.decision.get("kind") == "ask" and candidates(turn)[:1] not in (["track_order"], ["inform"])
