"""Asking the Bot API, and what its refusals mean."""

import logging
import os
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import httpx
import msgspec
from telegram import Bot
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.request import HTTPXRequest

from sahay.channels.base import DeliveryError, Verdict
from sahay.channels.telegram.shapes import Answer

CONNECT_SECONDS = 5.0
READ_SECONDS = 20.0
# How long Telegram holds a request for updates when there are none.
POLL_SECONDS = 50
CONNECTIONS = 64
# A token that is not valid becomes valid when somebody sets it: until then nobody is hurried.
TOKEN_SECONDS = 60.0
# Our own: after a day a message is of no use.
LONGEST_WAIT_SECONDS = 86_400
GATEWAY_TIMEOUT = 504

# What was never sent.
_UNSENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
_VERDICTS: Mapping[type[TelegramError], tuple[str, Verdict]] = {
    Forbidden: ("the customer has blocked the bot, or left", Verdict.GIVE_UP),
    ChatMigrated: ("the chat has moved", Verdict.GIVE_UP),
    BadRequest: ("Telegram does not take this message", Verdict.GIVE_UP),
    Conflict: ("another program asks for this bot's updates", Verdict.RETRY),
    InvalidToken: ("the bot's token is not valid", Verdict.RETRY),
}


# The library's switch to what its next version does: spans of time are timedeltas.
os.environ.setdefault("PTB_TIMEDELTA", "true")
# The library's errors quote what was answered, which is what was said to a customer.
logging.getLogger("telegram").setLevel(logging.CRITICAL + 1)


class Refused(NetworkError):
    """An answer of 500 or more: read, and a refusal."""

    def __init__(self, status: int) -> None:
        super().__init__(f"HTTP {status}")
        self.status = status


class Line(HTTPXRequest):
    """Tells apart what the library calls a NetworkError all alike: an answer that refuses, and no answer."""

    async def do_request(self, *args: object, **options: object) -> tuple[int, bytes]:
        status, content = await super().do_request(*args, **options)  # type: ignore[arg-type]
        if status >= httpx.codes.INTERNAL_SERVER_ERROR:
            raise Refused(status)
        return status, content


class Client:
    """The library's bot, and a line of its own for the updates. It asks nothing by itself. `transport` is for tests."""

    def __init__(self, token: str, api: str, transport: httpx.AsyncBaseTransport | None = None) -> None:
        base = api.rstrip("/")
        by: dict[str, Any] = {"connect_timeout": CONNECT_SECONDS}
        if transport:
            by["httpx_kwargs"] = {"transport": transport}
        self._line = Line(1, read_timeout=POLL_SECONDS + READ_SECONDS, **by)
        self.bot = Bot(
            token,
            base_url=f"{base}/bot",
            base_file_url=f"{base}/file/bot",
            request=Line(CONNECTIONS, read_timeout=READ_SECONDS, **by),
            get_updates_request=self._line,
        )

    async def updates(self, offset: int, kinds: Sequence[str]) -> list[dict[str, object]]:
        """The updates from `offset` on, as they are; waits for one. The library reads them too, and writes what it
        cannot read into the log. Raises TelegramError."""
        allowed = msgspec.json.encode(kinds).decode()
        query = urlencode({"timeout": POLL_SECONDS, "offset": offset, "allowed_updates": allowed})
        try:
            payload = await self._line.retrieve(f"{self.bot.base_url}/getUpdates?{query}")
            return msgspec.json.decode(payload, type=Answer).result
        except TelegramError:
            raise
        except Exception:  # the library, too, raises what it likes of an error that has another shape
            raise TelegramError("not what getUpdates answers") from None

    async def close(self) -> None:
        await self.bot.shutdown()
        for line in (self._line, self.bot.request):
            await line.shutdown()


def classify(error: TelegramError) -> DeliveryError:
    """What is to be done about a message. The text is ours: Telegram's may quote what was sent."""
    if isinstance(error, RetryAfter):
        wish = _seconds(error.retry_after)
        return DeliveryError("Telegram wants us to slow down", Verdict.RETRY, after_seconds=wish)
    for kind, (text, verdict) in _VERDICTS.items():
        if isinstance(error, kind):
            after = TOKEN_SECONDS if kind is InvalidToken else None
            return DeliveryError(text, verdict, after_seconds=after, is_blocked=kind is Forbidden)
    if isinstance(error, Refused):
        lost = error.status == GATEWAY_TIMEOUT
        return DeliveryError(f"Telegram: HTTP {error.status}", Verdict.UNKNOWN if lost else Verdict.RETRY)
    if isinstance(error.__cause__, _UNSENT):
        return DeliveryError("Telegram cannot be reached", Verdict.RETRY)
    return DeliveryError("Telegram's answer was lost", Verdict.UNKNOWN)


def _seconds(wish: object) -> float | None:
    """What the library passes on as it came; None for what nobody can wait for."""
    seconds = wish.total_seconds() if isinstance(wish, timedelta) else wish
    return float(seconds) if isinstance(seconds, int | float) and 0 <= seconds <= LONGEST_WAIT_SECONDS else None
