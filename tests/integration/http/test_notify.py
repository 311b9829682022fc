"""A shop's system tells customers of their orders: those who want it, at decent hours, once."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from sahay.domain.conversation import Conversation
from sahay.store import addresses
from tests.browser.engine import StandInEngine
from tests.fakes import MORNING
from tests.fakes_channels.graph import FakeGraph
from tests.fakes_channels.graph_notices import Customer
from tests.integration.http.conftest import App
from tests.integration.http.whatsapp import SECRETS, Chat, shop

UPDATE = {"name": "order_update", "languages": {"en": "en"}, "values": ["order", "text"]}
SHIPPED = {"key": "10234-shipped", "kind": "shipped", "phone": "+919812345678", "order": "10234", "consent": True}
TOLD = "Good news: your order 10234 has been shipped."


@pytest.fixture
def graph() -> Iterator[FakeGraph]:
    with FakeGraph(SECRETS["SAHAY_WHATSAPP_TOKEN"], {("order_update", "en"): 2}) as fake:
        yield fake


@pytest.fixture
def environ(engine: StandInEngine, graph: FakeGraph, tmp_path: Path) -> dict[str, str]:
    return shop(graph, engine.port, tmp_path, {"order_update": UPDATE})


@pytest.fixture
async def chat(app: App, graph: FakeGraph) -> Chat:
    return Chat(app, graph)


async def token(app: App, *scopes: str) -> str:
    async with app.admin() as admin:
        made = await admin.post("/api/desk/tokens", json={"name": "shop", "scopes": list(scopes)})
        return str(made.json()["value"])


async def notify(app: App, value: str, **changes: Any) -> httpx.Response:
    async with app.client(value) as client:
        return await client.post("/api/notify", json={**SHIPPED, **changes})


async def said(chat: Chat) -> list[str]:
    """What has gone out since."""
    assert chat.app.services.channels.notices
    before = len(chat.graph.sent)
    await chat.app.services.channels.notices.work()
    await chat.settle()
    return [each.text for each in chat.graph.sent[before:]]


async def conversations(app: App) -> Sequence[Conversation]:
    async with app.services.store.snapshot() as snapshot:
        return await snapshot.recent(10)


async def test_who_has_written_today_is_told_in_words_with_the_order_at_hand(chat: Chat) -> None:
    await chat.asks("hello")
    value = await token(chat.app, "notify")

    first, again = await notify(chat.app, value), await notify(chat.app, value)
    assert (first.status_code, first.json()["state"], again.status_code) == (202, "waiting", 200)
    assert await said(chat) == [TOLD]
    assert await said(chat) == []  # once
    told = (await notify(chat.app, value)).json()
    assert (told["state"], told["conversation_id"]) == ("said", await chat.conversation_id())
    # The answer comes into the same conversation, which is about this order now.
    await chat.taps("Track my order")
    async with chat.app.services.store.snapshot() as snapshot:
        *_, tapped, _answer = await snapshot.messages(told["conversation_id"])
    assert tapped.payload == '/track_order{"order_number": "10234"}'


async def test_who_never_wrote_is_told_by_a_template_and_known_when_they_answer(chat: Chat) -> None:
    assert (await notify(chat.app, await token(chat.app, "notify"), text="It left\ntoday.")).status_code == 202
    await said(chat)
    (conversation,) = await conversations(chat.app)
    assert conversation.order_number == "10234"
    sent = chat.graph.sent[-1].body
    values = [parameter["text"] for parameter in sent["template"]["components"][0]["parameters"]]
    assert (sent["to"], sent["template"]["name"], values) == (
        "919812345678",
        "order_update",
        ["10234", "It left today."],
    )

    await chat.asks("thank you")
    assert [line for line in await chat.log() if line.startswith(("system", "customer"))] == [
        "system: It left\ntoday.",
        "customer: thank you",
    ]


async def test_nobody_is_woken(chat: Chat) -> None:
    """At 10 in the evening it waits until 9."""
    value = await token(chat.app, "notify")
    chat.app.clock.forward(timedelta(hours=12).total_seconds())
    due = (await notify(chat.app, value)).json()["due_at"]
    assert datetime.fromisoformat(due) == MORNING + timedelta(hours=23)
    assert await said(chat) == []
    chat.app.clock.forward(timedelta(hours=11).total_seconds())
    assert await said(chat) == ["order_update"]


async def test_who_wants_none_gets_none(chat: Chat) -> None:
    """They said so, or WhatsApp did."""
    value = await token(chat.app, "notify")
    await chat.asks("hello")
    await chat.asks("/stop")
    chat.customer = Customer("Ravi", "IN.222", "919876543210")
    await chat.asks("hello")
    async with chat.app.services.database.write() as connection:
        await addresses.change(connection, "whatsapp", "IN.222", {"blocked_at": MORNING})
    for key, phone in {"1": "+919812345678", "2": "+919876543210"}.items():
        await notify(chat.app, value, key=key, phone=phone)

    assert await said(chat) == []
    assert [(await notify(chat.app, value, key=key)).json()["state"] for key in ("1", "2")] == ["refused"] * 2


# What is asked, and how it is refused.
REFUSED: list[tuple[dict[str, Any], int, str]] = [
    ({"consent": False}, 409, "no_consent"),
    ({"phone": "9812345678"}, 400, "bad_request"),
    ({"order": 'x"}'}, 400, "bad_request"),
    ({"kind": "hello"}, 400, "bad_request"),
    ({"key": ""}, 400, "bad_request"),
    ({"language": "xx"}, 400, "bad_request"),
    ({"text": "x" * 901}, 413, "too_long"),
    ({"text": " "}, 400, "empty"),
]


async def test_who_may_ask_and_for_what(chat: Chat) -> None:
    value = await token(chat.app, "notify")
    for changes, status, code in REFUSED:
        answer = await notify(chat.app, value, **changes)
        assert (answer.status_code, answer.json()["error"]["code"]) == (status, code), changes
    # A token for something else, and none.
    others = [await notify(chat.app, each) for each in (await token(chat.app, "read", "lead"), "sahay_wrong", "")]
    assert [answer.status_code for answer in others] == [403, 401, 401]
    assert await said(chat) == []
