"""WhatsApp and the real app, over HTTP on both sides, with an engine that is quick and of a known opinion."""

import asyncio
import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from sahay.channels.whatsapp.errors import TOO_LONG, WINDOW
from sahay.channels.whatsapp.opening import PATH
from sahay.domain.message import Author, Button, Draft
from sahay.store import inquiries
from tests.browser.engine import ORDER, StandInEngine
from tests.fakes import MORNING
from tests.fakes_channels.graph import Accepted, FakeGraph
from tests.fakes_channels.graph_notices import Customer, messages, notification, signed, status
from tests.fakes_shops.http import Response
from tests.integration.http.conftest import App
from tests.integration.http.whatsapp import SECRETS, Chat, shop

LATE = {"name": "late_reply", "languages": {"en": "en_US"}, "values": ["agent", "text"]}
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
TRACKED = f"Your order {ORDER} is on its way."
BUSY = {"error": {"code": 130429, "message": "(#130429) Rate limit hit"}}


@pytest.fixture
def graph() -> Iterator[FakeGraph]:
    with FakeGraph(SECRETS["SAHAY_WHATSAPP_TOKEN"], {("late_reply", "en_US"): 2}) as fake:
        yield fake


@pytest.fixture
def environ(engine: StandInEngine, graph: FakeGraph, tmp_path: Path) -> dict[str, str]:
    return shop(graph, engine.port, tmp_path, {"agent_reply": LATE})


@pytest.fixture
async def chat(app: App, graph: FakeGraph) -> Chat:
    return Chat(app, graph)


async def test_the_handshake(chat: Chat) -> None:
    """The challenge comes back to who knows the word, and to nobody else."""
    asked = {
        "hub.mode": "subscribe",
        "hub.verify_token": SECRETS["SAHAY_WHATSAPP_VERIFY_TOKEN"],
        "hub.challenge": "1158",
    }
    async with chat.app.client() as client:
        right = await client.get(PATH, params=asked)
        wrong = [
            await client.get(PATH, params=params)
            for params in (
                {**asked, "hub.verify_token": "x"},
                {**asked, "hub.mode": "x"},
                {},
                {"hub.mode": "subscribe"},
            )
        ]

    assert (right.status_code, right.text, right.headers["content-type"]) == (200, "1158", "text/plain; charset=utf-8")
    assert [answer.status_code for answer in wrong] == [401] * 4


async def test_from_the_question_to_the_rating(chat: Chat) -> None:
    """Bot, queue, agent with a photo, resolved, rated with a comment: all of it in one chat."""
    assert (await chat.asks("where is my order?"))[-1] == TRACKED
    welcome = chat.graph.sent[0]
    assert [title for _, title in welcome.choices] == ["Track my order", "Delivery & returns", "Talk to a person"]
    assert "queue" in (await chat.taps("Talk to a person"))[-1]
    conversation_id = await chat.conversation_id()
    async with chat.app.agent() as desk:
        one = f"/api/desk/conversations/{conversation_id}"
        await desk.post(f"{one}/claim")
        photo = (await desk.post(f"{one}/files", params={"name": "lamp.png"}, content=PNG)).json()["id"]
        await desk.post(f"{one}/messages", json={"client_id": "1", "text": "It leaves today.", "files": [photo]})
        await chat.settle()
        assert await chat.asks("thank you!") == []
        assert (await desk.get(one)).json()["conversation"]["channel"] == "whatsapp"
        await desk.post(f"{one}/resolve", json={"reason": "solved"})
        await chat.settle()
    image = next(sent for sent in chat.graph.sent if sent.body["type"] == "image")
    assert (image.text, chat.graph.kept.files[image.body["image"]["id"]].data) == ("It leaves today.", PNG)
    chat.app.clock.forward(120)
    await chat.app.services.care.aftercare.ask(chat.app.services.store, chat.app.services.routing.mover)
    await chat.settle()
    await chat.taps("5 – Very good")
    await chat.taps("Write a comment")
    await chat.asks("Asha was quick")
    async with chat.app.services.database.read() as connection:
        rating = (await inquiries.ratings(connection, [conversation_id]))[conversation_id]
    assert (rating.score, rating.comment) == (5, "Asha was quick")


async def test_each_notification_counts_once_however_it_is_delivered(chat: Chat) -> None:
    """1 to 5 times, in parallel and in any order."""
    asked = [chat.says("text", {"body": f"question {number}"}) for number in range(8)]
    bodies = [notification(messages(chat.customer, each)) for each in asked]
    calls = [body for number, body in enumerate(bodies) for _ in range(number % 5 + 1)]
    random.Random(7).shuffle(calls)  # noqa: S311
    answers = await asyncio.gather(*(chat.call(body) for body in calls))
    await chat.settle()

    assert {answer.status_code for answer in answers} == {200}
    log = await chat.log()
    assert sorted(line for line in log if line.startswith("customer")) == [
        f"customer: question {number}" for number in range(8)
    ]
    assert log.count(f"bot: {TRACKED}") == 8
    assert " ".join(each.text for each in chat.graph.sent).count(TRACKED) == 8


