"""Files that browsers load: the demo shop, the widget and the desk."""

from sanic import Request
from sanic.response import BaseHTTPResponse

from sahay.config import ROOT
from sahay.http.types import App

WEB = ROOT / "sahay" / "web"

# Address -> file or folder below `sahay/web`.
FILES = {
    "/": "shop/index.html",
    "/shop": "shop",
    "/widget.js": "widget/widget.js",
    "/widget": "widget",
    "/desk": "desk/index.html",
    "/desk/": "desk",
}

# What a shop's own page on another origin may load and call: the widget, and the chat API (bearer tokens, no cookies).
SHARED = ("/widget", "/api/chat/")
_CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Headers": "Authorization, Content-Type, Last-Event-ID",
    "Access-Control-Allow-Methods": "GET, POST",
    "Access-Control-Expose-Headers": "Retry-After",
    "Access-Control-Max-Age": "86400",
}

_SECURITY = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
}


def install(app: App) -> None:
    for number, (address, file) in enumerate(FILES.items()):
        app.static(address, WEB / file, name=f"web{number}", index="index.html")
    app.register_middleware(_add_headers, "response")


async def _add_headers(request: Request, response: BaseHTTPResponse) -> None:
    response.headers.update(_SECURITY)
    if request.path.startswith(SHARED):
        response.headers.update(_CORS)
    if not request.path.startswith("/api/"):
        # Browsers ask each time and mostly hear "not modified": an update of the shop is seen at once.
        response.headers.setdefault("Cache-Control", "no-cache")
