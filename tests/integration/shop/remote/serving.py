"""The reference server on a real socket, and clients for it that wait by no clock."""

import itertools
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from sanic import Sanic

from sahay.shop.backend import Backend
from sahay.shop.remote.backend import RemoteBackend
from sahay.shop.remote.opening import open_remote
from sahay.shop.remote.options import TOKEN, HttpOptions
from sahay.shop.remote.server import create_app
from tests.fakes import ManualClock
from tests.integration.shop.remote.conformance import Watch

SECRET = "a token for tests, long enough".replace(" ", "-")
CART_URL = "https://small.example/cart{?add*}"
_NUMBERS = itertools.count()


class ManualPace:
    """Sleeping is noted and passes at once, for the breaker's clock too; chance is always the same."""

    def __init__(self, clock: ManualClock | None = None) -> None:
        self.clock = clock or ManualClock()
        self.slept: list[float] = []
        self._now = 1000.0

    def monotonic(self) -> float:
        return self._now

    def forward(self, seconds: float) -> None:
        self._now += seconds
        self.clock.forward(seconds)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.forward(seconds)

    def chance(self) -> float:
        return 1.0


@asynccontextmanager
async def served(backend: Backend, token: str = SECRET) -> AsyncIterator[str]:
    """The address of a reference server over `backend`, which is held to `openapi.yml` in all that it is asked."""
    app = create_app(backend, token, CART_URL, name=f"sahay-shop-{next(_NUMBERS)}")
    watch = Watch()
    app.register_middleware(watch, "response")
    listener = socket.create_server(("127.0.0.1", 0))
    app.config.TOUCHUP = False  # it rewrites Sanic's own functions, once per process
    server = await app.create_server(sock=listener, return_asyncio_server=True)
    assert server is not None
    await server.startup()
    await server.before_start()
    await server.start_serving()
    await server.after_start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        await server.before_stop()
        await server.close()
        for connection in server.connections:
            connection.close()
        await server.after_stop()
        Sanic.unregister_app(app)
    assert not watch.errors, watch.errors


@asynccontextmanager
async def opened(url: str, pace: ManualPace | None = None, **changes: object) -> AsyncIterator[RemoteBackend]:
    """A client of the server there."""
    pace = pace or ManualPace()
    options = replace(HttpOptions(url=url, breaker_failures=100), **changes)
    backend = open_remote(options, {TOKEN: SECRET}, pace.clock, pace)
    try:
        await backend.health()
        yield backend
    finally:
        await backend.close()
