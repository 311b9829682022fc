"""No faster than Meta allows: a bucket of tokens for each customer, and one for the number."""

import math
from collections import OrderedDict
from dataclasses import dataclass

# Customers who were written to lately; who is not among them has a full bucket.
KEPT = 10_000


@dataclass(slots=True)
class Bucket:
    """`burst` at once, and then one in `seconds`. Time is any clock's, in seconds."""

    burst: int
    seconds: float
    level: float = math.inf
    at: float = 0.0

    def take(self, now: float) -> float:
        """Take one if there is one, and give 0; else after how many seconds there will be."""
        self._fill(now)
        if self.level < 1:
            return (1 - self.level) * self.seconds
        self.level -= 1
        return 0.0

    def reserve(self, now: float) -> float:
        """Take one, and give the seconds until it is there."""
        self._fill(now)
        self.level -= 1
        return max(0.0, -self.level * self.seconds)

    def _fill(self, now: float) -> None:
        self.level = min(self.burst, self.level + max(0.0, now - self.at) / self.seconds)
        self.at = now


class Pairs:
    """A bucket for each customer."""

    def __init__(self, burst: int, seconds: float, kept: int = KEPT) -> None:
        self._new = (burst, seconds)
        self._kept = kept
        self._buckets: OrderedDict[str, Bucket] = OrderedDict()

    def take(self, address: str, now: float) -> float:
        """See `Bucket.take`."""
        bucket = self._buckets.setdefault(address, Bucket(*self._new))
        self._buckets.move_to_end(address)
        while len(self._buckets) > self._kept:
            self._buckets.popitem(last=False)
        return bucket.take(now)
