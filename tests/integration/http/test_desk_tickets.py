"""Tickets at the desk: who sees them, and how they are moved."""

import pytest

from sahay.shop.tickets import NewTicket, Priority, Ticket, TicketKind
from tests.integration.http.conftest import App


async def opened(app: App, priority: Priority = Priority.NORMAL) -> Ticket:
    new = NewTicket(TicketKind.COMPLAINT, priority, "The box came open.", "c1", "hi", "10234")
    return await app.services.tickets.open(new, key=f"key {priority}", now=app.clock.now())


async def test_the_desk_sees_what_waits_with_the_most_urgent_first(app: App) -> None:
    normal, urgent = await opened(app), await opened(app, Priority.URGENT)
    async with app.agent() as asha:
        first, second = (await asha.get("/api/desk/tickets")).json()["tickets"]

    assert (first["reference"], second["reference"]) == (urgent.reference, normal.reference)
    assert first == {
        "reference": urgent.reference,
        "kind": "complaint",
        "priority": "urgent",
        "state": "open",
        "text": "The box came open.",
        "conversation_id": "c1",
        "language": "hi",
        "order_number": "10234",
        "contact": None,
        "opened_at": "2026-11-21T04:30:00+00:00",
        "respond_by": "2026-11-21T05:30:00+00:00",  # an hour of the desk's, which has just opened
    }


async def test_an_agent_moves_a_ticket(app: App) -> None:
    ticket = await opened(app)
    path = f"/api/desk/tickets/{ticket.reference.lower()}/state"
    async with app.agent() as asha:
        begun = await asha.post(path, json={"state": "in_progress"})
        waiting = (await asha.get("/api/desk/tickets")).json()["tickets"]
        solved = await asha.post(path, json={"state": "solved"})
        left = (await asha.get("/api/desk/tickets")).json()["tickets"]

    assert begun.json()["ticket"] == waiting[0]
    assert (waiting[0]["state"], solved.json()["ticket"]["state"], left) == ("in_progress", "solved", [])


async def test_nobody_else_sees_or_moves_one(app: App) -> None:
    ticket = await opened(app)
    async with app.client(await app.session()) as customer:
        answers = [
            await customer.get("/api/desk/tickets"),
            await customer.post(f"/api/desk/tickets/{ticket.reference}/state", json={"state": "solved"}),
        ]

    assert [answer.status_code for answer in answers] == [401, 401]


async def test_a_move_needs_the_csrf_token(app: App) -> None:
    ticket = await opened(app)
    async with app.agent() as asha:
        asha.headers["X-CSRF-Token"] = "another"
        answer = await asha.post(f"/api/desk/tickets/{ticket.reference}/state", json={"state": "solved"})

    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "wrong_csrf_token")


@pytest.mark.parametrize(
    ("reference", "body", "status"),
    [
        ("T-000000", {"state": "solved"}, 404),  # there is none
        ("nobody", {"state": "solved"}, 404),
        ("%00", {"state": "solved"}, 404),
        (None, {"state": "lost"}, 400),  # no such state
        (None, {}, 400),
    ],
)
async def test_what_cannot_be_moved(app: App, reference: str | None, body: dict[str, str], status: int) -> None:
    known = (await opened(app)).reference
    async with app.agent() as asha:
        answer = await asha.post(f"/api/desk/tickets/{reference or known}/state", json=body)

    assert answer.status_code == status
