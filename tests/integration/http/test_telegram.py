"""Telegram and the real app, over HTTP on both sides, with an engine that is quick and of a known opinion."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from sahay.channels.telegram.opening import PATH
from tests.browser.engine import ORDER, StandInEngine
from tests.fakes_channels.telegram import TOKEN, FakeTelegram, Person
from tests.integration.http.conftest import App

PUBLIC = "https://chat.shop.example"


@pytest.fixture(scope="module")
def engine() -> Iterator[StandInEngine]:
    with StandInEngine() as engine:
        yield engine


@pytest.fixture
def telegram() -> Iterator[FakeTelegram]:
    with FakeTelegram() as fake:
        yield fake


@pytest.fixture
def environ(engine: StandInEngine, telegram: FakeTelegram, tmp_path: Any) -> dict[str, str]:
    """A shop with a public address, whose Telegram is ours."""
    section = {"public_url": PUBLIC, "telegram": {"updates": "webhook", "api": telegram.url}}
    return {**config(tmp_path, section), "SAHAY_TELEGRAM_TOKEN": TOKEN, "ENGINE_PORT": str(engine.port)}


def config(tmp_path: Any, section: dict[str, Any]) -> dict[str, str]:
    from sahay.config import ROOT

    text = (ROOT / "sahay.yml").read_text(encoding="utf-8")
    before, _, after = text.partition("channels:\n")
    rest = after.partition("\nlimits:\n")[2]
    file = tmp_path / "sahay.yml"
    file.write_text(f"{before}channels: {json.dumps(section)}\nlimits:\n{rest}", encoding="utf-8")
    return {"SAHAY_CONFIG": str(file)}


@dataclass
class Chat:
    """The app, Telegram between, and a customer."""

    app: App
    telegram: FakeTelegram
    person: Person

    async def send(self, *updates: dict[str, Any]) -> None:
        """Delivered, one after the other, and dealt with."""
        for update in updates:
            assert (await self.telegram.post(update, self.app.url + PATH)).status_code == 200
        await self.settle()

    async def settle(self) -> None:
        services = self.app.services
        for _ in range(3):
            for worker in (services.channels.worker, services.turn_worker, services.outbox_worker):
                await worker.idle()

    async def hears(self, *updates: dict[str, Any]) -> list[str]:
        """What the customer is told in return."""
        before = len(self.person.seen)
        await self.send(*updates)
        return self.person.read[before:]

    async def log(self) -> list[str]:
        """What the desk has of the latest conversation."""
        async with self.app.services.store.snapshot() as snapshot:
            found = await snapshot.recent(5) or await snapshot.queue() or await snapshot.with_agents()
            return [f"{line.author}: {line.text}" for line in await snapshot.messages(found[0].id)]


@pytest.fixture
async def chat(app: App, telegram: FakeTelegram) -> Chat:
    async with asyncio.timeout(10):
        while not telegram.webhook["url"]:
            await asyncio.sleep(0.01)
    return Chat(app, telegram, telegram.person())


async def test_the_webhook_is_told_with_its_secret(chat: Chat) -> None:
    assert chat.telegram.webhook["url"] == PUBLIC + PATH
    assert len(chat.telegram.webhook["secret_token"]) == 64
    assert set(chat.telegram.webhook["allowed_updates"]) >= {"message", "callback_query", "my_chat_member"}
    assert [each["command"] for each in chat.telegram.commands[""]] == ["language", "human", "stop"]
    assert set(chat.telegram.commands) == {"", "hi", "gu"}


async def test_a_customer_is_welcomed_and_answered(chat: Chat) -> None:
    assert "Welcome" in (await chat.hears(chat.person.says("/start")))[0]
    assert await chat.hears(chat.person.says("where is my order?")) == [f"Your order {ORDER} is on its way."]
    assert chat.telegram.actions == [(chat.person.id, "typing")]
