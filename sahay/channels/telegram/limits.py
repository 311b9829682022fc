"""Telegram's limits: https://core.telegram.org/bots/api, as python-telegram-bot has them."""

from telegram.constants import (
    CallbackQueryLimit,
    FileSizeLimit,
    FloodLimit,
    InlineKeyboardButtonLimit,
    InlineKeyboardMarkupLimit,
    MessageLimit,
    WebhookLimit,
)

from sahay.channels.base import Capabilities
from sahay.domain.attachment import ENDINGS, FILE_BYTES, IMAGES

TEXT = int(MessageLimit.MAX_TEXT_LENGTH)
CAPTION = int(MessageLimit.CAPTION_LENGTH)
# In bytes.
CALLBACK_DATA = int(InlineKeyboardButtonLimit.MAX_CALLBACK_DATA)
NOTICE = int(CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH)
KEYBOARD = int(InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER)
# What may be fetched from there, and sent there; photos are less.
DOWNLOAD_BYTES = int(FileSizeLimit.FILESIZE_DOWNLOAD)
UPLOAD_BYTES = int(FileSizeLimit.FILESIZE_UPLOAD)
PHOTO_BYTES = int(FileSizeLimit.PHOTOSIZE_UPLOAD)

# https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this: one message a second to one chat,
# where short bursts are let pass, and 30 a second to all.
CHAT_PER_SECOND = float(FloodLimit.MESSAGES_PER_SECOND_PER_CHAT)
ALL_PER_SECOND = float(FloodLimit.MESSAGES_PER_SECOND)
# The same: to one group.
GROUP_PER_MINUTE = int(FloodLimit.MESSAGES_PER_MINUTE_PER_GROUP)
# A turn of the bot's, at most. Our own guess of "short".
BURST = 3

# https://core.telegram.org/bots/api#setwebhook
SECRET = int(WebhookLimit.MAX_SECRET_TOKEN_LENGTH)
CONNECTIONS = 40
UPDATES = ("message", "edited_message", "callback_query", "my_chat_member", "message_reaction")

# Telegram tells no length of a button; longer ones are cut off on a phone's screen. More buttons than these are a list
# that nobody reads.
BUTTON_TITLE = 64
BUTTONS = 12

CAPABILITIES = Capabilities(
    text=TEXT,
    caption=CAPTION,
    buttons=BUTTONS,
    button_title=BUTTON_TITLE,
    choice_id=CALLBACK_DATA,
    media={kind: min(FILE_BYTES, PHOTO_BYTES if kind in IMAGES else UPLOAD_BYTES) for kind in ENDINGS},
    typing=True,
)
