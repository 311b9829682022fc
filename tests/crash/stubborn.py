"""Asking the app until it answers, as the widget and the console do while it is away."""

import asyncio
from collections.abc import Callable, Collection
from random import Random
from typing import Any

import httpx

ANSWER_SECONDS = 10.0
# How soon a request is made again whose answer did not come.
PAUSE_SECONDS = (0.05, 0.3)
FOREVER = 120.0


class Refused(Exception):
    """A well-formed request was refused, or never answered."""


class Stubborn:
    """An HTTP client of one person. What must never be answered is told to `fault`."""

    def __init__(self, url: str, random: Random, fault: Callable[[str], None]) -> None:
        self.http = httpx.AsyncClient(base_url=url, timeout=ANSWER_SECONDS, trust_env=False)
        self._random = random
        self._fault = fault

    async def close(self) -> None:
        await self.http.aclose()

    async def request(
        self,
        method: str,
        path: str,
        *,
        accepted: Collection[int] = (200,),
        before: Callable[[], None] = lambda: None,
        **options: Any,
    ) -> httpx.Response:
        """The first answer with an accepted status. `before` is called before each try. Raises Refused."""
        try:
            async with asyncio.timeout(FOREVER):
                while True:
                    before()
                    response = await self._try(method, path, options)
                    if response is not None and response.status_code in accepted:
                        return response
                    await asyncio.sleep(self._pause(method, path, response))
        except TimeoutError:
            self._fault(f"{method} {path}: no answer in {FOREVER:g} s")
            raise Refused(f"{method} {path}: no answer") from None

    async def pause(self) -> None:
        await asyncio.sleep(self._random.uniform(*PAUSE_SECONDS))

    async def _try(self, method: str, path: str, options: dict[str, Any]) -> httpx.Response | None:
        try:
            return await self.http.request(method, path, **options)
        except httpx.TransportError:
            return None  # the app was killed, is not yet back, or we did not wait

    def _pause(self, method: str, path: str, response: httpx.Response | None) -> float:
        """How long to wait before the next try. Raises Refused when there is no point in one."""
        if response is None:
            return self._random.uniform(*PAUSE_SECONDS)
        if response.status_code == httpx.codes.TOO_MANY_REQUESTS:
            return float(response.headers["retry-after"])
        told = f"{method} {path}: {response.status_code} {response.text[:200]}"
        self._fault(told)
        if response.status_code < httpx.codes.INTERNAL_SERVER_ERROR:
            raise Refused(told)
        return self._random.uniform(*PAUSE_SECONDS)
