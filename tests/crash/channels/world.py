"""What a run needs: the app as a process, the providers and the engine as servers here, a database."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Event
from typing import Any
from unittest.mock import patch

import httpx
import yaml
from sqlalchemy import MetaData, insert

from sahay.channels.telegram.opening import secret_of
from sahay.config import ROOT
from sahay.desk.passwords import hash_password
from sahay.domain.agent import Role
from sahay.domain.clock import SystemClock
from sahay.store import schema
from sahay.store.database import Database, open_database
from sahay.store.migrate import migrate
from tests.browser import engine
from tests.crash.steps import Announcements
from tests.fakes_channels.graph import FakeGraph
from tests.fakes_channels.graph_notices import NUMBER
from tests.fakes_channels.telegram import TOKEN, FakeTelegram
from tests.fakes_shops.http import Request, Response

START_SECONDS = 240.0
EMAIL, PASSWORD = "asha@example.com", "correct horse battery"
KEY = "a-key-of-the-crash-tests-that-is-long-enough"
META = {
    "SAHAY_WHATSAPP_TOKEN": "EAAtest" + "0" * 20,
    "SAHAY_WHATSAPP_APP_SECRET": "an-app-secret-that-nobody-guesses",
    "SAHAY_WHATSAPP_VERIFY_TOKEN": "the-word-of-the-handshake",
}
ASKED, ACCEPTED = "provider.asked", "provider.accepted"
# Whoever waits for a step of the provider's has so long to kill before it goes on.
HELD_SECONDS = 0.03
LONG_WORDS = 600


class NotBack(Exception):
    """The app is not there again."""


class Telling(Announcements):
    """Holds up who tells a step for which somebody waits."""

    def tell(self, step: str) -> None:
        is_awaited = step in self._waited
        super().tell(step)
        if is_awaited:
            Event().wait(HELD_SECONDS)


def is_sending(request: Request) -> bool:
    """Whether it brings a message."""
    if request.path.endswith("/messages"):
        return "type" in request.body
    return request.path.endswith("/sendMessage")


class Telegram(FakeTelegram):
    told: Telling

    def answer(self, request: Request) -> Response:
        return _told(self.told, request, super().answer)


class Graph(FakeGraph):
    told: Telling

    def answer(self, request: Request) -> Response:
        return _told(self.told, request, super().answer)


def _told(told: Telling, request: Request, answer: Any) -> Response:
    if not is_sending(request):
        response: Response = answer(request)
        return response
    told.tell(ASKED)
    response = answer(request)
    told.tell(ACCEPTED)
    return response


class World:
    """`start` and `kill` are of the app; `is_there` is for whoever would call it again and again."""

    def __init__(self, var: Path, url: str, telegram: Telegram, graph: Graph, told: Telling, engine_port: int) -> None:
        self.telegram, self.graph, self.told = telegram, graph, told
        self.is_there = asyncio.Event()
        self.is_there.set()
        self.log = var / "app.log"
        self.log.touch()
        self.secret = secret_of(KEY, TOKEN)
        self.database: Database = open_database(url)
        with socket.create_server(("127.0.0.1", 0)) as server:
            port = str(server.getsockname()[1])
        self.url = f"http://127.0.0.1:{port}"
        ports = {"PORT": port, "ENGINE_PORT": str(engine_port), "DATABASE_URL": url, "SAHAY_VAR": str(var)}
        own = {"SAHAY_CONFIG": str(self._config(var)), "SAHAY_TELEGRAM_TOKEN": TOKEN, "SAHAY_SESSION_KEY": KEY}
        self._environ = os.environ | ports | own | META
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Returns once it answers. Raises NotBack."""
        with self.log.open("ab") as log:
            command = [sys.executable, "-m", "tests.crash.channels.app"]
            self._process = subprocess.Popen(command, cwd=ROOT, env=self._environ, stdout=log, stderr=log)
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and self._process.poll() is None:
            try:
                httpx.get(f"{self.url}/healthz", trust_env=False)
                return
            except httpx.TransportError:
                time.sleep(0.05)
        raise NotBack(f"see {self.log}")

    def kill(self) -> None:
        """Gone without a goodbye."""
        if self._process:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
            self._process = None

    def _config(self, var: Path) -> Path:
        settings = yaml.safe_load((ROOT / "sahay.yml").read_text(encoding="utf-8"))
        settings["aftercare"]["rating"] = False
        settings["channels"] = {
            "public_url": "https://chat.example",
            "telegram": {"updates": "webhook", "api": self.telegram.url},
            "whatsapp": {"number_id": NUMBER, "api": self.graph.url},
        }
        file = var / "sahay.yml"
        file.write_text(yaml.safe_dump(settings), encoding="utf-8")
        return file


@contextmanager
def world(var: Path, database_url: str | None = None, spoil: str = "") -> Iterator[World]:
    """All of it is gone afterwards, but for the files. On SQLite unless a `database_url` is told, which is emptied."""
    url = database_url or f"sqlite+aiosqlite:///{var}/sahay.db"
    asyncio.run(_fill(url))
    with ExitStack() as stack:
        told = Telling()
        telegram, graph = Telegram(), Graph(META["SAHAY_WHATSAPP_TOKEN"])
        telegram.told = graph.told = told
        stack.enter_context(telegram)
        stack.enter_context(graph)
        stack.enter_context(patch.object(engine, "answer", answer))
        stand_in = stack.enter_context(engine.StandInEngine())
        if spoil:
            stack.enter_context(patch.dict(os.environ, {"SAHAY_SPOIL": spoil}))
        ours = World(var, url, telegram, graph, told, stand_in.port)
        stack.callback(ours.kill)
        ours.start()
        yield ours


def answer(message: str, language: str) -> dict[str, Any]:
    """Each message has an answer that names it, at its beginning and at its end."""
    mark = message.partition("]")[0].lstrip("[")
    words = " word" * (LONG_WORDS if "all" in message else 1)
    text = f"<{mark}a>{words * (2 if 'all' in message else 1)} <{mark}b>"
    return engine._turn(language, {"text": text}, engine.RANKING, ["action_track_order"])


async def _fill(url: str) -> None:
    database = open_database(url)
    if not database.is_sqlite:
        async with database.write() as connection:
            found = MetaData()
            await connection.run_sync(found.reflect)
            await connection.run_sync(found.drop_all)
    await migrate(url)
    row = {"id": EMAIL, "email": EMAIL, "name": "Asha", "role": Role.AGENT, "password_hash": hash_password(PASSWORD)}
    async with database.write() as connection:
        await connection.execute(insert(schema.agent).values(row | {"created_at": SystemClock().now()}))
    await database.close()
