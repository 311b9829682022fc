"""The engine as the app meets it: a process of its own, asked over HTTP."""

import asyncio
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from threading import Condition, Thread
from typing import Any, Self

import aiohttp
import pytest

from components.channel import SahayChannel
from components.launcher import ROOT
from components.question import Question
from components.turns import Turns
from tests.engine.components.fakes import FakeActionServer, Held, fails, says

TOKEN = "a-token"
SECRET = "my number is 9812345678"


class Engine:
    """A running engine, and everything that it said."""

    def __init__(self, model: str, action_port: int, var: Path, *options: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}/webhooks/sahay/"
        settings = {
            "SAHAY_VAR": str(var),
            "SAHAY_ENGINE_TOKEN": TOKEN,
            "SAHAY_ACTION_TIMEOUT": "20",
            "ENGINE_PORT": str(port),
            "ACTIONS_PORT": str(action_port),
        }
        self._lines: list[str] = []
        self._more = Condition()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "components.launcher", "run", "-m", model, *options],
            cwd=ROOT,
            env={name: value for name, value in os.environ.items() if not name.startswith("SAHAY_")} | settings,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        for line in self.process.stdout:
            with self._more:
                self._lines.append(line)
                self._more.notify_all()

    @property
    def output(self) -> str:
        return "".join(self._lines)

    def events(self, message_id: str) -> list[dict[str, Any]]:
        said = [json.loads(line) for line in self._lines if line.startswith("{")]
        return [event for event in said if event.get("message_id") == message_id]

    def wait_for(self, *words: str) -> None:
        """Until a line with these words was said."""
        with self._more:
            heard = self._more.wait_for(
                lambda: any(all(word in line for word in words) for line in self._lines), timeout=60
            )
        assert heard, self.output

    def __enter__(self) -> Self:
        try:
            self.wait_for("engine.")
        except AssertionError:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(timeout=20)
        self._reader.join(timeout=20)
        self.process.stdout.close()


@pytest.fixture(scope="module")
def engine(
    tiny_model: str, actions_of_session: FakeActionServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    with Engine(tiny_model, actions_of_session.port, tmp_path_factory.mktemp("var")) as engine:
        yield engine


def question(sender: str, message: str, number: int = 1) -> dict[str, Any]:
    kind = "payload" if message.startswith("/") else "text"
    metadata = {"message_id": f"{sender}:{number}", "language": "hi", "channel": "web", "fresh": False, "kind": kind}
    return {"sender": sender, "message": message, "metadata": metadata}


async def post(engine: Engine, content: Any, *, token: str | None = f"Bearer {TOKEN}") -> tuple[int, dict[str, Any]]:
    headers = {"Authorization": token} if token is not None else {}
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    async with (
        aiohttp.ClientSession() as session,
        session.post(engine.url + "webhook", data=data, headers=headers) as response,
    ):
        return response.status, await response.json()


async def test_a_question_is_answered(engine: Engine, actions: FakeActionServer) -> None:
    status, answer = await post(engine, question("answered", "/greet"))
    assert status == 200
    assert answer["replies"][0]["text"].startswith("नमस्ते")
    assert answer["replies"][0]["buttons"][0].keys() == {"title", "payload"}
    assert answer.keys() == {"message_id", "replayed", "replies", "understood", "slots", "actions"}
    assert answer["understood"].keys() == {"intent", "confidence", "ranking", "entities"}
    assert (answer["message_id"], answer["replayed"], answer["slots"], answer["actions"]) == (
        "answered:1",
        False,
        {"language": "hi"},
        ["utter_greet"],
    )


async def test_and_answered_alike_when_repeated(engine: Engine, actions: FakeActionServer) -> None:
    first = await post(engine, question("repeated", "/ask"))
    again = await post(engine, question("repeated", "/ask"))
    assert again == (200, first[1] | {"replayed": True})
    assert actions.calls == ["action_ask"]


async def test_the_action_server_is_called_with_the_token(engine: Engine, actions: FakeActionServer) -> None:
    await post(engine, question("token", "/ask"))
    assert actions.requests[-1]["headers"]["Authorization"] == f"Bearer {TOKEN}"


@pytest.mark.parametrize(
    "token",
    [
        None,
        "",
        "Bearer",
        "Bearer ",
        "Bearer a-toke",
        "Bearer a-tokens",
        "Bearer \u00fcber",  # not ASCII
        f"Basic {TOKEN}",
        TOKEN,
    ],
)
async def test_nobody_else_is_heard(engine: Engine, token: str | None) -> None:
    assert await post(engine, question("stranger", "/greet"), token=token) == (401, {"error": "unauthorized"})


async def test_a_wrong_question_is_told_what_is_wrong(engine: Engine) -> None:
    wrong = question("wrong", "/greet")
    wrong["metadata"]["language"] = "fr"
    assert await post(engine, wrong) == (
        400,
        {"error": "bad_request", "message": "metadata.language: must be one of en, gu, gu-Latn, hi, hi-Latn"},
    )


@pytest.mark.parametrize(
    ("path", "method"),
    [
        ("/webhooks/rest/webhook", "POST"),  # Rasa's own channels
        ("/webhooks/rest/", "GET"),
        ("/socket.io/", "GET"),
        ("/conversations/answered/tracker", "GET"),  # Rasa's HTTP API
        ("/conversations/answered/trigger_intent", "POST"),
        ("/model", "DELETE"),
        ("/model/parse", "POST"),
        ("/domain", "GET"),
        ("/status", "GET"),
    ],
)
async def test_there_is_no_other_way_in(engine: Engine, path: str, method: str) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.request(method, engine.url.removesuffix("/webhooks/sahay/") + path) as response,
    ):
        assert response.status == 404


