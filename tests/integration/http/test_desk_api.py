"""The desk's API: who may come in, and what they see and do."""

import asyncio

import pytest

from sahay.desk.sessions import SESSION
from tests.integration.http.conftest import PASSWORD, App
from tests.integration.http.test_chat import events, until

READS = ["session", "queue", "events", "conversations/any"]
CHANGES = ["claim", "resolve", "return", "messages", "typing"]


@pytest.mark.parametrize("path", READS)
async def test_nothing_is_shown_to_somebody_who_is_not_signed_in(app: App, path: str) -> None:
    async with app.client(await app.session()) as customer:  # a customer's token is no key to the desk
        answer = await customer.get(f"/api/desk/{path}")

    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "not_signed_in")


@pytest.mark.parametrize("path", CHANGES)
async def test_every_change_needs_the_csrf_token(app: App, path: str) -> None:
    _, conversation_id = await app.queued()
    async with app.agent() as asha:
        asha.headers["X-CSRF-Token"] = "another"
        answer = await asha.post(f"/api/desk/conversations/{conversation_id}/{path}", json={})

    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "wrong_csrf_token")


@pytest.mark.parametrize(
    ("email", "password", "status"),
    [
        ("asha@example.com", PASSWORD, 200),
        (" Asha@Example.com ", PASSWORD, 200),  # as people type it
        ("asha@example.com", "wrong", 401),
        ("nobody@example.com", PASSWORD, 401),
        ("", "", 401),
    ],
)
async def test_signing_in(app: App, email: str, password: str, status: int) -> None:
    async with app.client() as browser:
        answer = await browser.post("/api/desk/login", json={"email": email, "password": password})

    assert answer.status_code == status


async def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(app: App) -> None:
    async with app.client() as browser:
        answer = await browser.post("/api/desk/login", json={"email": "asha@example.com", "password": PASSWORD})

    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


async def test_guessing_passwords_is_slowed_down_for_that_agent_only(app: App) -> None:
    wrong = {"email": "asha@example.com", "password": "guess"}
    async with app.client() as browser:
        answers = [await browser.post("/api/desk/login", json=wrong) for _ in range(6)]
        colleague = await browser.post("/api/desk/login", json={"email": "ravi@example.com", "password": PASSWORD})

    assert [answer.status_code for answer in answers] == [401] * 5 + [429]
    assert colleague.status_code == 200


@pytest.mark.parametrize("name", [b"cookie", b"x-csrf-token"])
async def test_a_header_that_is_no_text_proves_nothing(app: App, name: bytes) -> None:
    value = b"sahay_desk=\xff\xc3" if name == b"cookie" else b"\xff\xc3"
    async with app.agent() as asha:
        answer = await asha.post("/api/desk/logout", headers=[(name, value)])

    assert answer.status_code in (401, 403)


@pytest.mark.parametrize(
    ("proxies", "is_secure"),
    [
        (0, False),  # nobody stands before the app: the header is a stranger's word
        (1, True),
    ],
)
async def test_behind_a_proxy_with_tls_the_cookie_is_secure(app: App, proxies: int, is_secure: bool) -> None:
    app.sanic.config.PROXIES_COUNT = proxies or None
    forwarded = {"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "https"}
    async with app.client() as browser:
        body = {"email": "asha@example.com", "password": PASSWORD}
        answer = await browser.post("/api/desk/login", json=body, headers=forwarded)

    assert ("Secure" in answer.headers["set-cookie"]) is is_secure


async def test_a_session_ends_by_signing_out_and_by_time(app: App) -> None:
    async with app.agent() as asha, app.agent("ravi@example.com") as ravi:
        await asha.post("/api/desk/logout")
        assert (await asha.get("/api/desk/session")).status_code == 401
        assert (await ravi.get("/api/desk/session")).json()["agent"]["name"] == "Ravi"
        app.clock.forward(SESSION.total_seconds() + 1)
        assert (await ravi.get("/api/desk/session")).status_code == 401


async def test_a_session_in_use_goes_on(app: App) -> None:
    async with app.agent() as asha:
        for _ in range(3):
            app.clock.forward(SESSION.total_seconds() - 60)
            assert (await asha.get("/api/desk/session")).status_code == 200


async def test_the_queue_shows_who_waits_and_why(app: App) -> None:
    _, conversation_id = await app.queued()
    async with app.agent() as asha:
        lists = (await asha.get("/api/desk/queue")).json()

    (card,) = lists["queued"]
    assert (card["id"], card["position"], card["reason"], card["channel"]) == (conversation_id, 1, "requested", "web")
    assert card["waiting_since"] == "2026-11-21T04:30:00+00:00"
    assert (lists["mine"], lists["others"], lists["recent"]) == ([], [], [])


async def test_a_claimed_conversation_is_mine_and_anothers(app: App) -> None:
    _, conversation_id = await app.queued()
    async with app.agent() as asha, app.agent("ravi@example.com") as ravi:
        await asha.post(f"/api/desk/conversations/{conversation_id}/claim")
        refused = await ravi.post(f"/api/desk/conversations/{conversation_id}/claim")
        mine, others = (await asha.get("/api/desk/queue")).json(), (await ravi.get("/api/desk/queue")).json()

    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "already_claimed")
    assert [card["id"] for card in mine["mine"]] == [card["id"] for card in others["others"]] == [conversation_id]
    assert others["others"][0]["assignee"] == {"id": "asha", "name": "Asha"}


