"""The API of the reports: who may read them, which days, and that the wall and the tables say nothing of customers."""

import csv
import io
from collections.abc import AsyncIterator

import httpx
import pytest
from sqlalchemy import update

from sahay.domain.agent import Role
from sahay.store import schema
from tests.integration.http.conftest import App

# 21 November in India, as the tests' clock has it.
TODAY = "2026-11-21"


@pytest.fixture
async def supervisor(app: App) -> AsyncIterator[httpx.AsyncClient]:
    async with app.services.database.write() as connection:
        await connection.execute(update(schema.agent).values(role=Role.SUPERVISOR))
    async with app.agent() as client:
        yield client


async def test_a_report_says_what_happened(app: App, supervisor: httpx.AsyncClient) -> None:
    _, conversation_id = await app.queued()
    report = (await supervisor.get("/api/desk/reports")).json()
    assert (report["from"], report["to"], report["today"]) == (TODAY, TODAY, TODAY)
    assert report["timezone"] == "Asia/Kolkata"
    assert (report["totals"]["episodes"], report["totals"]["handed_off"]) == (1, 1)
    assert [(row["key"], row["handoffs"]) for row in report["by"]["reason"]] == [("requested", 1)]

    behind = {"figure": "handed_off", "by": "reason", "key": "requested"}
    found = (await supervisor.get("/api/desk/reports/conversations", params=behind)).json()
    assert found["count"] == 1
    assert found["conversations"][0]["id"] == conversation_id
    assert "customer" not in str(found)

    file = await supervisor.get("/api/desk/reports/table", params={"by": "channel"})
    assert file.headers["content-disposition"] == f'attachment; filename="sahay-channel-{TODAY}-{TODAY}.csv"'
    assert [(row["channel"], row["handoffs"]) for row in csv.DictReader(io.StringIO(file.text))] == [("web", "1")]


async def test_the_wall_has_numbers_only(app: App, supervisor: httpx.AsyncClient) -> None:
    _, conversation_id = await app.queued()
    wall = (await supervisor.get("/api/desk/reports/wall")).json()
    assert wall["waiting"] == 1
    assert wall["waits_since"] == app.clock.now().isoformat()
    assert set(wall) == {"at", "waiting", "waits_since", "with_agents", "agents", "today"}
    assert conversation_id not in str(wall)


async def test_no_name_is_a_formula(app: App, supervisor: httpx.AsyncClient) -> None:
    """A table's program must not run what somebody is called."""
    _, conversation_id = await app.queued()
    async with app.services.database.write() as connection:
        await connection.execute(update(schema.agent).values(name="=HYPERLINK(1)"))
    await supervisor.post(f"/api/desk/conversations/{conversation_id}/claim")
    file = await supervisor.get("/api/desk/reports/table", params={"by": "agent"})
    assert "'=HYPERLINK(1)" in file.text
    assert ",=HYPERLINK" not in file.text


RANGES = [
    ({"days": "7"}, ("2026-11-15", TODAY)),
    ({"from": "2026-11-01"}, ("2026-11-01", TODAY)),
    ({"from": "2026-11-01", "to": "2026-11-02"}, ("2026-11-01", "2026-11-02")),
    ({"to": "2026-11-02", "days": "2"}, ("2026-11-01", "2026-11-02")),
]


async def test_which_days(supervisor: httpx.AsyncClient) -> None:
    for asked, days in RANGES:
        report = (await supervisor.get("/api/desk/reports", params=asked)).json()
        assert (report["from"], report["to"]) == days, asked


REFUSED = [
    # The days make no range.
    ("", {"from": "2026-11-02", "to": "2026-11-01"}, "bad_range"),
    ("", {"from": "2026-01-01", "to": "2026-11-01"}, "bad_range"),
    ("", {"from": "yesterday"}, "bad_range"),
    ("", {"to": "0001-01-01", "days": "92"}, "bad_range"),
    ("", {"to": "9999-12-31", "from": "9999-12-31"}, "bad_range"),
    *[("", {"days": days}, "bad_range") for days in ("0", "93", "many", "9" * 5000)],
    # There is no such table or figure.
    ("/table", {}, "bad_request"),
    ("/table", {"by": "customer"}, "bad_request"),
    ("/conversations", {"figure": "secrets"}, "bad_request"),
    ("/conversations", {"by": "customer"}, "bad_request"),
]


async def test_what_cannot_be_told(supervisor: httpx.AsyncClient) -> None:
    for path, asked, code in REFUSED:
        answer = await supervisor.get(f"/api/desk/reports{path}", params=asked)
        assert (answer.status_code, answer.json()["error"]["code"]) == (400, code), asked


async def test_agents_see_none(app: App) -> None:
    async with app.services.database.write() as connection:
        await connection.execute(update(schema.agent).values(role=Role.AGENT))
    async with app.agent() as agent, app.client() as nobody:
        for path in ("", "/table?by=day", "/conversations", "/wall"):
            assert (await agent.get(f"/api/desk/reports{path}")).status_code == 403
            assert (await nobody.get(f"/api/desk/reports{path}")).status_code == 401
