"""The real bot: engine and actions as processes of their own, and what a customer can do with it."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx

from sahay.config import Settings
from sahay.launch.process import Process, log_path
from sahay.launch.readiness import until_ready
from sahay.launch.service import Service, services
from tests.conversations.script import Script, ScriptedTurn


@dataclass(frozen=True)
class Answer:
    """What the engine answered to one turn. `was_in_form` tells of the moment before."""

    turn: ScriptedTurn
    language: str
    replies: list[dict[str, Any]]
    intent: str
    slots: dict[str, Any]
    actions: list[str]
    was_in_form: bool

    @property
    def said(self) -> list[dict[str, Any]]:
        return [reply for reply in self.replies if reply.get("text")]

    @property
    def asks(self) -> str | None:
        """The question of the task that waits for an answer."""
        return (self.slots.get("task") or {}).get("asked")

    @property
    def handoff(self) -> dict[str, str] | None:
        return self._told("handoff")

    @property
    def spoken(self) -> str:
        """What the bot answers in: the conversation's language, or the one that the app is told to change to."""
        return self._told("language") or self.language

    def _told(self, what: str) -> Any:
        return next((reply["custom"][what] for reply in self.replies if what in reply.get("custom", {})), None)


@dataclass
class Bot:
    """Plays scripts, each once."""

    client: httpx.AsyncClient
    settings: Settings
    _played: dict[str, list[Answer]] = field(default_factory=dict)

    async def play(self, script: Script) -> list[Answer]:
        """The answers to all turns of the script, in a conversation of its own."""
        if str(script) not in self._played:
            self._played[str(script)] = await self._play(script)
        return self._played[str(script)]

    async def _play(self, script: Script) -> list[Answer]:
        conversation, language = uuid4().hex, script.language
        answers: list[Answer] = []
        for number, turn in enumerate(script.turns):
            language = turn.language or language
            metadata = {
                "message_id": f"{conversation}:{number}",
                "language": language,
                "channel": "web",
                "fresh": False,
                "kind": "payload" if turn.taps else "text",
            }
            message = {"sender": conversation, "message": turn.message, "metadata": metadata}
            response = await self.client.post("/webhooks/sahay/webhook", json=message)
            assert response.status_code == httpx.codes.OK, f"{turn.message!r}: {response.text}"
            was_in_form = bool(answers) and "requested_slot" in answers[-1].slots
            answers.append(_answer(turn, language, response.json(), was_in_form))
            language = answers[-1].spoken
        return answers


def _answer(turn: ScriptedTurn, language: str, body: dict[str, Any], was_in_form: bool) -> Answer:
    return Answer(
        turn,
        language,
        body["replies"],
        body["understood"]["intent"],
        body["slots"],
        body["actions"],
        was_in_form,
    )


def with_free_ports(settings: Settings) -> Settings:
    """Ports that nobody listens on. All are held at once, so that they differ."""
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
    engine_port, actions_port = (each.getsockname()[1] for each in held)
    for each in held:
        each.close()
    return replace(settings, engine_port=engine_port, actions_port=actions_port)


@asynccontextmanager
async def running(settings: Settings, model: Path) -> AsyncIterator[Bot]:
    """The bot as `make run` starts it, but without the app."""
    needed = [service for service in services(settings, model) if service.name in ("engine", "actions")]
    async with AsyncExitStack() as stack:
        for service in needed:
            process = await Process.start(service, settings.var)
            stack.push_async_callback(process.stop)
        for service in needed:
            await _until_ready(service, settings.var)
        client = httpx.AsyncClient(
            base_url=f"http://127.0.0.1:{settings.engine_port}",
            headers={"Authorization": f"Bearer {settings.engine_token}"},
            timeout=20.0,
            trust_env=False,
        )
        yield Bot(await stack.enter_async_context(client), settings)


async def _until_ready(service: Service, var: Path) -> None:
    try:
        await asyncio.wait_for(until_ready(service.ready_url), service.patience_seconds)
    except TimeoutError:
        log = log_path(service.name, var).read_text("utf-8")
        raise AssertionError(f"{service.name} did not start:\n{log[-2000:]}") from None
