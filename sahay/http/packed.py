"""What was compressed beforehand, as browsers ask for it."""

import gzip

from sanic import HTTPResponse, Request, empty
from sanic.response import raw


def send(request: Request, body: bytes, etag: str, content_type: str) -> HTTPResponse:
    """`body` is gzip, and is unpacked for who cannot do it; who has it already hears that it is unchanged."""
    headers = {"ETag": etag, "Vary": "Accept-Encoding"}
    if request.headers.get("if-none-match") == etag:
        return empty(304, headers=headers)
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return raw(gzip.decompress(body), content_type=content_type, headers=headers)
    return raw(body, content_type=content_type, headers={**headers, "Content-Encoding": "gzip"})
