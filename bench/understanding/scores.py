"""What a system's answers are worth, measured the same way for every system. Plain Python: what the benchmark itself
holds in memory would count for its children."""

import statistics
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bench.understanding.sets import OUT_OF_SCOPE, Question
from bench.utterances import LANGUAGES


class Prediction(NamedTuple):
    ranking: Sequence[tuple[str, float]]
    """Intents with a confidence, the likeliest first, without the system's own fallback."""
    answered: bool
    """False where the system itself would rather ask or say that it does not know."""

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.ranking]

    @property
    def accepted(self) -> bool:
        """Treated as the shop's business."""
        return self.answered and self.names[:1] != [OUT_OF_SCOPE]

    @property
    def business(self) -> float:
        """The confidence in the likeliest intent that is the shop's business."""
        return max((confidence for name, confidence in self.ranking if name != OUT_OF_SCOPE), default=0.0)


class Answer(NamedTuple):
    question: Question
    prediction: Prediction

    @property
    def right(self) -> bool:
        return self.prediction.names[:1] == [self.question.intent]


@dataclass(frozen=True)
class Understanding:
    """Shares, None where there is nothing to share."""

    in_scope: int
    top1: float | None
    """Of in-scope questions: the likeliest intent is right, whether the system would answer or not."""
    top3: float | None
    top1_by_language: dict[str, float | None]
    answered_right: float | None
    answered_wrong: float | None
    """The rest was held back: the system fell back, asked, or called it out of scope."""
    out_of_scope: int
    rejected: float | None
    """Of out-of-scope questions: held back."""
    auroc: float | None
    """How well confidence in the shop's intents tells in scope from out of scope, with no threshold: 0.5 is chance."""


def understanding(answers: Sequence[Answer]) -> Understanding:
    outside = [answer for answer in answers if answer.question.intent == OUT_OF_SCOPE]
    inside = [answer for answer in answers if answer.question.intent != OUT_OF_SCOPE]
    return Understanding(
        in_scope=len(inside),
        top1=share(answer.right for answer in inside),
        top3=share(answer.question.intent in answer.prediction.names[:3] for answer in inside),
        top1_by_language={
            language: share(answer.right for answer in inside if answer.question.language == language)
            for language in LANGUAGES
        },
        answered_right=share(answer.prediction.accepted and answer.right for answer in inside),
        answered_wrong=share(answer.prediction.accepted and not answer.right for answer in inside),
        out_of_scope=len(outside),
        rejected=share(not answer.prediction.accepted for answer in outside),
        auroc=auroc(
            [answer.prediction.business for answer in inside], [answer.prediction.business for answer in outside]
        ),
    )


def share(verdicts: Iterable[bool]) -> float | None:
    told = list(verdicts)
    return sum(told) / len(told) if told else None


def auroc(inside: Sequence[float], outside: Sequence[float]) -> float | None:
    """How often a score of `inside` is above one of `outside`; a tie is half a win."""
    if not inside or not outside:
        return None
    ordered = sorted(outside)
    halves = sum(bisect_left(ordered, score) + bisect_right(ordered, score) for score in inside)
    return halves / (2 * len(inside) * len(outside))


def percentiles(milliseconds: Sequence[float]) -> dict[str, float]:
    """The median and the 95th percentile, of two values or more."""
    twentieths = statistics.quantiles(milliseconds, n=20, method="inclusive")
    return {"p50": twentieths[9], "p95": twentieths[18]}
