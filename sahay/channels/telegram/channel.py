"""The way out."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any

import structlog
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram import Message as Sent
from telegram.constants import ChatAction
from telegram.error import TelegramError

from sahay.channels.base import Capabilities, Choice, DeliveryError, Part, Recipient, Verdict
from sahay.channels.measure import units
from sahay.channels.pace import Pace
from sahay.channels.parts import parts_of
from sahay.channels.telegram.client import classify
from sahay.channels.telegram.limits import ALL_PER_SECOND, BURST, CAPABILITIES, CHAT_PER_SECOND
from sahay.domain.message import File, Message

log = structlog.get_logger()

NAME = "telegram"
# Two buttons of so many units have room side by side.
HALF = 18

# The content of a file, by its id. Raises LookupError.
ReadFile = Callable[[str], Awaitable[bytes]]


class TelegramChannel:
    """Texts go out as they are, without a parse mode: there is nothing to escape, and so nothing that could be escaped
    wrongly. Telegram's clients make links of addresses and numbers by themselves."""

    name = NAME

    def __init__(self, bot: Bot, read_file: ReadFile, pace: Pace | None = None) -> None:
        self._bot = bot
        self._read_file = read_file
        self._pace = pace or Pace(CHAT_PER_SECOND, BURST, ALL_PER_SECOND)

    @property
    def capabilities(self) -> Capabilities:
        return CAPABILITIES

    def adapt(self, message: Message, to: Recipient, now: datetime) -> tuple[Part, ...]:
        return parts_of(message, CAPABILITIES)

    async def deliver(self, to: Recipient, part: Part, key: str) -> str | None:
        data = await self._content(part.file) if part.file else None
        await self._pace.wait(to.address)
        try:
            if part.file and data is not None:
                sent = await self._send_file(to, part, part.file, data)
            else:
                sent = await self._send_text(to, part)
        except TelegramError as error:
            raise classify(error) from error
        return str(sent.message_id)

    async def show_typing(self, address: str) -> None:
        try:
            await self._bot.send_chat_action(address, ChatAction.TYPING)
        except TelegramError as error:
            log.info("telegram.typing", kind=type(error).__name__)

    async def _send_text(self, to: Recipient, part: Part) -> Sent:
        return await self._bot.send_message(
            to.address,
            part.text,
            reply_markup=keyboard(part.choices),
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )

    async def _content(self, file: File) -> bytes:
        try:
            return await self._read_file(file.id)
        except LookupError:
            raise DeliveryError("the file is gone", Verdict.GIVE_UP) from None

    async def _send_file(self, to: Recipient, part: Part, file: File, data: bytes) -> Sent:
        send = _SENDERS.get(file.type, Bot.send_document)
        options: dict[str, Any] = {"filename": file.name, "caption": part.text or None}
        sent: Sent = await send(self._bot, to.address, data, reply_markup=keyboard(part.choices), **options)
        return sent


_SENDERS: Mapping[str, Callable[..., Awaitable[Sent]]] = {
    "image/jpeg": Bot.send_photo,
    "image/png": Bot.send_photo,
    "image/webp": Bot.send_photo,
    "audio/ogg": Bot.send_voice,
    "video/mp4": Bot.send_video,
}


def keyboard(choices: tuple[Choice, ...]) -> InlineKeyboardMarkup | None:
    """Two short ones share a row."""
    rows: list[list[InlineKeyboardButton]] = []
    room = 0
    for choice in choices:
        button = InlineKeyboardButton(choice.title, callback_data=choice.id)
        is_short = units(choice.title) <= HALF
        if room and is_short:
            rows[-1].append(button)
            room = 0
        else:
            rows.append([button])
            room = 1 if is_short else 0
    return InlineKeyboardMarkup(rows) if rows else None
