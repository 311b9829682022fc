"""What to do with a message: answer it, ask what was meant, or say that it was not understood.

Scores become confidences: the probability that the likeliest intent is right, as it turned out on training utterances
that the model had not seen. The borders between the three are learned from the same trial.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Final, Literal

import numpy as np

from components.intent_model import Ranking

Trial = Sequence[tuple[Ranking, str]]
"""Rankings by a model that had not seen the text, each with the right intent."""

Kind = Literal["answer", "ask", "fall_back"]

CANDIDATES: Final = 3
"""As many buttons as every channel can show."""
REJECTED: Final = "out_of_scope"
_COURTESIES: Final = frozenset({"greet", "goodbye", "thank_you"})
"""Said together as often as not: whichever is answered is right."""
_ANGER: Final = "frustration"
_ANGER_AT: Final = 0.5
"""An apology is called for sooner than an answer, and nobody is asked whether they are angry."""
_NEVER_ASKED: Final = {_ANGER} | _COURTESIES | {"affirm", "deny", "inform", REJECTED}
"""Nobody is asked whether this was meant."""
_SMALLEST: Final = 1e-3  # a score or confidence of 0 or 1 has no logarithm of its odds
_STEPS: Final = 100  # borders are sought in hundredths
_BORDERS: Final = tuple(step / _STEPS for step in range(_STEPS))
_WINDOW: Final = 0.05
_LEAD: Final = 0.1
"""By how much of its score the likeliest intent leads at least, where it is answered. Set in development."""
_NEAR: Final = 0.4
"""Of the score of the likeliest intent: what has less of it, nobody is asked about."""
_HELPFUL: Final = 0.35
"""How often the right intent is among the candidates at least, where it is asked about in the trial, whose texts are
harder than what customers write: of those, two in three find what they meant."""


@dataclass(frozen=True, slots=True)
class Decision:
    kind: Kind
    candidates: list[str]
    """Intents, likeliest first: at most CANDIDATES of them. The first is what is answered, if it is; the others are
    wishes, and so are all that are asked about."""
    also: list[str]
    """Other intents that the same message has."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """How a score becomes a confidence (a logistic curve, after Platt), and the borders of the bands."""

    slope: float
    offset: float
    answer_at: float
    ask_at: float

    @classmethod
    def learn(cls, trial: Trial, wrong_at_most: float) -> "Judgement":
        """``wrong_at_most``: the share of wrong answers among all answers of the trial that is put up with. As many
        messages are answered as that allows."""
        from sklearn.linear_model import LogisticRegression  # only to train: serving saves its memory

        odds = np.array([[_log_odds(ranking[0][1])] for ranking, _ in trial])
        right = np.array([ranking[0][0] == intent for ranking, intent in trial])
        if right.all() or not right.any():  # too few examples to learn from: the score is the confidence
            return cls(1.0, 0.0, 0.5, 0.0)
        curve = LogisticRegression(C=1e3).fit(odds, right)
        unbound = cls(float(curve.coef_[0, 0]), float(curve.intercept_[0]), 0.0, 0.0)
        confident = np.array([unbound.confidence(ranking[0][1]) for ranking, _ in trial])
        leading = np.array([_leads(ranking) and ranking[0][0] != REJECTED for ranking, _ in trial])
        offered = np.array([intent in candidates(ranking) for ranking, intent in trial])
        answer_at = _lowest(lambda border: _share(~right, leading & (confident >= border)) <= wrong_at_most)
        # Not just somewhere: a few lucky messages far below are no reason to ask about everything above them.
        doubtful = (border for border in _BORDERS if _share(~offered, _between(confident, border)) > 1 - _HELPFUL)
        ask_at = max((border + 1 / _STEPS for border in doubtful if border < answer_at), default=0.0)
        return cls(unbound.slope, unbound.offset, answer_at, min(ask_at, answer_at))

    def confidence(self, score: float) -> float:
        return 1 / (1 + math.exp(-(self.slope * _log_odds(score) + self.offset)))

    def confidences(self, ranking: Ranking) -> Ranking:
        """The first intent with its confidence; the others share what is left, and none has more than the first."""
        (first, score), *others = ranking
        top = self.confidence(score)
        total = sum(score for _, score in others) or 1.0
        return [(first, top), *((name, min(top, (1 - top) * score / total)) for name, score in others)]

    def decide(self, ranking: Ranking) -> Decision:
        """``ranking``: scores, not confidences."""
        wishes = candidates(ranking)
        kind = self._kind(ranking, wishes)
        first = [ranking[0][0]] if kind == "answer" else []
        return Decision(kind, [*first, *(each for each in wishes if each not in first)][:CANDIDATES], [])

    def _kind(self, ranking: Ranking, wishes: list[str]) -> Kind:
        intent, score = ranking[0]
        confidence = self.confidence(score)
        if intent != REJECTED and confidence >= self.answer_at and _leads(ranking):
            return "answer"
        if intent == _ANGER and confidence >= _ANGER_AT:
            return "answer"
        return "ask" if intent != REJECTED and confidence >= self.ask_at and wishes else "fall_back"

    def as_dict(self) -> dict[str, float]:
        return asdict(self)


def candidates(ranking: Ranking) -> list[str]:
    """What may be asked about, likeliest first; nothing where what is far likelier is never asked about."""
    near = _NEAR * ranking[0][1]
    return [intent for intent, score in ranking if score >= near and intent not in _NEVER_ASKED][:CANDIDATES]


def _leads(ranking: Ranking) -> bool:
    first, score = ranking[0]
    rivals = [rival for name, rival in ranking[1:] if not {first, name} <= _COURTESIES]
    return not rivals or score - rivals[0] >= _LEAD * score


def _lowest(holds: Callable[[float], bool]) -> float:
    return next((border for border in _BORDERS if holds(border)), 1.0)


def _between(confident: np.ndarray, border: float) -> np.ndarray:
    return (confident >= border) & (confident < border + _WINDOW)


def _share(of: np.ndarray, among: np.ndarray) -> float:
    return float(of[among].mean()) if among.any() else 0.0


def _log_odds(share: float) -> float:
    share = min(max(share, _SMALLEST), 1 - _SMALLEST)
    return math.log(share / (1 - share))
