"""One's own picture, which customers see."""

from sanic import HTTPResponse, Request, empty, json

from sahay.desk.files import FileRefused
from sahay.http.attachments import UPLOADS_PER_MINUTE, read_file, refused_file
from sahay.http.desk.guard import Caller, Route, own_route
from sahay.http.pictures import picture_of
from sahay.http.services import Services


def routes(services: Services) -> tuple[Route, ...]:
    pictures = Pictures(services)
    return (
        own_route("GET", "/me/picture", pictures.read),
        own_route("PUT", "/me/picture", pictures.choose, stream=True),
        own_route("DELETE", "/me/picture", pictures.remove),
    )


class Pictures:
    def __init__(self, services: Services) -> None:
        self._services = services

    async def read(self, request: Request, caller: Caller) -> HTTPResponse:
        return json({"picture": await picture_of(self._services, request, caller.agent.id)})

    async def choose(self, request: Request, caller: Caller) -> HTTPResponse:
        """The body is the picture."""
        await self._services.rates.spend("uploads", caller.agent.id, UPLOADS_PER_MINUTE)
        _name, data = await read_file(request)
        try:
            await self._services.people.pictures.choose(caller.agent.id, data)
        except FileRefused as error:
            raise refused_file(error) from None
        return await self.read(request, caller)

    async def remove(self, _request: Request, caller: Caller) -> HTTPResponse:
        await self._services.people.pictures.remove(caller.agent.id)
        return empty()
