"""Not faster than a provider allows: so many at once to one address and to all, and then so many a second."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from time import monotonic

# Addresses that are remembered; who wrote longest ago is forgotten, and may have a burst again.
REMEMBERED = 10_000


@dataclass
class _Bucket:
    """How many may go at once, and since when that is so."""

    left: float
    at: float


class Pace:
    """`burst` at once to one address, then `per_second`; `all_per_second` to all of them."""

    def __init__(
        self,
        per_second: float,
        burst: int,
        all_per_second: float,
        now: Callable[[], float] = monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._per_second = per_second
        self._burst = burst
        self._all_per_second = all_per_second
        self._now = now
        self._sleep = sleep
        self._buckets: dict[str, _Bucket] = {}
        self._all = _Bucket(all_per_second, now())

    async def wait(self, address: str) -> None:
        """Until it is this one's turn."""
        now = self._now()
        mine = self._of(address, now)
        seconds = max(
            _take(mine, now, self._per_second, self._burst),
            _take(self._all, now, self._all_per_second, self._all_per_second),
        )
        if seconds > 0:
            await self._sleep(seconds)

    def may_now(self, address: str) -> bool:
        """Whether it may go at once, and then it counts; for what is better left unsaid than said late."""
        now = self._now()
        mine = self._of(address, now)
        left = min(self._burst, mine.left + (now - mine.at) * self._per_second)
        if left < 1:
            return False
        mine.left, mine.at = left - 1, now
        return True

    def _of(self, address: str, now: float) -> _Bucket:
        mine = self._buckets.pop(address, None) or _Bucket(self._burst, now)
        self._buckets[address] = mine  # the latest is last
        if len(self._buckets) > REMEMBERED:
            del self._buckets[next(iter(self._buckets))]
        return mine


def _take(bucket: _Bucket, now: float, per_second: float, most: float) -> float:
    """Take one, in advance if need be; the seconds until it is there."""
    bucket.left = min(most, bucket.left + (now - bucket.at) * per_second) - 1
    bucket.at = now
    return max(0.0, -bucket.left / per_second)
