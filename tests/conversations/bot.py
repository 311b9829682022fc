"""The real bot: engine and actions as processes of their own, and what a customer can do with it."""

import asyncio
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx

from sahay.config import Settings
from sahay.launch.process import Process, log_path
from sahay.launch.readiness import until_ready
from sahay.launch.service import Service, services
from sahay.store.database import Database, open_database
from tests.conversations.faults import FOLDER, Faults
from tests.conversations.own_shop import Own, OwnShops, filled
from tests.conversations.records import Records
from tests.conversations.script import Script, ScriptedTurn, mentioned

AT_A_TIME = 4


@dataclass(frozen=True)
class Answer:
    """What the engine answered to one turn. `was_in_form` tells of the moment before."""

    turn: ScriptedTurn
    language: str
    replies: list[dict[str, Any]]
    intent: str
    ranking: list[dict[str, Any]]
    entities: list[dict[str, Any]]
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


@dataclass(frozen=True)
class Played:
    """A script that was played: `answers` as far as it came, `trouble` if that was not the end, and `changes` that
    are not as the script says."""

    script: Script
    answers: list[Answer]
    changes: list[str]
    trouble: str = ""


@dataclass
class Bot:
    """Plays scripts, each once and some at a time."""

    client: httpx.AsyncClient
    settings: Settings
    database: Database
    shops: OwnShops
    faults: Faults
    _scenes: dict[str, asyncio.Task[Played]] = field(default_factory=dict)
    _turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_A_TIME))

    async def play(self, script: Script) -> Played:
        """What came of all turns of the script, in a conversation of its own."""
        self.begin(script)
        return await self._scenes[str(script)]

    def begin(self, script: Script) -> None:
        """Have it played meanwhile, unless it was already."""
        if str(script) not in self._scenes:
            self._scenes[str(script)] = asyncio.create_task(self._whole(script))

    async def rest(self) -> None:
        """Until nothing is played any more."""
        await asyncio.gather(*self._scenes.values(), return_exceptions=True)

    async def scene(self, script: Script) -> "Scene":
        """The script, all set to be played."""
        conversation = uuid4().hex
        self.faults.plan(conversation, script.fails)
        return Scene(self, script, await self.shops.open(script, conversation))

    async def _whole(self, script: Script) -> Played:
        async with self._turns:
            return await (await self.scene(script)).play()


@dataclass
class Scene:
    """One script with its customer."""

    bot: Bot
    script: Script
    own: Own

    async def play(self) -> Played:
        records = Records(self.bot.database, self.own)
        before = await records.snapshot()
        answers: list[Answer] = []
        try:
            await self._play(answers)
        except (LookupError, Unanswered, httpx.HTTPError) as error:
            return Played(self.script, answers, [], trouble=f"{type(error).__name__}: {error}")
        effects = self.script.effects
        if effects is not None:
            effects = replace(effects, **filled(asdict(effects), self.own.names))
        unmet = [f"{call} was to fail, and was never called" for call in self.bot.faults.unmet(self.own.conversation)]
        return Played(self.script, answers, [*unmet, *await records.objections(effects, before)])

    async def _play(self, answers: list[Answer]) -> None:
        """Raises Unanswered, and LookupError for what the script names too early."""
        language = self.script.language
        for number, scripted in enumerate(self.script.turns):
            turn = await self._filled(scripted)
            language = turn.language or language
            response = await self.bot.client.post("/webhooks/sahay/webhook", json=self._message(number, turn, language))
            if response.status_code != httpx.codes.OK:
                raise Unanswered(f"{turn.message!r}: {response.text}")
            was_in_form = bool(answers) and "requested_slot" in answers[-1].slots
            answers.append(_answer(turn, language, response.json(), was_in_form))
            language = answers[-1].spoken

    async def _filled(self, turn: ScriptedTurn) -> ScriptedTurn:
        """With the names replaced by what they stand for."""
        raw = asdict(turn)
        later = await self.bot.shops.later(tuple(mentioned(raw)), self.own)
        return ScriptedTurn(**filled(raw, self.own.names | later))

    def _message(self, number: int, turn: ScriptedTurn, language: str) -> dict[str, Any]:
        metadata = {
            "message_id": f"{self.own.conversation}:{number}",
            "language": language,
            "channel": "web",
            "fresh": False,
            "kind": "payload" if turn.taps else "text",
        }
        return {"sender": self.own.conversation, "message": turn.message, "metadata": metadata}


class Unanswered(Exception):
    """The engine did not answer a turn."""


class NotStarted(Exception):
    """A process of the bot's did not come up."""


def _answer(turn: ScriptedTurn, language: str, body: dict[str, Any], was_in_form: bool) -> Answer:
    return Answer(
        turn,
        language,
        body["replies"],
        body["understood"]["intent"],
        body["understood"].get("ranking", [])[:3],
        body["understood"].get("entities", []),
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
async def running(
    settings: Settings, model: Path, actions: str = "tests.conversations.actions_server"
) -> AsyncIterator[Bot]:
    """The bot as `make run` starts it, but without the app, and with `actions` as the program of its actions."""
    started = [service for service in services(settings, model) if service.name in ("engine", "actions")]
    needed = [_with_actions(actions, service) for service in started]
    async with AsyncExitStack() as stack:
        processes = [await Process.start(service, settings.var) for service in needed]
        for process in processes:
            stack.push_async_callback(process.stop)
        for service, process in zip(needed, processes, strict=True):
            await _until_ready(service, process, settings.var)
        client = httpx.AsyncClient(
            base_url=f"http://127.0.0.1:{settings.engine_port}",
            headers={"Authorization": f"Bearer {settings.engine_token}"},
            timeout=20.0,
            trust_env=False,
        )
        database = open_database(settings.database_url)
        stack.push_async_callback(database.close)
        shops, faults = OwnShops(settings, database), Faults(settings.var / FOLDER)
        yield Bot(await stack.enter_async_context(client), settings, database, shops, faults)


def _with_actions(program: str, service: Service) -> Service:
    if service.name != "actions":
        return service
    return replace(service, command=(sys.executable, "-m", program))


async def _until_ready(service: Service, process: Process, var: Path) -> None:
    """Raises NotStarted with the end of its log when it ends instead, or takes too long."""
    ready, ended = (asyncio.ensure_future(each) for each in (until_ready(service.ready_url), process.wait()))
    await asyncio.wait((ready, ended), timeout=service.patience_seconds, return_when=asyncio.FIRST_COMPLETED)
    started = ready.done() and not ended.done()
    for each in (ready, ended):
        each.cancel()
    if not started:
        log = log_path(service.name, var).read_text("utf-8")
        raise NotStarted(f"{service.name} did not start:\n{log[-2000:]}")
