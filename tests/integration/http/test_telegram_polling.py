"""Without a public address we ask Telegram; and whatever it does, the app starts, and goes on when it is back."""

import asyncio
from collections.abc import Callable

import pytest

from sahay.channels.health import Health
from sahay.channels.telegram.client import Client
from sahay.channels.telegram.limits import UPDATES
from sahay.channels.telegram.opening import OpenTelegram
from sahay.channels.telegram.updates import Keeper, Webhook
from tests.browser.engine import ORDER, StandInEngine
from tests.fakes import ManualClock
from tests.fakes_channels.telegram import TOKEN, FakeTelegram
from tests.fakes_shops.http import Response
from tests.integration.http.conftest import App
from tests.integration.http.test_telegram import config

DOWN = Response(502, {"ok": False, "description": "Bad Gateway"})


@pytest.fixture
def environ(engine: StandInEngine, telegram: FakeTelegram, tmp_path) -> dict[str, str]:
    """As after `SAHAY_TELEGRAM_TOKEN=... make run`. Somebody had set a webhook, and Telegram is down when we start."""
    telegram.webhook = {"url": "https://old.example"}
    telegram.trouble(of=lambda request: request.path.endswith("/getMe"), instead=DOWN)
    environ = config(tmp_path, {"telegram": {"api": telegram.url}})
    return {**environ, "SAHAY_TELEGRAM_TOKEN": TOKEN, "ENGINE_PORT": str(engine.port)}


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(15):
        while not is_so():
            await asyncio.sleep(0.02)


async def test_customers_are_answered_without_a_public_address(app: App, telegram: FakeTelegram) -> None:
    await until(lambda: telegram.webhook["url"] == "")
    person = telegram.person()
    person.says("/start")
    person.says("where is my order?")
    telegram.trouble(of=lambda request: request.path.endswith("/getUpdates"), instead=DOWN)
    await until(lambda: f"Your order {ORDER} is on its way." in person.read)

    assert person.read.count(f"Your order {ORDER} is on its way.") == 1
    async with app.admin() as desk:
        shown = (await desk.get("/api/desk/channels")).json()["channels"]
    (health,) = [each["health"] for each in shown if each["name"] == "telegram"]
    assert (health["mode"], health["account"]) == ("polling", "saral_bot")
    assert TOKEN not in str(shown)


async def test_a_webhook_that_somebody_took_is_taken_back(telegram: FakeTelegram) -> None:
    """It is looked at again and again; a token that is not valid is said in words."""
    client, health, clock = Client(TOKEN, telegram.url), Health("webhook"), ManualClock()
    source = Webhook(client.bot, "https://chat.example/webhooks/telegram", "s" * 64, health, {"en": "/help - help"})
    await source.prepare()
    telegram.webhook = {"url": "https://other.example"}
    assert await source.turn() > 0
    assert health.registered == "https://other.example"
    assert telegram.webhook["url"] == "https://chat.example/webhooks/telegram"
    assert set(telegram.webhook["allowed_updates"]) == set(UPDATES)
    telegram.webhook |= {"last_error_date": 1_763_699_400, "last_error_message": "Connection refused"}
    await source.turn()
    assert health.facts["last_error"] == "Connection refused"
    await client.close()

    wrong = OpenTelegram.open(TOKEN[:-1] + "y", telegram.url, None, "key", None, clock)  # type: ignore[arg-type]
    keeper = Keeper(Webhook(wrong.client.bot, "x", "s", wrong.health, {}), wrong.health, clock, pauses=(0.01,))
    keeper.start()
    await until(lambda: wrong.health.problem == "the bot's token is not valid")
    clock.forward(1)
    await keeper.look()  # somebody wants to know now
    assert wrong.health.looked_at == clock.now()
    assert wrong.health.problem == "the bot's token is not valid"
    await keeper.stop()
    await wrong.client.close()
