"""The way in."""

import hmac
from collections.abc import Mapping

import structlog
from telegram import Bot
from telegram.error import BadRequest, Forbidden, TelegramError

from sahay.channels.base import Envelope, Forged, MediaGone
from sahay.channels.events import Event, Media, Spoken, Tapped
from sahay.channels.health import Health
from sahay.channels.measure import shorten
from sahay.channels.pace import Pace
from sahay.channels.telegram import parsing
from sahay.channels.telegram.channel import NAME
from sahay.channels.telegram.client import classify
from sahay.channels.telegram.limits import ALL_PER_SECOND, BURST, DOWNLOAD_BYTES, GROUP_PER_MINUTE, NOTICE
from sahay.domain.clock import Clock

log = structlog.get_logger()

# https://core.telegram.org/bots/api#setwebhook
HEADER = "x-telegram-bot-api-secret-token"


class TelegramReceiver:
    """`secret` is what Telegram was told to say with each call."""

    name = NAME

    def __init__(self, bot: Bot, secret: str, health: Health, clock: Clock, groups: Pace | None = None) -> None:
        self._bot = bot
        self._secret = secret
        self._health = health
        self._clock = clock
        # Of what is said too often in a group nobody misses the rest.
        self._groups = groups or Pace((GROUP_PER_MINUTE - BURST) / 60, BURST, ALL_PER_SECOND)

    def verify(self, headers: Mapping[str, str], body: bytes) -> None:
        given = headers.get(HEADER, "")
        if not hmac.compare_digest(given.encode("utf-8", "surrogateescape"), self._secret.encode()):
            raise Forged("the secret token is wrong")

    def handshake(self, query: Mapping[str, str]) -> str:
        raise Forged("Telegram asks for nothing by GET")

    def envelopes(self, body: bytes) -> tuple[Envelope, ...]:
        return parsing.envelopes(body)

    def events(self, body: bytes) -> tuple[Event, ...]:
        return parsing.events(body, self._health.account, self._clock.now())

    async def fetch(self, media: Media) -> bytes:
        if media.size is not None and media.size > DOWNLOAD_BYTES:
            raise MediaGone
        try:
            file = await self._bot.get_file(media.ref)
            return bytes(await file.download_as_bytearray())
        except (BadRequest, Forbidden):
            raise MediaGone from None
        except TelegramError as error:
            raise classify(error) from error

    async def acknowledge(self, event: Event, notice: str | None) -> None:
        """A tapped button turns until its query is answered; one that is too old cannot be, and need not."""
        try:
            if isinstance(event, Tapped) and event.token:
                await self._bot.answer_callback_query(event.token, shorten(notice, NOTICE) if notice else None)
            elif isinstance(event, Spoken) and notice and self._groups.may_now(event.sender.address):
                await self._bot.send_message(event.sender.address, notice)
        except TelegramError as error:
            log.info("telegram.acknowledge", kind=type(error).__name__)