FORGED: list[tuple[bytes, dict[str, str] | None, int]] = [
    (b"{}", {}, 401),
    (b"{}", {"x-hub-signature-256": "sha256="}, 401),
    (b"{}", signed(b"{}", "another secret"), 401),
    (b"{} ", signed(b"{}", SECRETS["SAHAY_WHATSAPP_APP_SECRET"]), 401),  # of another body
    (b"{}", None, 400),
    (b"[" * 100_000, None, 400),
    (b"\xff\xfe", None, 400),
    (b'{"object": "page"}', None, 400),
    (b'{"object": "whatsapp_business_account", "x": "' + b"y" * 10 * 1024 * 1024 + b'"}', None, 413),
]


async def test_what_is_none_of_metas_is_refused(chat: Chat) -> None:
    for body, headers, code in FORGED:
        answer = await chat.call(body, headers)
        assert (answer.status_code, set(answer.json()["error"])) == (code, {"code", "message"}), body[:40]

    assert await chat.app.services.channels.arrivals.pending() == []
    assert chat.app.services.channels.health["whatsapp"].refused_at == chat.app.clock.now()


async def test_what_becomes_of_ours_is_shown_and_never_goes_back(chat: Chat) -> None:
    await chat.asks("where is my order?")
    last = chat.graph.sent[-1].id

    async def after(state: str, *codes: int) -> str:
        await chat.tell(status(last, state, MORNING, codes=codes))
        return (await chat.deliveries())[-1]

    steps = [await after(state) for state in ("delivered", "sent", "read", "delivered", "read")]
    assert steps == ["delivered", "delivered", "read", "read", "read"]
    assert await after("failed", 131026) == "read"  # it was read: it cannot have failed
    await chat.asks("and now?")
    await chat.tell(status(chat.graph.sent[-1].id, "failed", MORNING, codes=[131049]))
    assert (await chat.deliveries())[-1] == "failed"


async def test_a_status_that_is_faster_than_the_answer_to_our_call(chat: Chat) -> None:
    """The line is cut, the message has gone out: its status comes with our mark, and settles what nobody could tell."""
    await chat.asks("hello")
    chat.graph.trouble(of=_is_sending, dropped=True)
    await chat.asks("where is my order?")
    assert (await chat.deliveries())[-1] == "unknown"
    lost = chat.graph.sent[-1]

    await chat.tell(status(lost.id, "sent", MORNING, mark=lost.body["biz_opaque_callback_data"]))
    assert (await chat.deliveries())[-1] == "sent"
    await chat.tell(status(lost.id, "read", MORNING))
    assert (await chat.deliveries())[-1] == "read"


def _is_sending(request: Any) -> bool:
    return request.path.endswith("/messages") and "type" in request.body


FAULTS: list[tuple[dict[str, Any], int, str]] = [
    ({"instead": Response(429, BUSY, {"Retry-After": "1"})}, 1, "sent"),
    ({"instead": Response(500, {"error": {"code": 131000, "message": "Something went wrong"}})}, 1, "sent"),
    ({"instead": Response(503, None)}, 1, "sent"),
    ({"instead": Response(401, {"error": {"code": 190, "message": "expired"}})}, 1, "sent"),
    ({"instead": Response(400, {"error": {"code": 131026, "message": "undeliverable"}})}, 0, "failed"),
    ({"dropped": True}, 1, "unknown"),  # it had arrived...
    ({"dropped": True, "done": False}, 0, "unknown"),  # ...or had not: nobody can tell
    ({"cut": True}, 1, "unknown"),
    ({"instead": Response(502, raw=b"<html>")}, 0, "unknown"),
]


async def test_what_goes_wrong_on_the_way_out(chat: Chat) -> None:
    """Said once or not at all, and the desk sees which."""
    await chat.asks("hello")
    for trouble, told, state in FAULTS:
        before = len(chat.graph.sent)
        chat.graph.trouble(of=_is_sending, **trouble)
        await chat.asks("where is my order?")
        while (await chat.deliveries())[-1] == "pending":
            chat.app.clock.forward(300)
            chat.app.services.outbox_worker.wake(await chat.conversation_id())
            await chat.app.services.outbox_worker.idle()

        assert [each.text for each in chat.graph.sent[before:]] == [TRACKED] * told, trouble
        assert (await chat.deliveries())[-1] == state, trouble


