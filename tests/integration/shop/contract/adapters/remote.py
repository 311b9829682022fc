"""The shop behind the reference server: client, HTTP, server, and the shop in memory."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sahay.shop.backend import Backend
from tests.integration.shop.contract.adapters.memory import memory
from tests.integration.shop.remote.serving import opened, served


@asynccontextmanager
async def remote(folder: Path) -> AsyncIterator[Backend]:
    async with memory(folder) as shop, served(shop) as url, opened(url) as backend:
        yield backend
