"""Files that browsers load: the demo shop, the widget and the desk."""

from collections.abc import Sequence
from functools import partial

from sanic import HTTPResponse, Request
from sanic.exceptions import NotFound
from sanic.response import BaseHTTPResponse

from sahay.config import ROOT
from sahay.domain.origins import is_allowed
from sahay.http import console, packed
from sahay.http.errors import ApiError
from sahay.http.types import App
from sahay.web.scripts import Script, read_widget

JAVASCRIPT = "text/javascript; charset=utf-8"

WEB = ROOT / "sahay" / "web"

# Address -> file or folder below `sahay/web`.
FILES = {
    "/desk/": "desk",
    "/vendor": "vendor",
}

# What a shop's own page on another origin may load and call: the widget, and the chat API (bearer tokens, no cookies).
SCRIPT = "/widget.js"
CHAT = "/api/chat/"
_CORS = {
    "Access-Control-Allow-Headers": "Authorization, Content-Type, Last-Event-ID",
    "Access-Control-Allow-Methods": "GET, POST",
    "Access-Control-Expose-Headers": "Retry-After",
    "Access-Control-Max-Age": "86400",
}

# What the desk shows in a frame: the preview of the chat.
FRAMED = "/desk/widget-page-preview.html"

_SECURITY = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
}


def install(app: App, allowed_origins: Sequence[str] = ()) -> None:
    """Without `allowed_origins` pages of any site may use the chat."""
    console.install(app)
    for number, (address, file) in enumerate(FILES.items()):
        app.static(address, WEB / file, name=f"web{number}", index="index.html")
    script = read_widget(WEB / "widget")
    app.add_route(partial(_send_script, script=script), SCRIPT, methods=["GET", "HEAD"], name="widget")
    app.register_middleware(_refuse_impossible_names, "request")
    app.register_middleware(partial(_refuse_strangers, allowed=allowed_origins), "request")
    app.register_middleware(partial(_add_headers, allowed=allowed_origins), "response")


async def _refuse_impossible_names(request: Request) -> None:
    if "%00" in request.path or "\x00" in request.path:
        raise NotFound("no file has such a name")


async def _refuse_strangers(request: Request, allowed: Sequence[str]) -> None:
    if request.path.startswith(CHAT) and not _may_ask(request, allowed):
        raise ApiError(
            403, "origin_not_allowed", "This site may not use the chat; widget.allowed_origins says who may."
        )


def _may_ask(request: Request, allowed: Sequence[str]) -> bool:
    """A browser says of which site the page is that asks (a program may say what it likes, or nothing)."""
    origin = request.headers.get("origin")
    if not origin or not allowed or origin.partition("://")[2] == request.host:
        return True
    return is_allowed(origin, allowed)


async def _add_headers(request: Request, response: BaseHTTPResponse, allowed: Sequence[str]) -> None:
    if request.path == FRAMED:
        response.headers["Content-Security-Policy"] = _SECURITY["Content-Security-Policy"].replace(
            "frame-ancestors 'none'", "frame-ancestors 'self'"
        )
    for name, value in _SECURITY.items():
        response.headers.setdefault(name, value)
    if request.path == SCRIPT or request.path.startswith(CHAT):
        response.headers.update(_cors(request, allowed))
    if allowed and request.path.startswith(CHAT):
        response.headers.add("Vary", "Origin")  # beside what it may vary by already
    if not request.path.startswith("/api/"):
        # Browsers ask each time and mostly hear "not modified": an update of the shop is seen at once.
        response.headers.setdefault("Cache-Control", "no-cache")


def _cors(request: Request, allowed: Sequence[str]) -> dict[str, str]:
    if request.path == SCRIPT or not allowed:
        return {**_CORS, "Access-Control-Allow-Origin": "*"}
    origin = request.headers.get("origin", "")
    return {
        **_CORS,
        **({"Access-Control-Allow-Origin": origin} if is_allowed(origin, allowed) else {}),
    }


async def _send_script(request: Request, script: Script) -> HTTPResponse:
    return packed.send(request, script.body, script.etag, JAVASCRIPT)
