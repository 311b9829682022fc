"""Randomised runs of WhatsApp through the real app: notifications come 1 to 5 times, in parallel and in any order, and
Meta answers with 429, 500, nothing, or half an answer. What a customer says is stored once and answered once; what we
say is accepted once, or not at all, and the desk knows which.

Each run is a conversation, told by its number; SAHAY_STORM_RUNS says how many.
"""

import asyncio
import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from sahay.channels.whatsapp import client as module
from sahay.domain.message import Author
from tests.browser.engine import ORDER, StandInEngine
from tests.fakes import MORNING
from tests.fakes_channels.graph import Accepted, FakeGraph
from tests.fakes_channels.graph_notices import Customer, messages, notification, status
from tests.fakes_shops.http import Request, Response
from tests.integration.http.conftest import App
from tests.integration.http.whatsapp import SECRETS, Chat, shop

RUNS = int(os.environ.get("SAHAY_STORM_RUNS", "8"))
QUESTIONS = 3
ANSWER = f"Your order {ORDER} is on its way."
TROUBLES: tuple[dict[str, Any], ...] = (
    {"instead": Response(429, {"error": {"code": 130429, "message": "busy"}}, {"Retry-After": "1"})},
    {"instead": Response(429, {"error": {"code": 131056, "message": "pair"}})},
    {"instead": Response(500, {"error": {"code": 131000, "message": "wrong"}})},
    {"instead": Response(500, raw=b"<html>")},
    {"instead": Response(502, raw=b"")},
    {"instead": Response(503, None)},
    {"instead": Response(401, {"error": {"code": 190, "message": "expired"}})},
    {"instead": Response(400, {"error": {"code": 131026, "message": "undeliverable"}})},
    {"dropped": True},
    {"dropped": True, "done": False},
    {"cut": True},
    {"held": True},
)


@pytest.fixture
def graph() -> Iterator[FakeGraph]:
    with FakeGraph(SECRETS["SAHAY_WHATSAPP_TOKEN"]) as fake:
        yield fake


@pytest.fixture
def environ(engine: StandInEngine, graph: FakeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Nobody waits long for a Meta that hangs."""
    monkeypatch.setattr(module, "TIMEOUT", httpx.Timeout(0.5, connect=5))
    return shop(graph, engine.port, tmp_path, {})


async def test_nothing_is_lost_and_nothing_said_twice(app: App, graph: FakeGraph) -> None:
    for run in range(RUNS):
        customer = Customer(f"Customer {run}", f"IN.{run:06d}", None)
        await _Storm(Chat(app, graph, customer), random.Random(run)).run(run)  # noqa: S311


class _Storm:
    def __init__(self, chat: Chat, dice: random.Random) -> None:
        self._chat = chat
        self._dice = dice

    async def run(self, number: int) -> None:
        for _ in range(self._dice.randint(0, 4)):
            self._chat.graph.trouble(of=_is_sending, **self._dice.choice(TROUBLES))
        asked = [f"question {number}.{place}" for place in range(QUESTIONS)]
        said = [self._chat.says("text", {"body": text}) for text in asked]
        bodies = [notification(messages(self._chat.customer, each)) for each in said]
        await self._deliver(bodies)
        await self._settle()
        await self._statuses()
        await self._check(asked)
        self._chat.graph.troubles.clear()

    async def _deliver(self, bodies: list[bytes]) -> None:
        """Each 1 to 5 times, in parallel, in any order."""
        calls = [body for body in bodies for _ in range(self._dice.randint(1, 5))]
        self._dice.shuffle(calls)
        answers = await asyncio.gather(*(self._chat.call(body) for body in calls))
        assert {answer.status_code for answer in answers} <= {200}

    async def _settle(self) -> None:
        """Until nothing waits, with a clock that does not."""
        await self._chat.settle()
        while "pending" in await self._chat.deliveries():
            self._chat.app.clock.forward(700)
            self._chat.app.services.outbox_worker.wake(await self._chat.conversation_id())
            await self._chat.settle()

    async def _statuses(self) -> None:
        """Of what was accepted, most say how far it has come, in any order; also those whose answer was lost."""
        told = [
            (sent, state)
            for sent in self._accepted()
            for state in ("sent", "delivered", "read")
            if self._dice.random() < 0.7
        ]
        self._is_all_told = {sent.id for sent, _ in told} == {sent.id for sent in self._accepted()}
        marks = [(sent.id, state, sent.body["biz_opaque_callback_data"]) for sent, state in told]
        await self._deliver([notification(status(key, state, MORNING, mark=mark)) for key, state, mark in marks])
        await self._chat.settle()

    def _accepted(self) -> list[Accepted]:
        """What this customer has."""
        return [sent for sent in self._chat.graph.sent if sent.body.get("recipient") == self._chat.customer.user_id]

    async def _check(self, asked: list[str]) -> None:
        async with self._chat.app.services.store.snapshot() as snapshot:
            conversation_id = await self._chat.conversation_id()
            log = await snapshot.messages(conversation_id)
            states = await snapshot.deliveries(conversation_id)
        assert sorted(line.text for line in log if line.author == Author.CUSTOMER) == sorted(asked)
        answers = [str(states[line.seq]) for line in log if line.text == ANSWER]
        assert len(answers) == len(asked)
        marks = [sent.body["biz_opaque_callback_data"] for sent in self._accepted()]
        assert len(set(marks)) == len(marks)
        had = " ".join(sent.text for sent in self._accepted()).count(ANSWER)
        certain = sum(state in ("sent", "delivered", "read") for state in answers)
        assert certain <= had <= certain + answers.count("unknown"), answers
        if self._is_all_told:
            assert had == certain, answers  # a status settles what nobody could tell


def _is_sending(request: Request) -> bool:
    return request.path.endswith("/messages") and "type" in request.body
