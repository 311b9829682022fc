"""The shop in memory."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sahay.shop.backend import Backend
from sahay.shop.memory import MemoryBackend
from tests.integration.shop.contract import small_shop as small


@asynccontextmanager
async def memory(_folder: Path) -> AsyncIterator[Backend]:
    yield MemoryBackend(
        small.ORDERS,
        small.PRODUCTS,
        small.ACCOUNTS,
        points=small.POINTS,
        newsletter=small.NEWSLETTER,
        zones=small.ZONES,
        gst_percent=small.GST_PERCENT,
        hsn=small.HSN,
        rules=small.RULES,
    )
