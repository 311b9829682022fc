"""Two apps on one PostgreSQL: whoever is at one sees at once what happens at the other."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import httpx
import pytest
from sqlalchemy import MetaData

from sahay.store.database import open_database
from sahay.store.migrate import migrate
from tests.integration.http.conftest import App, _add_agents, served
from tests.integration.http.test_chat import events, until

URL = os.environ.get("SAHAY_TEST_DATABASE_URL", "")

pytestmark = pytest.mark.skipif(
    not URL, reason="set SAHAY_TEST_DATABASE_URL=postgresql+asyncpg://... to test two apps on one database"
)


@pytest.fixture
async def apps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cheap_hashes: None) -> AsyncIterator[tuple[App, App]]:
    database = open_database(URL)
    async with database.write() as connection:
        found = MetaData()
        await connection.run_sync(found.reflect)
        await connection.run_sync(found.drop_all)
    await database.close()
    await migrate(URL)
    await _add_agents(URL)
    own = {"DATABASE_URL": URL, "SAHAY_SESSION_KEY": "x" * 40, "SAHAY_VAR": str(tmp_path)}
    async with AsyncExitStack() as stack:
        here = await stack.enter_async_context(served(own, monkeypatch))
        there = await stack.enter_async_context(served(own, monkeypatch))
        yield here, there


async def test_an_agent_here_and_a_customer_there_talk_live(apps: tuple[App, App]) -> None:
    here, there = apps
    token, conversation_id = await there.queued()
    one = f"/api/desk/conversations/{conversation_id}"
    async with (
        here.agent() as asha,
        there.agent("ravi@example.com") as ravi,
        there.client(token) as customer,
        asha.stream("GET", "/api/desk/events") as at_desk,
        ravi.stream("GET", "/api/desk/events") as beside,
        customer.stream("GET", "/api/chat/events") as at_home,
    ):
        desk, colleague, home = events(at_desk), events(beside), events(at_home)
        await until(desk, "queue")
        await until(colleague, "queue")

        claimed = await asha.post(f"{one}/claim", json={})
        assert claimed.status_code == 200
        await shown(colleague, conversation_id, lambda card: card["assignee"] == {"id": "asha", "name": "Asha"})

        await customer.post("/api/chat/messages", json={"client_id": "m", "text": "Are you there?"})
        await shown(desk, conversation_id, lambda card: card["last"]["text"] == "Are you there?")

        await asha.post(f"{one}/messages", json={"client_id": "r", "text": "Yes, at the other app."})
        assert (await until(home, "message", author="agent"))["text"] == "Yes, at the other app."


async def test_two_agents_at_two_apps_who_claim_at_once_get_one_conversation(apps: tuple[App, App]) -> None:
    here, there = apps
    _, conversation_id = await here.queued()
    async with here.agent() as asha, there.agent("ravi@example.com") as ravi:
        claims = (who.post(f"/api/desk/conversations/{conversation_id}/claim", json={}) for who in (asha, ravi))
        answers: list[httpx.Response] = await asyncio.gather(*claims)

    assert sorted(answer.status_code for answer in answers) == [200, 409]


async def shown(stream: object, conversation_id: str, as_expected: Callable[[dict], bool]) -> None:
    """Until the conversation's card is so."""
    while True:
        for card in (await until(stream, "changes"))["cards"]:
            if card["id"] == conversation_id and as_expected(card):
                return
