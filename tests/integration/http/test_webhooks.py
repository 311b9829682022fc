"""Webhooks in the console's API: set up, tried out, sent once more; and what is delivered of a real conversation."""

import json
from datetime import UTC, datetime

import pytest
from standardwebhooks import Webhook

from sahay.desk.webhooks.schedule import Answer
from sahay.domain.agent import Role
from tests.integration.http.conftest import App
from tests.integration.http.test_tokens import become

WEBHOOKS = "/api/desk/webhooks"
CRM = {"name": "Our CRM", "url": "https://crm.example/hook", "types": ["handoff.created", "conversation.resolved"]}


class Receiver:
    """In place of the network: what was sent to which address."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, dict, str]] = []

    async def post(self, url: str, headers: dict, body: str) -> Answer:
        self.heard.append((url, headers, body))
        return Answer(200, milliseconds=7)

    async def close(self) -> None: ...


@pytest.fixture
async def receiver(app: App, monkeypatch: pytest.MonkeyPatch) -> Receiver:
    await become(app, "asha", Role.ADMIN)
    receiver = Receiver()
    monkeypatch.setattr(app.services.webhooks.deliveries, "_sender", receiver)
    return receiver


async def test_a_conversation_is_told_to_another_program(app: App, receiver: Receiver) -> None:
    async with app.agent() as asha:
        made = (await asha.post(WEBHOOKS, json=CRM)).json()
        _, conversation_id = await app.queued()
        at = f"/api/desk/conversations/{conversation_id}"
        await asha.post(f"{at}/claim")
        await asha.post(f"{at}/resolve", json={})
        app.services.webhooks.worker.wake(made["webhook"]["id"])
        await app.services.webhooks.worker.idle()
        deliveries = (await asha.get(f"{WEBHOOKS}/{made['webhook']['id']}/deliveries")).json()["deliveries"]

    bodies = [_verified(made["secret"], headers, body) for _, headers, body in receiver.heard]
    assert [body["type"] for body in bodies] == CRM["types"]
    assert bodies[0]["data"]["conversation"]["id"] == conversation_id
    assert bodies[1]["data"]["agent"] == {"id": "asha", "name": "Asha"}
    assert [(one["type"], one["state"], one["status"]) for one in deliveries] == [
        ("conversation.resolved", "delivered", 200),
        ("handoff.created", "delivered", 200),
    ]


async def test_trying_it_out_and_sending_it_once_more(app: App, receiver: Receiver) -> None:
    async with app.agent() as asha:
        one = f"{WEBHOOKS}/{(await asha.post(WEBHOOKS, json=CRM)).json()['webhook']['id']}"
        tested = await asha.post(f"{one}/test")
        await app.services.webhooks.worker.idle()
        again = await asha.post(f"{one}/deliveries/{tested.json()['delivery']['id']}/redeliver")
        await app.services.webhooks.worker.idle()

    assert [tested.status_code, again.status_code] == [202, 202]
    assert [headers["webhook-id"] for _, headers, _ in receiver.heard] == [tested.json()["delivery"]["event_id"]] * 2


async def test_a_new_secret(app: App, receiver: Receiver) -> None:
    async with app.agent() as asha:
        made = (await asha.post(WEBHOOKS, json=CRM)).json()
        one = f"{WEBHOOKS}/{made['webhook']['id']}"
        renewed = (await asha.post(f"{one}/secret")).json()
        await asha.post(f"{one}/test")
        await app.services.webhooks.worker.idle()
        listed = (await asha.get(WEBHOOKS)).text

    (_, headers, body) = receiver.heard[0]
    assert _verified(made["secret"], headers, body) == _verified(renewed["secret"], headers, body)
    assert renewed["secret"] not in listed


async def test_changing_and_removing(app: App, receiver: Receiver) -> None:
    async with app.agent() as asha:
        one = f"{WEBHOOKS}/{(await asha.post(WEBHOOKS, json=CRM)).json()['webhook']['id']}"
        off = await asha.put(one, json={**CRM, "is_active": False})
        tested = await asha.post(f"{one}/test")
        gone = await asha.delete(one)
        after = await asha.get(f"{one}/deliveries")

    assert (tested.status_code, tested.json()["error"]["code"]) == (409, "webhook_off")
    assert (off.json()["webhook"]["is_active"], gone.status_code, after.status_code) == (False, 204, 404)


# Part of a webhook -> what cannot be set up so.
WRONG = [
    {"url": "http://crm.example/hook"},
    {"url": "https://127.0.0.1/hook"},
    {"url": "https://169.254.169.254/"},
    {"url": "nonsense"},
    {"types": []},
    {"types": ["everything"]},
    {"name": ""},
]


async def test_what_cannot_be_set_up(app: App, receiver: Receiver) -> None:
    async with app.agent() as asha:
        answers = [await asha.post(WEBHOOKS, json={**CRM, **change}) for change in WRONG]

    assert [answer.status_code for answer in answers] == [400] * len(WRONG)
    assert all(answer.json()["error"]["message"] for answer in answers)


UNKNOWN = [
    ("PUT", "/nobody"),
    ("DELETE", "/nobody"),
    ("POST", "/nobody/secret"),
    ("POST", "/nobody/test"),
    ("GET", "/nobody/deliveries"),
    ("POST", "/nobody/deliveries/1/redeliver"),
    ("POST", "/nobody/deliveries/x/redeliver"),
]


async def test_an_unknown_webhook(app: App, receiver: Receiver) -> None:
    async with app.agent() as asha:
        answers = [await asha.request(method, f"{WEBHOOKS}{path}", json=CRM) for method, path in UNKNOWN]

    assert [answer.status_code for answer in answers] == [404] * len(UNKNOWN)


async def test_nobody_but_an_administrator(app: App, receiver: Receiver) -> None:
    async with app.agent("ravi@example.com") as ravi, app.client() as stranger:
        assert (await ravi.get(WEBHOOKS)).status_code == 403
        assert (await stranger.get(WEBHOOKS)).status_code == 401


def _verified(secret: str, headers: dict, body: str) -> dict:
    """As a receiver does, whose clock is that of the test."""
    signatures = headers["webhook-signature"].split()
    at = int(headers["webhook-timestamp"])
    expected = Webhook(secret).sign(headers["webhook-id"], datetime.fromtimestamp(at, UTC), body)
    assert expected in signatures
    return json.loads(body)
