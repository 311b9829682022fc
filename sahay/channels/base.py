"""The contract of a channel: what it can do, how it takes messages in and how it brings them out.

Outgoing: `adapt` makes the parts of a message (pure; no part breaks a limit, which the contract tests hold), `deliver`
brings one part to the provider. Incoming: a `Receiver` proves whom a webhook's body is from and splits it; it is stored
and acknowledged, and read as neutral events (`sahay.channels.events`) afterwards. docs/channels.md says how they meet.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from sahay.channels.events import Event, Media
from sahay.domain.conversation import Conversation
from sahay.domain.message import File, Message


class Verdict(StrEnum):
    """What is to be done about a part that may not have gone out."""

    RETRY = "retry"  # it has not, and another attempt may succeed
    GIVE_UP = "give_up"  # it has not, and will not
    ASK_HUMAN = "ask_human"  # it has not, and will only if somebody does something: a template, another token
    UNKNOWN = "unknown"  # nobody can tell: the answer was lost, and sending it again might say it twice


class DeliveryError(Exception):
    """A part did not go out, as far as is known. The text is for the desk and holds no customer data.

    `after_seconds` is the provider's own wish, if it told one. `is_blocked`: the customer wants nothing from us.
    `halts`: nothing at all goes out until the operator has done something, which is tried for as long as messages wait.
    """

    def __init__(
        self,
        text: str,
        verdict: Verdict,
        *,
        after_seconds: float | None = None,
        is_blocked: bool = False,
        halts: bool = False,
    ) -> None:
        super().__init__(text)
        self.verdict = verdict
        self.after_seconds = after_seconds
        self.is_blocked = is_blocked
        self.halts = halts


class Manner(StrEnum):
    """How choices are offered."""

    BUTTONS = "buttons"
    LIST = "list"
    NUMBERS = "numbers"  # in the text: "1. Track my order"; the customer answers with a number


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What a channel can carry. Lengths of texts are in UTF-16 code units, which no provider counts less strictly.

    `media` has the largest size in bytes of each media type that goes out; what is not in it goes as a line that names
    it. `idempotent`: delivering a part again is no harm, so that its state need not be kept. `merges`: bubbles that
    wait together go out as one. `window`: for so long after the customer wrote may anything be said to them.
    `stops`: who wants nothing from us is not written to until they say so (`Blocked`), whatever else they write.
    """

    text: int
    caption: int = 0
    buttons: int = 0
    button_title: int = 0
    rows: int = 0
    row_title: int = 0
    row_description: int = 0
    choice_text: int = 0  # of a part with buttons or a list; 0: as long as any
    choice_id: int = 64  # bytes
    media: Mapping[str, int] = field(default_factory=dict)
    typing: bool = False
    receipts: bool = False
    templates: bool = False
    idempotent: bool = False
    merges: bool = False
    window: timedelta | None = None
    stops: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a part's choices. `id` comes back when it is taken (`sahay.channels.choices`)."""

    id: str
    title: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Template:
    """A text that the provider has approved before, for when the window is closed."""

    name: str
    language: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One message of the provider's. `text` is the caption where there is a file, and may be empty there."""

    text: str = ""
    choices: tuple[Choice, ...] = ()
    manner: Manner | None = None
    file: File | None = None
    template: Template | None = None


@dataclass(frozen=True, slots=True)
class Recipient:
    """To whom a part goes. `heard_at`: when they last wrote here; `is_blocked`: they have since said that they want
    nothing from us."""

    address: str
    conversation: Conversation
    heard_at: datetime | None = None
    is_blocked: bool = False


class Channel(Protocol):
    """The way out."""

    @property
    def name(self) -> str: ...
    @property
    def capabilities(self) -> Capabilities: ...

    def adapt(self, message: Message, to: Recipient, now: datetime) -> tuple[Part, ...]:
        """The message as the channel's parts, at least one. Pure: the same again after a crash. Raises DeliveryError
        for what cannot be said there now."""

    async def deliver(self, to: Recipient, part: Part, key: str) -> str | None:
        """Bring one part to the provider; its id there, if it has one. `key` is the part's own, the same when it is
        tried again. Raises DeliveryError."""


class Types(Protocol):
    """A channel that can show that somebody types. It never raises."""

    async def show_typing(self, address: str) -> None: ...


class Forged(Exception):
    """A webhook's body is not from whom it says."""


class Unreadable(ValueError):
    """A webhook's body, or a part of one, is not what the provider sends. The text holds nothing of it."""


class MediaGone(Exception):
    """A customer's file cannot be fetched, and trying again does not help."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """One update of a webhook's body, as it is stored before anybody acts on it.

    `id` is the provider's, unique in the channel: what comes again is the same. Those with the same `key` (a chat) are
    dealt with one at a time, by `order`. `body` is what `events` reads.
    """

    id: str
    key: str
    body: bytes
    order: int = 0


class Receiver(Protocol):
    """The way in. `verify`, `handshake`, `envelopes` and `events` are pure."""

    @property
    def name(self) -> str: ...

    def verify(self, headers: Mapping[str, str], body: bytes) -> None:
        """Raises Forged. Header names are in small letters. Called before anything of the body is read."""

    def handshake(self, query: Mapping[str, str]) -> str:
        """The answer to a GET by which a provider makes sure of the address. Raises Forged."""

    def envelopes(self, body: bytes) -> tuple[Envelope, ...]:
        """Raises Unreadable."""

    def events(self, body: bytes) -> tuple[Event, ...]:
        """What an envelope's body says. Raises Unreadable."""

    async def fetch(self, media: Media) -> bytes:
        """A customer's file. Raises MediaGone; DeliveryError when it may be there later."""

    async def acknowledge(self, event: Event, notice: str | None) -> None:
        """After an event was dealt with, for providers that wait for it (a spinning button). `notice` is for the
        customer. It never raises."""
