"""Whether our fake of Telegram speaks its protocol: aiogram's own client, which others wrote, works with it."""

from collections.abc import AsyncIterator, Iterator
from io import BytesIO

import pytest
from aiogram import Bot, exceptions
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import BotCommand, BufferedInputFile, InlineKeyboardButton, InlineKeyboardMarkup

from tests.fakes_channels import telegram
from tests.fakes_shops.http import Response

PHOTO = b"\x89PNG" + bytes(50)
FLOOD = {"ok": False, "error_code": 429, "description": "Too Many Requests", "parameters": {"retry_after": 7}}


@pytest.fixture
def bot_api() -> Iterator[telegram.FakeTelegram]:
    with telegram.FakeTelegram() as fake:
        yield fake


@pytest.fixture
async def client(bot_api: telegram.FakeTelegram) -> AsyncIterator[Bot]:
    async with Bot(telegram.TOKEN, AiohttpSession(api=TelegramAPIServer.from_base(bot_api.url))) as made:
        yield made


async def test_aiogram_writes(bot_api: telegram.FakeTelegram, client: Bot) -> None:
    meera = bot_api.person()
    sent = await client.send_message(meera.id, "Well?", reply_markup=_keyboard("Yes"))
    await client.send_photo(meera.id, BufferedInputFile(PHOTO, "lamp.png"), caption="A lamp")
    await client.send_chat_action(meera.id, "typing")

    assert (sent.chat.id, sent.text) == (meera.id, "Well?")
    assert sent.reply_markup is not None
    assert sent.reply_markup.inline_keyboard[0][0].text == "Yes"
    assert meera.read == ["Well?", "A lamp"]
    assert bot_api.actions == [(meera.id, "typing")]


async def test_aiogram_asks_for_what_came(bot_api: telegram.FakeTelegram, client: Bot) -> None:
    meera = bot_api.person()
    await client.send_message(meera.id, "Well?", reply_markup=_keyboard("Yes"))
    bot_api.files["photo"] = PHOTO
    meera.says("where is my order?")
    meera.says(photo=[{"file_id": "photo", "file_unique_id": "p", "width": 1, "height": 1}])
    meera.says(contact={"phone_number": "+919812345678", "first_name": "Meera", "user_id": meera.id})
    meera.taps("Yes")
    meera.blocks()
    said, photo, contact, tapped, blocked = await client.get_updates(timeout=0)

    assert said.message is not None
    assert (said.message.text, said.message.from_user.id) == ("where is my order?", meera.id)  # type: ignore[union-attr]
    assert photo.message is not None
    assert photo.message.photo is not None
    file = await client.get_file(photo.message.photo[0].file_id)
    assert (await client.download_file(str(file.file_path), BytesIO())).read() == PHOTO  # type: ignore[union-attr]
    assert contact.message is not None
    assert contact.message.contact is not None
    assert contact.message.contact.user_id == meera.id
    assert tapped.callback_query is not None
    assert await client.answer_callback_query(tapped.callback_query.id)
    assert blocked.my_chat_member is not None
    assert blocked.my_chat_member.new_chat_member.status == "kicked"
    assert await client.get_updates(offset=blocked.update_id + 1, timeout=0) == []


async def test_aiogram_sets_up(bot_api: telegram.FakeTelegram, client: Bot) -> None:
    await client.set_webhook("https://chat.shop.example/x", secret_token="s" * 20, allowed_updates=["message"])
    await client.set_my_commands([BotCommand(command="help", description="What I can do")], language_code="hi")
    told = await client.get_webhook_info()

    assert (await client.get_me()).username == "saral_bot"
    assert (told.url, told.allowed_updates) == ("https://chat.shop.example/x", ["message"])
    assert bot_api.commands["hi"] == [{"command": "help", "description": "What I can do"}]
    with pytest.raises(exceptions.TelegramConflictError):
        await client.get_updates(timeout=0)
    await client.delete_webhook()
    assert not (await client.get_webhook_info()).url


async def test_aiogram_knows_what_is_refused(bot_api: telegram.FakeTelegram, client: Bot) -> None:
    meera = bot_api.person()
    for text in ("", "x" * 4097):
        with pytest.raises(exceptions.TelegramBadRequest):
            await client.send_message(meera.id, text)
    with pytest.raises(exceptions.TelegramBadRequest):
        await client.send_message(meera.id, "Well?", reply_markup=_keyboard("Yes", data="x" * 65))
    with pytest.raises(exceptions.TelegramBadRequest):
        await client.answer_callback_query("of long ago")
    bot_api.trouble(instead=Response(429, FLOOD))
    with pytest.raises(exceptions.TelegramRetryAfter) as flood:
        await client.send_message(meera.id, "Hello")
    assert flood.value.retry_after == 7
    meera.blocks()
    with pytest.raises(exceptions.TelegramForbiddenError):
        await client.send_message(meera.id, "Hello")
    async with Bot("1:another", client.session) as stranger:
        with pytest.raises(exceptions.TelegramUnauthorizedError):
            await stranger.get_me()


def _keyboard(title: str, data: str = "c:1:0") -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text=title, callback_data=data)]])
