"""What an agent looks like: chosen at the desk, seen by the customers whom the agent looks after."""

import pytest

from tests.integration.http.conftest import App

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + bytes(17)
PICTURE = "/api/desk/me/picture"


async def test_a_customer_sees_who_looks_after_them(app: App) -> None:
    token, conversation = await app.queued()
    async with app.agent() as agent, app.client(token) as customer, app.client() as anybody:
        assert (await agent.get(PICTURE)).json() == {"picture": None}
        chosen = (await agent.put(PICTURE, content=PNG)).json()["picture"]
        await agent.post(f"/api/desk/conversations/{conversation}/claim")
        state = (await customer.get("/api/chat/messages")).json()
        assert state["agent"] == {"name": "Asha", "picture": chosen}
        shown = await anybody.get(chosen)
        assert (shown.content, shown.headers["content-type"]) == (PNG, "image/png")
        assert "sandbox" in shown.headers["content-security-policy"]

        another = (await agent.put(PICTURE, content=PNG)).json()["picture"]
        assert another != chosen
        assert (await anybody.get(chosen)).status_code == 404
        await agent.delete(PICTURE)
        assert (await anybody.get(another)).status_code == 404
        state = (await customer.get("/api/chat/messages")).json()
        assert state["agent"] == {"name": "Asha", "picture": None}


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"", 400),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", 415),  # text, whatever it says
        (b"GIF89a" + bytes(20), 415),  # moves
        (PNG + bytes(128 * 1024), 413),
    ],
)
async def test_what_is_no_picture_is_refused_and_the_one_before_stays(app: App, content: bytes, status: int) -> None:
    async with app.agent() as agent:
        before = (await agent.put(PICTURE, content=PNG)).json()
        assert (await agent.put(PICTURE, content=content)).status_code == status
        assert (await agent.get(PICTURE)).json() == before
