"""What an agent might answer."""

from sanic import HTTPResponse, Request, json

from sahay.http.desk.guard import Caller, Route
from sahay.http.services import Services


def routes(services: Services) -> tuple[Route, ...]:
    return (Route("GET", "/conversations/<conversation_id:str>/suggestions", Suggestions(services).of),)


class Suggestions:
    def __init__(self, services: Services) -> None:
        self._services = services

    async def of(self, _request: Request, _caller: Caller, conversation_id: str) -> HTTPResponse:
        """The knowledge base on what the customer asked last."""
        return json({"answers": await self._services.console.suggestions.of(conversation_id)})
