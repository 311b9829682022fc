"""A wish for which the bot has no task: what the shop says about it, and a person where one has to act."""

from typing import Final

from rasa_sdk.events import ActiveLoop, EventType, FollowupAction, SlotSet

from actions.knowledge import look_up, tell
from actions.skill import Skill
from actions.task.state import SLOT
from actions.turn import Turn
from sahay.shop.faq import Answer

# Of these a word is not enough: somebody has to look at what went wrong.
NEEDS_A_PERSON: Final = frozenset({"registration_problems"})

# A task that asked for something asks no more: what waits for an answer now is the offer of a person.
_LEAVE_TASK: Final[list[EventType]] = [
    ActiveLoop(None),
    SlotSet("requested_slot", None),
    SlotSet(SLOT, None),
    FollowupAction("action_listen"),
]


class Guide(Skill):
    """Answers from the knowledge base: what is clearly asked, or else the entry that names the intent."""

    action = "action_guide"

    async def act(self, turn: Turn) -> list[EventType]:
        answer = await self._answer(turn)
        is_enough = answer is not None and turn.intent not in NEEDS_A_PERSON
        if answer:
            await tell(turn, self._services, answer, alone=is_enough)
        if is_enough:
            return []
        turn.say("utter_guide_person")
        return _LEAVE_TASK if turn.is_in_form else []

    async def _answer(self, turn: Turn) -> Answer | None:
        """The wish's own, unless a question of its topic is clearly asked: of other wishes the intent knows better."""
        faq = self._services.faq
        of_intent = await faq.answer_to(turn.intent or "", turn.language)
        if turn.is_button:
            return of_intent
        found = await look_up(faq, turn.text, turn.language, of_intent.topic if of_intent else None)
        return found.clear if found.clear and found.clear.intent is None else of_intent