async def test_two_agents_who_claim_at_once_get_one_conversation_between_them(app: App) -> None:
    _, conversation_id = await app.queued()
    async with app.agent() as asha, app.agent("ravi@example.com") as ravi:
        path = f"/api/desk/conversations/{conversation_id}/claim"
        answers = await asyncio.gather(*(agent.post(path) for agent in (asha, ravi) * 3))

    assert {answer.status_code for answer in answers} == {200, 409}
    winners = {answer.json()["conversation"]["assignee"]["name"] for answer in answers if answer.status_code == 200}
    assert len(winners) == 1


async def test_the_whole_conversation_with_what_happened(app: App) -> None:
    _, conversation_id = await app.queued()
    async with app.agent() as asha:
        at = f"/api/desk/conversations/{conversation_id}"
        await asha.post(f"{at}/claim")
        refused = await asha.post(f"{at}/resolve", json={"seen_seq": 1})
        assert (refused.status_code, refused.json()["error"]["code"]) == (409, "new_message")
        await asha.post(f"{at}/messages", json={"client_id": "r1", "text": "Hello"})
        await app.services.outbox_worker.idle()
        seen = (await asha.get(at)).json()
        rest = (await asha.get(at, params={"after": 2})).json()

    assert [line["author"] for line in seen["messages"]] == ["bot", "customer", "system", "system", "agent"]
    assert seen["messages"][1]["trace"]["error"] == "unreachable"
    assert seen["messages"][4]["delivery"] == "sent"
    assert seen["messages"][4]["client_id"] == "r1"
    assert seen["conversation"]["last"]["text"] == "Hello"
    assert [(step["from"], step["to"], step["by"]) for step in seen["events"]] == [
        ("bot", "queued", None),
        ("queued", "agent", "Asha"),
    ]
    assert seen["known"]["reason"] == "requested"
    assert [line["seq"] for line in rest["messages"]] == [3, 4, 5]


async def test_who_waits_is_shown_with_what_they_typed_last(app: App) -> None:
    token, conversation_id = await app.queued()  # by a tap; the bot's apology is the log's last line
    lasts = []
    async with app.agent() as asha, app.client(token) as customer:
        lasts.append((await asha.get("/api/desk/queue")).json()["queued"][0])
        await customer.post("/api/chat/messages", json={"client_id": "more", "text": "My lamp is broken"})
        lasts.append((await asha.get("/api/desk/queue")).json()["queued"][0])
        await asha.post(f"/api/desk/conversations/{conversation_id}/claim")
        await asha.post(f"/api/desk/conversations/{conversation_id}/messages", json={"client_id": "r", "text": "Hello"})
        lasts.append((await asha.get("/api/desk/queue")).json()["mine"][0])

    assert [(card["last"]["author"], card["last"]["text"]) for card in lasts[1:]] == [
        ("customer", "My lamp is broken"),
        ("agent", "Hello"),
    ]
    assert lasts[0]["last"]["author"] == "customer"  # who has typed nothing: what was tapped
    assert lasts[0]["last"]["seq"] < lasts[0]["last_seq"]


@pytest.mark.parametrize("conversation_id", ["nobody", "' OR 1=1", "%00", "🙏"])
async def test_an_unknown_conversation_is_not_found(app: App, conversation_id: str) -> None:
    async with app.agent() as asha:
        answers = [
            await asha.get(f"/api/desk/conversations/{conversation_id}"),
            await asha.post(f"/api/desk/conversations/{conversation_id}/claim"),
        ]

    assert [answer.status_code for answer in answers] == [404, 404]


async def test_the_desk_is_told_of_changes_as_they_happen(app: App) -> None:
    async with app.agent() as asha, asha.stream("GET", "/api/desk/events") as response:
        stream = events(response)
        assert (await until(stream, "queue"))["queued"] == []
        token, conversation_id = await app.queued()
        while not (changes := await until(stream, "changes"))["queued"]:
            pass
        assert changes["queued"] == [conversation_id]
        assert [(card["id"], card["position"]) for card in changes["cards"]] == [(conversation_id, 1)]
        assert (await until(stream, "conversation"))["owner"] == "queued"
        async with app.client(token) as customer:
            await customer.post("/api/chat/typing", json={"on": True})
        assert await until(stream, "typing") == {"id": conversation_id, "on": True}
