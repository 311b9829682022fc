"""Chatwoot's calls: whether they are its own, and what they tell."""

import hmac
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from sahay.forwarding.chatwoot.client import MARK

# How old, or how far ahead, a signed call may be: nobody sends an old one again.
WINDOW_SECONDS = 300


class WrongSignature(Exception):
    """The call is not Chatwoot's, or not of now."""


class Unreadable(Exception):
    """The call is not of the form that Chatwoot's have."""


@dataclass(frozen=True, slots=True)
class AgentSaid:
    """An agent there said something to the customer. `resolved`: the conversation had been resolved by then."""

    remote_id: str
    message_id: int
    name: str
    text: str
    resolved: bool


@dataclass(frozen=True, slots=True)
class Resolved:
    """The matter is settled there."""

    remote_id: str
    name: str


class _Person(msgspec.Struct):
    name: str | None = None


class _Meta(msgspec.Struct):
    assignee: _Person | None = None


class _Conversation(msgspec.Struct):
    id: int
    status: str | None = None


class _File(msgspec.Struct):
    data_url: str | None = None


class _Call(msgspec.Struct):
    """Of a message, or of a conversation: `id` and `status` are of that which the event is about."""

    event: str
    id: int | None = None
    content: str | None = None
    message_type: str | int | None = None
    private: bool | None = None
    content_attributes: dict[str, Any] | None = None
    attachments: list[_File] | None = None
    sender: _Person | None = None
    conversation: _Conversation | None = None
    status: str | None = None
    meta: _Meta | None = None


def verify(body: bytes, timestamp: str, signature: str, secret: str, now: datetime) -> None:
    """`sha256=` and the HMAC-SHA256 of time and raw body, with the inbox's secret. Raises WrongSignature."""
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 12):
        raise WrongSignature
    expected = "sha256=" + hmac.new(secret.encode(), timestamp.encode() + b"." + body, "sha256").hexdigest()
    if not hmac.compare_digest(expected.encode(), signature.encode("utf-8", "surrogateescape")):
        raise WrongSignature
    if abs(now.timestamp() - int(timestamp)) > WINDOW_SECONDS:
        raise WrongSignature


def read(body: bytes) -> AgentSaid | Resolved | None:
    """What is to be done here; None for what concerns nobody here. Raises Unreadable."""
    try:
        call = msgspec.json.decode(body, type=_Call)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Unreadable from None
    readers = {"message_created": _said, "conversation_status_changed": _status_changed}
    reader = readers.get(call.event)
    return reader(call) if reader else None


def _said(call: _Call) -> AgentSaid | None:
    ours = MARK in (call.content_attributes or {})
    if call.message_type not in ("outgoing", 1) or call.private or ours or call.id is None or not call.conversation:
        return None
    files = [file.data_url for file in call.attachments or () if file.data_url]
    text = "\n".join((*([call.content] if call.content else []), *files)).replace("\x00", "").strip()
    if not text:
        return None
    name = (call.sender.name if call.sender else None) or ""
    return AgentSaid(str(call.conversation.id), call.id, name, text, call.conversation.status == "resolved")


def _status_changed(call: _Call) -> Resolved | None:
    if call.status != "resolved" or call.id is None:
        return None
    assignee = call.meta.assignee if call.meta else None
    return Resolved(str(call.id), (assignee.name if assignee else None) or "")
