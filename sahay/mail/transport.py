"""How a mail leaves: by a server (`smtp`), or into a folder where nobody has set one up (`folder`)."""

from dataclasses import dataclass
from email.message import EmailMessage
from typing import Protocol


class NotSent(Exception):
    """The mail did not leave. The text is for the log: it names no address and quotes no server."""


class Refused(NotSent):
    """It never will."""


class Postponed(NotSent):
    """It may later, this one."""


class Down(NotSent):
    """No mail leaves now."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What is handed over: the mail as it goes over the wire, and from whom and to whom (addresses alone)."""

    message: EmailMessage
    sender: str
    recipient: str


class Transport(Protocol):
    """`name` is told in the log: a mail that went into a folder has reached nobody."""

    name: str

    async def send(self, letter: Letter) -> None:
        """Called again after a crash: the message's Message-ID is its identity. Raises NotSent."""
