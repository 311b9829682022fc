"""The buttons of the shop's knowledge base: those that ask a question, and those that say whether an answer helped."""

from rasa_sdk.events import EventType

from actions.knowledge import RATINGS, tell
from actions.skill import Skill
from actions.turn import Turn


class AnswerFaq(Skill):
    """Answers the question that was tapped. Without one (the menu's button, or an old one) says what can be asked."""

    action = "action_answer_faq"

    async def act(self, turn: Turn) -> list[EventType]:
        key = turn.entity("faq")
        answer = await self._services.faq.answer(key, turn.language) if key else None
        if answer:
            await tell(turn, self._services, answer)
        else:
            turn.say("utter_faq_topics")
        return []


class RateAnswer(Skill):
    """Keeps whether an answer helped, thanks for it, and offers a person where it did not. What was typed by hand and
    names no answer that was shown is thanked for too, and counts nothing."""

    action = "action_rate_answer"

    async def act(self, turn: Turn) -> list[EventType]:
        key, helpful = turn.entity("faq"), turn.entity("helpful")
        if key and helpful in RATINGS:
            now = self._services.clock.now()
            await self._services.faq.rate(key, turn.conversation_id, helpful=helpful == "yes", at=now)
        turn.say("utter_answer_did_not_help" if helpful == "no" else "utter_answer_helped")
        return []
