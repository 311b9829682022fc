"""The knowledge base, and how sure we are that an answer is the one that was asked for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from actions.turn import Button
from sahay.config import Shop
from sahay.shop.faq import Answer, Faq

# Scores as `sahay.language.search` gives them, set with the questions in tests/unit/actions/test_knowledge.py:
# an answer is the one that was asked for if it has the same words, or if it leads, and the weaker it is the farther
# it must lead.
SAME = 0.98
LEAD = 0.15
SCORE_AND_LEAD = 0.75
# What scores less has only small words in common with the question...
LEAST = 0.3
# ...or one word, and is about something else: it is not suggested.
NEAR = 0.5
SUGGESTIONS = 2
# So many are looked through for those of one topic.
IN_TOPIC = 12

_SHOP_DETAIL = re.compile(r"\{shop\.(name|email|phone|url)\}")


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
    """Search the knowledge base for what a customer wrote: all of it, or one topic where that is known."""
    answers = await faq.search(text, language, limit=SUGGESTIONS if topic is None else IN_TOPIC)
    answers = [answer for answer in answers if topic in (None, answer.topic)][:SUGGESTIONS]
    near = tuple(answer for answer in answers if answer.score >= NEAR)
    return Found(answers[0] if answers and _leads(answers) else None, near)


def _leads(answers: Sequence[Answer]) -> bool:
    if answers[0].score < LEAST:
        return False
    best, second = answers[0].score, answers[1].score if len(answers) > 1 else 0.0
    return best >= SAME or (best - second >= LEAD and best + (best - second) >= SCORE_AND_LEAD)


def filled_in(text: str, shop: Shop) -> str:
    """An answer with the shop's details. Other braces are left as they are: a shop may write what it likes."""
    return _SHOP_DETAIL.sub(lambda detail: str(getattr(shop, detail[1])), text)
