"""Files over HTTP: read in parts and bounded, sent so that no browser runs what is in them."""

from typing import cast
from urllib.parse import quote

from sanic import HTTPResponse, Request
from sanic.http import Http
from sanic.response import raw

from sahay.desk.files import Content, FileRefused
from sahay.domain.attachment import FILE_BYTES
from sahay.domain.message import File
from sahay.http.errors import ApiError
from sahay.http.types import Json

# Uploads of one conversation's customer, and of one agent.
UPLOADS_PER_MINUTE = 20
# What is a little too large is heard to its end, since a browser that is cut off does not read why.
HEARD_BYTES = 3 * FILE_BYTES
_STATUS = {"too_long": 413, "wrong_type": 415, "no_room": 409}
# What is in it is nobody's page: no script, no origin, no frame.
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, max-age=86400, immutable",
    "Cross-Origin-Resource-Policy": "same-origin",
}


async def read_file(request: Request) -> tuple[str, bytes]:
    """The name (of the query) and the content (the body as it is). Raises ApiError."""
    told = request.headers.get("content-length", "0")
    if told.isascii() and told.isdigit() and int(told) > HEARD_BYTES:
        raise too_long()
    data, size = bytearray(), 0
    while part := await cast(Http, request.stream).read():
        size += len(part)
        if size > HEARD_BYTES:
            raise too_long()
        if size <= FILE_BYTES:
            data += part
    if size > FILE_BYTES:
        raise too_long()
    return request.args.get("name", ""), bytes(data)


def too_long() -> ApiError:
    return ApiError(413, "too_long", f"A file may have {FILE_BYTES // 1024**2} MB.")


def refused_file(error: FileRefused) -> ApiError:
    return ApiError(_STATUS.get(error.code, 400), error.code, str(error))


def send_file(content: Content) -> HTTPResponse:
    """As something to keep, under its name."""
    plain = content.file.name.encode("ascii", "replace").decode().replace("?", "_")
    named = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(content.file.name)}"
    return raw(content.data, content_type=content.file.type, headers={**_HEADERS, "Content-Disposition": named})


def file_view(file: File) -> Json:
    return {"id": file.id, "name": file.name, "type": file.type, "size": file.size}
