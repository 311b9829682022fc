"""SMS as a channel, whoever the provider is."""

import json
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
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
)
from sahay.channels.events import (
    Blocked,
    Command,
    Event,
    Ignored,
    Media,
    Receipt,
    Received,
    Said,
    Sender,
    Unsupported,
)
from sahay.channels.health import Answer, Health, watched
from sahay.channels.measure import units
from sahay.channels.pace import Pace
from sahay.channels.parts import parts_of, with_hint
from sahay.channels.sms.errors import STOPPED
from sahay.channels.sms.limits import (
    ALL_PER_SECOND,
    BURST,
    CAPABILITIES,
    NUMBER_PER_SECOND,
    UCS2_TEXT,
    fits,
)
from sahay.channels.sms.provider import Provider, State, Text
from sahay.domain.clock import Clock
from sahay.domain.message import Message

log = structlog.get_logger()

NAME = "sms"
# https://www.itu.int/rec/T-REC-E.164: fifteen digits at most.
_E164 = re.compile(r"\+[1-9][0-9]{6,14}")


class SmsChannel:
    """Both ways. `by_number` says in a language that choices are answered with a number. With `trusts_numbers` the
    number that an SMS comes from counts as verified, as WhatsApp's does; sahay/channels/sms/README.md says what speaks
    against it."""

    name = NAME

    def __init__(
        self,
        provider: Provider,
        by_number: Callable[[str], str],
        health: Health,
        clock: Clock,
        *,
        trusts_numbers: bool = False,
        pace: Pace | None = None,
    ) -> None:
        self._provider = provider
        self._by_number = by_number
        self._health = health
        self._clock = clock
        self._trusts_numbers = trusts_numbers
        self._pace = pace or Pace(NUMBER_PER_SECOND, BURST, ALL_PER_SECOND)

    @property
    def capabilities(self) -> Capabilities:
        return CAPABILITIES

    def adapt(self, message: Message, to: Recipient, now: datetime) -> tuple[Part, ...]:
        """In as few parts as its letters allow: those of most scripts take more room."""
        parts = parts_of(message, CAPABILITIES)
        if not all(fits(part.text) for part in parts):
            parts = parts_of(message, replace(CAPABILITIES, text=UCS2_TEXT))
        return with_hint(parts, self._by_number(to.conversation.language), _has_room)

    async def deliver(self, to: Recipient, part: Part, key: str) -> str | None:
        if to.is_blocked:  # kept by us too: not every provider does
            raise DeliveryError(STOPPED.text, STOPPED.verdict, is_blocked=True)
        await self._pace.wait(to.address)
        return await self._ask(self._provider.send(to.address, part.text))

    def verify(self, headers: Mapping[str, str], body: bytes) -> None:
        self._provider.verify(headers, body)

    def handshake(self, query: Mapping[str, str]) -> str:
        raise Forged("nobody asks for anything by GET")

    def envelopes(self, body: bytes) -> tuple[Envelope, ...]:
        """The provider tells no time: that of the call counts, and is kept with it."""
        told, at = self._provider.read(body), self._clock.now().timestamp()
        kept = json.dumps({"at": at, "body": body.decode()}).encode()
        if isinstance(told, State):
            # By itself: one that comes before the message is known keeps no customer waiting.
            receipt_id = f"{told.id}:{told.word}"
            return (Envelope(receipt_id, receipt_id, kept, int(at)),)
        return (Envelope(told.id, told.sender, kept, int(at)),)

    def events(self, body: bytes) -> tuple[Event, ...]:
        at, told = _kept(body)
        read = self._provider.read(told)
        return (_receipt(read, at),) if isinstance(read, State) else tuple(self._said(read, at))

    async def fetch(self, media: Media) -> bytes:
        raise MediaGone("an SMS has no files")

    async def acknowledge(self, event: Event, notice: str | None) -> None:
        if notice:
            try:
                await self._provider.send(event.sender.address, notice)
            except DeliveryError as error:
                log.info("sms.acknowledge", problem=str(error))

    async def look(self) -> None:
        """Whether the secrets work."""
        try:
            self._health.account = await self._provider.account()
        except DeliveryError as error:
            self._health.ill(str(error), self._clock.now())
            log.warning("sms.look", problem=str(error))
            return
        self._health.well(self._clock.now())

    def _said(self, read: Text, at: datetime) -> list[Event]:
        phone = read.sender if self._trusts_numbers and _E164.fullmatch(read.sender) else None
        frame: dict[str, Any] = {"sender": Sender(read.sender, phone=phone), "id": read.id, "at": at}
        if read.keyword == "stop":
            return [Blocked(**frame, on=True)]
        if read.keyword in ("start", "help"):
            command = Command(**frame, name=read.keyword, text=read.text or read.keyword)
            return [Blocked(**frame, on=False), command] if read.keyword == "start" else [command]
        said: list[Event] = [Said(**frame, text=read.text)] if read.text else []
        if read.media:
            said.append(Unsupported(**{**frame, "id": f"{read.id}:media"}, kind="mms"))
        return said or [Ignored(**frame, kind="empty")]

    async def _ask(self, call: Awaitable[Answer]) -> Answer:
        return await watched(call, self._health, self._clock, NAME)


def _kept(body: bytes) -> tuple[datetime, bytes]:
    try:
        kept = json.loads(body)
        return datetime.fromtimestamp(kept["at"], UTC), kept["body"].encode()
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        raise Unreadable("nothing of ours") from None


def _receipt(told: State, at: datetime) -> Event:
    frame: dict[str, Any] = {"sender": Sender(told.id), "id": f"{told.id}:{told.word}", "at": at}
    if told.state is None:
        return Ignored(**frame, kind=told.word)
    error = told.error if told.state is Received.FAILED else None
    return Receipt(**frame, of=told.id, state=told.state, error=error)


def _has_room(text: str) -> bool:
    return fits(text) and units(text) <= CAPABILITIES.text
