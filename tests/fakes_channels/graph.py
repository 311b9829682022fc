"""Meta's Graph API with WhatsApp's Cloud API, from its published reference, on a real port.

It takes messages and files, gives files back under an address that wants the token, and refuses what breaks a rule.
What it has accepted stands in `sent`: one entry is one message that a customer gets.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from email import policy
from email.parser import BytesParser
from typing import Any

from tests.fakes_channels.graph_notices import NUMBER
from tests.fakes_channels.graph_rules import broken
from tests.fakes_shops.http import FakeServer, Request, Response

Json = dict[str, Any]
TOKEN = "EAAtest"
# https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media#supported-media-types
UPLOADS = {
    "image/jpeg": 5,
    "image/png": 5,
    "application/pdf": 100,
    "text/plain": 100,
    "audio/ogg": 16,
    "video/mp4": 16,
    "image/webp": 0.5,
}
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Stored:
    """A file at Meta's."""

    type: str
    data: bytes


@dataclass
class Accepted:
    """A message that was accepted, under Meta's id."""

    id: str
    body: Json

    @property
    def text(self) -> str:
        """What the customer reads of it."""
        kind = self.body["type"]
        part = self.body[kind]
        if kind == "interactive":
            return str(part["body"]["text"])
        return str(part.get("body") or part.get("caption") or part.get("name") or "")

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Id and title of each button or row."""
        action = self.body.get("interactive", {}).get("action", {})
        rows = [row for section in action.get("sections", ()) for row in section["rows"]]
        replies = [button["reply"] for button in action.get("buttons", ())]
        return [(each["id"], each["title"]) for each in (*replies, *rows)]


@dataclass
class _Kept:
    sent: list[Accepted] = field(default_factory=list)
    files: dict[str, Stored] = field(default_factory=dict)
    read: list[str] = field(default_factory=list)


class FakeGraph(FakeServer):
    """`templates` are those that were approved, with the number of their values; `token` is the valid one."""

    def __init__(self, token: str = TOKEN, templates: dict[tuple[str, str], int] | None = None) -> None:
        super().__init__()
        self.token = token
        self.templates = templates or {}
        self.kept = _Kept()

    @property
    def sent(self) -> list[Accepted]:
        return self.kept.sent

    @property
    def read(self) -> list[str]:
        """Ids of customers' messages that were shown as read."""
        return self.kept.read

    def keep(self, media_id: str, kind: str, data: bytes) -> str:
        """A file that a customer has sent."""
        self.kept.files[media_id] = Stored(kind, data)
        return media_id

    def answer(self, request: Request) -> Response:
        if request.headers.get("authorization") != f"Bearer {self.token}":
            return _error(401, 190, "Error validating access token: Session has expired")
        path = re.sub(r"^/v\d+\.\d+", "", request.path)
        routes: tuple[tuple[str, str, Callable[[Request, str], Response]], ...] = (
            ("POST", rf"/({NUMBER})/messages", self._messages),
            ("POST", rf"/({NUMBER})/media", self._upload),
            ("GET", rf"/({NUMBER})", self._number),
            ("GET", r"/files/(\w+)", self._download),
            ("GET", r"/(\w+)", self._media),
        )
        for method, pattern, handler in routes:
            match = re.fullmatch(pattern, path)
            if match and method == request.method:
                return handler(request, match[1])
        return _error(400, 100, "Unsupported request")

    def _messages(self, request: Request, _number: str) -> Response:
        body = request.body
        if not isinstance(body, dict):
            return _error(400, 100, "Invalid parameter")
        if body.get("status") == "read":
            self.kept.read.append(body["message_id"])
            return Response(200, {"success": True})
        if wrong := broken(body):
            return _error(400, 131009, "Parameter value is not valid", wrong)
        if refusal := self._refuse(body):
            return refusal
        message = Accepted(f"wamid.OUT{len(self.sent) + 1:06d}", body)
        self.sent.append(message)
        to = body.get("to") or body.get("recipient")
        contacts = [{"input": to, "wa_id": to}]
        return Response(200, {"messaging_product": "whatsapp", "contacts": contacts, "messages": [{"id": message.id}]})

    def _refuse(self, body: Json) -> Response | None:
        if body["type"] == "template":
            template = body["template"]
            expected = self.templates.get((template["name"], template["language"]["code"]))
            if expected is None:
                return _error(404, 132001, "Template name does not exist in the translation")
            given = sum(len(component["parameters"]) for component in template.get("components", ()))
            return None if given == expected else _error(400, 132000, "Number of parameters does not match")
        media_id = body.get(body["type"], {}).get("id")
        if media_id and media_id not in self.kept.files:
            return _error(400, 131052, "Media download error")
        return None

    def _upload(self, request: Request, _number: str) -> Response:
        form = BytesParser(policy=policy.HTTP).parsebytes(
            b"Content-Type: " + request.headers["content-type"].encode() + b"\r\n\r\n" + request.body
        )
        parts = {part.get_param("name", header="content-disposition"): part for part in form.iter_parts()}
        file = parts.get("file")
        if file is None or "messaging_product" not in parts:
            return _error(400, 100, "(#100) The parameter messaging_product is required")
        kind, data = file.get_content_type(), bytes(file.get_payload(decode=True))
        if len(data) > UPLOADS.get(kind, -1) * MEGABYTE:
            return _error(400, 131053, "Media upload error", f"{kind} of {len(data)} bytes")
        media_id = str(10**9 + len(self.kept.files))
        self.kept.files[media_id] = Stored(kind, data)
        return Response(200, {"id": media_id})

    def _number(self, request: Request, number: str) -> Response:
        shown = {"display_phone_number": "+91 79 4000 1234", "verified_name": "Saral Store", "quality_rating": "GREEN"}
        webhook = {"webhook_configuration": {"application": "https://chat.shop.example/webhooks/whatsapp"}}
        return Response(200, {"id": number, **({"webhook_configuration": webhook}.get(request.query["fields"], shown))})

    def _media(self, _request: Request, media_id: str) -> Response:
        file = self.kept.files.get(media_id)
        if file is None:
            return _error(400, 100, "Unsupported get request. Object does not exist")
        told = {"mime_type": file.type, "sha256": "0" * 64, "file_size": len(file.data), "id": media_id}
        return Response(200, {"messaging_product": "whatsapp", "url": f"{self.url}/files/{media_id}", **told})

    def _download(self, _request: Request, media_id: str) -> Response:
        file = self.kept.files.get(media_id)
        return Response(200, headers={"Content-Type": file.type}, raw=file.data) if file else Response(404, raw=b"")


def _error(status: int, code: int, message: str, details: str = "") -> Response:
    error = {"message": f"(#{code}) {message}", "type": "OAuthException", "code": code, "fbtrace_id": "Az8or2yhqkZfEZ"}
    return Response(status, {"error": {**error, "error_data": {"messaging_product": "whatsapp", "details": details}}})