async def test_an_expired_token_is_shown_to_the_operator(chat: Chat) -> None:
    await chat.asks("hello")
    health = chat.app.services.channels.health["whatsapp"]
    assert (health.is_connected, health.account, health.facts["quality"]) == (True, "Saral Store", "GREEN")
    assert health.registered == "https://chat.shop.example/webhooks/whatsapp"
    chat.graph.token, valid = "another", chat.graph.token
    await chat.asks("where is my order?")
    assert (health.is_connected, "token" in (health.problem or "")) == (False, True)
    chat.graph.token = valid
    chat.app.clock.forward(601)
    chat.app.services.outbox_worker.wake(await chat.conversation_id())
    await chat.settle()
    assert (health.is_connected, health.problem, chat.graph.sent[-1].text) == (True, None, TRACKED)


async def test_files_come_and_are_known_by_their_content(chat: Chat) -> None:
    await chat.asks("hello")
    chat.graph.keep("1", "image/jpeg", PNG)  # whatever Meta calls it
    chat.graph.keep("2", "application/zip", b"PK\x03\x04" + bytes(30))
    chat.graph.keep("3", "video/mp4", bytes(11 * 1024 * 1024))

    assert await chat.hears("image", {"id": "1", "mime_type": "image/jpeg", "caption": "where is it?"}) == [TRACKED]
    refused = [
        await chat.hears("document", {"id": "2", "mime_type": "application/zip", "filename": "all.zip"}),
        await chat.hears("video", {"id": "3", "mime_type": "video/mp4"}),
        await chat.hears("sticker", {"id": "gone", "mime_type": "image/webp"}),
    ]

    assert "could not take that file" in refused[0][0]
    assert refused[1:] == [[], []]  # nobody is told the same again and again
    async with chat.app.services.store.snapshot() as snapshot:
        kept = await snapshot.uploads(await chat.conversation_id())
    assert [each.file.type for each in kept] == ["image/png"]
    assert "customer: 📎 all.zip ✕" in await chat.log()
    # One that Meta does not give at once is asked for again.
    chat.graph.trouble(of=lambda request: request.path.endswith("/files/1"), cut=True)
    await chat.hears("image", {"id": "1", "mime_type": "image/png"})
    chat.app.clock.forward(2)
    for key in await chat.app.services.channels.arrivals.pending():
        chat.app.services.channels.worker.wake(key)
    await chat.settle()
    async with chat.app.services.store.snapshot() as snapshot:
        assert len(await snapshot.uploads(await chat.conversation_id())) == 2


# What is no text: what the desk sees of it, and whether the customer is told something.
OTHER: list[tuple[str, Any, str, int]] = [
    ("location", {"latitude": 23.0225, "longitude": 72.5714}, "📍 23.02250, 72.57140", 1),
    ("reaction", {"message_id": "wamid.OUT000001", "emoji": "👍"}, "👍", 0),
    ("revoke", {"original_message_id": "wamid.X"}, "🗑️", 0),
    ("edit", {"original_message_id": "wamid.X", "message": {"type": "text", "text": {"body": "10234"}}}, "✏️ 10234", 1),
    ("unsupported", {"type": "poll"}, "📎 poll ✕", 1),
    ("hologram", {}, "📎 hologram ✕", 0),  # the same was just said
]


async def test_what_the_bot_cannot_use_is_kept_for_people(chat: Chat) -> None:
    await chat.asks("hello")
    told = {line: (len(await chat.hears(kind, content)), count) for kind, content, line, count in OTHER}

    log = await chat.log()
    assert [line for line in told if f"customer: {line}" not in log] == []
    assert {line: said for line, (said, _) in told.items()} == {line: count for line, (_, count) in told.items()}
    stale = {"type": "list_reply", "list_reply": {"id": f"{'x' * 22}:1:0", "title": "Old"}}
    assert "no longer open" in (await chat.hears("interactive", stale))[0]


async def test_the_number_proves_who_it_is(chat: Chat) -> None:
    """WhatsApp has verified it; who shows none is served all the same."""
    known: list[str] = []

    async def recognise(_conversation_id: str, phone: str) -> None:
        known.append(phone)

    chat.app.services.inbox._recognise = recognise
    await chat.asks("hello")
    chat.customer = Customer("Ravi", "IN.222", None)
    await chat.asks("hello")

    assert known == ["+919812345678"]
    assert chat.graph.sent[-1].body["recipient"] == "IN.222"


