"""Files, on the customer's side of the web chat."""

from functools import partial

from sanic import Blueprint, HTTPResponse, Request, empty, json

from sahay.desk.files import FileRefused
from sahay.http.attachments import UPLOADS_PER_MINUTE, file_view, read_file, refused_file, send_file
from sahay.http.continuing import own_conversation
from sahay.http.errors import refused
from sahay.http.services import Services
from sahay.store.base import UploadNotFound

ADDRESS = "/api/chat/files"
# From one address, behind which are many customers.
UPLOADS_PER_MINUTE_AND_ADDRESS = 100
_REFUSALS: dict[type[Exception], tuple[int, str, str]] = {
    UploadNotFound: (404, "not_found", "There is no such file."),
}


def files_blueprint(services: Services) -> Blueprint:
    blueprint = Blueprint("files")
    files = _Files(services)
    one = f"{ADDRESS}/<file_id:str>"
    # A partial, since Sanic marks what reads its body itself by an attribute, which a method cannot have.
    blueprint.add_route(partial(files.add), ADDRESS, methods=["POST"], name="add", stream=True)
    blueprint.add_route(files.read, one, methods=["GET"], name="read")
    for name, address in (("all", ADDRESS), ("one", one)):
        blueprint.add_route(_preflight, address, methods=["OPTIONS"], name=f"preflight_{name}")
    return blueprint


async def _preflight(_request: Request, **_path: str) -> HTTPResponse:
    """A browser on another origin asks first (the answer's headers: `pages.py`)."""
    return empty()


def link(services: Services, request: Request, conversation_id: str, file_id: str) -> str:
    """An address that opens a file without a token."""
    key = services.tokens.key_to(conversation_id, file_id)
    return f"{request.scheme}://{request.host}{ADDRESS}/{file_id}?key={key}"


class _Files:
    """The token names the one conversation whose files it opens."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def add(self, request: Request) -> HTTPResponse:
        """The body is the file; it is sent with a message that names it."""
        conversation_id = await own_conversation(self._services, request)
        await self._services.rates.spend("uploads", conversation_id, UPLOADS_PER_MINUTE)
        await self._services.rates.spend("uploads from", request.client_ip, UPLOADS_PER_MINUTE_AND_ADDRESS)
        name, data = await read_file(request)
        try:
            file = await self._services.console.files.add(conversation_id, None, name, data)
        except FileRefused as error:
            raise refused_file(error) from None
        return json(file_view(file), status=201)

    async def read(self, request: Request, file_id: str) -> HTTPResponse:
        """By the session's token, or by the key of a link in the log."""
        if key := request.args.get("key"):
            conversation_id = self._services.tokens.conversation_with(file_id, key)
        else:
            conversation_id = await own_conversation(self._services, request)
        with refused(_REFUSALS):
            answer = send_file(await self._services.console.files.read(file_id, conversation_id))
        # The shop's page, which is elsewhere, shows pictures by their link: the key is the right.
        answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return answer
