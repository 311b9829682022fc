"""Asking the engine, over real HTTP to a stand-in that answers as scripted."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from sahay.domain.breaker import CircuitBreaker
from sahay.domain.card import card_to_json
from sahay.domain.conversation import Conversation, Handoff, Reason
from sahay.domain.message import Author, Button, Message
from sahay.domain.priority import Priority
from sahay.engine.client import THIS_MESSAGE, EngineClient, EngineTrouble, Reply
from tests.fakes import MORNING, ManualClock

CONVERSATION = Conversation("c1", "p1", "web", "hi", created_at=MORNING, updated_at=MORNING, fresh=True)
MESSAGE = Message("c1", 7, Author.CUSTOMER, "hello", MORNING, "web")
UNDERSTOOD = {"intent": "greet", "confidence": 0.97, "ranking": [{"name": "greet", "confidence": 0.97}]}


def body(*replies: dict[str, Any], **more: Any) -> bytes:
    return json.dumps({"message_id": "c1:7", "replies": replies, "understood": UNDERSTOOD, **more}).encode()


class Peer:
    """Speaks just enough HTTP: one scripted answer a request, and keeps what it was asked."""

    def __init__(self) -> None:
        self.answers: list[tuple[int, bytes] | None] = []
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.port = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        length = next(
            int(line.split(":")[1]) for line in head.split("\r\n") if line.lower().startswith("content-length")
        )
        self.asked.append((head, json.loads(await reader.readexactly(length))))
        answer = self.answers.pop(0)
        if answer is not None:
            status, content = answer
            writer.write(f"HTTP/1.1 {status} X\r\nContent-Length: {len(content)}\r\nConnection: close\r\n\r\n".encode())
            writer.write(content)
            await writer.drain()
        else:
            await reader.read()  # never answers
        writer.close()


@pytest.fixture
async def peer() -> AsyncIterator[Peer]:
    peer = Peer()
    server = await asyncio.start_server(peer.serve, "127.0.0.1", 0)
    peer.port = server.sockets[0].getsockname()[1]
    yield peer
    server.close()


@pytest.fixture
async def client(peer: Peer) -> AsyncIterator[EngineClient]:
    breaker = CircuitBreaker(ManualClock(), failures=2, reset_seconds=10)
    client = EngineClient(f"http://127.0.0.1:{peer.port}", "secret", 0.5, breaker)
    yield client
    await client.close()


async def test_the_question_carries_what_the_engine_needs(peer: Peer, client: EngineClient) -> None:
    peer.answers = [(200, body({"text": "Hi"}))]
    await client.ask(CONVERSATION, MESSAGE)

    head, asked = peer.asked[0]
    assert head.startswith("POST /webhooks/sahay/webhook ")
    assert "authorization: bearer secret" in head.lower()
    assert asked == {
        "sender": "c1",
        "message": "hello",
        "metadata": {
            "message_id": "c1:7",
            "kind": "text",
            "language": "hi",
            "channel": "web",
            "fresh": True,
            "at": "2026-11-21T04:30:00+00:00",
        },
    }


async def test_a_message_that_is_asked_again_is_as_old_as_it_is(peer: Peer, client: EngineClient) -> None:
    """Else "today" would be another day when the engine was away over midnight."""
    peer.answers = [(503, b'{"error": "empty_turn"}'), (200, body({"text": "Hi"}))]
    with pytest.raises(EngineTrouble):
        await client.ask(CONVERSATION, MESSAGE)
    later = replace(CONVERSATION, updated_at=MORNING + timedelta(days=1))
    await client.ask(later, MESSAGE)

    assert [asked["metadata"]["at"] for _, asked in peer.asked] == [MORNING.isoformat()] * 2


@pytest.mark.parametrize(
    ("card", "read"),
    [
        ({"kind": "list", "title": "Which?", "rows": [{"title": "10234", "payload": "/a"}]}, "list"),
        ({"kind": "list", "title": "Which?"}, None),  # no card: the text stays
        ("a card", None),
    ],
)
async def test_a_reply_may_bring_a_card(peer: Peer, client: EngineClient, card: Any, read: str | None) -> None:
    peer.answers = [(200, body({"text": "Hi", "custom": {"card": card}}))]
    [reply] = (await client.ask(CONVERSATION, MESSAGE)).replies

    assert reply.text == "Hi"
    assert (card_to_json(reply.card)["kind"] if reply.card else None) == read


@pytest.mark.parametrize(
    ("typed", "payload", "sent"),
    [
        ("/restart", None, "restart"),  # a typed slash is no command
        ("  //greet", None, "greet"),
        ("/", None, "?"),  # nothing left: still a message
        ("\u3000/\u00a0\x0b /greet", None, "greet"),  # nor behind white space of any kind
        ("\u200b/\u2066greet", None, "greet"),  # nor behind what is not seen
        ("/ // /", None, "?"),
        ("a/b", None, "a/b"),
        ("  नमस्ते / hello", None, "नमस्ते / hello"),
        ("Track my order", "/track_order", "/track_order"),  # an offered button is
    ],
)
async def test_only_an_offered_button_may_name_an_intent(
    peer: Peer, client: EngineClient, typed: str, payload: str | None, sent: str
) -> None:
    peer.answers = [(200, body({"text": "Hi"}))]
    await client.ask(CONVERSATION, replace(MESSAGE, text=typed, payload=payload))

    assert peer.asked[0][1]["message"] == sent


async def test_an_answer_is_read_with_its_reasons(peer: Peer, client: EngineClient) -> None:
    buttons = [{"title": "Yes", "payload": "/affirm"}]
    handoff = {"handoff": {"reason": "verification_exhausted", "topic": "order", "order": "10234"}}
    language = {"language": "gu-Latn"}
    replies = [{"text": "One", "buttons": buttons}, {"text": "Two"}, {"custom": handoff}, {"custom": language}]
    peer.answers = [(200, body(*replies, slots={"language": "hi"}, actions=["action_x"]))]
    answer = await client.ask(CONVERSATION, MESSAGE)

    assert answer.replies == (Reply("One", (Button("Yes", "/affirm"),)), Reply("Two"))
    assert answer.handoff == Handoff(Reason.VERIFICATION_EXHAUSTED, "order", "10234")
    assert answer.language == "gu-Latn"
    assert (answer.intent, answer.confidence, answer.ranking) == ("greet", 0.97, (("greet", 0.97),))
    assert (answer.slots, answer.actions) == ({"language": "hi"}, ("action_x",))


@pytest.mark.parametrize(
    ("asked", "priority"),
    [
        ({}, Priority.NORMAL),
        ({"priority": "high"}, Priority.HIGH),
        ({"priority": "at once"}, Priority.NORMAL),  # not one of ours
    ],
)
async def test_a_handoff_says_how_urgent_it_is_and_what_is_open(
    peer: Peer, client: EngineClient, asked: dict[str, str], priority: Priority
) -> None:
    peer.answers = [(200, body({"custom": {"handoff": {"reason": "requested", "ticket": "T-7K3QXM", **asked}}}))]
    handoff = (await client.ask(CONVERSATION, MESSAGE)).handoff

    assert handoff == Handoff(Reason.REQUESTED, priority=priority, ticket="T-7K3QXM")


async def test_an_unknown_reason_is_still_a_wish_for_a_human(peer: Peer, client: EngineClient) -> None:
    peer.answers = [(200, body({"custom": {"handoff": {"reason": "new_one"}}}))]

    assert (await client.ask(CONVERSATION, MESSAGE)).handoff == Handoff(Reason.REQUESTED)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ((503, b'{"error": "empty_turn"}'), "empty_turn"),
        ((503, b'{"error": "action_failed"}'), "action_failed"),
        ((401, b"{}"), "http_401"),
        ((500, b"<html>"), "http_500"),
        ((200, b"[]"), "unreadable_answer"),
        ((200, b"not json"), "unreadable_answer"),
        ((200, body({"custom": {"handoff": {"reason": "requested", "order": {"a": 1}}}})), "unreadable_answer"),
        ((200, body()), "empty_turn"),  # silence is trouble
        (None, "timeout"),
    ],
)
async def test_everything_else_is_trouble(
    peer: Peer, client: EngineClient, answer: tuple[int, bytes] | None, kind: str
) -> None:
    peer.answers = [answer]
    with pytest.raises(EngineTrouble) as trouble:
        await client.ask(CONVERSATION, MESSAGE)

    assert str(trouble.value) == kind


async def test_an_engine_that_is_away_is_left_alone_after_a_while() -> None:
    clock = ManualClock()
    client = EngineClient("http://127.0.0.1:9", "secret", 0.5, CircuitBreaker(clock, failures=2, reset_seconds=10))
    kinds = []
    for _ in range(3):
        with pytest.raises(EngineTrouble) as trouble:
            await client.ask(CONVERSATION, MESSAGE)
        kinds.append(str(trouble.value))
    await client.close()

    assert kinds == ["unreachable", "unreachable", "circuit_open"]


@pytest.mark.parametrize("error", sorted(THIS_MESSAGE))
async def test_one_message_cannot_make_the_engine_look_dead(peer: Peer, client: EngineClient, error: str) -> None:
    peer.answers = [(503, json.dumps({"error": error}).encode())] * 3 + [(200, body({"text": "Hi"}))]
    for _ in range(3):
        with pytest.raises(EngineTrouble):
            await client.ask(CONVERSATION, MESSAGE)

    assert (await client.ask(CONVERSATION, MESSAGE)).replies == (Reply("Hi"),)