async def test_a_customer_stays_the_same_one_when_meta_calls_them_otherwise(chat: Chat) -> None:
    """First by number alone, then by an id too, then by the id alone, then with another id."""
    chat.customer = Customer(user_id=None)
    await chat.asks("hello")
    first = await chat.conversation_id()
    chat.customer = Customer()
    await chat.asks("it is me")
    chat.customer = Customer(wa_id=None)
    await chat.asks("still me")
    assert await chat.conversation_id() == first
    system = {"type": "user_changed_user_id", "user_id": "IN.999", "wa_id": "919800000001", "body": "changed"}
    await chat.hears("system", system)
    chat.customer = Customer(user_id="IN.999", wa_id=None)
    assert await chat.conversation_id() == first


async def test_who_writes_hindi_is_welcomed_in_hindi(chat: Chat) -> None:
    """WhatsApp says nothing of languages: the first words do."""
    welcome, *_ = await chat.asks("मेरा ऑर्डर कहाँ है?")

    assert "स्वागत" in welcome


async def test_a_typed_number_is_a_choice_also_where_two_have_the_same_title(chat: Chat) -> None:
    """Such choices are numbered, few as they are; the bot's words and the system's go as one message."""
    await chat.asks("hello")
    offered = tuple(Button("Blue lamp", f'/track_order{{"order_number": "{number}"}}') for number in (10234, 10235))
    conversation_id = await chat.conversation_id()
    async with chat.app.services.store.transaction() as tx:
        for draft in (Draft(Author.BOT, "I have found two."), Draft(Author.SYSTEM, "Which one?", buttons=offered)):
            await tx.to_outbox(await tx.append(conversation_id, draft, MORNING))
    for answer in ("1.", "२", "૨)"):
        await chat.asks(answer)
        async with chat.app.services.store.transaction() as tx:
            lines = await tx.messages(conversation_id)
            await tx.append(conversation_id, Draft(Author.BOT, "Which one?", buttons=offered), MORNING)
        assert next(line.payload for line in reversed(lines) if line.author is Author.CUSTOMER) == (
            offered[0 if answer == "1." else 1].payload
        )
    words = [each.text for each in chat.graph.sent if "I have found two." in each.text]
    assert len(words) == 1
    assert "Which one?\n\n1. Blue lamp\n2. Blue lamp" in words[0]


async def test_what_cannot_be_said_after_a_day_says_what_to_do(chat: Chat) -> None:
    """There is a template for an agent's late reply, and none for the bot's words; none holds a long text."""
    await chat.asks("hello")
    await chat.taps("Talk to a person")
    one = f"/api/desk/conversations/{await chat.conversation_id()}"
    chat.app.clock.forward(timedelta(hours=25).total_seconds())
    before = len(chat.graph.sent)
    async with chat.app.agent() as desk:
        await desk.post(f"{one}/claim")  # "Asha has joined the chat."
        await desk.post(f"{one}/messages", json={"client_id": "1", "text": "word " * 200})
        await chat.settle()
        shown = (await desk.get(one)).json()["messages"][-2:]
    troubles = [(line["delivery"], line["trouble"]) for line in shown]
    assert troubles == [("failed", WINDOW.text), ("failed", TOO_LONG.text)]
    assert len(chat.graph.sent) == before


async def test_after_a_day_only_a_template_goes_out(chat: Chat) -> None:
    await chat.asks("hello")
    await chat.taps("Talk to a person")
    chat.app.clock.forward(timedelta(hours=25).total_seconds())
    async with chat.app.agent() as desk:
        one = f"/api/desk/conversations/{await chat.conversation_id()}"
        await desk.post(f"{one}/claim")
        composer = (await desk.get(one)).json()["composer"]
        answer = await desk.post(f"{one}/messages", json={"client_id": "1", "text": "Your lamp\nis here."})
        assert answer.is_success
        await chat.settle()
    template = chat.graph.sent[-1].body["template"]
    values = [parameter["text"] for parameter in template["components"][0]["parameters"]]

    assert (template["name"], template["language"]["code"]) == ("late_reply", "en_US")
    assert values == ["Asha", "Your lamp is here."]
    # What the agent was shown before.
    closes_at = (chat.app.clock.now() - timedelta(hours=1)).isoformat()
    assert composer == {"channel": "whatsapp", "closes_at": closes_at, "template": True}


def test_the_fake_says_what_was_sent(graph: FakeGraph) -> None:
    """What these tests look at."""
    rows = [{"id": "1", "title": "One"}]
    action = {"sections": [{"rows": rows}]}
    accepted = Accepted(
        "wamid.1", {"type": "interactive", "interactive": {"body": {"text": "Well?"}, "action": action}}
    )

    assert (accepted.text, accepted.choices) == ("Well?", [("1", "One")])
