"""Questions about the shop, answered from its knowledge base."""

from rasa_sdk.events import EventType

from actions.fallback import not_understood
from actions.knowledge import filled_in, look_up
from actions.skill import Skill
from actions.turn import Turn
from sahay.shop.faq import Answer


class AnswerFaq(Skill):
    """Answers if it is clear what is asked; else asks back, and shows what it knows when nothing was asked yet."""

    action = "action_answer_faq"

    async def act(self, turn: Turn) -> list[EventType]:
        if key := turn.entity("faq"):
            chosen = await self._services.faq.answer(key, turn.language)
            return self._say(turn, chosen)
        if turn.is_button:
            return self._say(turn, None)
        found = await look_up(self._services.faq, turn.text, turn.language)
        if found.clear:
            return self._say(turn, found.clear)
        return not_understood(turn, found, self._services)

    def _say(self, turn: Turn, answer: Answer | None) -> list[EventType]:
        """Without an answer (an old button, or the menu's) say what can be asked."""
        if answer:
            turn.say_text(filled_in(answer.text, self._services.settings.shop))
        else:
            turn.say("utter_faq_topics")
        return []
