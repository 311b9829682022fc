"""How long a customer will probably wait for a person, as honestly as it can be said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from math import ceil

# From so many waits on something can be said...
LEAST_WAITS = 5
# ...and by no more than these, the latest ones, of so many days.
MOST_WAITS = 50
RECENT = timedelta(days=14)

# What one says, in minutes: a range begins and ends with one of these.
FRIENDLY = (1, 2, 3, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 360, 480)


@dataclass(frozen=True, slots=True)
class Range:
    """In minutes: half of the customers waited for `least` or longer, nine of ten for no longer than `most`."""

    least: int
    most: int


def waiting_range(waits: Sequence[timedelta]) -> Range | None:
    """What is to be expected after these waits; None when they are too few, or too long for words."""
    if len(waits) < LEAST_WAITS:
        return None
    minutes = sorted(wait.total_seconds() / 60 for wait in waits)
    half, most = quantile(minutes, 0.5), quantile(minutes, 0.9)
    if most > FRIENDLY[-1]:
        return None
    least = max((step for step in FRIENDLY[:-1] if step <= half), default=FRIENDLY[0])
    return Range(least, next(after for before, after in pairwise(FRIENDLY) if after >= most and before >= least))


def quantile(ordered: Sequence[float], share: float) -> float:
    """The smallest of these that `share` (above 0, to 1) of them do not exceed."""
    return ordered[max(ceil(len(ordered) * share), 1) - 1]
