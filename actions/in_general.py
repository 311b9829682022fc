"""What the shop says to everybody about a wish: the entry of the knowledge base that names its intent."""

from actions.task.question import End
from actions.task.talk import Talk
from sahay.shop.faq.details import filled_in


async def in_general(talk: Talk, intent: str) -> End | None:
    """Say it, which ends the task; None when the knowledge base has nothing."""
    answer = await talk.services.faq.answer_to(intent, talk.turn.language)
    if answer is None:
        return None
    talk.turn.say_text(filled_in(answer.text, talk.services.settings.shop))
    return End()
