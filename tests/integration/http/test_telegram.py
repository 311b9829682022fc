"""Telegram and the real app, over HTTP on both sides, with an engine that is quick and of a known opinion."""

import asyncio
import json
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from sqlalchemy import select

from sahay.channels.pace import Pace
from sahay.channels.telegram import parsing
from sahay.channels.telegram.opening import PATH
from sahay.config import ROOT
from sahay.store import addresses, inquiries, updates
from sahay.store.tables.channels import channel_update
from tests.browser.engine import ORDER, StandInEngine
from tests.fakes_channels.telegram import TOKEN, FakeTelegram, Person
from tests.fakes_shops.http import Response
from tests.integration.http.conftest import App

PUBLIC = "https://chat.shop.example"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
OGG = b"OggS\0\x02" + b"\0" * 22 + b"OpusHead" + b"\0" * 20
FLOOD = {"ok": False, "error_code": 429, "description": "Too Many Requests", "parameters": {"retry_after": 1}}


@pytest.fixture
def environ(engine: StandInEngine, telegram: FakeTelegram, tmp_path: Path) -> dict[str, str]:
    """A shop with a public address, whose Telegram is ours."""
    section = {"public_url": PUBLIC, "telegram": {"updates": "webhook", "api": telegram.url}}
    return {**config(tmp_path, section), "SAHAY_TELEGRAM_TOKEN": TOKEN, "ENGINE_PORT": str(engine.port)}


def config(tmp_path: Path, section: dict[str, Any]) -> dict[str, str]:
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

    async def conversation_id(self) -> str:
        async with self.app.services.database.read() as connection:
            known = await addresses.find(connection, "telegram", str(self.person.id))
        assert known is not None
        return str(known.conversation_id)

    async def log(self) -> list[str]:
        """What the desk has."""
        async with self.app.services.store.snapshot() as snapshot:
            lines = await snapshot.messages(await self.conversation_id())
        return [f"{line.author}: {line.text}" for line in lines]

    async def deliveries(self) -> list[str]:
        """How far what was said has come."""
        async with self.app.services.store.snapshot() as snapshot:
            return [str(state) for state in (await snapshot.deliveries(await self.conversation_id())).values()]

    async def rating(self, conversation_id: str) -> tuple[int | None, str | None]:
        async with self.app.services.database.read() as connection:
            rating = (await inquiries.ratings(connection, [conversation_id]))[conversation_id]
        return rating.score, rating.comment


@pytest.fixture
async def chat(app: App, telegram: FakeTelegram) -> Chat:
    async with asyncio.timeout(10):
        while not telegram.webhook["url"]:
            await asyncio.sleep(0.01)
    assert app.services.channels.doors.telegram
    app.services.channels.doors.telegram.channel._pace = Pace(1000, 1000, 1000)
    return Chat(app, telegram, telegram.person())


async def test_the_webhook_is_told_with_its_secret(chat: Chat) -> None:
    assert chat.telegram.webhook["url"] == PUBLIC + PATH
    assert len(chat.telegram.webhook["secret_token"]) == 64
    assert set(chat.telegram.webhook["allowed_updates"]) >= {"message", "callback_query", "my_chat_member"}
    assert [each["command"] for each in chat.telegram.commands[""]] == ["language", "human", "stop"]
    assert set(chat.telegram.commands) == {"", "hi", "gu"}


async def test_a_look_now_says_what_telegram_has_and_whether_we_are_reached(chat: Chat) -> None:
    health = chat.app.services.channels.health["telegram"]
    health.address = chat.app.url + PATH
    chat.telegram.webhook |= {"pending_update_count": 3}
    async with chat.app.admin() as desk:
        seen = (await desk.post("/api/desk/channels/telegram/check")).json()["health"]
        health.address = chat.app.url + "/"
        lost = (await desk.post("/api/desk/channels/telegram/check")).json()["health"]
        statuses = [(await desk.post(f"/api/desk/channels/{name}/check")).status_code for name in ("sms", "fax")]

    assert (seen["is_connected"], seen["registered"], seen["pending"]) == (True, PUBLIC + PATH, 3)
    assert (seen["reach"], lost["reach"]) == (None, "other_answer")
    assert seen["reach_at"] == chat.app.clock.now().isoformat()
    assert statuses == [200, 404]  # one that is not connected, one that there is not


