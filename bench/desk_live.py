"""How soon every console shows what a customer wrote: `.venv/app/bin/python -m bench.desk_live [--write]`.

The app alone in a process of its own on SQLite, with a queue of waiting customers, each with their page open, and
agents' consoles that listen to the live feed. Customers write one after the other; now and then an agent claims one and
answers, so that everybody behind moves up. A message's latency is from the moment that its row bears (set before the
commit) to its arrival at a console, for each console by itself. Processor time and memory are the app's, as Linux tells
them. --write keeps the figures in reports/desk-live.json.
"""

import argparse
import asyncio
import json
import os
import platform
import random
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from typing import Any, Final

import httpx
from sqlalchemy import insert

from sahay.config import ROOT, Settings, load_settings
from sahay.desk.passwords import hash_password
from sahay.domain.clock import SystemClock
from sahay.domain.conversation import Conversation, Handoff, Reason
from sahay.domain.message import Author, Draft
from sahay.http.tokens import Tokens
from sahay.store import schema
from sahay.store.base import Contact
from sahay.store.database import open_database
from sahay.store.migrate import migrate
from sahay.store.sql import SqlStore
from tests.conversations.bot import with_free_ports

WAITING: Final = 200
CONSOLES: Final = 20
MESSAGES: Final = 300
PER_SECOND: Final = 10.0
# After so many messages an agent takes the first of the queue.
CLAIM_EVERY: Final = 20
PASSWORD: Final = "a password of the bench"  # noqa: S105
# What the issue asks for.
PROMISE_MILLISECONDS: Final = 300
START_SECONDS: Final = 30.0
LAST_SECONDS: Final = 10.0
PAUSE_SECONDS: Final = 0.2
REPORT: Final = ROOT / "reports" / "desk-live.json"
TICKS: Final = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Figures:
    """Milliseconds, percent of one processor, megabytes. `missing` are messages that a console never showed."""

    waiting: int
    consoles: int
    messages: int
    arrivals: int
    missing: int
    median: float
    p95: float
    p99: float
    slowest: float
    processor_percent: float
    memory_megabytes: float
    memory_most_megabytes: float
    kilobytes_a_second_and_console: float


