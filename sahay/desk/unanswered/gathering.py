"""The same question in many words and letters, as one group."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sahay.desk.unanswered.questions import Question
from sahay.domain.grouping import groups
from sahay.shop.faq.analysis import views

# What two questions have in common: how their words sound, and what they stand for. "How" and "is" are in most of them.
_VIEWS = {"sound": 1.0, "concept": 0.7}
_FUNCTION_WORD = 0.2


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that ask the same, the most typical one first."""

    questions: tuple[Question, ...]

    @property
    def customers(self) -> int:
        return len({question.conversation_id for question in self.questions})

    @property
    def reasons(self) -> Counter[str]:
        return Counter(question.why.value for question in self.questions)


def gather(questions: Sequence[Question]) -> list[Group]:
    """The largest groups first."""
    found = groups([_terms(question.text) for question in questions])
    return [Group(tuple(questions[place] for place in places)) for places in found]


def _terms(text: str) -> dict[str, float]:
    seen = views(text)
    return {
        f"{view}:{term}": share * (weight if weight == 1.0 else _FUNCTION_WORD)
        for view, share in _VIEWS.items()
        for term, weight in seen[view].items()
    }
