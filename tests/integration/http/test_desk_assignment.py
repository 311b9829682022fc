"""Where conversations come to agents by themselves: told live, at once."""

from pathlib import Path

import pytest

from sahay.config import ROOT
from tests.integration.http.conftest import App
from tests.integration.http.test_chat import events, until


@pytest.fixture(params=["automatic", "offer"])
def assignment(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def environ(tmp_path: Path, assignment: str) -> dict[str, str]:
    settings = (ROOT / "sahay.yml").read_text(encoding="utf-8")
    assert "assignment: manual " in settings
    file = tmp_path / "sahay.yml"
    file.write_text(settings.replace("assignment: manual ", f"assignment: {assignment} "), encoding="utf-8")
    return {"SAHAY_CONFIG": str(file)}


async def test_whoever_waits_comes_to_an_agent_who_is_there(app: App, assignment: str) -> None:
    async with app.agent() as asha, asha.stream("GET", "/api/desk/events") as response:
        stream = events(response)
        await until(stream, "queue")
        _, conversation_id = await app.queued()
        card = await _card(stream, conversation_id, "offered" if assignment == "offer" else "assignee")
        if assignment == "automatic":
            assert (card["owner"], card["assignee"]["id"]) == ("agent", "asha")
            return
        assert (card["owner"], card["offered"]["to"]["id"]) == ("queued", "asha")
        await asha.post(f"/api/desk/conversations/{conversation_id}/decline")
        declined = (await asha.get(f"/api/desk/conversations/{conversation_id}")).json()["conversation"]

    assert (declined["owner"], declined["offered"]) == ("queued", None)


async def test_nobody_who_is_away_gets_anything(app: App, assignment: str) -> None:
    async with app.agent() as asha:
        await asha.put("/api/desk/me/availability", json={"availability": "away"})
        _, conversation_id = await app.queued()
        await app.services.routing.dispatch.work()
        card = (await asha.get(f"/api/desk/conversations/{conversation_id}")).json()["conversation"]

    assert (card["owner"], card["offered"]) == ("queued", None)


async def _card(stream: object, conversation_id: str, field: str) -> dict:
    """The conversation's card, once it says something in this field."""
    while True:
        for card in (await until(stream, "changes"))["cards"]:
            if card["id"] == conversation_id and card[field]:
                return dict(card)
