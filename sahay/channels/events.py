"""What customers do, whatever the channel: a webhook's body read into these is all that the flow knows of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

# What a provider calls a kind of message, as it is shown at the desk.
KIND = 40


@dataclass(frozen=True, slots=True)
class Sender:
    """Who it is from. `address` is the provider's own id of the person or chat; a phone number may be missing or change
    hands, and is never one. `language` is what the provider says they read (BCP 47), `phone` a number in E.164 that the
    provider vouches for. `known_as`: what the provider called the same person before."""

    address: str
    name: str | None = None
    language: str | None = None
    phone: str | None = None
    known_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Media:
    """A file that can be fetched. `ref` is the provider's, `kind` what it is called there (photo, voice), `type` and
    `size` (bytes) are as told, if they are."""

    ref: str
    kind: str
    name: str | None = None
    type: str | None = None
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Location:
    latitude: float
    longitude: float
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """`id` is unique in the channel: what comes again is the same."""

    sender: Sender
    id: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Said(Event):
    """A message: words, files, a place, or several of them. `context` is the provider's id of what it answers."""

    text: str = ""
    media: tuple[Media, ...] = ()
    location: Location | None = None
    context: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Command(Event):
    """`/name argument`, as typed in `text`."""

    name: str
    text: str
    argument: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tapped(Event):
    """A choice was taken (`Choice.id`). `token` is what the provider wants back."""

    choice: str
    token: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited(Event):
    """An earlier message has another text now."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reacted(Event):
    """An emoji was put on a message; an empty one takes it away."""

    emoji: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deleted(Event):
    """They took a message back: `about` is the provider's id of it."""

    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved(Event):
    """The provider calls them `sender.address` from now on; `before` are the names until then."""

    before: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactShared(Event):
    """A phone number in E.164. `is_own`: the provider says that it is the sender's."""

    phone: str
    is_own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsupported(Event):
    """Something that this channel's customers can send and nobody here can use. The customer is told."""

    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken(Event):
    """Something was said in a group. `to_us`: we were named, or answered."""

    to_us: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocked(Event):
    """The customer wants nothing from us, or (`on` is False) does again."""

    on: bool


class Received(StrEnum):
    """How far a part has come, in this order."""

    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt(Event):
    """What became of a part. `of` is what `deliver` gave; `error` is for the desk. `mark` is the part's key, where the
    provider tells it: so a part is known of which nobody could tell whether it went out."""

    of: str
    state: Received
    error: str | None = None
    mark: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignored(Event):
    """Nothing that anybody needs to know."""

    kind: str