async def test_a_customer_is_welcomed_and_answered(chat: Chat) -> None:
    assert "Welcome" in (await chat.hears(chat.person.says("/start")))[0]
    assert await chat.hears(chat.person.says("where is my order?")) == [f"Your order {ORDER} is on its way."]
    assert chat.telegram.actions == [(chat.person.id, "typing")]


async def test_from_the_question_to_the_rating(chat: Chat) -> None:
    """Bot, queue, agent with a photo, resolved, rated with a comment: all of it in one chat."""
    person = chat.person
    await chat.send(person.says("where is my order?"))
    assert "queue" in (await chat.hears(person.taps("Talk to a person")))[-1]
    conversation_id = await chat.conversation_id()
    async with chat.app.agent() as desk:
        one = f"/api/desk/conversations/{conversation_id}"
        await desk.post(f"{one}/claim")
        await desk.post(f"{one}/typing", json={"on": True})
        photo = (await desk.post(f"{one}/files", params={"name": "lamp.png"}, content=PNG)).json()["id"]
        await desk.post(f"{one}/messages", json={"client_id": "1", "text": "It leaves today.", "files": [photo]})
        await chat.settle()
        await chat.send(person.says("thank you!"))
        shown = (await desk.get(one)).json()["conversation"]
        assert shown["channel"] == "telegram"
        await desk.post(f"{one}/resolve", json={"reason": "solved"})
        await chat.settle()
    assert "Asha has joined the chat." in person.read
    assert "It leaves today." in person.read
    assert (person.id, "typing") in chat.telegram.actions
    chat.app.clock.forward(120)
    await chat.app.services.care.aftercare.ask(chat.app.services.store, chat.app.services.routing.mover)
    await chat.settle()
    await chat.send(person.taps("5 – Very good"))
    await chat.send(person.taps("Write a comment"))
    await chat.send(person.says("Asha was quick"))
    assert await chat.rating(conversation_id) == (5, "Asha was quick")
    assert set(chat.telegram.queries.values()) == {""}  # each tap was answered


async def test_each_update_counts_once_however_it_is_delivered(chat: Chat) -> None:
    """1 to 5 times, in parallel and in any order."""
    asked = [chat.person.says(f"question {number}") for number in range(8)]
    calls = [update for number, update in enumerate(asked) for _ in range(number % 5 + 1)]
    random.Random(7).shuffle(calls)  # noqa: S311
    answers = await asyncio.gather(*(chat.telegram.post(call, chat.app.url + PATH) for call in calls))
    await chat.settle()

    assert {answer.status_code for answer in answers} == {200}
    log = await chat.log()
    assert sorted(line for line in log if line.startswith("customer")) == [
        f"customer: question {number}" for number in range(8)
    ]
    assert len([line for line in log if line.startswith("bot: Your order")]) == 8
    assert chat.person.read.count(f"Your order {ORDER} is on its way.") == 8


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"{}", {"X-Telegram-Bot-Api-Secret-Token": "wrong"}, 401),
        (b"{}", {"X-Telegram-Bot-Api-Secret-Token": ""}, 401),
        (b"[" * 100_000, {}, 400),  # deep
        (b"\xff\xfe", {}, 400),
        (b'{"update_id": "7"}', {}, 400),  # a text for a number
        (b'{"update_id": 7, "message": {"text": []}}', {}, 400),
        (b'{"update_id": 7, "x": "' + b"y" * 10 * 1024 * 1024 + b'"}', {}, 413),
    ],
)
async def test_what_is_none_of_telegrams_is_refused(
    chat: Chat, body: bytes, headers: dict[str, str], status: int
) -> None:
    answer = await chat.telegram.post(body, chat.app.url + PATH, **headers)

    assert answer.status_code == status
    assert set(answer.json()["error"]) == {"code", "message"}
    assert await chat.app.services.channels.arrivals.pending() == []


