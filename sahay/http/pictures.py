"""Agents' pictures, as customers' browsers ask for them: who knows the id may look."""

from sanic import Blueprint, HTTPResponse, Request
from sanic.response import raw

from sahay.desk.pictures import NoSuchPicture
from sahay.http.errors import refused
from sahay.http.services import Services

ADDRESS = "/api/chat/pictures"
_REFUSALS: dict[type[Exception], tuple[int, str, str]] = {
    NoSuchPicture: (404, "not_found", "There is no such picture."),
}
# Another picture has another id. The shop's page, which is elsewhere, shows it.
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "public, max-age=86400, immutable",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


def pictures_blueprint(services: Services) -> Blueprint:
    blueprint = Blueprint("pictures")

    async def read(_request: Request, picture_id: str) -> HTTPResponse:
        with refused(_REFUSALS):
            picture = await services.people.pictures.read(picture_id)
        return raw(picture.data, content_type=picture.kind, headers=_HEADERS)

    blueprint.add_route(read, f"{ADDRESS}/<picture_id:str>", methods=["GET"], name="read")
    return blueprint


async def picture_of(services: Services, request: Request, agent_id: str) -> str | None:
    """The address of an agent's picture."""
    picture_id = await services.people.pictures.of(agent_id)
    return f"{request.scheme}://{request.host}{ADDRESS}/{picture_id}" if picture_id else None
