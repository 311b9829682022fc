"""The console's page and its files, which browsers keep for good."""

import gzip
import hashlib
from functools import partial

from sanic import HTTPResponse, Request, empty
from sanic.exceptions import NotFound
from sanic.response import html, raw

from sahay.config import ROOT
from sahay.http.types import App
from sahay.web.versioned import VERSIONS, Versioned, read_versioned

FOLDER = ROOT / "sahay" / "web" / "desk"
ENTRY = "app.js"
# A year, the longest that is of use: https://www.rfc-editor.org/rfc/rfc9111#section-5.2.2.1
FOR_GOOD = "public, max-age=31536000, immutable"


def install(app: App) -> None:
    console = read_versioned(FOLDER, ENTRY)
    methods = ["GET", "HEAD"]
    app.add_route(partial(_send_page, console=console), "/desk", methods=methods, name="desk")
    address = f"/desk/{VERSIONS}/<version:str>/<path:path>"
    app.add_route(partial(_send_file, console=console), address, methods=methods, name="desk_file")


async def _send_page(request: Request, console: Versioned) -> HTTPResponse:
    etag = f'"{hashlib.sha256(console.page.encode()).hexdigest()[:16]}"'
    if request.headers.get("if-none-match") == etag:
        return empty(304, headers={"ETag": etag})
    return html(console.page, headers={"ETag": etag})


async def _send_file(request: Request, version: str, path: str, console: Versioned) -> HTTPResponse:
    """Of another version (an app beside us is newer, or older) ours, which nobody shall keep."""
    file = console.files.get(path)
    if file is None:
        raise NotFound("no such file")
    headers = {"Vary": "Accept-Encoding"} | ({"Cache-Control": FOR_GOOD} if version == console.version else {})
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return raw(gzip.decompress(file.body), content_type=file.type, headers=headers)
    return raw(file.body, content_type=file.type, headers={**headers, "Content-Encoding": "gzip"})
