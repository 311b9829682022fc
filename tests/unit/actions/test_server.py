"""The server answers the engine and nobody else."""

import socket
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import yaml
from sanic import Sanic

from actions.server import SKILLS, create_app
from actions.services import Services
from sahay.config import ROOT


@pytest.fixture
async def engine(services: Services, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[httpx.AsyncClient]:
    """The engine's side of the connection."""
    monkeypatch.setenv("SANIC_TOUCHUP", "False")  # it rewrites Sanic's own functions, once per process
    app = create_app(services)
    listener = socket.create_server(("127.0.0.1", 0))
    server = await app.create_server(sock=listener, return_asyncio_server=True)
    assert server is not None
    await server.startup()
    bearer = {"authorization": f"Bearer {services.settings.engine_token}"}
    url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    async with httpx.AsyncClient(base_url=url, headers=bearer, trust_env=False) as client:
        yield client
    await server.close()
    Sanic.unregister_app(app)


def call(action: str = "action_handoff", **tracker: Any) -> dict[str, Any]:
    """As Rasa writes it."""
    known = {"sender_id": "c-1", "slots": {"language": "en"}, "events": [], "latest_message": {}, "active_loop": {}}
    return {"next_action": action, "sender_id": "c-1", "tracker": known | tracker, "version": "3.6.21"}


async def test_an_action_is_run(engine):
    answer = await engine.post("/webhook", json=call())

    assert answer.status_code == 200
    assert [said["response"] for said in answer.json()["responses"]] == ["utter_handoff", None]
    assert answer.json()["responses"][1]["custom"] == {"handoff": {"reason": "requested"}}


@pytest.mark.parametrize(
    "given",
    [
        b"",
        b"Bearer wrong",
        b"Basic x",
        "Bearer ключ".encode(),
        b"Bearer \xfcber",  # no UTF-8
    ],
)
async def test_without_the_engines_token_nothing_is_run(engine, given):
    answer = await engine.post("/webhook", json=call(), headers={"authorization": given})

    assert (answer.status_code, answer.json()) == (401, {"error": "unauthorized"})


@pytest.mark.parametrize(
    "body",
    [b"", b"null", b"[]", b"{", b"\xff", b'{"next_action": "action_handoff"}', b'"action_handoff"'],
)
async def test_what_is_no_call_is_refused(engine, body):
    answer = await engine.post("/webhook", content=body)

    assert answer.status_code == 400


async def test_an_unknown_action_is_not_found(engine):
    assert (await engine.post("/webhook", json=call("action_unknown"))).status_code == 404


async def test_an_error_outside_of_an_action_tells_its_kind_only(engine):
    answer = await engine.post("/webhook", json=call() | {"tracker": {"events": "my card is 4111"}})

    assert answer.status_code == 500
    assert answer.json().keys() == {"error"}
    assert "4111" not in answer.text


async def test_health_needs_no_token(engine):
    answer = await engine.get("/health", headers={"authorization": ""})

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_the_domain_names_every_action_that_there_is():
    domain = yaml.safe_load((ROOT / "domain.yml").read_text("utf-8"))

    assert {skill.action for skill in SKILLS} == set(domain["actions"])
