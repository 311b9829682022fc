"""One line of a conversation's log: the source of truth of what was said."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sahay.domain.card import Card


class Author(StrEnum):
    CUSTOMER = "customer"
    BOT = "bot"
    AGENT = "agent"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Button:
    """A choice offered to the customer: what they read, and what their tap sends (an engine payload)."""

    title: str
    payload: str


@dataclass(frozen=True, slots=True)
class File:
    """Something that was sent with a message. `type` is the media type that its content has, `size` is in bytes."""

    id: str
    name: str
    type: str
    size: int


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came for a conversation, from an agent or (None) from the customer. `seq` is the message that it was
    sent with, None as long as it was not."""

    file: File
    conversation_id: str
    at: datetime
    agent_id: str | None = None
    seq: int | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be said; the log gives it its sequence number.

    `external_id` is the provider's or the client's id, unique per channel: a retried send is the same message.
    """

    author: Author
    text: str
    name: str | None = None
    author_id: str | None = None
    buttons: tuple[Button, ...] = ()
    payload: str | None = None
    external_id: str | None = None
    files: tuple[File, ...] = ()
    card: Card | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """A line of the log. `seq` counts from 1 within the conversation, without gaps."""

    conversation_id: str
    seq: int
    author: Author
    text: str
    at: datetime
    channel: str
    name: str | None = None
    author_id: str | None = None
    buttons: tuple[Button, ...] = ()
    payload: str | None = None
    external_id: str | None = None
    files: tuple[File, ...] = ()
    card: Card | None = None

    @property
    def offers(self) -> tuple[Button, ...]:
        """All that may be tapped: the buttons, and what its card offers."""
        choices = self.card.choices if self.card else ()
        return self.buttons + tuple(Button(choice.title, choice.payload) for choice in choices)
