"""E-mail as a channel.

A mail's sender is whatever its writer put there: an address here is where to answer, and never proof of who somebody
is. Nothing of a customer's is shown to it without the proofs of docs/identity.md.
"""

import asyncio
import base64
import binascii
import hashlib
import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any

import structlog

from sahay.channels.base import (
    Capabilities,
    DeliveryError,
    Envelope,
    Forged,
    MediaGone,
    Part,
    Recipient,
    Unreadable,
    Verdict,
)
from sahay.channels.email.limits import CAPABILITIES, REFERENCES
from sahay.channels.email.mailbox import Account, Closed, open_mailbox
from sahay.channels.email.reading import Mail, Thread, read
from sahay.channels.events import Command, Event, Ignored, Media, Said, Sender, Unsupported
from sahay.channels.measure import units
from sahay.channels.parts import parts_of, with_hint
from sahay.domain.clock import Clock
from sahay.domain.message import Message
from sahay.mail.letter import POLICY, encoded, set_header
from sahay.mail.transport import Letter, NotSent, Refused, Transport

log = structlog.get_logger()

NAME = "email"
# Addresses whose last mail is remembered; the mailbox itself knows the others.
REMEMBERED = 1000
# Before a stored mail: when it was taken, and whether all of it or its head alone.
_STORED = re.compile(rb"X-Sahay-Taken: (\d{1,11}) (whole|head)\r\n")
_COMMAND = re.compile(r"/([A-Za-z]{1,32})(\s.*)?", re.DOTALL)


class EmailChannel:
    """Both ways. `sender` is our address with the shop's name, `by_number` says in a language that choices are answered
    with a number, `content` gives a file's bytes by its id."""

    name = NAME

    def __init__(
        self,
        transport: Transport,
        account: Account,
        sender: Address,
        by_number: Callable[[str], str],
        content: Callable[[str], Awaitable[bytes]],
        clock: Clock,
    ) -> None:
        self._transport = transport
        self._account = account
        self._sender = sender
        self._by_number = by_number
        self._content = content
        self._clock = clock
        self._threads: OrderedDict[str, Thread] = OrderedDict()

    @property
    def capabilities(self) -> Capabilities:
        return CAPABILITIES

    def adapt(self, message: Message, to: Recipient, now: datetime) -> tuple[Part, ...]:
        hint = self._by_number(to.conversation.language)
        return with_hint(parts_of(message, CAPABILITIES), hint, lambda text: units(text) <= CAPABILITIES.text)

    async def deliver(self, to: Recipient, part: Part, key: str) -> str | None:
        """Tried again it is the same letter by its Message-ID, which is its id."""
        letter = self._letter(to.address, await self._thread(to.address), part.text, key)
        if part.file:
            kind, _, subkind = part.file.type.partition("/")
            try:
                data = await self._content(part.file.id)
            except LookupError:
                raise DeliveryError("email: the file is gone", Verdict.GIVE_UP) from None
            letter.message.add_attachment(data, maintype=kind, subtype=subkind, filename=part.file.name)
        try:
            await self._transport.send(letter)
        except Refused as refusal:
            raise DeliveryError(f"email: refused ({refusal})", Verdict.GIVE_UP) from None
        except NotSent as trouble:
            raise DeliveryError(f"email: not sent ({trouble})", Verdict.RETRY) from None
        return str(letter.message["Message-ID"])

    def verify(self, headers: Mapping[str, str], body: bytes) -> None:
        raise Forged("mails are fetched, nobody brings them")

    def handshake(self, query: Mapping[str, str]) -> str:
        raise Forged("mails are fetched, nobody brings them")

    def envelopes(self, body: bytes) -> tuple[Envelope, ...]:
        raise Unreadable("mails are fetched, nobody brings them")

    def read(self, data: bytes) -> Mail:
        """Raises Unreadable."""
        return read(data, self._sender.addr_spec)

    def remember(self, mail: Mail) -> None:
        """What an answer to them goes under."""
        self._threads[mail.sender] = mail.thread
        self._threads.move_to_end(mail.sender)
        while len(self._threads) > REMEMBERED:
            self._threads.popitem(last=False)

    def events(self, body: bytes) -> tuple[Event, ...]:
        stored = _STORED.match(body)
        if stored is None:
            raise Unreadable("nothing of ours")
        mail = self.read(body[stored.end() :])
        frame: dict[str, Any] = {
            "sender": Sender(mail.sender, mail.name),
            "id": mail.id,
            "at": datetime.fromtimestamp(int(stored[1]), UTC),
        }
        return (_event(mail, frame, is_whole=stored[2] == b"whole"),)

    async def fetch(self, media: Media) -> bytes:
        """It came with the mail."""
        try:
            return base64.b64decode(media.ref, validate=True)
        except binascii.Error:
            raise MediaGone("no attachment") from None

    async def acknowledge(self, event: Event, notice: str | None) -> None:
        if notice:
            thread = self._threads.get(event.sender.address, Thread("", None))
            with suppress(NotSent):
                await self._transport.send(self._letter(event.sender.address, thread, notice, f"notice:{event.id}"))

    async def _thread(self, address: str) -> Thread:
        if known := self._threads.get(address):
            return known
        try:
            found = await asyncio.to_thread(self._look_up, address)
        except Closed as closed:
            raise DeliveryError(f"email: {closed}", Verdict.RETRY) from None
        return found or Thread("", None)

    def _look_up(self, address: str) -> Thread | None:
        with open_mailbox(self._account) as mailbox:
            return mailbox.thread(address)

    def _letter(self, to: str, thread: Thread, text: str, key: str) -> Letter:
        """RFC 5322, 3.6.4: what an answer names so that it is put below what it answers."""
        message, sender = EmailMessage(POLICY), self._sender
        set_header(message, "From", str(sender), f"{encoded(sender.display_name)} <{sender.addr_spec}>")
        message["To"] = Address(addr_spec=to)
        subject = f"Re: {thread.subject}" if thread.subject else sender.display_name
        set_header(message, "Subject", subject, encoded(subject))
        message["Date"] = format_datetime(self._clock.now())
        message["Message-ID"] = f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@{sender.domain}>"
        if thread.message_id:
            # Raw: the library would put a long one into encoded words, which no program finds again.
            message.set_raw("In-Reply-To", thread.message_id)
            message.set_raw("References", "\n ".join((*thread.references[-REFERENCES:], thread.message_id)))
        message["Auto-Submitted"] = "auto-replied"  # RFC 3834: no reply of a machine, please
        message["X-Auto-Response-Suppress"] = "All"  # the same for Exchange
        message.set_content(text or " ")
        return Letter(message, sender.addr_spec, to)


def stored(data: bytes, at: datetime, *, is_whole: bool) -> bytes:
    """As a mail is kept until it is dealt with."""
    return f"X-Sahay-Taken: {int(at.timestamp())} {'whole' if is_whole else 'head'}\r\n".encode() + data


def _event(mail: Mail, frame: dict[str, Any], *, is_whole: bool) -> Event:
    if mail.machine:
        return Ignored(**frame, kind=mail.machine)
    if not is_whole:
        return Unsupported(**frame, kind="too large a mail")
    if command := _COMMAND.fullmatch(mail.text):
        return Command(**frame, name=command[1].lower(), text=mail.text, argument=(command[2] or "").strip())
    # The subject of a mail that answers none is a part of what is said.
    text = mail.text if mail.is_answer else "\n\n".join(filter(None, (mail.thread.subject, mail.text)))
    if not (text or mail.files):
        return Ignored(**frame, kind="empty")
    return Said(**frame, text=text, media=mail.files)
