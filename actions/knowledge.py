"""The knowledge base, and how sure we are that an answer is the one that was asked for."""

from collections.abc import Sequence
from dataclasses import dataclass

from actions.services import Services
from actions.turn import Button, Turn
from sahay.language.tokens import words
from sahay.shop.faq import Answer, Faq, Showing
from sahay.shop.faq.details import filled_in

# Scores as `sahay.shop.faq.search` gives them, set with bench/faq_questions.yml: an answer is the one that was asked
# for if it has the same words, or if it leads, and the weaker it is the farther it must lead.
SAME = 0.98
LEAD = 0.08
SCORE_AND_LEAD = 0.5
# Of another topic than the one that is known.
ELSEWHERE = 0.4
ELSEWHERE_LEAD = 0.1
# What scores less has only small words in common with the question...
LEAST = 0.35
# ...and is not suggested.
NEAR = 0.36
SUGGESTIONS = 2
# So many are looked through for those of one topic.
IN_TOPIC = 12

# The entity of a rating, and the title of its button.
RATINGS = {"yes": "answer_helped", "no": "answer_did_not_help"}


@dataclass(frozen=True, slots=True)
class Found:
    """`clear` is what was asked for, if that is clear; `near` is what may have been meant, the likeliest first."""

    clear: Answer | None
    near: tuple[Answer, ...]

    @property
    def same(self) -> Answer | None:
        """What was asked for in the same words as its question."""
        return self.clear if self.clear and self.clear.score >= SAME else None

    @property
    def buttons(self) -> list[Button]:
        return [button_of(answer) for answer in self.near]


def button_of(answer: Answer) -> Button:
    return Button(title=answer.question, payload=f'/ask_faq{{"faq": "{answer.key}"}}')


async def look_up(faq: Faq, text: str, language: str, topic: str | None = None) -> Found:
    """Search the knowledge base for what a customer wrote: all of it, or one topic where that is known.

    An entry of another topic is found only where it is very clear and answers no wish: who knows the topic knows
    better of wishes.
    """
    answers = await faq.search(text, language, limit=SUGGESTIONS if topic is None else IN_TOPIC)
    if topic and not _is_elsewhere(text, answers):
        answers = [answer for answer in answers if answer.topic == topic]
    near = tuple(answer for answer in answers[:SUGGESTIONS] if answer.score >= NEAR)
    return Found(answers[0] if answers and _is_clear(text, answers) else None, near)


def _is_elsewhere(text: str, answers: Sequence[Answer]) -> bool:
    if not answers or answers[0].intent is not None or not _is_clear(text, answers):
        return False
    return answers[0].score >= ELSEWHERE and _lead(answers) >= ELSEWHERE_LEAD


def _is_clear(text: str, answers: Sequence[Answer]) -> bool:
    best, lead = answers[0].score, _lead(answers)
    if best >= SAME:
        return True
    # One word is in many questions: "lost" is not always a password.
    return len(words(text)) > 1 and best >= LEAST and lead >= LEAD and best + lead >= SCORE_AND_LEAD


def _lead(answers: Sequence[Answer]) -> float:
    return answers[0].score - (answers[1].score if len(answers) > 1 else 0.0)


async def tell(turn: Turn, services: Services, answer: Answer, *, alone: bool = True) -> None:
    """Say an answer, and ask whether it helped, if it is said `alone`: nothing follows it, and no form is waiting."""
    asks = alone and not turn.is_in_form
    turn.say_text(filled_in(answer.text, services.settings.shop), _rating(turn, services, answer) if asks else ())
    if turn.message_id:
        shown = Showing(answer.key, turn.language, turn.conversation_id, turn.message_id, services.clock.now())
        await services.faq.note_shown(shown)


def _rating(turn: Turn, services: Services, answer: Answer) -> list[Button]:
    titles = {helpful: services.titles.get(title, turn.language) for helpful, title in RATINGS.items()}
    return [
        Button(title=title, payload=f'/rate_answer{{"faq": "{answer.key}", "helpful": "{helpful}"}}')
        for helpful, title in titles.items()
        if title
    ]