async def test_another_channels_address_is_not_there(chat: Chat) -> None:
    assert (await chat.telegram.post({"update_id": 1}, f"{chat.app.url}/webhooks/pigeon")).status_code == 404


async def test_commands(chat: Chat) -> None:
    person = chat.person
    welcome = await chat.hears(person.says("/start"))
    assert len(welcome) == 1  # not greeted twice
    assert "/language" in (await chat.hears(person.says("/help")))[0]
    assert await chat.hears(person.says("/language")) == ["Which language do you prefer?"]
    assert await chat.hears(person.taps("हिन्दी")) == ["ठीक है, अब से जवाब हिन्दी में मिलेंगे।"]
    assert await chat.hears(person.says("/stop"))
    assert "कतार" in " ".join(await chat.hears(person.says("/human")))
    assert (await chat.hears(person.says("/start")))[0].startswith("Saral Store")


async def test_files_come_and_are_known_by_their_content(chat: Chat) -> None:
    chat.telegram.files = {"p": PNG, "v": OGG, "z": b"PK\x03\x04" + b"\0" * 30}
    photo = [{"file_id": "p", "file_unique_id": "u", "width": 1, "height": 1, "file_size": len(PNG)}]
    voice = {"file_id": "v", "file_unique_id": "u", "duration": 2, "file_size": len(OGG)}
    archive = {"file_id": "z", "file_unique_id": "u", "file_name": "all.zip"}
    too_large = {"file_id": "p", "file_unique_id": "u", "file_name": "film.mp4", "file_size": 30_000_000}
    await chat.send(chat.person.says("/start"))

    assert "Your order" in (await chat.hears(chat.person.says(photo=photo, caption="where is it?")))[0]
    assert "your file has arrived" in (await chat.hears(chat.person.says(voice=voice)))[0]
    assert await chat.hears(*(chat.person.says(photo=photo) for _ in range(3))) == []  # an album: said once
    for refused in (archive, too_large, {**archive, "file_id": "gone"}):
        chat.app.clock.forward(60)
        assert "could not take that file" in (await chat.hears(chat.person.says(document=refused)))[0]
    async with chat.app.services.store.snapshot() as snapshot:
        kept = await snapshot.uploads(await chat.conversation_id())
    # What it is called by Telegram does not count.
    assert {(each.file.name, each.file.type) for each in kept} == {
        ("photo.jpg.png", "image/png"),
        ("voice.ogg", "audio/ogg"),
    }
    assert "customer: 📎 all.zip ✕" in await chat.log()


async def test_what_the_bot_cannot_use_is_kept_for_people(chat: Chat) -> None:
    person = chat.person
    await chat.send(person.says("/start"))
    told = {
        "📍 23.02250, 72.57140": await chat.hears(person.says(location={"latitude": 23.0225, "longitude": 72.5714})),
        "📎 dice ✕": await chat.hears(person.says(dice={"emoji": "🎲", "value": 4})),
        "👤 +919800000000": await chat.hears(person.says(contact={"phone_number": "919800000000", "first_name": "R"})),
        "👍": await chat.hears(person.says(sticker={"emoji": "👍", "file_id": "s", "file_unique_id": "u"})),
    }
    edited = chat.telegram.update(edited_message={**person.message(text="order 10234"), "edit_date": 1_763_699_460})
    told["✏️ order 10234"] = await chat.hears(edited)

    log = await chat.log()
    assert [line for line in told if f"customer: {line}" not in log] == []
    assert {line: len(said) for line, said in told.items()} == {**dict.fromkeys(told, 1), "👍": 0}


async def test_a_shared_number_of_ones_own_is_verified(chat: Chat) -> None:
    contact = {"phone_number": "919812345678", "first_name": "Meera", "user_id": chat.person.id}
    known: list[str] = []

    async def recognise(_conversation_id: str, phone: str) -> None:
        known.append(phone)

    chat.app.services.inbox._recognise = recognise
    await chat.send(chat.person.says(contact={**contact, "user_id": 1}))
    assert known == []
    await chat.send(chat.person.says(contact=contact))
    assert known == ["+919812345678"]


