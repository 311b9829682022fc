"""How often somebody may do something: a moving window per key, in this process's memory."""

import math
import time

from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter

from sahay.http.errors import ApiError


class Rates:
    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    async def spend(self, what: str, key: str, per_minute: int) -> None:
        """Count one use. Raises ApiError 429 with `Retry-After` in seconds."""
        item = RateLimitItemPerMinute(per_minute)
        if await self._limiter.hit(item, what, key):
            return
        window = await self._limiter.get_window_stats(item, what, key)
        wait = max(1, math.ceil(window.reset_time - time.time()))
        message = f"That was a little too fast. Please wait {wait} seconds."
        raise ApiError(429, "rate_limited", message, {"Retry-After": str(wait)})
