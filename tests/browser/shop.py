"""The real app as a process of its own, and customers who talk to it through the public chat API."""

import asyncio
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from random import SystemRandom
from typing import Any, Self, TypeVar
from uuid import uuid4

import httpx
import yaml
from playwright.sync_api import Page
from sqlalchemy import insert

from sahay.config import ROOT
from sahay.config.sections import WEEKDAYS
from sahay.desk.passwords import hash_password
from sahay.domain.agent import Role
from sahay.domain.clock import SystemClock
from sahay.domain.message import Draft
from sahay.shop.tickets import NewTicket, Priority, TicketKind
from sahay.shop.tickets.sql import SqlTickets
from sahay.store import schema
from sahay.store.database import open_database
from sahay.store.migrate import migrate
from sahay.store.sql import SqlStore

PASSWORD = "correct horse battery"
AGENTS = {"asha@example.com": "Asha", "ravi@example.com": "Ravi Patel"}
SUPERVISORS = {"meera@example.com": "Meera Shah"}
LINES = """
    WITH RECURSIVE line (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM line WHERE number < ?)
    INSERT INTO message (conversation_id, seq, author, text, buttons, files, channel, at)
    SELECT id, last_seq + number, 'customer', 'line ' || number, '[]', '[]', channel, updated_at
    FROM conversation, line WHERE id = ?
"""
# A test waits for what should be so at once: on a busy machine even that may take seconds. None passes by waiting.
PATIENCE_SECONDS = 30.0
# Of the app's log, in characters: enough for the story of an exception.
LAST_WORDS = 3_000
# Below those that Linux gives to connections (net.ipv4.ip_local_port_range).
LASTING = range(20_000, 32_768)
FORGOTTEN = {
    "canned",
    "contact",
    "conversation",
    "conversation_tag",
    "file",
    "inbox",
    "login_failure",
    "inquiry",
    "message",
    "note",
    "outbox",
    "queue_wait",
    "service_level",
    "shop_ticket",
    "shop_ticket_move",
    "transition",
    "turn",
    "widget_setting",
}

Held = TypeVar("Held")


