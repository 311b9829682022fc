"""`python -m tests.crash.writes.whole`: the same with the whole of Sahay. Customers cancel orders in the chat, and the
app, the actions or the engine is killed while the bot does it. Exits with 1 when something is not as it must be.

PORT, ENGINE_PORT and ACTIONS_PORT move the ports, so that it runs beside `make run`.
"""

import asyncio
import os
import re
import sqlite3
import sys
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import yaml

from sahay.config import ROOT
from tests.crash.__main__ import PORTS
from tests.crash.steps import wait_for_event
from tests.crash.system import System, running

# Which process is killed, when the log of which tells what.
KILLS = (
    ("app", "app", "turn.asked"),
    ("actions", "actions", "action_started"),
    ("actions", "actions", "operation.ended"),
    ("engine", "actions", "operation.ended"),
    ("app", "actions", "operation.ended"),
    ("engine", "engine", "engine.saved"),
    ("app", "engine", "engine.answered"),
    ("app", "app", "turn.answered"),
    ("app", "app", "turn.committed"),
)
CANCELLABLE = ("placed", "confirmed", "packed", "payment_failed")
ANSWER_SECONDS = 60.0
# Longer than the settler waits, and the processes take to come back.
SETTLED_SECONDS = 120.0
DONE = ("utter_cancel_done", "utter_cancel_done_refund", "app_settled_cancel_order")
NOT_DONE = ("app_not_settled_cancel_order", "utter_not_changed", "utter_refused")
TEXTS = {
    key: text if isinstance(text, str) else text["text"]
    for file in (ROOT / "data" / "responses" / "en").glob("*.yml")
    for key, text in yaml.safe_load(file.read_text("utf-8"))["texts"].items()
}


@dataclass
class Customer:
    """One conversation about one order."""

    http: httpx.AsyncClient
    number: str
    email: str
    token: str = ""
    conversation_id: str = ""

    async def begin(self) -> None:
        session = (await self.http.post("/api/chat/sessions", json={"language": "en"})).json()
        self.token, self.conversation_id = session["token"], session["conversation_id"]

    async def says(self, **said: str) -> int:
        """Send it until it is acknowledged; its number."""
        body = {"client_id": uuid4().hex, **said}
        return int((await self._stubborn("POST", "/api/chat/messages", json=body))["seq"])

    async def hears(self, **said: str) -> None:
        """Send it and wait for an answer."""
        seq = await self.says(**said)
        await until(lambda: self._answered(seq), ANSWER_SECONDS)

    async def _answered(self, seq: int) -> bool:
        lines = (await self._stubborn("GET", f"/api/chat/messages?after={seq}"))["messages"]
        return any(line["author"] == "bot" for line in lines)

    async def _stubborn(self, method: str, path: str, **options: Any) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {self.token}"}
        while True:
            try:
                response = await self.http.request(method, path, headers=headers, **options)
                if response.is_success:
                    return dict(response.json())
            except httpx.TransportError:
                pass
            await asyncio.sleep(0.2)


async def until(true: Callable[[], Awaitable[bool]], seconds: float) -> bool:
    """Wait until it is so; False when it was not for so long."""
    end = asyncio.get_running_loop().time() + seconds
    while not await true():
        if asyncio.get_running_loop().time() > end:
            return False
        await asyncio.sleep(0.2)
    return True


async def confirmed(customer: Customer) -> None:
    """As far as the question whether the order shall really be cancelled."""
    await customer.begin()
    await customer.hears(text=f"please cancel order {customer.number}, {customer.email}")
    await customer.hears(payload='/inform{"choice": "mistake"}')


async def shoot(system: System, customer: Customer, process: str, teller: str, step: str) -> None:
    await system.until_calm()
    await confirmed(customer)
    seen = asyncio.create_task(asyncio.to_thread(wait_for_event, system.log(teller), step, 30.0))
    await asyncio.sleep(0.1)
    saying = asyncio.create_task(customer.says(text="yes"))
    if not await seen:
        sys.exit(f"{step} did not come")
    pid = system.kill(process)
    await saying
    await system.until_ready(process, after_pid=pid)
    print(f"{process} killed at {step}", flush=True)  # noqa: T201


def judge(database: Path, customer: Customer) -> list[str]:
    """What is not as it must be."""
    with closing(sqlite3.connect(database)) as connection:
        mine = (customer.conversation_id,)
        rows = connection.execute("SELECT id, state FROM shop_operation WHERE conversation_id = ?", mine).fetchall()
        said = "SELECT text FROM message WHERE author = 'bot' AND conversation_id = ?"
        lines = [text for (text,) in connection.execute(said, mine)]
        effects = "SELECT COUNT(*) FROM shop_idempotency WHERE key = ?"
        made = sum(connection.execute(effects, (key,)).fetchone()[0] for key, _ in rows)
        order = "SELECT state FROM shop_order WHERE number = ?"
        state = connection.execute(order, (customer.number,)).fetchone()[0]
        # An order that was paid twice has two refunds, one of each payment.
        twice = "SELECT COUNT(*) - COUNT(DISTINCT payment_id) FROM shop_refund WHERE order_number = ?"
        refunded_twice = connection.execute(twice, (customer.number,)).fetchone()[0]
    told = [key for text in lines for key in (*DONE, *NOT_DONE) if _says(key, text)]
    states = [each for _, each in rows]
    done = states == ["done"]
    problems = []
    if len(rows) > 1 or made != done or refunded_twice or done != (state == "cancelled"):
        problems.append(f"audit {states}, order {state}, made {made} times, {refunded_twice} refunds too many")
    if rows and (len(told) != 1 or (told[0] in DONE) != done):
        problems.append(f"audit {states}, told {told}")
    if not rows and told:
        problems.append(f"nothing was begun, told {told}")
    return problems


def _says(key: str, text: str) -> bool:
    pattern = re.sub(r"\\\{\w+\\\}", ".+", re.escape(TEXTS[key]))
    return re.fullmatch(pattern, text) is not None


def _settled(database: Path) -> bool:
    with closing(sqlite3.connect(database)) as connection:
        open_ones = connection.execute("SELECT COUNT(*) FROM shop_operation WHERE told_at IS NULL").fetchone()[0]
        return not open_ones and not connection.execute("SELECT COUNT(*) FROM inbox").fetchone()[0]


async def play(var: Path) -> int:
    async with running(var) as system, httpx.AsyncClient(base_url=system.url, timeout=20.0, trust_env=False) as http:
        orders = [order for order in system.demo["orders"] if order["state"] in CANCELLABLE]
        customers = [Customer(http, str(order["number"]), order["email"]) for order in orders]
        tried = list(zip(customers, KILLS, strict=False))
        for customer, kill in tried:
            await shoot(system, customer, *kill)

        async def settled() -> bool:
            return _settled(system.database)

        calm = await until(settled, SETTLED_SECONDS)
        problems = [(kill, judge(system.database, customer)) for customer, kill in tried]
    wrong = [(kill, found) for kill, found in problems if found] + ([] if calm else [("all", ["not settled"])])
    print(f"{len(tried)} changes, each with a kill; wrong: {wrong or 'none'}")  # noqa: T201
    return 1 if wrong else 0


def main() -> int:
    for name, port in PORTS.items():
        os.environ.setdefault(name, port)
    return asyncio.run(play(Path(tempfile.mkdtemp(prefix="sahay-writes-"))))


if __name__ == "__main__":
    sys.exit(main())
