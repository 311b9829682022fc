"""Whether a routine wish is asked about in general ("what is your return policy"), which its rules answer."""

from actions.knowledge import look_up
from actions.question_words import is_question
from actions.turn import Turn
from sahay.shop.faq import Answer, Faq


async def asked_in_general(turn: Turn, faq: Faq, *, interrupts: bool) -> Answer | None:
    """The rule that is asked for: an entry of the wish's topic that clearly fits.

    Of a question that `interrupts` another task the wish's own entry will do too, so that the task can go on.
    """
    if turn.is_button or turn.has_details:
        return None
    of_wish = await faq.answer_to(turn.intent or "", turn.language)
    if of_wish is None:
        return None
    found = (await look_up(faq, turn.text, turn.language, of_wish.topic)).clear
    if found and found.intent is None:
        return found
    return of_wish if interrupts and is_question(turn.text) else None
