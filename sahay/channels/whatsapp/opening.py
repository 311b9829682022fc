"""WhatsApp, put together."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

import structlog

from sahay.channels.base import DeliveryError
from sahay.channels.health import Health
from sahay.channels.whatsapp.adapting import Wording
from sahay.channels.whatsapp.channel import NAME, Secrets, WhatsAppChannel
from sahay.channels.whatsapp.client import Access, GraphClient
from sahay.channels.whatsapp.templates import Templates
from sahay.channels.whatsapp.values import text_of
from sahay.domain.clock import Clock

log = structlog.get_logger()

# Where Meta calls us.
PATH = f"/webhooks/{NAME}"
# How often the token is tried while nothing goes out.
LOOK_SECONDS = 300.0


@dataclass(frozen=True, slots=True)
class OpenWhatsApp:
    """The channel, which is its own receiver, and how it is."""

    channel: WhatsAppChannel
    client: GraphClient
    health: Health
    clock: Clock

    @classmethod
    def open(
        cls,
        access: Access,
        secrets: Secrets,
        public_url: str | None,
        wording: Callable[[str], Wording],
        content: Callable[[str], Awaitable[bytes]],
        templates: Templates,
        clock: Clock,
    ) -> "OpenWhatsApp":
        """Meta calls below `public_url`, where the operator has told it."""
        client = GraphClient(access)
        health = Health("webhook", f"{public_url.rstrip('/')}{PATH}" if public_url else None)
        channel = WhatsAppChannel(client, access.number_id, secrets, wording, content, templates, health, clock)
        return cls(channel, client, health, clock)

    def watch(self) -> "Watch":
        return Watch(self.client, self.health, self.clock)


class Watch:
    """Looks now and then whether the token still works, so that the operator knows before a customer waits."""

    def __init__(self, client: GraphClient, health: Health, clock: Clock) -> None:
        self._client = client
        self._health = health
        self._clock = clock
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        if self._task:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _run(self) -> None:
        while True:
            await self.look()
            await asyncio.sleep(LOOK_SECONDS)

    async def look(self) -> None:
        try:
            number = await self._client.number()
        except DeliveryError as error:
            self._health.ill(str(error), self._clock.now())
            log.warning("whatsapp.look", problem=str(error))
            return
        self._health.account = text_of(number.get("verified_name"), 100) or None
        shown = {"number": "display_phone_number", "quality": "quality_rating"}
        self._health.facts |= {name: text_of(number.get(key), 40) for name, key in shown.items() if number.get(key)}
        with suppress(DeliveryError):  # which needs a permission more than sending does
            self._health.registered = await self._client.webhook()
        self._health.well(self._clock.now())