async def test_a_group_is_told_once_and_when_it_calls(chat: Chat) -> None:
    group = {"id": -100, "title": "Family", "type": "group"}
    chat.telegram.groups[-100] = []

    def says(text: str) -> dict[str, Any]:
        return chat.telegram.update(message={**chat.person.message(text=text), "chat": group})

    await chat.send(says("hello"), says("who wants pizza?"), says("@saral_bot where is my order?"))

    assert len(chat.telegram.groups[-100]) == 2
    async with chat.app.services.store.snapshot() as snapshot:
        assert await snapshot.recent(5) == []  # nobody's conversation


async def test_stale_taps_are_answered_too(chat: Chat) -> None:
    person = chat.person
    await chat.send(person.says("/start"))
    for data in ("nonsense", f"{'x' * 22}:1:0", f"{await chat.conversation_id()}:1:9"):
        await chat.send(person.taps_data(data, None))

    assert [text for text in chat.telegram.queries.values() if "no longer open" not in text] == []


async def test_who_blocks_the_bot_is_not_written_to_in_vain(chat: Chat) -> None:
    person = chat.person
    await chat.send(person.says("/start"), person.blocks())
    conversation_id = await chat.conversation_id()
    async with chat.app.agent() as desk:
        one = f"/api/desk/conversations/{conversation_id}"
        await desk.post(f"{one}/claim")
        await desk.post(f"{one}/messages", json={"client_id": "1", "text": "Are you there?"})
        await chat.settle()
        lines = (await desk.get(one)).json()["messages"]
    assert [line["delivery"] for line in lines if line["text"] == "Are you there?"] == ["failed"]
    person.blocks(on=False)
    await chat.send(person.says("I am back"))
    async with chat.app.services.database.read() as connection:
        known = await addresses.find(connection, "telegram", str(person.id))
    assert known is not None
    assert known.blocked_at is None


@pytest.mark.parametrize(
    ("trouble", "told", "state"),
    [
        ({"instead": Response(429, FLOOD)}, 1, "sent"),
        ({"instead": Response(500, {"ok": False, "description": "Internal Server Error"})}, 1, "sent"),
        ({"dropped": True}, 1, "unknown"),  # it had arrived...
        ({"dropped": True, "done": False}, 0, "unknown"),  # ...or had not: nobody can tell
        ({"cut": True}, 1, "unknown"),
    ],
)
async def test_what_goes_wrong_on_the_way_out(chat: Chat, trouble: dict[str, Any], told: int, state: str) -> None:
    """Said once or not at all, and the desk sees which."""
    await chat.send(chat.person.says("/start"))
    chat.telegram.trouble(of=lambda request: request.path.endswith("/sendMessage"), **trouble)
    await chat.send(chat.person.says("where is my order?"))
    async with asyncio.timeout(10):
        while (await chat.deliveries())[-1] == "pending":
            chat.app.clock.forward(2)
            await chat.app.services.outbox_worker.idle()
            await asyncio.sleep(0.05)
            chat.app.services.outbox_worker.wake(await chat.conversation_id())

    assert chat.person.read.count(f"Your order {ORDER} is on its way.") == told
    assert (await chat.deliveries())[-1] == state


async def test_what_cannot_be_applied_is_kept_and_shown(chat: Chat) -> None:
    """A fault of ours loses nothing: the next message is answered, and the body waits for who mends it."""
    services = chat.app.services
    with patch.object(parsing, "_in_private", side_effect=RuntimeError):
        await chat.send(chat.person.says("lost?"))
    await chat.send(chat.person.says("where is my order?"))
    async with services.database.read() as connection:
        traffic = await updates.traffic(connection, "telegram")
    assert (traffic.failed, traffic.error) == (1, "cannot be read")
    async with services.database.write() as connection:
        await updates.retry_failed(connection, "telegram", chat.app.clock.now())
    for key in await services.channels.arrivals.pending():
        services.channels.worker.wake(key)
    await chat.settle()

    assert "customer: lost?" in await chat.log()
    async with services.database.read() as connection:
        bodies = await connection.execute(select(channel_update.c.body))
        assert set(bodies.scalars()) == {None}
