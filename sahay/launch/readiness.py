"""Whether a process can serve."""

import asyncio
from collections.abc import Awaitable, Callable

import httpx

INTERVAL_SECONDS = 0.2
TIMEOUT_SECONDS = 2.0


async def until_ready(url: str, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
    """Return once `url` answers 200."""
    # No proxy of the environment: what we ask is on this machine.
    async with httpx.AsyncClient(timeout=TIMEOUT_SECONDS, trust_env=False) as client:
        while not await _answers(client, url):
            await sleep(INTERVAL_SECONDS)


async def _answers(client: httpx.AsyncClient, url: str) -> bool:
    try:
        return (await client.get(url)).status_code == httpx.codes.OK
    except httpx.TransportError:
        return False
