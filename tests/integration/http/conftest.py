"""The real app on a real socket, with the engine away: what it does with requests needs no bot."""

import asyncio
import shutil
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from unittest.mock import patch

import httpx
import pytest
from argon2 import PasswordHasher
from sanic import Sanic
from sqlalchemy import insert, update

from sahay.config import load_settings
from sahay.desk import passwords
from sahay.desk.passwords import hash_password
from sahay.domain.agent import Role
from sahay.http.app import create_app
from sahay.http.services import Services, build_services
from sahay.http.types import App as SanicApp
from sahay.store import schema
from sahay.store.database import open_database
from sahay.store.migrate import migrate
from tests.browser.engine import StandInEngine
from tests.fakes import MORNING, ManualClock
from tests.fakes_channels.telegram import FakeTelegram
from tests.integration.shop.identity.world import SECRET

PASSWORD = "correct horse battery"
# A port on which nobody listens: the engine is down.
NOBODY = 9


@dataclass
class App:
    """The running app: its address, its parts and the clock that it lives by. `sanic` is what serves it."""

    url: str
    services: Services
    clock: ManualClock
    sanic: SanicApp

    def client(self, token: str | None = None) -> httpx.AsyncClient:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return httpx.AsyncClient(base_url=self.url, headers=headers, timeout=20)

    async def session(self, language: str = "en") -> str:
        """A new conversation's token."""
        async with self.client() as client:
            return str((await client.post("/api/chat/sessions", json={"language": language})).json()["token"])

    @asynccontextmanager
    async def agent(self, email: str = "asha@example.com") -> AsyncIterator[httpx.AsyncClient]:
        """A signed-in agent's browser."""
        async with self.client() as client:
            answer = await client.post("/api/desk/login", json={"email": email, "password": PASSWORD})
            client.headers["X-CSRF-Token"] = answer.json()["csrf_token"]
            yield client

    @asynccontextmanager
    async def admin(self, email: str = "asha@example.com") -> AsyncIterator[httpx.AsyncClient]:
        """A signed-in administrator's browser."""
        async with self.services.database.write() as connection:
            agents = schema.agent
            await connection.execute(update(agents).where(agents.c.email == email).values(role=Role.ADMIN))
        async with self.agent(email) as browser:
            yield browser

    async def queued(self) -> tuple[str, str]:
        """A customer's token and conversation, waiting in the queue because the engine is down."""
        async with self.client() as client:
            session = (await client.post("/api/chat/sessions", json={})).json()
        async with self.client(session["token"]) as customer:
            message = {"client_id": "ask", "payload": "/contact_human_agent"}
            await customer.post("/api/chat/messages", json=message)
        await self.services.turn_worker.idle()
        return session["token"], session["conversation_id"]


@pytest.fixture(scope="session")
def cheap_hashes() -> Iterator[None]:
    """A password takes the real strength 50 ms of both processors, each time."""
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with patch.object(passwords, "_hasher", cheap), patch.object(passwords, "_NOBODY", cheap.hash("nobody's")):
        yield


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory, cheap_hashes: None) -> Path:
    """A migrated database with two agents, made once and copied for each test."""
    file = tmp_path_factory.mktemp("prepared") / "sahay.db"
    url = f"sqlite:///{file}"
    asyncio.run(migrate(url))
    asyncio.run(_add_agents(url))
    return file


@pytest.fixture(scope="module")
def engine() -> Iterator[StandInEngine]:
    """A bot that knows a few answers, for the modules that name it to their app."""
    with StandInEngine() as engine:
        yield engine


@pytest.fixture
def telegram() -> Iterator[FakeTelegram]:
    with FakeTelegram() as fake:
        yield fake


@pytest.fixture
def environ() -> dict[str, str]:
    """What the app is told besides where it lives; a module of tests may have its own."""
    return {"SAHAY_IDENTITY_SECRET": SECRET}


@pytest.fixture
async def app(
    prepared: Path, tmp_path: Path, environ: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[App]:
    shutil.copy(prepared, tmp_path)
    async with served({"SAHAY_VAR": str(tmp_path), **environ}, monkeypatch) as app:
        yield app


@asynccontextmanager
async def served(environ: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[App]:
    """An app that is told so, on a socket of its own; the engine is away."""
    monkeypatch.setenv("SANIC_TOUCHUP", "False")  # it rewrites Sanic's own functions, once per process
    settings = load_settings(environ={"ENGINE_PORT": str(NOBODY), **environ})
    quick = replace(settings.engine, attempts=1, retry_seconds=(), timeout_seconds=2.0)
    settings = replace(settings, engine=quick)
    clock = ManualClock()
    services = build_services(settings, clock)
    async with listening(services) as app:
        yield replace(app, clock=clock)


@asynccontextmanager
async def listening(services: Services) -> AsyncIterator[App]:
    """The app with these parts, on a socket of its own."""
    sanic = create_app(services)
    Sanic.unregister_app(sanic)  # another one in this process has the same name
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    server = await sanic.create_server(sock=listener, return_asyncio_server=True)
    assert server is not None
    await server.startup()
    await server.before_start()
    await server.start_serving()
    await server.after_start()
    yield App(f"http://127.0.0.1:{port}", services, ManualClock(), sanic)
    await server.before_stop()
    await server.close()
    for connection in server.connections:
        connection.close()
    await server.after_stop()


async def _add_agents(url: str) -> None:
    agents = [
        {"id": name.lower(), "email": f"{name.lower()}@example.com", "name": name, "created_at": MORNING}
        for name in ("Asha", "Ravi")
    ]
    password_hash = hash_password(PASSWORD)
    database = open_database(url)
    async with database.write() as connection:
        for agent in agents:
            await connection.execute(insert(schema.agent).values(**agent, password_hash=password_hash))
    await database.close()
