"""Where a customer who comes back is for a person again."""

from pathlib import Path

import pytest

from sahay.config import ROOT
from tests.integration.http.conftest import App


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    settings = (ROOT / "sahay.yml").read_text(encoding="utf-8")
    assert "reopen: bot " in settings
    file = tmp_path / "sahay.yml"
    file.write_text(settings.replace("reopen: bot ", "reopen: agent "), encoding="utf-8")
    return {"SAHAY_CONFIG": str(file)}


async def test_what_is_said_to_who_comes_back_goes_out_at_once(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not when the outbox is next looked through."""
    token, conversation_id = await app.queued()
    one = f"/api/desk/conversations/{conversation_id}"
    async with app.agent() as asha, app.client(token) as customer:
        await asha.post(f"{one}/claim", json={})
        await asha.post(f"{one}/resolve", json={})
        woken: list[str] = []
        monkeypatch.setattr(app.services.outbox_worker, "wake", woken.append)
        await customer.post("/api/chat/messages", json={"client_id": "again", "text": "It is not solved"})
        lines = (await customer.get("/api/chat/messages")).json()["messages"]

    assert (lines[-2]["text"], lines[-1]["author"]) == ("It is not solved", "system")
    assert woken == [conversation_id]
