"""`python -m tests.conformance`: the main story on Telegram, through npm's telegram-test-api, an independent stand-in
for the Bot API, with the real engine. It is installed into .venv/telegram-test-api: about ten seconds."""

import asyncio
import json
import logging
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import httpx
import structlog

from sahay.channels.telegram import updates
from sahay.config import ROOT, load_settings
from sahay.launch.progress import Step
from sahay.launch.training import trained_model
from tests.conversations.bot import running, with_free_ports
from tests.conversations.channels.house import house
from tests.conversations.channels.providers import settings_file
from tests.conversations.channels.story import Customer, story
from tests.conversations.shop import furnish
from tests.fakes_channels.telegram import TOKEN

PACKAGE = "telegram-test-api@4.2.1"
FOLDER = ROOT / ".venv" / "telegram-test-api"
PERSON = {"id": 1, "first_name": "Meera", "is_bot": False}
CHAT = {"id": 1, "type": "private", "first_name": "Meera"}


class TestApiCustomer(Customer):
    """Writes by the server's own client routes, and reads what the bot said there."""

    channel = "telegram"

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client
        self._read: list[dict[str, Any]] = []

    async def says(self, text: str) -> None:
        await self._client.post("/sendMessage", json={**self._frame(), "text": text})

    async def shares_number(self, phone: str) -> None:
        contact = {"phone_number": phone, "first_name": PERSON["first_name"], "user_id": PERSON["id"]}
        await self._client.post("/sendMessage", json={**self._frame(), "contact": contact})

    async def taps(self, title: str) -> None:
        buttons = [button for message in self._read for button in _buttons(message)]
        data = next(button["callback_data"] for button in reversed(buttons) if button["text"] == title)
        query = {"from": PERSON, "message": self._frame(), "data": data}
        await self._client.post("/sendCallback", json={**self._frame(), **query})

    async def read(self) -> Sequence[str]:
        history = (await self._client.post("/getUpdatesHistory", json={"token": TOKEN})).json()["result"]
        self._read = [each["message"] for each in history if "chat_id" in each.get("message", {})]
        return [message["text"] for message in self._read]

    async def judge(self, view: Mapping[str, Any]) -> None:
        """That it came so far is all."""

    def _frame(self) -> dict[str, Any]:
        return {"botToken": TOKEN, "date": 1_763_699_400, "from": PERSON, "chat": CHAT}


def _buttons(message: Mapping[str, Any]) -> list[dict[str, str]]:
    markup = message.get("reply_markup") or {"inline_keyboard": []}
    markup = json.loads(markup) if isinstance(markup, str) else markup
    return [button for row in markup["inline_keyboard"] for button in row]


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


async def main() -> None:
    async def introduce(*_: object) -> None:
        """It knows neither `is_bot` in getMe nor setMyCommands."""

    places = server(), tempfile.TemporaryDirectory(), patch.object(updates, "introduce", introduce)
    with places[0] as api, places[1] as var, places[2]:
        settings = with_free_ports(load_settings(environ={"SAHAY_VAR": var}))
        await furnish(settings)
        environ = settings_file(Path(var), {"channels": {"telegram": {"api": api}}}, {"SAHAY_TELEGRAM_TOKEN": TOKEN})
        model = trained_model(settings, Step("a model"))
        async with (
            running(settings, model) as bot,
            house(bot, environ) as at,
            httpx.AsyncClient(base_url=api) as client,
        ):
            await story(TestApiCustomer(client), at.agent, at.orders["telegram"])
    sys.stdout.write(f"The story is the same through {PACKAGE}.\n")


if __name__ == "__main__":
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    asyncio.run(main())
