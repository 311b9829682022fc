"""How long a provider waits for the answer of a webhook, while the engine is well, slow or down.

    .venv/app/bin/python -m bench.webhook_ack [--seconds 10] [--rate 100] [--write]

The app runs as a process of its own on SQLite; updates of Telegram's come from 200 customers at a fixed rate, whatever
the answers take (an open loop). Each is answered when it is committed.
"""

import argparse
import asyncio
import json
import os
import platform
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import httpx

from sahay.channels.telegram.opening import PATH
from sahay.config import ROOT
from sahay.store.migrate import migrate
from tests.browser import engine
from tests.fakes_channels.telegram import NOW, TOKEN, FakeTelegram

CUSTOMERS = 200
SLOW_SECONDS = 3.0
REPORT = ROOT / "reports" / "webhook-ack.json"
ENGINES = ("well", "slow", "down")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextmanager
def app(telegram: FakeTelegram, engine_port: int) -> Iterator[str]:
    """The app's address, once it is ready."""
    with TemporaryDirectory() as var:
        text = (ROOT / "sahay.yml").read_text(encoding="utf-8")
        section = {"public_url": "https://chat.example", "telegram": {"updates": "webhook", "api": telegram.url}}
        before, _, after = text.partition("\nchannels:\n")
        file = Path(var, "sahay.yml")
        rest = after.partition("\nlimits:\n")[2]
        file.write_text(f"{before}\nchannels: {json.dumps(section)}\nlimits:\n{rest}", encoding="utf-8")
        port = free_port()
        ports = {"PORT": str(port), "ENGINE_PORT": str(engine_port)}
        environ = {**os.environ, **ports, "SAHAY_VAR": var, "SAHAY_CONFIG": str(file), "SAHAY_TELEGRAM_TOKEN": TOKEN}
        environ.pop("DATABASE_URL", None)
        asyncio.run(migrate(f"sqlite:///{var}/sahay.db"))
        with subprocess.Popen(
            (sys.executable, "-m", "sahay.http"), env=environ, cwd=ROOT, stdout=subprocess.DEVNULL
        ) as process:
            try:
                while not telegram.webhook["url"]:
                    time.sleep(0.1)
                yield f"http://127.0.0.1:{port}"
            finally:
                process.terminate()


async def measure(telegram: FakeTelegram, url: str, seconds: int, rate: int) -> list[float]:
    """Milliseconds of each call, in order."""
    headers = {"X-Telegram-Bot-Api-Secret-Token": telegram.webhook["secret_token"]}
    taken: list[float] = []

    async def call(client: httpx.AsyncClient, number: int, due: float) -> None:
        person = {"id": 1000 + number % CUSTOMERS, "is_bot": False, "first_name": "Meera"}
        message = {"message_id": number, "date": NOW, "chat": {**person, "type": "private"}, "from": person}
        answer = await client.post(
            url + PATH, json={"update_id": number, "message": {**message, "text": "where is my order?"}}
        )
        answer.raise_for_status()
        taken.append((time.perf_counter() - due) * 1000)

    limits = httpx.Limits(max_connections=40, max_keepalive_connections=40)
    async with httpx.AsyncClient(headers=headers, timeout=60, limits=limits) as client, asyncio.TaskGroup() as calls:
        begin = time.perf_counter()
        for number in range(1, seconds * rate + 1):
            due = begin + number / rate
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            calls.create_task(call(client, number, due))
    return taken


def late(answer: Callable[..., dict[str, Any]], *words: str) -> dict[str, Any]:
    time.sleep(SLOW_SECONDS)
    return answer(*words)


def measured(state: str, seconds: int, rate: int) -> list[float]:
    """Milliseconds, the quickest first, while the engine is in that state."""
    with FakeTelegram() as telegram, engine.StandInEngine() as stand_in:
        for number in range(CUSTOMERS):
            telegram.person(1000 + number)
        with (
            patch.object(engine, "answer", partial(late, engine.answer) if state == "slow" else engine.answer),
            app(telegram, stand_in.port if state != "down" else free_port()) as url,
        ):
            return sorted(asyncio.run(measure(telegram, url, seconds, rate)))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seconds", type=int, default=10)
    arguments.add_argument("--rate", type=int, default=100)
    arguments.add_argument("--write", action="store_true", help=f"into {REPORT.relative_to(ROOT)}")
    told = arguments.parse_args()
    load_before = os.getloadavg()[0]
    sys.stdout.write(f"{told.rate} updates/s for {told.seconds} s, load {load_before:.1f}\n")
    found: dict[str, dict[str, float]] = {}
    for state in ENGINES:
        taken = measured(state, told.seconds, told.rate)
        tail = statistics.quantiles(taken, n=100)
        figures = {"median": tail[49], "p99": tail[98], "slowest": taken[-1]}
        found[state] = {name: round(milliseconds, 1) for name, milliseconds in figures.items()}
        sys.stdout.write(f"engine {state}: {', '.join(f'{name} {ms:.0f} ms' for name, ms in figures.items())}\n")
    if told.write:
        machine = {"cpus": os.cpu_count(), "system": platform.system()}
        load = {"load_before": load_before, "load_after": os.getloadavg()[0]}
        whole = {"updates_a_second": told.rate, "seconds": told.seconds, "engine": found, "machine": machine | load}
        REPORT.write_text(json.dumps(whole, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
