"""Mail to customers: an invoice, a link, a one-time code. A mail is a row first and sent second, by the app.

    put --> waiting --> sent | refused | given_up

Once it has left `waiting`, its content and its address are deleted; that it was there stays.
"""

from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from typing import Protocol

# RFC 5321, 4.5.3.1.3: a path of 256 characters, less its angle brackets.
ADDRESS_CHARACTERS = 254


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file. `media_type` is as "application/pdf"."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail to one address. `kind` says in a word what it is, for operators ("code", "invoice"); after `until`
    it is of no use, and not sent any more.

    Raises ValueError for an address that is none, and for a subject of more than one line. The error does not quote
    them.
    """

    kind: str
    to: str
    subject: str
    text: str
    language: str
    attachments: tuple[Attachment, ...] = ()
    until: datetime | None = None

    def __post_init__(self) -> None:
        if not is_address(self.to):
            raise ValueError("a mail goes to one e-mail address")
        if not self.subject.isprintable():
            raise ValueError("a subject is one line")


def is_address(text: str) -> bool:
    """Whether it is one e-mail address and nothing else: no name, no second one, no line's end. ASCII only, as most
    servers take no other: a domain in other letters is written in its ASCII form."""
    if not (text.isascii() and text.isprintable() and len(text) <= ADDRESS_CHARACTERS):
        return False
    try:
        address = Address(addr_spec=text)
    except (ValueError, MessageError, IndexError):  # the last from the parser, for some that end too soon
        return False
    return bool(address.username and address.domain) and address.addr_spec == text


class Outbox(Protocol):
    """Where mails wait. `SqlOutbox.put_in(connection, mail, key=...)` does the same within a transaction of another's,
    so that the mail is there if and only if what it tells of is."""

    async def put(self, mail: Mail, *, key: str) -> None:
        """Have a mail sent. With a `key` (100 characters at most) that was used before nothing more is sent."""