class Console:
    """An agent's browser: what it was told, and when."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client
        self.latency: dict[tuple[str, int], float] = {}
        self.bytes = 0
        self.ready = asyncio.Event()

    async def sign_in(self, email: str) -> None:
        answer = await self.client.post("/api/desk/login", json={"email": email, "password": PASSWORD})
        self.client.headers["X-CSRF-Token"] = answer.raise_for_status().json()["csrf_token"]

    async def listen(self) -> None:
        async with self.client.stream("GET", "/api/desk/events", timeout=None) as response:
            name = ""
            async for line in response.aiter_lines():
                self.bytes += len(line.encode()) + 1
                if line.startswith("event: "):
                    name = line.removeprefix("event: ")
                elif line.startswith("data: ") and name == "queue":
                    self.ready.set()
                elif line.startswith("data: ") and name == "changes":
                    self._note(json.loads(line.removeprefix("data: ")), time.time())

    def _note(self, changes: dict[str, Any], now: float) -> None:
        for card in changes["cards"]:
            last = card["last"]
            if last and last["author"] == Author.CUSTOMER:
                at = datetime.fromisoformat(last["at"]).timestamp()
                self.latency.setdefault((card["id"], last["seq"]), (now - at) * 1000)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--waiting", type=int, default=WAITING)
    parser.add_argument("--consoles", type=int, default=CONSOLES)
    parser.add_argument("--messages", type=int, default=MESSAGES)
    parser.add_argument("--write", action="store_true", help="keep the figures in reports/")
    wanted = parser.parse_args()
    load = [os.getloadavg()[0]]
    figures = asyncio.run(measured(wanted.waiting, wanted.consoles, wanted.messages))
    load.append(os.getloadavg()[0])
    machine = {"cpus": os.cpu_count(), "system": platform.system(), "load_before": load[0], "load_after": load[1]}
    report = {**asdict(figures), "machine": machine}
    print(json.dumps(report, indent=2))
    if wanted.write:
        REPORT.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    return 0 if figures.p95 < PROMISE_MILLISECONDS and not figures.missing else 1


async def measured(waiting: int, consoles: int, messages: int) -> Figures:
    with tempfile.TemporaryDirectory(prefix="sahay-desk-live-") as var:
        settings = with_free_ports(load_settings(environ={"SAHAY_VAR": var}))
        await migrate(settings.database_url)
        conversations = await furnish(settings, waiting, consoles)
        tokens = Tokens(settings.session_key, SystemClock())
        keys = [tokens.issue(each).value for each in conversations]
        async with serving(settings) as (base, process), all_of(base, consoles) as desks, pages(base, keys):
            return await play(base, process, desks, list(zip(conversations, keys, strict=True)), messages)


async def play(
    base: str, process: int, desks: Sequence[Console], customers: Sequence[tuple[str, str]], messages: int
) -> Figures:
    """Customers write, agents claim; then what every console was told."""
    dice = random.Random(5)  # noqa: S311  the same every time
    before, began, received = spent(process), time.monotonic(), sum(desk.bytes for desk in desks)
    written: set[tuple[str, int]] = set()
    async with httpx.AsyncClient(base_url=base, timeout=30) as client:
        for number in range(messages):
            conversation_id, key = dice.choice(customers)
            body = {"client_id": f"m{number}", "text": f"Are you there? I asked {number} minutes ago."}
            answer = await client.post("/api/chat/messages", json=body, headers={"Authorization": f"Bearer {key}"})
            if answer.status_code == httpx.codes.ACCEPTED:
                written.add((conversation_id, answer.json()["seq"]))
            if number % CLAIM_EVERY == CLAIM_EVERY - 1:
                await claim(desks[number % len(desks)], customers[number // CLAIM_EVERY][0])
            await asyncio.sleep(dice.expovariate(PER_SECOND))
    seconds = time.monotonic() - began
    processor, traffic = spent(process) - before, sum(desk.bytes for desk in desks) - received
    await settled(desks, written)
    return figures_of(desks, written, customers, processor / seconds, traffic / seconds, memory(process))


async def claim(desk: Console, conversation_id: str) -> None:
    """Take one out of the queue and answer: everybody behind moves up."""
    one = f"/api/desk/conversations/{conversation_id}"
    (await desk.client.post(f"{one}/claim", json={})).raise_for_status()
    (await desk.client.post(f"{one}/messages", json={"client_id": "r", "text": "Here I am."})).raise_for_status()


async def settled(desks: Sequence[Console], written: set[tuple[str, int]]) -> None:
    """Until every console was told of the last line of each conversation, or the time is over."""
    last: dict[str, int] = defaultdict(int)
    for conversation_id, seq in written:
        last[conversation_id] = max(last[conversation_id], seq)
    for _ in range(round(LAST_SECONDS / PAUSE_SECONDS)):
        if all(key in desk.latency for desk in desks for key in last.items()):
            return
        await asyncio.sleep(PAUSE_SECONDS)


def figures_of(
    desks: Sequence[Console],
    written: set[tuple[str, int]],
    customers: Sequence[tuple[str, str]],
    processor: float,
    traffic: float,
    used: tuple[float, float],
) -> Figures:
    """A message that was overtaken by the same customer's next one within a moment is shown by that one."""
    shown: list[float] = []
    missing = 0
    for desk in desks:
        for conversation_id, seq in written:
            arrivals = [desk.latency[key] for key in later(conversation_id, seq, desk.latency)]
            shown += arrivals[:1]
            missing += not arrivals
    cuts = quantiles(shown, n=100)
    return Figures(
        waiting=len(customers),
        consoles=len(desks),
        messages=len(written),
        arrivals=len(shown),
        missing=missing,
        median=round(median(shown), 1),
        p95=round(cuts[94], 1),
        p99=round(cuts[98], 1),
        slowest=round(max(shown), 1),
        processor_percent=round(processor * 100, 1),
        memory_megabytes=round(used[0], 1),
        memory_most_megabytes=round(used[1], 1),
        kilobytes_a_second_and_console=round(traffic / len(desks) / 1000, 1),
    )


def later(conversation_id: str, seq: int, shown: dict[tuple[str, int], float]) -> list[tuple[str, int]]:
    """This line, or else the next one of the conversation that was shown."""
    if (conversation_id, seq) in shown:
        return [(conversation_id, seq)]
    return sorted(key for key in shown if key[0] == conversation_id and key[1] > seq)[:1]


