"""Chatwoot, as its API's description says (https://developers.chatwoot.com, OpenAPI of version 4): the part that a
forwarder needs, in memory, behind httpx. It checks what it is asked: paths, token, fields and their types."""

import hmac
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import httpx

Json = dict[str, Any]
TOKEN, ACCOUNT, INBOX, AGENT = "chatwoot-token", 3, 7, {"id": 1, "name": "Meera", "type": "user"}

# From the description: what each operation takes (required, all), by its types.
_CONTACT = ({"inbox_id": int}, {"name": str, "identifier": str, "email": str, "phone_number": str})
_CONTACT_INBOX = ({"inbox_id": int}, {"source_id": str})
_CONVERSATION = (
    {"source_id": str},
    {"inbox_id": int, "contact_id": int, "status": str, "custom_attributes": dict, "additional_attributes": dict},
)
_MESSAGE = (
    {"content": str},
    {"message_type": str, "private": bool, "content_type": str, "content_attributes": dict},
)
_STATUS = ({"status": str}, {"snoozed_until": int})
# What `fail` may answer instead of the handler: it is down, or refuses for good.
_TROUBLES = {"before": 500, "refused": 422}
_STATUSES = ("open", "resolved", "pending", "snoozed")


@dataclass
class Chatwoot:
    """`asked` has method and path of each request. `fail` may answer in place of the handler, before or after it."""

    contacts: dict[int, Json] = field(default_factory=dict)
    conversations: dict[int, Json] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    fail: Callable[[str], str | None] = lambda _path: None

    @property
    def transport(self) -> httpx.MockTransport:
        return httpx.MockTransport(self.handle)

    def said(self, conversation: int = 1) -> list[tuple[str, str]]:
        """Kind (note, incoming, outgoing) and beginning of each message."""
        messages = self.conversations[conversation]["messages"]
        kinds = {0: "incoming", 1: "outgoing"}
        return [("note" if one["private"] else kinds[one["message_type"]], one["content"]) for one in messages]

    def handle(self, request: httpx.Request) -> httpx.Response:
        prefix = f"/api/v1/accounts/{ACCOUNT}/"
        path = request.url.path.removeprefix(prefix)
        if request.headers.get("api_access_token") != TOKEN:
            return httpx.Response(401, json={"errors": ["Invalid Access Token"]})
        if not request.url.path.startswith(prefix):
            return httpx.Response(404, json={"error": "Resource could not be found"})
        self.asked.append(f"{request.method} {path}")
        trouble = self.fail(f"{request.method} {path}")
        if trouble in _TROUBLES:
            return httpx.Response(_TROUBLES[trouble])
        response = self._route(request, path)
        if trouble == "after":  # done, but nobody hears of it
            raise httpx.ReadTimeout("lost", request=request)
        return response

    def _route(self, request: httpx.Request, path: str) -> httpx.Response:
        routes = (
            ("GET", r"contacts/search", self._search, None),
            ("POST", r"contacts", self._create_contact, _CONTACT),
            ("POST", r"contacts/(\d+)/contact_inboxes", self._create_contact_inbox, _CONTACT_INBOX),
            ("GET", r"contacts/(\d+)/conversations", self._conversations_of, None),
            ("POST", r"conversations", self._create_conversation, _CONVERSATION),
            ("GET", r"conversations/(\d+)/messages", self._messages, None),
            ("POST", r"conversations/(\d+)/messages", self._create_message, _MESSAGE),
            ("POST", r"conversations/(\d+)/toggle_status", self._toggle_status, _STATUS),
        )
        for method, pattern, handler, fields in routes:
            match = re.fullmatch(pattern, path)
            if match and request.method == method:
                given = json.loads(request.content) if fields else dict(request.url.params)
                if fields and (wrong := _wrong(given, *fields)):
                    return httpx.Response(422, json={"message": wrong})
                return handler(given, *(int(number) for number in match.groups()))
        return httpx.Response(404, json={"error": "Resource could not be found"})

    def _search(self, given: Json) -> httpx.Response:
        """In name, identifier, e-mail or phone number, as part of them."""
        fields = ("name", "identifier", "email", "phone_number")
        found = [one for one in self.contacts.values() if any(given["q"] in (one.get(key) or "") for key in fields)]
        return httpx.Response(200, json={"meta": {"count": len(found), "current_page": 1}, "payload": found})

    def _create_contact(self, given: Json) -> httpx.Response:
        if any(given.get("identifier") == one["identifier"] for one in self.contacts.values()):
            return httpx.Response(422, json={"message": "Identifier has already been taken"})
        number = len(self.contacts) + 1
        inbox = {"source_id": f"source-{number}", "inbox": {"id": given["inbox_id"], "channel_type": "Channel::Api"}}
        contact = {"id": number, "name": given.get("name"), "identifier": given.get("identifier")}
        self.contacts[number] = {**contact, "contact_inboxes": [inbox]}
        return httpx.Response(200, json={"payload": {"contact": self.contacts[number], "contact_inbox": inbox}})

    def _create_contact_inbox(self, given: Json, contact: int) -> httpx.Response:
        inbox = {"source_id": given.get("source_id") or f"more-{contact}", "inbox": {"id": given["inbox_id"]}}
        self.contacts[contact]["contact_inboxes"].append(inbox)
        return httpx.Response(200, json=inbox)

    def _conversations_of(self, _given: Json, contact: int) -> httpx.Response:
        found = [one for one in self.conversations.values() if one["contact_id"] == contact]
        return httpx.Response(200, json={"payload": found})

    def _create_conversation(self, given: Json) -> httpx.Response:
        sources = {source["source_id"] for one in self.contacts.values() for source in one["contact_inboxes"]}
        if given["source_id"] not in sources or given.get("inbox_id") != INBOX:
            return httpx.Response(404, json={"error": "Resource could not be found"})
        number = len(self.conversations) + 1
        self.conversations[number] = {"id": number, "account_id": ACCOUNT, "messages": [], **given}
        return httpx.Response(200, json={"id": number, "account_id": ACCOUNT, "inbox_id": INBOX})

    def _messages(self, _given: Json, conversation: int) -> httpx.Response:
        return httpx.Response(200, json={"meta": {}, "payload": self.conversations[conversation]["messages"][-20:]})

    def _create_message(self, given: Json, conversation: int) -> httpx.Response:
        kinds = {"incoming": 0, "outgoing": 1}
        messages = self.conversations[conversation]["messages"]
        number = 100 * conversation + len(messages) + 1
        kind = kinds[given.get("message_type", "outgoing")]
        message = {**given, "id": number, "conversation_id": conversation, "message_type": kind}
        messages.append({"private": False, "content_attributes": {}, **message})
        return httpx.Response(200, json=messages[-1])

    def _toggle_status(self, given: Json, conversation: int) -> httpx.Response:
        if given["status"] not in _STATUSES:
            return httpx.Response(422, json={"message": "status"})
        self.conversations[conversation]["status"] = given["status"]
        payload = {"success": True, "conversation_id": conversation, "current_status": given["status"]}
        return httpx.Response(200, json={"meta": {}, "payload": payload})


