"""How updates come: Telegram calls our webhook, or we ask it. In the background: the app starts without Telegram."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from typing import Protocol

import msgspec
import structlog
from telegram import Bot, BotCommand
from telegram.error import RetryAfter, TelegramError

from sahay.channels.base import Envelope, Unreadable
from sahay.channels.health import Health
from sahay.channels.telegram import parsing
from sahay.channels.telegram.client import Client, classify
from sahay.channels.telegram.limits import CONNECTIONS, UPDATES
from sahay.domain.clock import Clock

log = structlog.get_logger()

# Pauses after trouble, the last one again and again.
PAUSES = (1.0, 2.0, 5.0, 15.0, 30.0, 60.0)
# How often a webhook that is well is looked at: somebody else may take it.
LOOK_SECONDS = 300.0
# After an empty answer: Telegram itself waits for news, a server in its place may not.
QUIET_SECONDS = 0.2
_COMMAND = re.compile(r"^/([a-z_]+) - (.+)$", re.MULTILINE)

Accept = Callable[[Sequence[Envelope]], Awaitable[None]]


class Source(Protocol):
    async def prepare(self) -> None:
        """Once, and again after trouble. Raises TelegramError."""

    async def turn(self) -> float:
        """One round; seconds until the next. Raises TelegramError."""

    async def look(self) -> None:
        """How it is, asked beside the rounds. Raises TelegramError."""


class Keeper:
    """Keeps a source at work, whatever Telegram does."""

    def __init__(self, source: Source, health: Health, clock: Clock, pauses: Sequence[float] = PAUSES) -> None:
        self._source = source
        self._health = health
        self._clock = clock
        self._pauses = pauses
        self._task: asyncio.Task[None] | None = None
        self._woken = asyncio.Event()

    def start(self) -> None:
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        if self._task:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def look(self) -> None:
        """For whoever wants to know now. What was in trouble is tried again at once, not only when its pause ends."""
        try:
            await self._source.look()
        except TelegramError as error:
            self._health.ill(str(classify(error)), self._clock.now())
            return
        if self._health.is_connected:
            self._health.well(self._clock.now())
        else:
            self._woken.set()

    async def _run(self) -> None:
        troubles, is_prepared = 0, False
        while True:
            try:
                if not is_prepared:
                    await self._source.prepare()
                    is_prepared = True
                    self._health.well(self._clock.now())
                pause = await self._source.turn()
                troubles = 0
                self._health.well(self._clock.now())
            except TelegramError as error:
                pause = self._trouble(error, troubles)
                troubles, is_prepared = troubles + 1, False
            except Exception as error:
                log.exception("telegram.updates_failed")
                pause = self._pauses[min(troubles, len(self._pauses) - 1)]
                self._health.ill(type(error).__name__, self._clock.now())
                troubles, is_prepared = troubles + 1, False
            with suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), pause)
            self._woken.clear()

    def _trouble(self, error: TelegramError, troubles: int) -> float:
        told = classify(error)
        self._health.ill(str(told), self._clock.now())
        log.warning("telegram.updates", kind=type(error).__name__)
        pause = self._pauses[min(troubles, len(self._pauses) - 1)]
        return max(pause, told.after_seconds or 0.0) if isinstance(error, RetryAfter) else pause


class Webhook:
    """Telegram calls `url`. What it was told is looked up, and told anew when it is something else; the secret cannot
    be looked up, and is told at each start."""

    def __init__(self, bot: Bot, url: str, secret: str, health: Health, help_texts: Mapping[str, str]) -> None:
        self._bot = bot
        self._url = url
        self._secret = secret
        self._health = health
        self._help = help_texts

    async def prepare(self) -> None:
        await introduce(self._bot, self._health, self._help)
        await self._bot.set_webhook(
            self._url, secret_token=self._secret, allowed_updates=UPDATES, max_connections=CONNECTIONS
        )

    async def turn(self) -> float:
        await self.look()
        return LOOK_SECONDS

    async def look(self) -> None:
        info = await self._bot.get_webhook_info()
        self._health.pending = info.pending_update_count
        self._health.registered = info.url
        if info.url != self._url or set(info.allowed_updates or ()) != set(UPDATES):
            log.warning("telegram.webhook_changed")
            await self.prepare()
        if info.last_error_message and info.last_error_date:
            self._health.facts["last_error"] = info.last_error_message[:200]
            self._health.facts["last_error_at"] = info.last_error_date.isoformat()


class Polling:
    """We ask Telegram. What has been stored is not told again; what was told and not stored comes once more."""

    def __init__(self, client: Client, accept: Accept, health: Health, help_texts: Mapping[str, str]) -> None:
        self._client = client
        self._accept = accept
        self._health = health
        self._help = help_texts
        self._offset = 0

    async def prepare(self) -> None:
        await introduce(self._client.bot, self._health, self._help)
        await self._client.bot.delete_webhook()

    async def turn(self) -> float:
        updates = await self._client.updates(self._offset, UPDATES)
        await self._accept([envelope for update in updates for envelope in _envelopes(update)])
        # What cannot be read would come again and again.
        numbers = [number for update in updates if isinstance(number := update.get("update_id"), int)]
        self._offset = max([self._offset, *(number + 1 for number in numbers)])
        return 0.0 if updates else QUIET_SECONDS

    async def look(self) -> None:
        """Whether the token is valid: a second request for updates would end the first."""
        self._health.account = (await self._client.bot.get_me()).username


def _envelopes(update: dict[str, object]) -> Sequence[Envelope]:
    try:
        return parsing.envelopes(msgspec.json.encode(update))
    except Unreadable:
        log.warning("telegram.unreadable")
        return ()


async def introduce(bot: Bot, health: Health, help_texts: Mapping[str, str]) -> None:
    """Learn what the bot is called, and tell Telegram which commands it offers, in each language."""
    me = await bot.get_me()
    health.account = me.username
    for language, text in help_texts.items():
        commands = [BotCommand(name, description[:256]) for name, description in _COMMAND.findall(text)]
        await bot.set_my_commands(commands, language_code=None if language == "en" else language)
