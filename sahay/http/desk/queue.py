"""The lists: who waits, what is mine, what others have, what was lately."""

from sanic import HTTPResponse, Request, json

from sahay.http.desk.guard import Caller, Route
from sahay.http.services import Services


def routes(services: Services) -> tuple[Route, ...]:
    return (Route("GET", "/queue", Queue(services).lists),)


class Queue:
    def __init__(self, services: Services) -> None:
        self._services = services

    async def lists(self, _request: Request, caller: Caller) -> HTTPResponse:
        return json(await self._services.console.views.queue(caller.agent))
