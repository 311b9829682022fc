"""What the API tells of deadlines and waiting, and what it sends by e-mail."""

from datetime import timedelta

import pytest
from sqlalchemy import func, insert, select

from sahay.shop.tables.mail import mail
from sahay.store.service_levels import add_wait
from sahay.store.tables.aftercare import inquiry
from sahay.store.tables.people import audit
from tests.integration.http.conftest import App
from tests.integration.http.test_chat import events, until


async def test_the_queue_says_place_and_waiting_range(app: App) -> None:
    token, conversation_id = await app.queued()
    async with app.client(token) as customer:
        assert (await customer.get("/api/chat/messages")).json()["queue"] == {"position": 1}
        async with app.services.database.write() as connection:
            for minutes in (2, 4, 6, 8, 10):
                waited = timedelta(minutes=minutes)
                await add_wait(connection, conversation_id, None, app.clock.now(), waited)
        app.clock.forward(60)  # what is known is looked up anew

        told = {"position": 1, "wait": {"from": 5, "to": 10}}
        assert (await customer.get("/api/chat/messages")).json()["queue"] == told
        async with customer.stream("GET", "/api/chat/events") as stream:
            owner = await until(events(stream), "owner")
        assert owner["queue"] == told


async def test_a_card_has_its_deadline_and_an_opened_conversation_the_rating(app: App) -> None:
    _, conversation_id = await app.queued()
    async with app.agent() as asha:
        [card] = (await asha.get("/api/desk/queue")).json()["queued"]
        view = (await asha.get(f"/api/desk/conversations/{conversation_id}")).json()

    assert card["sla"] == {"clock": "first_response", "due_at": "2026-11-21T05:30:00+00:00", "state": "running"}
    assert view["rating"] is None


async def test_a_rating_is_on_the_card_and_with_its_comment_in_the_conversation(app: App) -> None:
    _, conversation_id = await app.queued()
    async with app.services.database.write() as connection:
        for score, comment in ((5, "Quick."), (2, None), (None, None)):  # rated twice, then asked once more
            answered_at = app.clock.now() if score else None
            values = {"score": score, "comment": comment, "asked_at": app.clock.now(), "answered_at": answered_at}
            row = {"conversation_id": conversation_id, "kind": "rating", "resolved_at": app.clock.now(), **values}
            await connection.execute(insert(inquiry).values(row))
    async with app.agent() as asha:
        [card] = (await asha.get("/api/desk/queue")).json()["queued"]
        view = (await asha.get(f"/api/desk/conversations/{conversation_id}")).json()

    assert card["rating"] == 2
    assert view["rating"] == {"score": 2, "comment": None, "at": app.clock.now().isoformat()}


@pytest.mark.parametrize(
    ("email", "status", "code"),
    [
        ("priya@example.com", 202, None),
        ("Priya <priya@example.com>", 400, "bad_address"),
        ("", 400, "bad_address"),
    ],
)
async def test_the_desk_sends_a_transcript(app: App, email: str, status: int, code: str | None) -> None:
    _, conversation_id = await app.queued()
    async with app.agent() as asha:
        answer = await asha.post(f"/api/desk/conversations/{conversation_id}/transcript", json={"email": email})
    async with app.services.database.read() as connection:
        sent = await connection.scalar(select(func.count()).select_from(mail))
        noted = (await connection.execute(select(audit).where(audit.c.action == "transcript.sent"))).all()

    assert (answer.status_code, answer.json().get("error", {}).get("code")) == (status, code)
    assert sent == len(noted) == (status == 202)
    assert "priya" not in str(noted)


async def test_a_transcript_is_not_sent_for_ever(app: App) -> None:
    _, conversation_id = await app.queued()
    async with app.agent() as asha:
        answers = [
            await asha.post(f"/api/desk/conversations/{conversation_id}/transcript", json={"email": "p@example.com"})
            for _ in range(4)
        ]

    assert [answer.status_code for answer in answers] == [202, 202, 202, 429]
