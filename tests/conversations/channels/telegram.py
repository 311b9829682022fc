"""A customer on Telegram. aiogram, which others wrote, reads what our fake of the Bot API tells and is told."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from aiogram import methods
from aiogram.types import Update

from tests.conversations.channels.story import Customer
from tests.fakes_channels.telegram import FakeTelegram, parameters
from tests.fakes_shops.http import Request

PREFIX = "/bot"
# https://core.telegram.org/bots/api: "JSON-serialized".
IN_JSON = ("allowed_updates", "commands", "link_preview_options", "reply_markup")
# What our client asks of it, each as aiogram would write it.
METHODS: Mapping[str, type[methods.TelegramMethod[Any]]] = {
    method.__api_method__: method
    for method in (
        methods.AnswerCallbackQuery,
        methods.DeleteWebhook,
        methods.GetMe,
        methods.GetUpdates,
        methods.GetWebhookInfo,
        methods.SendChatAction,
        methods.SendMessage,
        methods.SetMyCommands,
    )
}


class TelegramCustomer(Customer):
    channel = "telegram"

    def __init__(self, telegram: FakeTelegram) -> None:
        self._telegram = telegram
        self._person = telegram.person()

    async def says(self, text: str) -> None:
        update = Update.model_validate(self._person.says(text))
        assert update.message is not None
        assert update.message.text == text

    async def taps(self, title: str) -> None:
        update = Update.model_validate(self._person.taps(title))
        assert update.callback_query is not None
        assert update.callback_query.data

    async def shares_number(self, phone: str) -> None:
        told = {"phone_number": phone, "first_name": self._person.name, "user_id": self._person.id}
        update = Update.model_validate(self._person.says(contact=told))
        assert update.message is not None
        assert update.message.contact is not None
        assert update.message.contact.phone_number == phone

    async def read(self) -> Sequence[str]:
        return self._person.read

    async def judge(self, view: Mapping[str, Any]) -> None:
        """Each call is one that aiogram could have made, and every button that was tapped stopped turning."""
        asked = [request for request in self._telegram.requests if request.path.startswith(PREFIX)]
        texts = [called.text for called in map(as_method, asked) if isinstance(called, methods.SendMessage)]
        assert texts == self._person.read
        assert "open" not in self._telegram.queries.values()


def as_method(request: Request) -> methods.TelegramMethod[Any]:
    """Raises KeyError for a method that is not in the table, and pydantic's ValidationError."""
    told = {name: json.loads(value) if name in IN_JSON else value for name, value in parameters(request).items()}
    return METHODS[request.path.rpartition("/")[2]].model_validate(told)
