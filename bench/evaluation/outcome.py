"""What became of messages, as shares."""

from collections.abc import Iterable
from dataclasses import dataclass

from bench.evaluation.pipeline import REJECTED, Reading

TOP = 3


@dataclass(frozen=True, slots=True)
class Outcome:
    """Shares of ``n`` messages. The last four add up to 1: `fell_back` is told that it was not understood, or that it
    is not the shop's business; what is that, and is told so, is `fell_back` too, not `answered_right`."""

    n: int
    top1: float
    top3: float
    answered_right: float
    answered_wrong: float
    asked: float
    fell_back: float

    @classmethod
    def of(cls, judged: Iterable[tuple[Reading, str]]) -> "Outcome":
        """``judged``: readings with the right intent. Raises ValueError without any."""
        pairs = list(judged)
        if not pairs:
            raise ValueError("no messages to judge")
        kinds = [_kind(reading, intent) for reading, intent in pairs]

        def share(kind: str) -> float:
            return round(kinds.count(kind) / len(pairs), 4)

        return cls(
            n=len(pairs),
            top1=_within(pairs, 1),
            top3=_within(pairs, TOP),
            answered_right=share("answered_right"),
            answered_wrong=share("answered_wrong"),
            asked=share("asked"),
            fell_back=share("fell_back"),
        )

    @property
    def not_answered(self) -> float:
        """The share that was asked or told that it was not understood: what out-of-scope messages should be."""
        return round(self.asked + self.fell_back, 4)


def _within(pairs: list[tuple[Reading, str]], first: int) -> float:
    hits = sum(intent in [name for name, _ in reading.ranking[:first]] for reading, intent in pairs)
    return round(hits / len(pairs), 4)


def _kind(reading: Reading, intent: str) -> str:
    likeliest = reading.ranking[0][0] if reading.ranking else REJECTED
    if reading.kind == "ask":
        return "asked"
    if reading.kind == "fall_back" or likeliest == REJECTED:
        return "fell_back"
    return "answered_right" if likeliest == intent else "answered_wrong"
