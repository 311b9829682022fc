"""The buttons that ask a question of the shop's knowledge base."""

from rasa_sdk.events import EventType

from actions.knowledge import filled_in
from actions.skill import Skill
from actions.turn import Turn


class AnswerFaq(Skill):
    """Answers the question that was tapped. Without one (the menu's button, or an old one) says what can be asked."""

    action = "action_answer_faq"

    async def act(self, turn: Turn) -> list[EventType]:
        key = turn.entity("faq")
        answer = await self._services.faq.answer(key, turn.language) if key else None
        if answer:
            turn.say_text(filled_in(answer.text, self._services.settings.shop))
        else:
            turn.say("utter_faq_topics")
        return []
