"""Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html)."""

from typing import Any, Self

import msgspec
from sanic import Request
from sanic.response import BaseHTTPResponse

# A comment so often keeps proxies from closing a quiet stream, and tells the client that it is alive.
PING_SECONDS = 15.0
# What the client waits before it connects again.
RETRY_MILLISECONDS = 1000

_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


def encode_event(name: str, data: Any, event_id: int | None = None) -> str:
    """One event as it goes over the line; JSON has no line breaks, so `data` is one line."""
    cursor = f"id: {event_id}\n" if event_id is not None else ""
    return f"{cursor}event: {name}\ndata: {msgspec.json.encode(data).decode()}\n\n"


class EventStream:
    """An open stream of events to one client."""

    def __init__(self, response: BaseHTTPResponse) -> None:
        self._response = response

    @classmethod
    async def open(cls, request: Request) -> Self:
        response = await request.respond(content_type="text/event-stream; charset=utf-8", headers=_HEADERS)
        await response.send(f"retry: {RETRY_MILLISECONDS}\n\n")
        return cls(response)

    async def event(self, name: str, data: Any, event_id: int | None = None) -> None:
        await self.send(encode_event(name, data, event_id))

    async def send(self, events: str) -> None:
        """Events that are encoded already."""
        await self._response.send(events)

    async def ping(self) -> None:
        await self._response.send(": ping\n\n")
