"""Whether a confidence means what it says: of the messages with confidence 0.8, four in five should be right."""

from collections.abc import Iterable
from typing import NamedTuple

from bench.evaluation.pipeline import Reading

BINS = 10


class Bin(NamedTuple):
    """Messages of about the same confidence: their mean confidence, the share of right ones, how many."""

    confidence: float
    right: float
    n: int


def bins(judged: Iterable[tuple[Reading, str]]) -> list[Bin]:
    """The bins that are not empty, from low to high."""
    filled: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for reading, intent in judged:
        name, confidence = reading.ranking[0]
        filled[min(BINS - 1, int(confidence * BINS))].append((confidence, name == intent))
    return [_bin(each) for each in filled if each]


def error(reliability: list[Bin]) -> float:
    """The expected calibration error: the mean distance of confidence and share, by message."""
    total = sum(each.n for each in reliability)
    return round(sum(each.n * abs(each.confidence - each.right) for each in reliability) / total, 4)


def _bin(members: list[tuple[float, bool]]) -> Bin:
    n = len(members)
    confidence = sum(confidence for confidence, _ in members) / n
    return Bin(round(confidence, 3), round(sum(right for _, right in members) / n, 3), n)