class Shop:
    """The app on a port of its own, which can go away and come back with the same data."""

    def __init__(self, var: Path, engine_port: int, limits: dict[str, int]) -> None:
        self._var = var
        self._log = var / "app.log"
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._settings = yaml.safe_load((ROOT / "sahay.yml").read_text(encoding="utf-8"))
        # Open day and night, so that the tests read the same at every hour.
        self._settings["hours"] = {day: ["00:00-24:00"] for day in WEEKDAYS}
        self._settings["limits"] |= limits
        self._write()
        own = {
            "SAHAY_VAR": str(var),
            "SAHAY_CONFIG": str(var / "sahay.yml"),
            "PORT": str(self.port),
            "ENGINE_PORT": str(engine_port),
        }
        self._environ = os.environ | own
        self._database_url = f"sqlite+aiosqlite:///{var}/sahay.db"
        self._process: subprocess.Popen[bytes] | None = None

    def prepare(self) -> Self:
        """An empty database with two agents and a supervisor."""
        # In a thread of its own: the browser's driver keeps an event loop running in this one.
        with ThreadPoolExecutor(1) as thread:
            thread.submit(asyncio.run, _fill(self._database_url)).result()
        return self

    def empty(self) -> None:
        """Forget every conversation, and who may do what: as if it had just been set up. Sessions stay."""
        with closing(sqlite3.connect(self._var / "sahay.db", timeout=10)) as connection, connection:
            for table in reversed(schema.metadata.sorted_tables):
                if table.name in FORGOTTEN:
                    connection.execute(f"DELETE FROM {table.name}")  # noqa: S608  names of our own tables
            connection.execute(
                "UPDATE agent SET availability = 'online', languages = '[]', capacity = 6, is_active = 1"
            )
            for email in AGENTS | SUPERVISORS:
                connection.execute("UPDATE agent SET role = ? WHERE email = ?", (_role(email), email))

    def sign_everybody_out(self) -> None:
        self._change("DELETE FROM agent_session")

    def become(self, email: str, role: str) -> None:
        """What an agent may do from now on."""
        self._change("UPDATE agent SET role = ? WHERE email = ?", role, email)

    def forwarded(self, conversation: str, number: str) -> None:
        """Another desk has it, under this number."""
        change = "INSERT INTO forwarded (conversation_id, remote_id, is_open) VALUES (?, ?, 0)"
        self._change(change, conversation, number)

    def renames(self, email: str, name: str) -> None:
        """What customers and colleagues read."""
        self._change("UPDATE agent SET name = ? WHERE email = ?", name, email)

    def speaks(self, email: str, *languages: str) -> None:
        """Who the agent may be given. They are gone through in the order of their e-mail addresses."""
        self._change("UPDATE agent SET languages = ?, assigned_at = NULL WHERE email = ?", json.dumps(languages), email)

    def offline_since(self, email: str, minutes: float) -> None:
        """As if the agent had gone offline so many minutes ago."""
        self._change("UPDATE agent SET chosen_at = ? WHERE email = ?", _ago(minutes), email)

    def waited(self, customer: "Customer", minutes: float) -> None:
        """As if the customer had waited for an answer for so many minutes."""
        change = "UPDATE service_level SET began_at = ?, awaited_since = ?, running_since = ? WHERE conversation_id = ?"
        self._change(change, *[_ago(minutes)] * 3, customer.id)

    def lengthen(self, conversation_id: str, lines: int) -> None:
        """As if the customer had written so many lines: "line 1", "line 2"..."""
        with closing(sqlite3.connect(self._var / "sahay.db", timeout=10)) as connection, connection:
            connection.execute(LINES, (lines, conversation_id))
            change = "UPDATE conversation SET last_seq = last_seq + ? WHERE id = ?"
            connection.execute(change, (lines, conversation_id))

    def keeps(self, conversation_id: str, drafts: Sequence[Draft]) -> None:
        """As if all this had been said; nobody is told of it."""
        with ThreadPoolExecutor(1) as thread:
            thread.submit(asyncio.run, _append(self._database_url, conversation_id, drafts)).result()

    def asks_at_once(self) -> None:
        """As if the minutes had passed after which customers are asked how it was."""
        self._change("UPDATE inquiry SET due_at = resolved_at WHERE kind = 'rating' AND asked_at IS NULL")

    def offer(self, conversation_id: str, agent: str, seconds: float) -> None:
        """As if the desk had just asked that agent to take it."""
        change = "UPDATE conversation SET offered_to = ?, offered_until = ? WHERE id = ?"
        self._change(change, agent, _ago(-seconds / 60), conversation_id)

    def start(self) -> None:
        """Returns once the app answers; nothing to do if it already runs."""
        if self._process:
            return
        command = [sys.executable, "-m", "sahay.http"]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(command, cwd=ROOT, env=self._environ, stdout=log, stderr=log)
        wait_until(self._answers, "the app answers")

    def stop(self) -> None:
        """Gone without a goodbye, as after a crash."""
        if self._process:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
            self._process = None

    def ticket(self, customer: "Customer", text: str, priority: Priority, minutes: int = 60) -> str:
        """The reference of a complaint that somebody promised to answer in so many minutes."""
        new = NewTicket(TicketKind.COMPLAINT, priority, text, customer.id, "en", "10234")
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(asyncio.run, _open_ticket(self._database_url, new, minutes)).result()

    @contextmanager
    def decided(self, **sections: dict[str, Any]) -> Iterator[None]:
        """For a while some keys of `sahay.yml` say something else, by section; the app is started anew with them.

        Afterwards it is stopped."""
        self.stop()
        self._write(**sections)
        self.start()
        yield
        self.stop()
        self._write()

    def customer(self, language: str = "en") -> "Customer":
        return Customer(self.url, language)

    def _write(self, **sections: dict[str, Any]) -> None:
        settings = self._settings | {name: self._settings[name] | keys for name, keys in sections.items()}
        (self._var / "sahay.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")

    def _change(self, statement: str, *values: str) -> None:
        with closing(sqlite3.connect(self._var / "sahay.db", timeout=10)) as connection, connection:
            connection.execute(statement, values)

    def _answers(self) -> bool:
        ended = self._process and self._process.poll()
        assert ended is None, f"the app has ended with {ended}: {self._log.read_text(encoding='utf-8')[-LAST_WORDS:]}"
        try:
            return httpx.get(f"{self.url}/api/desk/session").status_code == httpx.codes.UNAUTHORIZED
        except httpx.TransportError:
            return False


