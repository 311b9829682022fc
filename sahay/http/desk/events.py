"""What happens, as it happens."""

import asyncio

from sanic import Request

from sahay.desk.feed import Listener
from sahay.http.desk.guard import COOKIE, Caller, Route
from sahay.http.services import Services
from sahay.http.sse import PING_SECONDS, EventStream

# How soon a stream ends after its session did.
SESSION_SECONDS = 5.0


def routes(services: Services) -> tuple[Route, ...]:
    return (Route("GET", "/events", Events(services).follow),)


class Events:
    def __init__(self, services: Services) -> None:
        self._services = services

    async def follow(self, request: Request, caller: Caller) -> None:
        """The lists at once, then what changes."""
        with self._services.console.feed.listen(caller.agent) as listener:
            stream = await EventStream.open(request)
            await stream.send(await self._services.console.feed.everything(caller.agent))
            loop = asyncio.get_running_loop()
            looked_at = sent_at = loop.time()
            while True:
                has_news = await listener.wait(SESSION_SECONDS)
                if self._services.hub.closed:
                    return
                if has_news:
                    await self._tell(stream, listener, caller)
                    sent_at = loop.time()
                elif loop.time() - sent_at >= PING_SECONDS:
                    await stream.ping()
                    sent_at = loop.time()
                if loop.time() - looked_at >= SESSION_SECONDS:
                    if not await self._may_stay(request, caller):
                        return
                    looked_at = loop.time()

    async def _tell(self, stream: EventStream, listener: Listener, caller: Caller) -> None:
        events = listener.take()
        await stream.send(await self._services.console.feed.everything(caller.agent) if events is None else events)

    async def _may_stay(self, request: Request, caller: Caller) -> bool:
        """Whether they are still signed in, or their token is still good."""
        if caller.token:
            return await self._services.api_tokens.bearer(request.token or "") is not None
        await self._services.routing.roster.seen(caller.agent)
        return await self._services.people.sessions.find(request.cookies.get(COOKIE) or "") is not None
