"""Whatever is sent: a clear 4xx or ordinary text, never a 500, never another's data."""

import json

import pytest

from tests.integration.http.conftest import App

BODIES = [
    (b"", 400),  # nothing
    (b"null", 400),
    (b"[]", 400),
    (b'"text"', 400),
    (b"{", 400),  # cut off
    (b"\xff\xfe\x00", 400),  # not UTF-8
    (b'{"client_id": "m", "text": "\xc3\x28"}', 400),  # invalid UTF-8 inside
    (b'{"client_id": "m", "text": "\\ud800"}', 400),  # half a surrogate pair
    (b'{"client_id": "m"}', 400),  # neither text nor payload
    (b'{"client_id": "m", "text": null}', 400),
    (b'{"client_id": "m", "text": 7}', 400),
    (b'{"client_id": "m", "text": ["a"]}', 400),
    (b'{"client_id": "m", "text": "a", "payload": "/greet"}', 400),  # both
    (b'{"client_id": "m", "text": ""}', 400),
    (b'{"client_id": "m", "text": " \\n\\t\\u0000 "}', 400),  # nothing but space
    (b'{"client_id": "", "text": "a"}', 400),
    (b'{"client_id": "a b", "text": "a"}', 400),
    (b'{"client_id": "a\\n", "text": "a"}', 400),
    (b'{"client_id": null, "text": "a"}', 400),
    (b'{"text": "a"}', 400),
    (b'{"client_id": "m", "payload": "/restart"}', 400),  # never offered
    (b'{"client_id": "m", "payload": "/track_order{\\"order_number\\": \\"10001\\"}"}', 400),
    (b"[" * 50_000, 400),  # nested too deeply
    (json.dumps({"client_id": "m", "text": "x" * 2001}).encode(), 413),  # one too many
    (json.dumps({"client_id": "m", "text": "x" * 200_000}).encode(), 413),  # 200 KB
]


@pytest.mark.parametrize(("body", "status"), BODIES, ids=range(len(BODIES)))
async def test_a_message_that_cannot_be_taken_is_refused_with_a_reason(app: App, body: bytes, status: int) -> None:
    async with app.client(await app.session()) as customer:
        answer = await customer.post("/api/chat/messages", content=body)
        log = (await customer.get("/api/chat/messages")).json()["messages"]

    error = answer.json()["error"]
    assert answer.status_code == status
    assert error["code"]
    assert len(error["message"]) > 10
    assert [line["author"] for line in log] == ["bot"]  # nothing was stored


TEXTS = [
    "🙏",  # emoji only
    "👩‍👩‍👧‍👦🏳️‍🌈",
    "/restart",  # a command of the engine
    '/contact_human_agent{"x": 1}',
    "EXTERNAL: greet",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "'; DROP TABLE message; --",
    "{{7*7}} ${7*7} {shop} %s %(a)s",
    "\u202eright to left\u202c zero\u200bwidth",
    "क्" * 999,
    "x" * 2000,
    "line\nbreak",
    '\\"quoted\\"',
]


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
async def test_strange_text_is_ordinary_text(app: App, text: str) -> None:
    async with app.client(await app.session()) as customer:
        sent = await customer.post("/api/chat/messages", json={"client_id": "m", "text": text})
        log = (await customer.get("/api/chat/messages?after=1")).json()["messages"]

    assert sent.status_code == 202
    assert log[0]["text"] == text


@pytest.mark.parametrize("cursor", ["-1", "1.5", "abc", "9" * 30, "1 OR 1=1", "१"])
@pytest.mark.parametrize("path", ["messages", "events"])
async def test_a_cursor_is_a_number(app: App, path: str, cursor: str) -> None:
    async with app.client(await app.session()) as customer:
        answer = await customer.get(f"/api/chat/{path}", params={"after": cursor})

    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "bad_request")


@pytest.mark.parametrize("language", ["xx", "", "en' OR '1'='1", "../../etc/passwd", "EN"])
async def test_only_the_shops_languages_can_be_chosen(app: App, language: str) -> None:
    async with app.client(await app.session()) as customer:
        answer = await customer.post("/api/chat/language", json={"language": language})

    assert answer.status_code == 400
    assert "en, hi, gu" in answer.json()["error"]["message"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nothing/here", 404),
        ("GET", "/api/chat/sessions", 405),
        ("DELETE", "/api/chat/messages", 405),
        ("GET", "/desk/../../config/__init__.py", 404),
        ("GET", "/widget/..%2f..%2f..%2fsahay.yml", 404),
        ("GET", "/widget/%2e%2e/%2e%2e/config/__init__.py", 404),
        ("GET", "/desk/%00", 404),  # names that no file can have
        ("GET", "/widget/%00.js", 404),
        ("GET", f"/desk/{'x' * 300}", 404),
        ("GET", "/desk/app.js/x", 404),
        ("GET", "/widget/", 404),  # no listing of folders
    ],
)
async def test_other_addresses_are_refused_in_the_same_shape(app: App, method: str, path: str, status: int) -> None:
    async with app.client() as stranger:
        answer = await stranger.request(method, path)

    assert (answer.status_code, set(answer.json()["error"])) == (status, {"code", "message"})


@pytest.mark.parametrize(
    "body",
    [
        {"email": "asha@example.com' OR '1'='1", "password": "x"},
        {"email": "asha@example.com", "password": "' OR ''='"},
        {"email": "asha@example.com\x00", "password": "x"},
        {"email": "<b>asha</b>", "password": "🙏" * 100},
    ],
)
async def test_a_login_with_tricks_is_a_wrong_login(app: App, body: dict[str, str]) -> None:
    async with app.client() as stranger:
        answer = await stranger.post("/api/desk/login", json=body)

    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "wrong_login")