class Customer:
    """One customer on the website."""

    def __init__(self, url: str, language: str) -> None:
        self._url = url
        session = httpx.post(f"{url}/api/chat/sessions", json={"language": language}).raise_for_status().json()
        self.id: str = session["conversation_id"]
        self._headers = {"Authorization": f"Bearer {session['token']}"}

    @property
    def name(self) -> str:
        """As the desk calls them."""
        return f"Customer {self.id[:6]}"

    def says(self, text: str) -> Self:
        self._post("messages", {"client_id": uuid4().hex, "text": text})
        return self

    def asks(self, text: str) -> Self:
        """Says it and waits for the bot's answer."""
        count = len(self.log()["messages"])
        self.says(text)
        wait_until(lambda: len(self.log()["messages"]) > count + 1, "the bot answers")
        return self

    def taps(self, payload: str) -> Self:
        """Taps a button that was offered."""
        self._post("messages", {"client_id": uuid4().hex, "payload": payload})
        return self

    def waits(self) -> Self:
        """Taps "Talk to a person" and is put in the queue."""
        self.taps("/contact_human_agent")
        wait_until(lambda: self.log()["owner"] == "queued", "the customer is queued")
        return self

    def types(self) -> None:
        self._post("typing", {"on": True})

    def log(self) -> dict[str, Any]:
        """The conversation as the customer's page sees it."""
        response = httpx.get(f"{self._url}/api/chat/messages", params={"after": 0}, headers=self._headers)
        log: dict[str, Any] = response.raise_for_status().json()
        return log

    @property
    def place(self) -> int:
        """In the queue."""
        place: int = self.log()["queue"]["position"]
        return place

    def heard(self, author: str = "agent") -> list[str]:
        return [message["text"] for message in self.log()["messages"] if message["author"] == author]

    def _post(self, what: str, body: dict[str, Any]) -> None:
        httpx.post(f"{self._url}/api/chat/{what}", json=body, headers=self._headers).raise_for_status()


def wait_until(condition: Callable[[], bool], what: str, seconds: float = PATIENCE_SECONDS) -> None:
    """Ask until it is so. Raises AssertionError naming what was awaited."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"waited {seconds:.0f} s in vain: {what}"
        time.sleep(0.05)


def first_held(page: Page, held: list[Held]) -> Held:
    """The oldest that a route's handler keeps, once there is one: handlers run while something is asked of a page."""

    def is_there() -> bool:
        page.wait_for_timeout(20)
        return bool(held)

    wait_until(is_there, "a request is held back")
    return held.pop(0)


async def _fill(database_url: str) -> None:
    await migrate(database_url)
    database = open_database(database_url)
    password_hash, now = hash_password(PASSWORD), SystemClock().now()
    async with database.write() as connection:
        for email, name in (AGENTS | SUPERVISORS).items():
            row = {"id": email, "email": email, "name": name, "role": _role(email), "password_hash": password_hash}
            await connection.execute(insert(schema.agent).values(row | {"created_at": now}))
    await database.close()


async def _append(database_url: str, conversation_id: str, drafts: Sequence[Draft]) -> None:
    database = open_database(database_url)
    async with SqlStore(database).transaction() as tx:
        for draft in drafts:
            await tx.append(conversation_id, draft, SystemClock().now())
    await database.close()


async def _open_ticket(database_url: str, new: NewTicket, minutes: int) -> str:
    database = open_database(database_url)
    tickets = SqlTickets(database, lambda _, now: now + timedelta(minutes=minutes))
    opened = await tickets.open(new, key=uuid4().hex, now=SystemClock().now())
    await database.close()
    return opened.reference


def _ago(minutes: float) -> str:
    """A moment as SQLite keeps it."""
    return (SystemClock().now() - timedelta(minutes=minutes)).strftime("%Y-%m-%d %H:%M:%S.%f")


def _role(email: str) -> Role:
    return Role.SUPERVISOR if email in SUPERVISORS else Role.AGENT


def _free_port() -> int:
    """One that nothing takes while the app is away, not even what tries to reach it."""
    for port in SystemRandom().sample(LASTING, k=len(LASTING)):
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port
    raise OSError("no port is free")