async def furnish(settings: Settings, waiting: int, agents: int) -> list[str]:
    """Agents who can sign in, and customers who wait; gives their conversations."""
    now, database = datetime.now(UTC), open_database(settings.database_url)
    password_hash = hash_password(PASSWORD)
    async with database.write() as connection:
        for number in range(agents):
            row = {"id": f"a{number}", "name": f"Agent {number}", "email": f"a{number}@example.com"}
            await connection.execute(insert(schema.agent).values(**row, password_hash=password_hash, created_at=now))
    ids = [f"conversation-of-bench-{number:03}" for number in range(waiting)]
    for conversation_id in ids:
        async with SqlStore(database).transaction() as tx:
            await tx.add_contact(Contact(f"c-{conversation_id}", now))
            made = Conversation(conversation_id, f"c-{conversation_id}", "web", "en", now, now)
            await tx.add_conversation(made)
            await tx.append(conversation_id, Draft(Author.CUSTOMER, "I need a person."), now)
            moved = made.hand_off(Handoff(Reason.REQUESTED), datetime.now(UTC))
            await tx.save(replace(moved.conversation, last_seq=1))
            assert moved.transition
            await tx.record_transition(moved.transition)
    await database.close()
    return ids


@asynccontextmanager
async def serving(settings: Settings) -> AsyncIterator[tuple[str, int]]:
    """The app in a process of its own: its address and its process."""
    environment = {**os.environ, "SAHAY_VAR": str(settings.var), "PORT": str(settings.port)}
    environment |= {"ENGINE_PORT": str(settings.engine_port), "ACTIONS_PORT": str(settings.actions_port)}
    program, nowhere = (sys.executable, "-m", "sahay.http"), asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(*program, cwd=ROOT, env=environment, stdout=nowhere, stderr=nowhere)
    base = f"http://127.0.0.1:{settings.port}"
    try:
        await reachable(base)
        yield base, process.pid
    finally:
        process.terminate()
        await process.wait()


async def reachable(base: str) -> None:
    async with httpx.AsyncClient(base_url=base) as client:
        for _ in range(round(START_SECONDS / PAUSE_SECONDS)):
            with suppress(httpx.TransportError):
                await client.get("/healthz")
                return
            await asyncio.sleep(PAUSE_SECONDS)
    raise TimeoutError("the app does not answer")


@asynccontextmanager
async def all_of(base: str, consoles: int) -> AsyncIterator[list[Console]]:
    """The agents' consoles, each with its lists before it."""
    desks = [Console(httpx.AsyncClient(base_url=base, timeout=30)) for _ in range(consoles)]
    for number, desk in enumerate(desks):
        await desk.sign_in(f"a{number}@example.com")
    async with asyncio.TaskGroup() as tasks:
        listening = [tasks.create_task(desk.listen()) for desk in desks]
        for desk in desks:
            await desk.ready.wait()
        yield desks
        for task in listening:
            task.cancel()
    for desk in desks:
        await desk.client.aclose()


@asynccontextmanager
async def pages(base: str, keys: Sequence[str]) -> AsyncIterator[None]:
    """The customers' own pages, which are told of their place in the queue."""
    limits = httpx.Limits(max_connections=None)

    async def follow(client: httpx.AsyncClient, key: str) -> None:
        headers = {"Authorization": f"Bearer {key}"}
        async with client.stream("GET", "/api/chat/events", headers=headers, timeout=None) as response:
            async for _ in response.aiter_raw():
                pass

    async with httpx.AsyncClient(base_url=base, limits=limits) as client, asyncio.TaskGroup() as tasks:
        following = [tasks.create_task(follow(client, key)) for key in keys]
        await asyncio.sleep(len(keys) / 100)
        yield
        for task in following:
            task.cancel()


def spent(process: int) -> float:
    """Seconds of processor time, of all its threads."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def memory(process: int) -> tuple[float, float]:
    """Megabytes resident now, and at most."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    told = {
        name: int(value.split()[0]) / 1024
        for name, _, value in (line.partition(":") for line in lines)
        if "kB" in value
    }
    return told["VmRSS"], told["VmHWM"]


if __name__ == "__main__":
    sys.exit(main())
