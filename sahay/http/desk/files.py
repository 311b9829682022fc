"""Files, at the desk."""

from sanic import HTTPResponse, Request, json

from sahay.desk.files import FileRefused
from sahay.domain.permission import Permission
from sahay.http.attachments import UPLOADS_PER_MINUTE, file_view, read_file, refused_file, send_file
from sahay.http.desk.guard import Caller, Route
from sahay.http.errors import refused
from sahay.http.services import Services
from sahay.store.base import UploadNotFound

_REFUSALS: dict[type[Exception], tuple[int, str, str]] = {
    UploadNotFound: (404, "not_found", "There is no such file."),
}


def routes(services: Services) -> tuple[Route, ...]:
    files = Files(services)
    return (
        Route("POST", "/conversations/<conversation_id:str>/files", files.add, Permission.WORK, stream=True),
        Route("GET", "/files/<file_id:str>", files.read),
    )


class Files:
    def __init__(self, services: Services) -> None:
        self._services = services

    async def add(self, request: Request, caller: Caller, conversation_id: str) -> HTTPResponse:
        """The body is the file; it is sent with a reply that names it."""
        await self._services.rates.spend("uploads", caller.agent.id, UPLOADS_PER_MINUTE)
        name, data = await read_file(request)
        try:
            file = await self._services.console.files.add(conversation_id, caller.agent.id, name, data)
        except FileRefused as error:
            raise refused_file(error) from None
        return json(file_view(file), status=201)

    async def read(self, _request: Request, _caller: Caller, file_id: str) -> HTTPResponse:
        with refused(_REFUSALS):
            return send_file(await self._services.console.files.read(file_id))
