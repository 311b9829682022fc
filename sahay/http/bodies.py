"""Reading JSON bodies: the shape is declared, everything else is refused with a sentence that says why."""

import re
from typing import Annotated, TypeVar

import msgspec
from msgspec import Meta
from sanic import Request

from sahay.domain.attachment import FILES
from sahay.http.errors import ApiError
from sahay.shop.tickets import TicketState

# Larger than the longest text in the widest encoding, with room for the rest of the body.
BODY_BYTES = 64 * 1024

ClientId = Annotated[str, Meta(pattern=r"^[\x21-\x7e]{1,100}\Z")]
# What people call a thing of theirs: one line, not empty.
Name = Annotated[str, Meta(max_length=80, pattern=r"^[^\x00-\x1f\x7f]*[^\s\x00-\x1f\x7f][^\x00-\x1f\x7f]*\Z")]
# The number of a line in a log, as every database can keep it.
Seq = Annotated[int, Meta(ge=0, le=2**31 - 1)]
# What was uploaded for a message.
FileIds = Annotated[tuple[Annotated[str, Meta(max_length=40)], ...], Meta(max_length=FILES)]
Body = TypeVar("Body", bound=msgspec.Struct)
# PostgreSQL stores no NUL, and nobody means it: an escape that is not itself escaped.
_NUL = re.compile(rb"(?<!\\)((?:\\\\)*)\\u0000")


class Details(msgspec.Struct):
    """What a customer may be asked before the first message; the lengths of the columns that keep it."""

    name: Annotated[str, Meta(max_length=200)] = ""
    email: Annotated[str, Meta(max_length=254)] = ""
    phone: Annotated[str, Meta(max_length=40)] = ""


class OpenSession(msgspec.Struct):
    language: str | None = None
    details: Details | None = None


class SendMessage(msgspec.Struct):
    """`text` as typed, with files or without, or files alone, or the `payload` of a tapped button."""

    client_id: ClientId
    text: str | None = None
    payload: Annotated[str, Meta(max_length=500)] | None = None
    files: FileIds = ()


class ChooseLanguage(msgspec.Struct):
    language: str


class Identify(msgspec.Struct):
    """`token`: the shop's word on who has logged in; null when they have logged out."""

    token: str | None


class GoOn(msgspec.Struct):
    """`channel`: where the conversation is to go on."""

    channel: str


class DemoLogin(msgspec.Struct):
    account: Annotated[str, Meta(max_length=64)]


class ShowTyping(msgspec.Struct):
    on: bool


class Login(msgspec.Struct):
    email: Annotated[str, Meta(max_length=254)]
    password: Annotated[str, Meta(max_length=1024)]


class Reply(msgspec.Struct):
    """A text, files, or both."""

    client_id: ClientId
    text: str = ""
    files: FileIds = ()


class MoveTicket(msgspec.Struct):
    state: TicketState


def read_body(request: Request, shape: type[Body]) -> Body:
    """The request's JSON as `shape`, without NULs. Raises ApiError 400."""
    try:
        return msgspec.json.decode(_NUL.sub(rb"\1", request.body) or b"{}", type=shape)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ApiError(400, "bad_request", f"The body is not what this address takes: {error}.") from None


def read_text(text: str | None, limit: int) -> str:
    """A message's text, ready to be stored. Raises ApiError for an empty or too long one."""
    if text is None:
        raise ApiError(400, "bad_request", "The body needs a text.")
    if len(text) > limit:
        raise ApiError(413, "too_long", f"The message has {len(text)} characters; {limit} are allowed.")
    clean = text.replace("\x00", "").strip()  # PostgreSQL stores no NUL
    if not clean:
        raise ApiError(400, "empty", "The message is empty.")
    return clean


def read_cursor(value: str | None) -> int:
    """A sequence number to read on from; 0 when there is none. Raises ApiError 400."""
    if not value:
        return 0
    if not (value.isascii() and value.isdigit() and len(value) <= 9):
        raise ApiError(400, "bad_request", "The cursor must be a message's number.")
    return int(value)
