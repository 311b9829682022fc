"""What happens, as it happens."""

from sanic import Request

from sahay.desk.views import queue_view
from sahay.domain.agent import Agent
from sahay.domain.message import Author
from sahay.flow.hub import DESK, Changed, Signal, Typing
from sahay.http.desk.guard import COOKIE, Caller, Route
from sahay.http.services import Services
from sahay.http.sse import PING_SECONDS, EventStream
from sahay.http.types import Json


def routes(services: Services) -> tuple[Route, ...]:
    return (Route("GET", "/events", Events(services).follow),)


class Events:
    def __init__(self, services: Services) -> None:
        self._services = services

    async def follow(self, request: Request, caller: Caller) -> None:
        """The lists at once and after each change, and hints about single conversations."""
        with self._services.hub.subscribe(DESK) as subscription:
            stream = await EventStream.open(request)
            await stream.event("queue", await self._queue(caller.agent))
            while not self._services.hub.closed:
                signals = await subscription.wait(PING_SECONDS)
                if await self._services.accounts.session(request.cookies.get(COOKIE) or "") is None:
                    return  # signed out, or the session has ended
                if not signals:
                    await stream.ping()
                await self._tell(stream, caller.agent, signals)

    async def _tell(self, stream: EventStream, agent: Agent, signals: list[Signal]) -> None:
        changes = [signal for signal in signals if isinstance(signal, Changed)]
        for change in changes:
            if change.conversation_id == DESK:
                continue  # everything may have changed: the lists below say what
            async with self._services.store.snapshot() as snapshot:
                conversation = await snapshot.conversation(change.conversation_id)
            hint = {"id": conversation.id, "last_seq": conversation.last_seq, "owner": conversation.owner}
            await stream.event("conversation", hint)
        if changes:
            await stream.event("queue", await self._queue(agent))
        for signal in signals:
            if isinstance(signal, Typing) and signal.author == Author.CUSTOMER:
                await stream.event("typing", {"id": signal.conversation_id, "on": signal.on})

    async def _queue(self, agent: Agent) -> Json:
        agents = await self._services.accounts.agents()
        async with self._services.store.snapshot() as snapshot:
            return await queue_view(snapshot, agent, agents)
