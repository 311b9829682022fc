"""The console's API, end to end: files both ways, customers who are not answered, finding, many at once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import update

from sahay.desk.audit import Entry, Search
from sahay.domain.agent import Role
from sahay.domain.attachment import FILE_BYTES
from sahay.http.attachments import HEARD_BYTES, UPLOADS_PER_MINUTE
from sahay.store import schema
from tests.integration.http.conftest import App
from tests.integration.http.test_chat import events, until

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(50)


@asynccontextmanager
async def supervisor(app: App) -> AsyncIterator[httpx.AsyncClient]:
    async with app.services.database.write() as connection:
        ravi = update(schema.agent).where(schema.agent.c.id == "ravi")
        await connection.execute(ravi.values(role=Role.SUPERVISOR))
    async with app.agent("ravi@example.com") as client:
        yield client


async def log_of(app: App, token: str) -> list[dict]:
    async with app.client(token) as customer:
        return list((await customer.get("/api/chat/messages")).json()["messages"])


async def test_a_customers_file_reaches_the_desk_and_is_never_shown_as_a_page(app: App) -> None:
    token, conversation_id = await app.queued()
    async with app.client(token) as customer, app.agent() as asha:
        page = b"<script>alert(document.cookie)</script>"
        file = (await customer.post("/api/chat/files", params={"name": "../a.html"}, content=page)).json()
        sent = await customer.post("/api/chat/messages", json={"client_id": "f", "files": [file["id"]]})
        seen = (await asha.get(f"/api/desk/conversations/{conversation_id}")).json()
        answer = await asha.get(f"/api/desk/files/{file['id']}")

    assert sent.status_code == 202
    assert seen["messages"][-1]["files"] == [file]
    assert (file["name"], file["type"], answer.content) == ("a.html.txt", "text/plain", page)
    assert answer.headers["content-disposition"].startswith('attachment; filename="a.html.txt"')
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_an_agents_file_reaches_this_customer_and_no_other(app: App) -> None:
    token, conversation_id = await app.queued()
    async with app.agent() as asha, app.client(token) as customer, app.client(await app.session()) as stranger:
        one = f"/api/desk/conversations/{conversation_id}"
        await asha.post(f"{one}/claim", json={})
        file = (await asha.post(f"{one}/files", params={"name": "बिल.png"}, content=PICTURE)).json()
        early = await customer.get(f"/api/chat/files/{file['id']}")
        reply = await asha.post(f"{one}/messages", json={"client_id": "r", "files": [file["id"]]})
        again = await asha.post(f"{one}/messages", json={"client_id": "r2", "files": [file["id"]]})
        late = await customer.get(f"/api/chat/files/{file['id']}")
        others = [await stranger.get(f"/api/chat/files/{file['id']}"), await stranger.get("/api/desk/files/x")]

    assert (early.status_code, reply.status_code, again.status_code) == (404, 202, 404)
    assert (late.content, [answer.status_code for answer in others]) == (PICTURE, [404, 401])
    [told] = (await log_of(app, token))[-1]["files"]
    assert told == {**file, "url": told["url"]}
    async with app.client() as browser:
        assert (await browser.get(told["url"])).content == PICTURE  # a link is followed without a token
        others_file = told["url"].replace(file["id"], "another")
        assert (await browser.get(others_file)).status_code == 401
        app.clock.forward(timedelta(days=1, seconds=2).total_seconds())
        assert (await browser.get(told["url"])).json()["error"]["code"] == "link_invalid"


async def test_what_is_no_file_for_us_is_refused_with_a_reason(app: App) -> None:
    contents = (b"MZ\x90\x00" + bytes(99), b"", bytes(FILE_BYTES + 1))
    async with app.client(await app.session()) as customer:
        answers = [await customer.post("/api/chat/files", content=content) for content in contents]

    told = [(answer.status_code, answer.json()["error"]["code"]) for answer in answers]
    assert told == [(415, "wrong_type"), (400, "empty"), (413, "too_long")]


async def test_a_body_without_an_end_is_bounded(app: App) -> None:
    async def parts() -> AsyncIterator[bytes]:
        for _ in range(HEARD_BYTES // 65536 + 2):
            yield bytes(65536)

    async with app.client(await app.session()) as customer:
        answer = await customer.post("/api/chat/files", content=parts())  # chunked: no length is told

    assert answer.status_code == 413


async def test_uploads_are_counted_and_need_a_token(app: App) -> None:
    async with app.client() as nobody, app.client(await app.session()) as customer:
        refused = await nobody.post("/api/chat/files", content=PICTURE)
        answers = [await customer.post("/api/chat/files", content=b"hi") for _ in range(UPLOADS_PER_MINUTE + 1)]

    assert refused.status_code == 401
    assert [answer.status_code for answer in answers[-2:]] == [201, 429]


async def test_the_bot_says_that_it_cannot_see_a_file(app: App) -> None:
    token = await app.session()
    async with app.client(token) as customer:
        file = (await customer.post("/api/chat/files", params={"name": "a.png"}, content=PICTURE)).json()
        await customer.post("/api/chat/messages", json={"client_id": "f", "files": [file["id"]]})
    await app.services.turn_worker.idle()

    last = (await log_of(app, token))[-1]
    assert (last["author"], last["buttons"][0]["payload"]) == ("bot", "/contact_human_agent")


async def test_who_is_blocked_is_kept_told_once_and_not_queued(app: App) -> None:
    token, conversation_id = await app.queued()
    async with supervisor(app) as ravi, app.client(token) as customer:
        app.clock.forward(1)
        contact = (await ravi.get(f"/api/desk/conversations/{conversation_id}")).json()["contact"]
        blocked = (await ravi.post(f"/api/desk/contacts/{contact['id']}/block")).json()["contact"]
        app.clock.forward(1)
        for number in range(3):
            body = {"client_id": f"b{number}", "text": "Buy followers!"}
            assert (await customer.post("/api/chat/messages", json=body)).status_code == 202
        await customer.post("/api/chat/messages", json={"client_id": "b9", "payload": "/contact_human_agent"})
        await app.services.turn_worker.idle()
        lists = (await ravi.get("/api/desk/queue")).json()

    lines = (await log_of(app, token))[-5:]
    assert blocked["blocked"]
    assert [line["author"] for line in lines] == ["customer", "system", "customer", "customer", "customer"]
    assert lists["queued"] == []
    assert lists["recent"][0]["contact"]["blocked"]


async def test_what_is_a_supervisors_no_agent_may(app: App) -> None:
    async with app.agent() as asha:
        paths = ("contacts/any/block", "contacts/any/unblock", "bulk")
        answers = [await asha.post(f"/api/desk/{path}", json={}) for path in paths]

    assert [(answer.status_code, answer.json()["error"]["code"]) for answer in answers] == [(403, "not_allowed")] * 3


async def test_a_contact_is_edited_merged_and_parted(app: App) -> None:
    (_, one), (_, two) = await app.queued(), await app.queued()
    async with app.agent() as asha:

        async def contact(conversation_id: str) -> str:
            return str((await asha.get(f"/api/desk/conversations/{conversation_id}")).json()["contact"]["id"])

        first, second = await contact(one), await contact(two)
        values = {"name": " Asha  Patel ", "email": "asha@example.com", "phone": "098250 12345"}
        edited = (await asha.put(f"/api/desk/contacts/{first}", json=values)).json()["contact"]
        kept = (await asha.put(f"/api/desk/contacts/{first}", json={"email": None})).json()["contact"]
        merged = (await asha.post(f"/api/desk/contacts/{first}/merge", json={"into": second})).json()["contact"]
        twice = await asha.post(f"/api/desk/contacts/{first}/merge", json={"into": second})
        parted = (await asha.post(f"/api/desk/contacts/{first}/unmerge")).json()["contact"]

    assert (edited["name"], edited["email"], edited["phone"]) == ("Asha Patel", "asha@example.com", "+919825012345")
    assert (kept["name"], kept["email"]) == ("Asha Patel", None)
    assert (merged["id"], {past["id"] for past in merged["conversations"]}) == (second, {one, two})
    assert twice.status_code == 409
    assert [past["id"] for past in parted["conversations"]] == [one]


BAD_INPUT = (
    ("PUT", "/contacts/CONTACT", {"phone": "12"}),
    ("PUT", "/contacts/CONTACT", {"phone": "asha@example.com"}),
    ("PUT", "/contacts/CONTACT", {"email": "nobody"}),
    ("PUT", "/contacts/CONTACT", {"name": "x" * 201}),
    ("POST", "/canned", {"shortcut": "a b", "title": "t", "texts": {"en": "hi"}}),
    ("POST", "/canned", {"shortcut": "a", "title": "t", "texts": {}}),
    ("POST", "/canned", {"shortcut": "a", "title": "t", "texts": {"fr": "salut"}}),
    ("POST", "/canned", {"shortcut": "a", "title": "t", "texts": {"en": "{password}"}}),
    ("POST", "/conversations/ID/notes", {"client_id": "n", "text": " "}),
    ("PUT", "/conversations/ID/tags", {"tags": ["x" * 41]}),
    ("POST", "/conversations/ID/messages", {"client_id": "r"}),  # neither text nor file
    ("GET", "/search?status=gone", None),
    ("GET", "/search?from=yesterday", None),
    ("GET", "/search?after=~", None),
    ("GET", f"/search?q={'x' * 201}", None),
)


async def test_bad_input_is_told(app: App) -> None:
    _, conversation_id = await app.queued()
    async with app.agent() as asha:
        contact = (await asha.get(f"/api/desk/conversations/{conversation_id}")).json()["contact"]["id"]
        answers = {}
        for method, path, body in BAD_INPUT:
            address = f"/api/desk{path.replace('ID', conversation_id).replace('CONTACT', contact)}"
            answer = await asha.request(method, address, json=body)
            answers[path, str(body)] = answer.status_code, set(answer.json()["error"])

    told = (400, {"code", "message"})
    assert {case: answer for case, answer in answers.items() if answer != told} == {}


async def test_canned_responses_notes_tags_and_search(app: App) -> None:
    _, conversation_id = await app.queued()
    async with app.agent() as asha:
        wording = {"shortcut": "Hello", "title": "Greeting", "texts": {"en": "Hi {customer}", "gu": "નમસ્તે {customer}"}}
        added = (await asha.post("/api/desk/canned", json=wording)).json()["canned"]
        shared = await asha.post("/api/desk/canned", json={**wording, "shared": True})
        changed = await asha.put(f"/api/desk/canned/{added['id']}", json={**wording, "title": "Hello"})
        known = (await asha.get("/api/desk/canned")).json()
        gone = await asha.delete(f"/api/desk/canned/{added['id']}")
        one = f"/api/desk/conversations/{conversation_id}"
        noted = await asha.post(f"{one}/notes", json={"client_id": "n1", "text": "@[Ravi](ravi) a vase, चीनी का"})
        tagged = (await asha.put(f"{one}/tags", json={"tags": ["Fragile"]})).json()
        found = (await asha.get("/api/desk/search", params={"q": "चीनी", "tag": "fragile", "status": "queued"})).json()
        suggested = (await asha.get(f"{one}/suggestions")).json()

    assert (added["shortcut"], added["shared"], shared.status_code) == ("hello", False, 403)
    assert (changed.json()["canned"]["title"], known["values"]["agent"]) == ("Hello", "Asha")
    assert [each["shortcut"] for each in known["canned"]] == ["hello"]
    assert (gone.status_code, noted.status_code, noted.json()["note"]["mentions"]) == (204, 201, ["ravi"])
    assert tagged == {"tags": ["fragile"]}
    assert [result["card"]["id"] for result in found["results"]] == [conversation_id]
    assert found["results"][0]["found"] == {"kind": "note", "text": "@[Ravi](ravi) a vase, चीनी का"}
    assert suggested == {"answers": []}


WRONG = [("explode", ""), ("priority", "highest"), ("tag", " "), ("assign", None), ("resolve", "boring")]


async def test_one_action_on_many_does_what_it_can(app: App) -> None:
    (_, one), (_, two) = await app.queued(), await app.queued()
    async with supervisor(app) as ravi:
        urgent = await ravi.post(
            "/api/desk/bulk", json={"ids": [one, two, "none"], "action": "priority", "value": "urgent"}
        )
        tagged = await ravi.post("/api/desk/bulk", json={"ids": [one, two], "action": "tag", "value": "Diwali"})
        wrong = [
            await ravi.post("/api/desk/bulk", json={"ids": [one], "action": action, "value": value})
            for action, value in (
                ("explode", ""),
                ("priority", "highest"),
                ("tag", " "),
                ("assign", None),
                ("resolve", "boring"),
            )
        ]
        queue = (await ravi.get("/api/desk/queue")).json()["queued"]

    assert (urgent.json()["done"], urgent.json()["failed"][0]["code"]) == ([one, two], "not_found")
    assert tagged.json() == {"done": [one, two], "failed": []}
    assert [answer.status_code for answer in wrong] == [400] * len(WRONG)
    assert [(card["priority"], card["tags"]) for card in queue] == [("urgent", ["diwali"])] * 2


async def test_a_supervisor_resolves_whoever_has_it_and_what_waits(app: App) -> None:
    """Spam need not be claimed first."""
    (_, waits), (_, hers), (_, aside), (token, bots) = [await app.queued() for _ in range(4)]
    async with app.agent() as asha, app.client(token) as customer, supervisor(app) as ravi:
        for one in (hers, aside):
            await asha.post(f"/api/desk/conversations/{one}/claim", json={})
        until = (app.clock.now() + timedelta(hours=1)).isoformat()
        await asha.post(f"/api/desk/conversations/{aside}/snooze", json={"until": until})
        await customer.post("/api/chat/messages", json={"client_id": "l", "payload": "/app_leave_queue"})
        body = {"ids": [waits, hers, aside, bots], "action": "resolve", "value": "spam"}
        done = (await ravi.post("/api/desk/bulk", json=body)).json()
        alone = await ravi.post(f"/api/desk/conversations/{hers}/resolve", json={})
        shown = (await asha.get(f"/api/desk/conversations/{hers}")).json()

    assert (done["done"], [each["code"] for each in done["failed"]]) == ([waits, hers, aside], ["wrong_state"])
    assert alone.status_code == 409  # one by one it is for who has it
    assert shown["conversation"]["owner"] == "resolved"
    assert [(event["by"], event["detail"]) for event in shown["events"][-1:]] == [("Ravi", "spam")]
    facts = {"done": 3, "failed": 1}
    assert [(deed.actor.id, deed.facts) for deed in await deeds(app, "bulk.resolve")] == [("ravi", facts)]


async def test_what_is_noted_tagged_and_worded_for_all_is_in_the_audit_log(app: App) -> None:
    """By whom and from where; never what was written."""
    _, conversation_id = await app.queued()
    one = f"/api/desk/conversations/{conversation_id}"
    async with supervisor(app) as ravi:
        for _ in range(2):  # sent twice, kept once
            await ravi.post(f"{one}/notes", json={"client_id": "n", "text": "a secret"})
        for _ in range(2):
            await ravi.put(f"{one}/tags", json={"tags": ["secret", "fragile"]})
        await ravi.post("/api/desk/bulk", json={"ids": [conversation_id], "action": "untag", "value": "secret"})
        wording = {"title": "A secret", "texts": {"en": "secret"}}
        for own in ({"shortcut": "mine", "shared": False}, {"shortcut": "ours", "shared": True}):
            canned = (await ravi.post("/api/desk/canned", json=wording | own)).json()["canned"]
        await ravi.put(f"/api/desk/canned/{canned['id']}", json=wording | {"shortcut": "hers", "shared": False})
        await ravi.delete(f"/api/desk/canned/{canned['id']}")

    found = [deed for noun in ("note", "tags", "canned") for deed in reversed(await deeds(app, noun))]
    about, response = ("conversation", conversation_id), ("canned", canned["id"])
    assert [(deed.action, (deed.target_kind, deed.target_id)) for deed in found] == [
        ("note.added", about),
        ("tags.changed", about),
        ("tags.changed", about),
        ("canned.added", response),
        ("canned.changed", response),
    ]
    assert {deed.actor.id for deed in found} == {"ravi"}
    assert {deed.actor.address for deed in found} == {"127.0.0.1"}
    assert [deed.facts for deed in found[1:3]] == [{"added": 2, "removed": 0}, {"added": 0, "removed": 1}]
    assert "secret" not in str(found)


async def deeds(app: App, action: str) -> list[Entry]:
    return await app.services.audit.search(Search(action=action))


async def test_agents_see_one_another_and_are_told_when_they_are_named(app: App) -> None:
    _, conversation_id = await app.queued()
    one = f"/api/desk/conversations/{conversation_id}"
    async with (
        app.agent() as asha,
        app.agent("ravi@example.com") as ravi,
        ravi.stream("GET", "/api/desk/events") as response,
    ):
        stream = events(response)
        await until(stream, "queue")
        await asha.post(f"{one}/viewing", json={"typing": True})
        present = await until(stream, "presence", id=conversation_id)
        await asha.post(f"{one}/notes", json={"client_id": "n", "text": "@[Ravi](ravi)?"})
        mention = await until(stream, "mention")

    assert present["agents"] == [{"id": "asha", "name": "Asha", "typing": True}]
    assert (mention["id"], mention["by"]) == (conversation_id, "Asha")


async def test_a_stream_ends_with_its_session(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sahay.http.desk.events.SESSION_SECONDS", 0.02)
    async with app.agent() as asha, asha.stream("GET", "/api/desk/events") as response:
        stream = events(response)
        await until(stream, "queue")
        await asha.post("/api/desk/logout")
        async with asyncio.timeout(10):
            assert "queue" not in [name async for name, _, _ in stream]
