"""SMS and the real app, over HTTP on both sides, with an engine that is quick and of a known opinion."""

import json
import ssl
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from sahay.channels.sms.opening import PATH
from sahay.config import ROOT
from sahay.store import addresses
from tests.browser.engine import ORDER, StandInEngine
from tests.fakes_channels.sms import ACCOUNT, NUMBER, TOKEN, FakeTwilio, incoming, signed, status
from tests.integration.http.conftest import App

PHONE = "+919812345678"


@pytest.fixture
def twilio() -> Iterator[FakeTwilio]:
    with FakeTwilio() as fake:
        yield fake


@pytest.fixture
def environ(engine: StandInEngine, twilio: FakeTwilio, tmp_path: Path) -> dict[str, str]:
    section = {"public_url": "https://chat.shop.example", "sms": {"sender": NUMBER, "api": twilio.url}}
    before, _, after = (ROOT / "sahay.yml").read_text(encoding="utf-8").partition("channels:\n")
    rest = after.partition("\nlimits:\n")[2]
    file = tmp_path / "sahay.yml"
    file.write_text(f"{before}channels: {json.dumps(section)}\nlimits:\n{rest}", encoding="utf-8")
    secrets = {"SAHAY_SMS_ACCOUNT": ACCOUNT, "SAHAY_SMS_TOKEN": TOKEN}
    return {"SAHAY_CONFIG": str(file), "ENGINE_PORT": str(engine.port), **secrets}


async def post(app: App, body: bytes, headers: dict[str, str]) -> httpx.Response:
    plain = httpx.AsyncHTTPTransport(verify=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
    async with httpx.AsyncClient(base_url=app.url, transport=plain, timeout=60) as client:
        return await client.post(PATH, content=body, headers=headers)


async def call(app: App, parameters: dict[str, str], token: str = TOKEN) -> httpx.Response:
    answer = await post(app, *signed(parameters, token))
    for _ in range(3):
        for worker in (app.services.channels.worker, app.services.turn_worker, app.services.outbox_worker):
            await worker.idle()
    return answer


async def test_from_the_question_to_the_agent_and_stop(app: App, twilio: FakeTwilio) -> None:
    """Asked, chosen by number, answered by a person, delivered; and after STOP nothing is said any more."""
    answer = await call(app, incoming(1, "where is my order?"))
    assert (answer.status_code, answer.headers["content-type"], answer.text) == (200, "text/xml", "<Response/>")
    assert twilio.sent[-1].text == f"Your order {ORDER} is on its way."
    await call(app, incoming(1, "where is my order?"))  # delivered once more
    assert [sent.text for sent in twilio.sent].count(twilio.sent[-1].text) == 1
    async with app.services.database.read() as connection:
        address = await addresses.find(connection, "sms", PHONE)
    assert address is not None
    assert (address.phone, address.conversation_id is not None) == (PHONE, True)
    await call(app, incoming(2, "Talk to a person"))
    conversation_id = str(address.conversation_id)
    async with app.agent() as desk:
        one = f"/api/desk/conversations/{conversation_id}"
        await desk.post(f"{one}/claim")
        await desk.post(f"{one}/messages", json={"client_id": "1", "text": "It leaves today."})
        await app.services.outbox_worker.idle()
        assert twilio.sent[-1].text == "It leaves today."
        await call(app, status(twilio.sent[-1].id, "delivered"))
        async with app.services.store.snapshot() as snapshot:
            assert "delivered" in [str(state) for state in (await snapshot.deliveries(conversation_id)).values()]
        await call(app, incoming(3, "STOP"))
        async with app.services.database.read() as connection:
            address = await addresses.find(connection, "sms", PHONE)
        assert address is not None
        assert address.blocked_at is not None
        said = len(twilio.sent)
        await desk.post(f"{one}/messages", json={"client_id": "2", "text": "Anything else?"})
        await app.services.outbox_worker.idle()
        assert len(twilio.asked("POST")) == said  # the provider is not even asked
        await call(app, incoming(4, "one thing more"))  # is kept, and is no START
        await desk.post(f"{one}/messages", json={"client_id": "3", "text": "What is it?"})
        await app.services.outbox_worker.idle()
        assert len(twilio.asked("POST")) == said
        await call(app, incoming(5, "START"))
        await desk.post(f"{one}/messages", json={"client_id": "4", "text": "Welcome back."})
        await app.services.outbox_worker.idle()
        assert twilio.sent[-1].text == "Welcome back."


async def test_what_is_none_of_theirs_is_refused_and_does_nothing(app: App, twilio: FakeTwilio) -> None:
    question = incoming(1, "where is my order?")
    body, genuine = signed(question, TOKEN)
    calls: list[tuple[bytes, dict[str, str], int]] = [
        (*signed(question, "somebody-elses-token"), 401),
        (body, {}, 401),
        (body + b"&To=x", genuine, 401),  # of another body
        (b"\xff\xfe", genuine, 401),
        (b"[" * 100_000, genuine, 401),
        (b"&".join(b"a=%d" % number for number in range(1000)), genuine, 401),  # more than they send
        (*signed({"Body": "hello"}, TOKEN), 400),
        (*signed({**question, "From": ""}, TOKEN), 400),
        (*signed({**question, "Body": "y" * 10 * 1024 * 1024}, TOKEN), 413),
    ]
    for each, headers, code in calls:
        answer = await post(app, each, headers)
        assert (answer.status_code, set(answer.json()["error"])) == (code, {"code", "message"}), each[:40]

    assert await app.services.channels.arrivals.pending() == []
    assert twilio.sent == []


async def test_a_body_that_is_replayed_does_nothing_new(app: App, twilio: FakeTwilio) -> None:
    answers = [await call(app, incoming(1, "where is my order?")) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200] * 3
    assert [ORDER in sent.text for sent in twilio.sent] == [False, True]  # welcome, answer
