"""Everything as `make run` starts it: the real engine and actions, the demo shop; people in real browsers."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext

from sahay.config import ROOT
from tests.browser.chromium import DESKTOP, PHONE

# What `make run` prints last.
READY = "Ctrl-C stops everything"


@dataclass(frozen=True)
class Sahay:
    url: str
    demo: dict[str, Any]
    var: Path

    def order(self, state: str) -> dict[str, str]:
        """A demo order in this state: number, email, phone."""
        return next(order for order in self.demo["orders"] if order["state"] == state)

    def asks_at_once(self) -> None:
        """As if the minute had passed after which customers are asked how it was."""
        change = "UPDATE inquiry SET due_at = resolved_at WHERE kind = 'rating' AND asked_at IS NULL"
        with closing(sqlite3.connect(self.var / "sahay.db", timeout=10)) as connection, connection:
            connection.execute(change)


@pytest.fixture(scope="session")
def sahay(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sahay]:
    var = tmp_path_factory.mktemp("var")
    ports = dict(zip(("PORT", "ENGINE_PORT", "ACTIONS_PORT"), _free_ports(3), strict=True))
    environment = {**os.environ, **{name: str(port) for name, port in ports.items()}, "SAHAY_VAR": str(var)}
    environment.pop("DATABASE_URL", None)
    command = (sys.executable, "-m", "sahay.launch", "run")
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = []
        for line in process.stdout:
            said.append(line)
            if READY in line:
                break
        else:
            pytest.fail("".join(said))
        demo = json.loads((var / "demo.json").read_text(encoding="utf-8"))
        yield Sahay(f"http://127.0.0.1:{ports['PORT']}", demo, var)
        process.send_signal(signal.SIGINT)
        process.stdout.read()


def _free_ports(number: int) -> list[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(number)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


@pytest.fixture
def customer(browser: Browser, sahay: Sahay) -> Iterator[BrowserContext]:
    yield from _context(browser, sahay, viewport=DESKTOP)


@pytest.fixture
def phone(browser: Browser, sahay: Sahay) -> Iterator[BrowserContext]:
    yield from _context(browser, sahay, **PHONE)


@pytest.fixture
def agent(browser: Browser, sahay: Sahay) -> Iterator[BrowserContext]:
    yield from _context(browser, sahay, viewport=DESKTOP)


def _context(browser: Browser, sahay: Sahay, **options: Any) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=sahay.url, locale="en-IN", **options)
    yield context
    context.close()


@pytest.fixture(scope="session")
def screenshots() -> Path:
    """Where pictures of the steps go when SAHAY_SCREENSHOTS names a folder; the README's are made so."""
    folder = Path(os.environ.get("SAHAY_SCREENSHOTS") or "/dev/null")
    if folder != Path("/dev/null"):
        folder.mkdir(parents=True, exist_ok=True)
    return folder
