"""The time that waiting goes by, and the chance in it: handed in, so that tests need not wait."""

import asyncio
import random
import time
from typing import Protocol


class Pace(Protocol):
    def monotonic(self) -> float:
        """Seconds, from anywhere, never back."""

    async def sleep(self, seconds: float) -> None: ...

    def chance(self) -> float:
        """Anything from 0 to 1."""


class RealPace:
    def monotonic(self) -> float:
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

    def chance(self) -> float:
        return random.random()  # noqa: S311 - spreads retries, keeps no secret
