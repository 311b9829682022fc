"""The ledger of attempts to prove an order, in memory."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from sahay.shop.verification import Claim, Failures, Side


class MemoryLedger:
    """See `sahay.shop.verification.Ledger`."""

    def __init__(self) -> None:
        self._attempts: dict[Claim, tuple[datetime, bool]] = {}

    async def decided(self, claim: Claim) -> bool | None:
        _, proved = self._attempts.get(claim, (None, None))
        return proved

    async def failures(self, claim: Claim, limit: int) -> Failures:
        return {side: self._latest(side, claim)[:limit] for side in Side}

    def _latest(self, side: Side, claim: Claim) -> list[datetime]:
        failed = (
            at
            for earlier, (at, proved) in self._attempts.items()
            if not proved and getattr(earlier, side.value) == getattr(claim, side.value)
        )
        return sorted(failed, reverse=True)

    async def record(self, claim: Claim, *, proved: bool, at: datetime) -> None:
        self._attempts[claim] = (at, proved)


class MemoryLedgers:
    """See `sahay.shop.verification.Ledgers`."""

    def __init__(self, ledger: MemoryLedger | None = None) -> None:
        self._ledger = ledger or MemoryLedger()
        self._one_at_a_time = asyncio.Lock()

    @asynccontextmanager
    async def open(self, claim: Claim) -> AsyncIterator[MemoryLedger]:
        async with self._one_at_a_time:
            yield self._ledger
