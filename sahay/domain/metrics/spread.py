"""Median and ninetieth percentile: values that occurred, so that each has a conversation behind it."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Spread:
    """Of `count` durations, in seconds; without any, there is no median."""

    count: int = 0
    median: float | None = None
    p90: float | None = None

    @classmethod
    def of(cls, values: Iterable[float]) -> Self:
        ordered = sorted(values)
        if not ordered:
            return cls()
        return cls(len(ordered), nearest_rank(ordered, 50), nearest_rank(ordered, 90))


def nearest_rank(ordered: Sequence[float], percent: int) -> float:
    """The smallest value that at least `percent` of 100 values do not exceed. Raises IndexError without values."""
    return ordered[max(1, math.ceil(len(ordered) * percent / 100)) - 1]