def _wrong(given: Json, required: dict[str, type], optional: dict[str, type]) -> str | None:
    known = {**required, **optional}
    missing = [name for name in required if name not in given]
    strange = [name for name, value in given.items() if name not in known or not isinstance(value, known[name])]
    return f"missing {missing}, strange {strange}" if missing or strange else None


def message_created(conversation_id: int, number: int | None, text: str | None, **more: Any) -> Json:
    """What Chatwoot calls with when somebody has said something."""
    return {
        "event": "message_created",
        "id": number,
        "content": text,
        "created_at": "2026-11-21T04:31:00.000Z",
        "message_type": "outgoing",
        "content_type": "text",
        "content_attributes": {},
        "source_id": None,
        "private": False,
        "sender": AGENT,
        "inbox": {"id": INBOX, "name": "Sahay"},
        "conversation": {"id": conversation_id, "inbox_id": INBOX, "channel": "Channel::Api", "status": "open"},
        "account": {"id": ACCOUNT, "name": "Saral Store"},
        **more,
    }


def status_changed(conversation: int, status: str) -> Json:
    """What Chatwoot calls with when a conversation is opened, resolved or snoozed."""
    return {
        "event": "conversation_status_changed",
        "id": conversation,
        "inbox_id": INBOX,
        "status": status,
        "channel": "Channel::Api",
        "messages": [],
        "meta": {"assignee": {**AGENT}, "sender": {"id": 1, "type": "contact"}},
        "changed_attributes": [{"status": {"previous_value": "open", "current_value": status}}],
    }


def signed(call: Json, secret: str, now: datetime) -> tuple[bytes, dict[str, str]]:
    """Body and headers as an inbox with a secret sends them."""
    body, timestamp = json.dumps(call).encode(), str(int(now.timestamp()))
    digest = hmac.new(secret.encode(), timestamp.encode() + b"." + body, "sha256").hexdigest()
    headers = {"X-Chatwoot-Timestamp": timestamp, "X-Chatwoot-Signature": f"sha256={digest}"}
    return body, {"Content-Type": "application/json", "X-Chatwoot-Delivery": "d1", **headers}
