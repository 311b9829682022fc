"""The public chat API, as a website's widget uses it."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import httpx
import pytest
from itsdangerous import URLSafeTimedSerializer

from sahay.domain.message import Author, Draft
from sahay.http.chat import LANGUAGES_PER_MINUTE, TYPING_PER_MINUTE
from sahay.http.tokens import TOKEN_LIFE
from sahay.store.base import PAGE
from tests.integration.http.conftest import App


async def events(response: httpx.Response) -> AsyncIterator[tuple[str, Any, str | None]]:
    """(event, data, id) as they arrive."""
    fields: dict[str, str] = {}
    async for line in response.aiter_lines():
        if not line and "event" in fields:
            yield fields["event"], json.loads(fields["data"]), fields.get("id")
        if not line:
            fields = {}
        elif not line.startswith(":"):
            key, _, value = line.partition(": ")
            fields[key] = value


async def until(stream: AsyncIterator[tuple[str, Any, str | None]], name: str, **wanted: Any) -> Any:
    """The data of the next event of this name that has these values."""
    async with asyncio.timeout(10):
        async for event, data, _ in stream:
            if event == name and all(data.get(key) == value for key, value in wanted.items()):
                return data
    raise AssertionError(f"the stream ended without {name} {wanted}")


async def test_a_new_conversation_begins_with_a_welcome_in_the_chosen_language(app: App) -> None:
    async with app.client(await app.session("gu")) as customer:
        log = (await customer.get("/api/chat/messages")).json()

    assert (log["owner"], log["language"], log["agent"], log["queue"]) == ("bot", "gu", None, None)
    assert [(line["seq"], line["author"]) for line in log["messages"]] == [(1, "bot")]
    assert "Saral Store" in log["messages"][0]["text"]
    assert log["messages"][0]["buttons"]


async def test_a_message_is_acknowledged_with_its_number_and_stored_once(app: App) -> None:
    async with app.client(await app.session()) as customer:
        body = {"client_id": "m1", "text": "  hello  "}
        answers = [await customer.post("/api/chat/messages", json=body) for _ in range(3)]
        log = (await customer.get("/api/chat/messages?after=1")).json()["messages"]

    assert [(answer.status_code, answer.json()) for answer in answers] == [(202, {"seq": 2})] * 3
    assert [line for line in log if line["author"] == "customer"] == [
        {"seq": 2, "author": "customer", "text": "hello", "at": "2026-11-21T04:30:00+00:00", "client_id": "m1"}
    ]


async def test_a_file_that_is_gone_is_refused_by_itself_and_not_as_a_conversation_that_is_gone(app: App) -> None:
    async with app.client(await app.session()) as customer, app.client(await app.session()) as other:
        file = (await other.post("/api/chat/files", params={"name": "a.txt"}, content=b"hello")).json()["id"]
        answers = [
            await customer.post("/api/chat/messages", json={"client_id": "1", "text": "", "files": [each]})
            for each in ("unknown", file)
        ]
    assert [(each.status_code, each.json()["error"]["code"]) for each in answers] == [(409, "file_gone")] * 2


async def test_a_long_log_is_read_page_by_page(app: App) -> None:
    token = await app.session()
    async with app.client(token) as customer:
        conversation_id = (await customer.post("/api/chat/sessions", json={})).json()["conversation_id"]
        async with app.services.store.transaction() as tx:
            for number in range(PAGE):
                await tx.append(conversation_id, Draft(Author.BOT, f"{number}"), app.clock.now())
        pages = [(await customer.get("/api/chat/messages", params={"after": after})).json() for after in (0, PAGE)]
    assert [(len(page["messages"]), page["more"]) for page in pages] == [(PAGE, True), (1, False)]


async def test_a_valid_token_gives_a_fresh_one_for_the_same_conversation(app: App) -> None:
    async with app.client() as stranger:
        first = (await stranger.post("/api/chat/sessions", json={})).json()
    app.clock.forward(3600)
    async with app.client(first["token"]) as customer:
        answer = await customer.post("/api/chat/sessions")

    again = answer.json()
    assert (answer.status_code, again["conversation_id"]) == (200, first["conversation_id"])
    assert again["expires_at"] > first["expires_at"]


async def test_the_stream_brings_each_message_once_and_resumes_behind_the_cursor(app: App) -> None:
    token = await app.session()
    async with app.client(token) as customer:
        await customer.post("/api/chat/messages", json={"client_id": "m1", "text": "one"})
        async with customer.stream("GET", "/api/chat/events") as response:
            stream = events(response)
            assert (await until(stream, "message", seq=1))["author"] == "bot"
            assert (await until(stream, "message", seq=2))["text"] == "one"
            apology = await until(stream, "message", seq=3)
        await customer.post("/api/chat/messages", json={"client_id": "m2", "text": "two"})
        async with customer.stream("GET", "/api/chat/events", headers={"Last-Event-ID": "3"}) as response:
            stream = events(response)
            name, data, event_id = await anext(stream)

    assert apology["buttons"][0]["payload"] == "/contact_human_agent"
    assert (name, data["seq"], data["text"], event_id) == ("message", 4, "two", "4")


async def test_an_open_page_sees_the_queue_the_agent_and_the_end(app: App) -> None:
    token, conversation_id = await app.queued()
    async with (
        app.client(token) as customer,
        customer.stream("GET", "/api/chat/events") as response,
        app.agent() as asha,
    ):
        stream = events(response)
        assert await until(stream, "owner", owner="queued") == {
            "owner": "queued",
            "agent": None,
            "queue": {"position": 1},
        }
        at = f"/api/desk/conversations/{conversation_id}"
        await asha.post(f"{at}/claim")
        assert (await until(stream, "owner", owner="agent"))["agent"] == {"name": "Asha", "picture": None}
        await asha.post(f"{at}/typing", json={"on": True})
        assert await until(stream, "typing", author="agent") == {"author": "agent", "name": "Asha", "on": True}
        await asha.post(f"{at}/messages", json={"client_id": "r1", "text": "Hello, how can I help?"})
        assert (await until(stream, "message", author="agent"))["name"] == "Asha"
        await asha.post(f"{at}/resolve")
        assert (await until(stream, "owner", owner="resolved"))["agent"] is None


async def test_those_behind_move_up_when_somebody_is_served(app: App) -> None:
    _, first = await app.queued()
    app.clock.forward(1)
    token, _ = await app.queued()
    async with (
        app.client(token) as customer,
        customer.stream("GET", "/api/chat/events") as response,
        app.agent() as asha,
    ):
        stream = events(response)
        assert (await until(stream, "owner"))["queue"] == {"position": 2}
        await asha.post(f"/api/desk/conversations/{first}/claim")
        assert (await until(stream, "owner"))["queue"] == {"position": 1}


async def test_the_language_can_be_changed(app: App) -> None:
    async with app.client(await app.session()) as customer:
        assert (await customer.post("/api/chat/language", json={"language": "hi"})).json() == {"language": "hi"}
        log = (await customer.get("/api/chat/messages")).json()
        assert log["language"] == "hi"
        assert ["Welcome" in line["text"] for line in log["messages"]] == [True, False]  # welcomed anew, in Hindi
        await customer.post("/api/chat/messages", json={"client_id": "m1", "text": "10234"})
        await customer.post("/api/chat/language", json={"language": "gu"})
        said = (await customer.get("/api/chat/messages?after=2")).json()["messages"]
        assert [line["author"] for line in said] == ["customer"]  # not welcomed again


@pytest.mark.parametrize(("tag", "greeting"), [("hi-Latn", "swagat"), ("gu-Latn", "swagat")])
async def test_latin_letters_can_be_chosen_too(app: App, tag: str, greeting: str) -> None:
    async with app.client(await app.session(tag)) as customer:
        log = (await customer.get("/api/chat/messages")).json()

    assert log["language"] == tag
    assert greeting in log["messages"][0]["text"]


async def test_who_writes_hindi_in_latin_letters_is_answered_in_them(app: App) -> None:
    async with app.client(await app.session()) as customer:
        await customer.post("/api/chat/messages", json={"client_id": "m1", "text": "mera order kahan hai"})
        log = (await customer.get("/api/chat/messages")).json()

    assert log["language"] == "hi-Latn"


async def test_a_page_on_another_origin_may_use_the_chat_and_nothing_else(app: App) -> None:
    origin = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "POST"}
    async with app.client() as browser:
        chat = await browser.options("/api/chat/sessions", headers=origin)
        desk = await browser.options("/api/desk/login", headers=origin)
        queue = await browser.get("/api/desk/queue", headers=origin)

    assert (chat.status_code, chat.headers["access-control-allow-origin"]) == (204, "*")
    assert desk.status_code == 405
    assert "access-control-allow-origin" not in queue.headers


@pytest.mark.parametrize(
    ("token", "code"),
    [
        (None, "token_missing"),
        ("nonsense", "token_invalid"),
        ("InZpY3RpbSI.aaaaaa.c2lnbmF0dXJl", "token_invalid"),  # forged: another conversation's id, a made-up signature
        ("टोकन", "token_invalid"),
    ],
)
@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "messages"), ("POST", "messages"), ("GET", "events"), ("POST", "language"), ("POST", "typing")],
)
async def test_without_a_token_of_ours_nothing_is_told(
    app: App, method: str, path: str, token: str | None, code: str
) -> None:
    headers = [(b"authorization", f"Bearer {token}".encode())] if token is not None else []
    async with app.client() as stranger:
        answer = await stranger.request(method, f"/api/chat/{path}", headers=headers, json={})

    assert (answer.status_code, answer.json()["error"]["code"]) == (401, code)


async def test_a_token_opens_its_own_conversation_whatever_else_is_asked_for(app: App) -> None:
    _, victim = await app.queued()
    async with app.client(await app.session()) as thief:
        log = await thief.get("/api/chat/messages", params={"conversation_id": victim, "sender": victim})

    assert [line["seq"] for line in log.json()["messages"]] == [1]
    assert log.json()["owner"] == "bot"


async def test_a_token_signed_for_another_purpose_is_refused(app: App) -> None:
    """The same key signs nothing else that could pass for a session."""
    foreign = URLSafeTimedSerializer(app.services.settings.session_key, salt="something.else").dumps("victim")
    async with app.client(str(foreign)) as thief:
        answer = await thief.get("/api/chat/messages")

    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "token_invalid")


async def test_a_token_ends(app: App) -> None:
    token = await app.session()
    app.clock.forward((TOKEN_LIFE + timedelta(seconds=1)).total_seconds())
    async with app.client(token) as customer:
        answer = await customer.get("/api/chat/messages")

    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "token_expired")


@pytest.mark.parametrize(
    ("path", "body", "limit"),
    [("language", {"language": "hi"}, LANGUAGES_PER_MINUTE), ("typing", {"on": True}, TYPING_PER_MINUTE)],
)
async def test_what_people_do_now_and_then_programs_may_not_do_all_the_time(
    app: App, path: str, body: dict[str, object], limit: int
) -> None:
    async with app.client(await app.session()) as customer:
        answers = [(await customer.post(f"/api/chat/{path}", json=body)).status_code for _ in range(limit + 1)]

    assert (answers[limit - 1] < 300, answers[limit]) == (True, 429)


async def test_too_many_messages_are_slowed_down_and_told_for_how_long(app: App) -> None:
    limit = app.services.settings.limits.messages_per_minute
    async with app.client(await app.session()) as customer:
        for number in range(limit):
            sent = await customer.post("/api/chat/messages", json={"client_id": f"m{number}", "text": "hi"})
            assert sent.status_code == 202
        refused = await customer.post("/api/chat/messages", json={"client_id": "more", "text": "hi"})

    assert (refused.status_code, refused.json()["error"]["code"]) == (429, "rate_limited")
    assert 1 <= int(refused.headers["retry-after"]) <= 60
