"""`python -m tests.conformance`: the main story on Telegram, through npm's telegram-test-api, an independent stand-in
for the Bot API. It is installed into .venv/telegram-test-api: about ten seconds."""

import asyncio
import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import httpx
from sanic import Sanic

from sahay.channels.telegram import updates
from sahay.config import ROOT, load_settings
from sahay.domain.work import Delivery
from sahay.http.app import create_app
from sahay.http.services import Services, build_services
from sahay.store.migrate import migrate
from tests.browser.engine import ORDER, StandInEngine

PACKAGE = "telegram-test-api@4.2.1"
FOLDER = ROOT / ".venv" / "telegram-test-api"
TOKEN = "123456789:AAE-" + "x" * 31
PERSON = {"id": 1, "first_name": "Meera", "is_bot": False}
CHAT = {"id": 1, "type": "private", "first_name": "Meera"}
PATIENCE_SECONDS = 20
PASSWORD = "correct horse battery"


class Customer:
    """Writes by the server's own client routes, and reads what the bot said there."""

    def __init__(self, url: str) -> None:
        self._client = httpx.AsyncClient(base_url=url)
        self.read: list[dict[str, Any]] = []

    async def says(self, text: str) -> None:
        await self._client.post("/sendMessage", json={**self._frame(), "text": text})

    async def taps(self, title: str) -> None:
        for message in reversed(self.read):
            markup = message.get("reply_markup") or {"inline_keyboard": []}
            markup = json.loads(markup) if isinstance(markup, str) else markup
            for button in [button for row in markup["inline_keyboard"] for button in row]:
                if button["text"] == title:
                    query = {"from": PERSON, "message": self._frame(), "data": button["callback_data"]}
                    await self._client.post("/sendCallback", json={**self._frame(), **query})
                    return
        raise AssertionError(f"no button {title!r}")

    async def hears(self, words: str) -> None:
        """Wait until the bot has said it."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not any(words in message["text"] for message in self.read):
                await asyncio.sleep(0.05)
                history = (await self._client.post("/getUpdatesHistory", json={"token": TOKEN})).json()["result"]
                said = [each["message"] for each in history if "chat_id" in each.get("message", {})]
                self.read = said
        sys.stdout.write(f"heard: {words}\n")

    def _frame(self) -> dict[str, Any]:
        return {"botToken": TOKEN, "date": 1_763_699_400, "from": PERSON, "chat": CHAT}


async def story(customer: Customer, services: Services) -> None:
    """Ask, answer, handoff, agent, resolve, rating."""
    await customer.says("/start")
    await customer.hears("Welcome to")
    await customer.says("where is my order?")
    await customer.hears(f"Your order {ORDER} is on its way.")
    await customer.taps("Talk to a person")
    await customer.hears("in the queue")
    async with services.store.snapshot() as snapshot:
        (waiting,) = await snapshot.queue()
    (agent,) = (await services.accounts.agents()).values()
    await services.desk.claim(waiting.id, agent)
    await services.desk.reply(waiting.id, agent, "1", "It leaves today.")
    await customer.hears("It leaves today.")
    await services.desk.resolve(waiting.id, agent, "solved")
    await customer.hears("This conversation is closed.")
    async with services.store.snapshot() as snapshot:
        log = [line.text for line in await snapshot.messages(waiting.id)]
    said = [message["text"] for message in customer.read]
    if [text for text in said if said.count(text) > log.count(text)]:
        raise AssertionError("something was said twice")
    async with services.store.snapshot() as snapshot:
        states = set((await snapshot.deliveries(waiting.id)).values())
    if states != {Delivery.SENT}:
        raise AssertionError(f"not everything went out: {states}")


@contextmanager
def server() -> Iterator[str]:
    """telegram-test-api, at an address."""
    if not (FOLDER / "node_modules").is_dir():
        FOLDER.mkdir(parents=True, exist_ok=True)
        install = ("npm", "install", "--prefix", str(FOLDER), "--ignore-scripts", "--no-audit", "--no-fund", PACKAGE)
        subprocess.run(install, check=True, stdout=subprocess.DEVNULL)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    environment = {**os.environ, "NODE_PATH": str(FOLDER / "node_modules")}
    command = ("node", str(Path(__file__).with_name("server.js")), str(port))
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "ready"
        try:
            yield f"http://localhost:{port}"
        finally:
            process.terminate()


@asynccontextmanager
async def app(api: str, engine: StandInEngine, var: Path) -> AsyncIterator[Services]:
    """Sahay, asking that server for what customers write."""
    text = (ROOT / "sahay.yml").read_text(encoding="utf-8").replace("  telegram:\n", f"  telegram:\n    api: {api}\n")
    (var / "sahay.yml").write_text(text, encoding="utf-8")
    environ = {"SAHAY_CONFIG": str(var / "sahay.yml"), "SAHAY_VAR": str(var), "SAHAY_TELEGRAM_TOKEN": TOKEN}
    settings = load_settings(environ={**environ, "ENGINE_PORT": str(engine.port)})
    await migrate(settings.database_url)
    services = build_services(settings)
    await services.accounts.add("Asha", "asha@example.com", PASSWORD)
    sanic = create_app(services)
    await services.start()
    try:
        yield services
    finally:
        await services.stop()
        Sanic.unregister_app(sanic)


async def main() -> None:
    async def introduce(*_: object) -> None:
        """It knows neither `is_bot` in getMe nor setMyCommands."""

    places = server(), StandInEngine(), tempfile.TemporaryDirectory()
    with places[0] as api, places[1] as engine, places[2] as var, patch.object(updates, "introduce", introduce):
        async with app(api, engine, Path(var)) as services:
            await story(Customer(api), services)
    sys.stdout.write(f"The story is the same through {PACKAGE}.\n")


if __name__ == "__main__":
    asyncio.run(main())