async def test_it_says_that_it_is_well(engine: Engine, tiny_model: str) -> None:
    async with aiohttp.ClientSession() as session, session.get(engine.url) as response:
        assert (response.status, await response.json()) == (200, {"status": "ok", "model": Path(tiny_model).name})


async def test_a_turn_that_fails_says_why_and_may_be_asked_again(engine: Engine, actions: FakeActionServer) -> None:
    actions.behaviour["action_ask"] = fails(500, error=SECRET)
    assert await post(engine, question("failing", "/ask")) == (503, {"error": "action_failed"})
    actions.behaviour["action_silence"] = says()
    assert await post(engine, question("failing", "/silence")) == (503, {"error": "empty_turn"})
    actions.reset()
    status, answer = await post(engine, question("failing", "/ask"))
    assert (status, answer["replayed"]) == (200, False)


async def test_each_step_is_a_line_in_the_log(engine: Engine, actions: FakeActionServer) -> None:
    actions.behaviour["action_silence"] = fails(500)
    await post(engine, question("logged", "/ask", 1))
    await post(engine, question("logged", "/silence", 2))
    engine.wait_for("logged:2", "engine.failed")
    assert [event["event"] for event in engine.events("logged:1")] == [
        "engine.received",
        "engine.saved",
        "engine.answered",
    ]
    failed = engine.events("logged:2")[-1]
    assert (failed["error"], failed["action"], failed["reason"]) == ("action_failed", "action_silence", "status 500")


async def test_a_client_that_leaves_finds_the_turn_finished(engine: Engine, actions: FakeActionServer) -> None:
    """The app waits 8 seconds and asks again; what happened in between happened once."""
    held = actions.behaviour["action_ask"] = Held(says("once"))
    leaving = asyncio.create_task(post(engine, question("leaving", "/ask")))
    await asyncio.to_thread(held.wait)
    leaving.cancel()
    await asyncio.gather(leaving, return_exceptions=True)
    held.let_go.set()
    await asyncio.to_thread(engine.wait_for, "leaving:1", "engine.answered")
    status, answer = await post(engine, question("leaving", "/ask"))
    assert (status, answer["replayed"], answer["replies"]) == (200, True, [{"text": "once"}])
    assert actions.calls == ["action_ask"]


async def test_a_killed_engine_has_answered_wholly_or_not_at_all(
    tiny_model: str, actions: FakeActionServer, tmp_path: Path
) -> None:
    with Engine(tiny_model, actions.port, tmp_path) as first:
        await post(first, question("killed", "/greet", 1))
        held = actions.behaviour["action_ask"] = Held(says("never said"))
        asking = asyncio.create_task(post(first, question("killed", "/ask", 2)))
        await asyncio.to_thread(held.wait)
        first.process.kill()
        await asyncio.gather(asking, return_exceptions=True)
    held.let_go.set()
    actions.behaviour["action_ask"] = says("said once")

    with Engine(tiny_model, actions.port, tmp_path) as second:
        assert (await post(second, question("killed", "/greet", 1)))[1]["replayed"] is True
        _, answer = await post(second, question("killed", "/ask", 2))
        assert (answer["replayed"], answer["replies"]) == (False, [{"text": "said once"}])


async def test_an_engine_without_our_endpoints_is_not_well(
    tiny_model: str, actions: FakeActionServer, tmp_path: Path
) -> None:
    """Rasa falls back to a store in memory without a word; the channel does not serve it."""
    (tmp_path / "endpoints.yml").write_text("action_endpoint: {url: http://127.0.0.1:9}\n")
    with Engine(tiny_model, actions.port, tmp_path, "--endpoints", str(tmp_path / "endpoints.yml")) as engine:
        assert "engine.not_ready" in engine.output
        async with aiohttp.ClientSession() as session, session.get(engine.url) as response:
            assert (response.status, await response.json()) == (503, {"status": "not_ready"})
        assert await post(engine, question("c1", "/greet")) == (503, {"error": "not_ready"})


async def test_nothing_that_a_customer_wrote_is_logged(engine: Engine, actions: FakeActionServer) -> None:
    actions.behaviour["action_silence"] = fails(500, error=SECRET)
    actions.behaviour["action_order"] = lambda _: (200, {"events": SECRET})
    actions.behaviour["validate_order_form"] = fails(400, action_name="validate_order_form", error=SECRET)
    for number, message in enumerate(
        [SECRET, "/silence", f'/order{{"number": "{SECRET}"}}', "/" + SECRET, f'/greet{{"{SECRET}'], 1
    ):
        asked = question("secret", message, number)
        if number > 3:
            assert (await post(engine, asked))[0] == 400  # no payload...
            asked["metadata"]["kind"] = "text"  # ...but it may be typed
        await post(engine, asked)
    engine.wait_for("secret:5", "ms")
    assert SECRET not in engine.output
    assert "98123" not in engine.output


async def test_an_unforeseen_failure_is_logged_with_its_moment_and_its_place(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def fail(*_: object) -> None:
        raise ValueError(SECRET)

    monkeypatch.setattr(Turns, "answer", fail)
    asked = Question("c1", "hello", "c1:1", "en", "web", fresh=False, kind="text")
    assert await SahayChannel(TOKEN)._outcome(None, asked) == (503, {"error": "turn_failed"})
    failed = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert datetime.fromisoformat(failed["at"]).tzinfo
    assert failed["reason"] == "ValueError"
    assert failed["where"][-1].startswith("test_channel.py:")
