"""WhatsApp as a channel: the way out by Meta's Graph API, the way in by its notifications."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from sahay.channels.base import Capabilities, DeliveryError, Envelope, Part, Recipient, Verdict
from sahay.channels.events import Event, Media, Said, Tapped
from sahay.channels.health import Answer, Health, watched
from sahay.channels.measure import units
from sahay.channels.whatsapp import limits, parsing, signing
from sahay.channels.whatsapp.adapting import Json, Wording, adapt, body_of
from sahay.channels.whatsapp.client import GraphClient
from sahay.channels.whatsapp.errors import TOO_LONG, WINDOW
from sahay.channels.whatsapp.limits import CAPABILITIES, PAIR_BURST, PAIR_SECONDS
from sahay.channels.whatsapp.pacing import Bucket, Pairs
from sahay.channels.whatsapp.templates import Templates
from sahay.channels.whatsapp.window import is_open
from sahay.domain.attachment import FILE_BYTES
from sahay.domain.clock import Clock
from sahay.domain.message import File, Message

NAME = "whatsapp"
# Customers whose last message is remembered, to show under it that somebody types.
REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Secrets:
    """`app` signs what Meta sends; `verify` is our own word, by which Meta's setup knows this address."""

    app: str = field(repr=False)
    verify: str = field(repr=False)


class WhatsAppChannel:
    """`number_id` is the id of the shop's number, `wording` gives our own words in a language, `content` a file's bytes
    by its id. `health` is told what the operator has to put right: an expired token, a locked account."""

    name = NAME

    def __init__(
        self,
        client: GraphClient,
        number_id: str,
        secrets: Secrets,
        wording: Callable[[str], Wording],
        content: Callable[[str], Awaitable[bytes]],
        templates: Templates,
        health: Health,
        clock: Clock,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._number_id = number_id
        self._secrets = secrets
        self._wording = wording
        self._content = content
        self._templates = templates
        self._health = health
        self._clock = clock
        self._seconds = seconds
        self._pairs = Pairs(PAIR_BURST, PAIR_SECONDS)
        self._number = Bucket(limits.NUMBER_PER_SECOND, 1 / limits.NUMBER_PER_SECOND)
        self._last: OrderedDict[str, str] = OrderedDict()

    @property
    def capabilities(self) -> Capabilities:
        return CAPABILITIES

    def adapt(self, message: Message, to: Recipient, now: datetime) -> tuple[Part, ...]:
        language = to.conversation.language
        if is_open(to.heard_at, now):
            return adapt(message, self._wording(language))
        part = self._templates.of(message, language, to.conversation.order_number)
        if part is None or message.files:  # a template carries no file: better nothing than half of it
            raise DeliveryError(WINDOW.text, WINDOW.verdict)
        if part.template and any(units(value) > limits.TEMPLATE_VALUE for value in part.template.values):
            raise DeliveryError(TOO_LONG.text, TOO_LONG.verdict)
        return (part,)

    async def deliver(self, to: Recipient, part: Part, key: str) -> str | None:
        """The `key` comes back with what becomes of the part, also where the answer to this call is lost."""
        await self._keep_pace(to.address)
        media_id = None
        if part.file:
            media_id = await self._upload(part.file)
        body = body_of(part, media_id, self._wording(to.conversation.language))
        return await self._ask(self._client.send({**_to(to.address), "biz_opaque_callback_data": key, **body}))

    async def show_typing(self, address: str) -> None:
        """For 25 seconds, or until the answer."""
        if message_id := self._last.get(address):
            with suppress(DeliveryError):
                await self._client.read_and_typing(message_id, typing=True)

    def verify(self, headers: Mapping[str, str], body: bytes) -> None:
        signing.verify(headers, body, self._secrets.app)

    def handshake(self, query: Mapping[str, str]) -> str:
        return signing.handshake(query, self._secrets.verify)

    def envelopes(self, body: bytes) -> tuple[Envelope, ...]:
        return parsing.envelopes(body, self._number_id)

    def events(self, body: bytes) -> tuple[Event, ...]:
        return parsing.events(body)

    async def fetch(self, media: Media) -> bytes:
        """A byte more than we keep, at most: then it is refused for its size."""
        return await self._ask(self._client.download(media.ref, FILE_BYTES))

    async def acknowledge(self, event: Event, notice: str | None) -> None:
        if isinstance(event, Said | Tapped):
            self._remember(event.sender.address, event.id)
        if notice:
            text = {"type": "text", "text": {"body": notice, "preview_url": False}}
            with suppress(DeliveryError):
                await self._ask(self._client.send({**_to(event.sender.address), **text}))

    async def _keep_pace(self, address: str) -> None:
        """Raises DeliveryError where one customer was sent too much; the number's own pace is waited for."""
        now = self._seconds()
        if wait := self._pairs.take(address, now):
            raise DeliveryError("whatsapp: not so fast to one customer", Verdict.RETRY, after_seconds=wait)
        if wait := self._number.reserve(now):
            await asyncio.sleep(wait)

    async def _upload(self, file: File) -> str:
        try:
            data = await self._content(file.id)
        except LookupError:
            raise DeliveryError("whatsapp: the file is gone", Verdict.GIVE_UP) from None
        return await self._ask(self._client.upload(file.name, file.type, data))

    async def _ask(self, call: Awaitable[Answer]) -> Answer:
        return await watched(call, self._health, self._clock, NAME)

    def _remember(self, address: str, message_id: str) -> None:
        self._last[address] = message_id
        self._last.move_to_end(address)
        while len(self._last) > REMEMBERED:
            self._last.popitem(last=False)


def _to(address: str) -> Json:
    """A number is `to`; the id of somebody who shows none is `recipient`."""
    who = {"to": address} if address.isdigit() else {"recipient": address}
    return {"messaging_product": "whatsapp", "recipient_type": "individual", **who}
