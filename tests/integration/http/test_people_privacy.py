"""A customer's data and the audit log, over HTTP: asked for twice, told in clear words, written down."""

import httpx
import pytest

from tests.integration.http.conftest import App

WORDS = "My secret garden"


async def customer(app: App, *, resolved: bool = True) -> tuple[str, str]:
    """A conversation that an agent has resolved, and its contact."""
    token, conversation_id = await app.queued()
    async with app.client(token) as browser:
        await browser.post("/api/chat/messages", json={"client_id": "secret", "text": WORDS})
    async with app.agent("ravi@example.com") as ravi:
        at = f"/api/desk/conversations/{conversation_id}"
        await ravi.post(f"{at}/claim")
        if resolved:
            await ravi.post(f"{at}/resolve", json={})
    async with app.services.store.snapshot() as snapshot:
        return conversation_id, (await snapshot.conversation(conversation_id)).contact_id


async def asked(admin: httpx.AsyncClient, contact_id: str) -> dict:
    return (await admin.post(f"/api/desk/privacy/contacts/{contact_id}/erasure")).json()


async def confirmed(admin: httpx.AsyncClient, contact_id: str, confirmation: str) -> httpx.Response:
    at = f"/api/desk/privacy/contacts/{contact_id}/erasure/confirm"
    return await admin.post(at, json={"confirmation": confirmation})


async def words(app: App, conversation_id: str) -> list[str]:
    async with app.services.store.snapshot() as snapshot:
        return [message.text for message in await snapshot.messages(conversation_id)]


async def test_a_customer_is_erased_after_two_questions(app: App) -> None:
    conversation_id, contact_id = await customer(app)
    async with app.admin() as asha:
        question = await asked(asha, contact_id)
        before = await words(app, conversation_id)
        erased = await confirmed(asha, contact_id, question["confirmation"])
        search = {"q": conversation_id}
        (found,) = (await asha.get("/api/desk/privacy/contacts", params=search)).json()["contacts"]

    assert WORDS in before
    assert set(await words(app, conversation_id)) == {"—"}
    assert (erased.status_code, erased.json()["erased"]["message"]) == (200, question["counts"]["message"])
    assert found["erased_at"] == app.clock.now().isoformat()


@pytest.mark.parametrize("why", ["invented", "another", "old", "somebody else's"])
async def test_what_confirms_nothing(app: App, why: str) -> None:
    conversation_id, contact_id = await customer(app)
    async with app.admin() as asha, app.admin("ravi@example.com") as ravi:
        confirmation = (await asked(ravi if why == "somebody else's" else asha, contact_id))["confirmation"]
        if why == "invented":
            confirmation = "WyJjIiwiYSIsMV0.abc"
        if why == "another":
            _, other = await customer(app)
            confirmation = (await asked(asha, other))["confirmation"]
        if why == "old":
            app.clock.forward(601)
        refused = await confirmed(asha, contact_id, confirmation)

    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "not_confirmed")
    assert WORDS in await words(app, conversation_id)


async def test_an_open_conversation_is_resolved_first(app: App) -> None:
    _, contact_id = await customer(app, resolved=False)
    async with app.admin() as asha:
        refused = await confirmed(asha, contact_id, (await asked(asha, contact_id))["confirmation"])

    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "still_open")


async def test_what_was_erased_is_not_found_by_the_search_either(app: App) -> None:
    _, contact_id = await customer(app)
    async with app.admin() as asha:
        found = (await asha.get("/api/desk/search", params={"q": "secret garden"})).json()["results"]
        await confirmed(asha, contact_id, (await asked(asha, contact_id))["confirmation"])
        left = (await asha.get("/api/desk/search", params={"q": "secret garden"})).json()["results"]

    assert (len(found), left) == (1, [])


async def test_an_export_is_a_file_that_no_cache_keeps(app: App) -> None:
    _, contact_id = await customer(app)
    async with app.admin() as asha:
        answer = await asha.get(f"/api/desk/privacy/contacts/{contact_id}/export")

    assert WORDS in [row["text"] for row in answer.json()["message"]]
    assert answer.headers["content-disposition"] == 'attachment; filename="customer.json"'
    assert answer.headers["cache-control"] == "no-store"


# path, status
ASKED = [
    ("privacy/contacts", 400),  # nothing to search for
    ("privacy/contacts?q=a", 400),  # that would be everybody
    ("privacy/contacts?q=%00%00", 400),
    (f"privacy/contacts?q={'x' * 201}", 400),
    ("privacy/contacts?q=nobody", 200),
    ("privacy/contacts/nobody/export", 404),
    ("audit?from=yesterday", 400),
    ("audit?from=2026-11-21", 400),  # in which time zone?
    ("audit?to=2026-11-21T00:00:00Z", 200),
    ("audit?before=x", 400),
    ("audit?target=%00", 400),
    ("audit?action=%25", 200),
]


async def test_what_cannot_be_asked_is_refused_with_a_reason(app: App) -> None:
    async with app.admin() as asha:
        answers = [await asha.get(f"/api/desk/{path}") for path, _ in ASKED]

    assert [(path, answer.status_code) for (path, _), answer in zip(ASKED, answers, strict=True)] == ASKED
    assert all(answer.status_code == 200 or answer.json()["error"]["message"] for answer in answers)


async def test_every_deed_is_in_the_log_without_a_word_of_the_customers(app: App) -> None:
    _, contact_id = await customer(app)
    async with app.admin() as asha:
        await asha.get(f"/api/desk/privacy/contacts/{contact_id}/export")
        await confirmed(asha, contact_id, (await asked(asha, contact_id))["confirmation"])
        told = (await asha.get("/api/desk/audit", params={"target": contact_id})).json()
        log = (await asha.get("/api/desk/audit")).text

    assert [(entry["action"], entry["actor"]["name"], entry["address"]) for entry in told["entries"]] == [
        ("contact.erased", "Asha", "127.0.0.1"),
        ("contact.exported", "Asha", "127.0.0.1"),
    ]
    assert {"session.opened", "contact.erased"} <= set(told["actions"])
    assert WORDS not in log


async def test_a_failed_attempt_is_written_down_without_what_was_typed(app: App) -> None:
    async with app.client() as browser:
        for email in ("asha@example.com", "my-password-by-mistake"):
            await browser.post("/api/desk/login", json={"email": email, "password": "guess"})
    async with app.admin() as asha:
        answer = await asha.get("/api/desk/audit", params={"action": "session.refused"})

    assert [(entry["target"], entry["actor"]["id"]) for entry in answer.json()["entries"]] == [
        (None, None),
        ({"kind": "agent", "id": "asha"}, None),
    ]
    assert "mistake" not in answer.text
