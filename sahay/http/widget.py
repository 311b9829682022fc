"""What the chat on a page has to know before there is a conversation."""

from sanic import Blueprint, HTTPResponse, Request, empty, json

from sahay.config.widget import Widget
from sahay.http import packed
from sahay.http.bodies import Details
from sahay.http.details import READERS
from sahay.http.errors import ApiError
from sahay.http.pages import WEB
from sahay.http.services import Services
from sahay.web.scripts import read_texts

ADDRESS = "/api/chat/settings"
TEXTS = "/api/chat/texts/<language:str>"
# So long an operator's change may take to be seen; every page of the shop asks.
SECONDS = 60
# Asked for by their version they never change: a year is what caches take for always (RFC 9111, RFC 8246).
ALWAYS = "public, max-age=31536000, immutable"


def widget_blueprint(services: Services) -> Blueprint:
    blueprint = Blueprint("widget")
    languages = read_texts(WEB / "widget")

    async def settings(_request: Request) -> HTTPResponse:
        view = services.widget.view(await services.widget.current())
        return json(view, headers={"Cache-Control": f"public, max-age={SECONDS}"})

    async def texts(request: Request, language: str) -> HTTPResponse:
        """Every word of the chat in a language other than English, which its script speaks by itself."""
        found, version = languages.get(language), request.query_string
        # Of a page that was loaded before an update, or after one that has not reached us, the order may be another.
        if found is None or version not in ("", found.version):
            raise ApiError(404, "not_found", "There are no such texts in this language.")
        answer = packed.send(request, found.body, f'"{found.version}"', "application/json")
        answer.headers["Cache-Control"] = ALWAYS if version else "no-cache"
        return answer

    async def preflight(_request: Request) -> HTTPResponse:
        return empty()

    blueprint.add_route(settings, ADDRESS, methods=["GET"], name="settings")
    blueprint.add_route(texts, TEXTS, methods=["GET"], name="texts")
    blueprint.add_route(preflight, ADDRESS, methods=["OPTIONS"], name="preflight_settings")
    return blueprint


def read_details(given: Details | None, widget: Widget, country: str) -> dict[str, str | None]:
    """What the customer was asked for before the conversation, checked. Raises ApiError 400; nothing is an error for a
    client that shows no form: what is required is required of who fills in one."""
    if given is None:
        return {}
    try:
        asked = {field: READERS[field](getattr(given, field), country) for field in widget.pre_chat}
    except ApiError as error:
        raise ApiError(400, "details_invalid", str(error)) from None
    for field, how in widget.pre_chat.items():
        if how == "required" and asked[field] is None:
            raise ApiError(400, "details_missing", f"Please tell your {field} first.")
    return asked
