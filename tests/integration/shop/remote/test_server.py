"""The reference server's door: the token, the key, and requests that break the contract; a change that is half done."""

import asyncio

import httpx
import pytest

from sahay.shop.backend import OutcomeUnknown
from sahay.shop.refusal import Refusal, Why
from tests.integration.shop.contract import small_shop as small
from tests.integration.shop.remote.serving import SECRET, opened, served
from tests.integration.shop.remote.told import Told

NOW = small.NOW
AT = "2026-11-20T12:00:00+05:30"
WITH_TOKEN = {"Authorization": f"Bearer {SECRET}"}
KEYED = {"Idempotency-Key": '"k-1"'}
EMAIL = "asha@example.com"


@pytest.fixture
async def door():
    """Asks the server without a client's care."""
    shop = Told()
    shop.subscriptions.answers["set_newsletter"] = True
    async with served(shop) as url, httpx.AsyncClient(base_url=url, headers=WITH_TOKEN) as http:
        yield http


@pytest.mark.parametrize("path", ["/health", "/capabilities", "/orders/A1001", "/products"])
@pytest.mark.parametrize("token", ["", "Bearer", f"Bearer {SECRET}x", f"Basic {SECRET}", SECRET, "Bearer \xff"])
async def test_without_the_token_nothing_is_told(door, path, token):
    answer = await door.get(path, headers={"Authorization": token.encode("latin-1")})
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
    assert "why" not in answer.json()


@pytest.mark.parametrize(
    ("method", "path", "body", "headers"),
    [
        ("PUT", "/newsletter", {"email": EMAIL, "subscribed": True, "asked_at": AT}, {}),  # no key
        ("PUT", "/newsletter", {"email": EMAIL, "subscribed": True, "asked_at": AT}, {"Idempotency-Key": '""'}),
        ("PUT", "/newsletter", {"email": EMAIL, "subscribed": True, "asked_at": AT}, {"Idempotency-Key": "x" * 301}),
        ("PUT", "/newsletter", {"email": EMAIL, "subscribed": True}, KEYED),
        ("PUT", "/newsletter", {"email": EMAIL, "subscribed": "yes", "asked_at": AT}, KEYED),
        ("PUT", "/newsletter", {"email": EMAIL, "subscribed": True, "asked_at": "2026-11-20T12:00:00"}, KEYED),
        ("PUT", "/newsletter", [], KEYED),
        ("POST", "/orders/A1/cancel", {"fee": -1, "reason": "", "asked_at": AT}, KEYED),
        ("POST", "/reviews", {"stars": 6, "text": "", "asked_at": AT}, KEYED),
        ("GET", "/delivery-options?pin=38000", None, {}),
        ("GET", "/delivery-options?pin=380001&value=-1", None, {}),
        ("GET", "/delivery-options", None, {}),
        ("GET", "/pickup-slots?pin=380001&from=now", None, {}),
        ("GET", "/accounts/c-1/orders?limit=1000", None, {}),
    ],
)
async def test_what_breaks_the_contract_is_a_bad_request(door, method, path, body, headers):
    answer = await door.request(method, path, json=body, headers=headers)
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "application/problem+json")
    assert answer.json()["title"] == "Bad Request"


async def test_what_is_not_json_is_a_bad_request(door):
    for content in (b"", b"{", b"\xff"):
        assert (await door.put("/newsletter", content=content, headers=KEYED)).status_code == 400


@pytest.mark.parametrize("key", ['"k-1"', "k-1"])  # as the draft has it, and as many write it
async def test_a_key_may_leave_its_quotes_out(door, key):
    body = {"email": EMAIL, "subscribed": True, "asked_at": AT}
    answer = await door.put("/newsletter", json=body, headers={"Idempotency-Key": key})
    assert answer.json() == {"subscribed": True}


class Forgetful(Told):
    """Keeps the newsletter's readers, each change once by its key; the first one's answer goes wrong by `lose`."""

    def __init__(self, lose) -> None:
        super().__init__()
        self.lose = lose
        self.readers: list[str] = []
        self.done: dict[str, bool | Refusal] = {}
        self.subscriptions = self

    async def set_newsletter(self, email, on, *, key, now):
        if key not in self.done:
            self.done[key] = Refusal(Why.ALREADY_DONE) if email in self.readers else on
            self.readers.append(email)
            if len(self.done) == 1:
                await self.lose()
        return self.done[key]


async def breaks():
    raise RuntimeError("after the change was made")


async def hangs():
    await asyncio.Event().wait()


@pytest.mark.parametrize("lose", [breaks, hangs])
async def test_a_change_whose_answer_is_lost_is_made_once(lose):
    shop = Forgetful(lose)
    async with served(shop) as url, opened(url, timeout_seconds=0.3) as backend:
        assert await backend.subscriptions.set_newsletter(EMAIL, True, key="k-1", now=NOW) is True
    assert shop.readers == [EMAIL]


@pytest.mark.parametrize("lose", [breaks, hangs])
async def test_a_change_without_an_answer_is_asked_for_later_with_the_same_key(lose):
    shop = Forgetful(lose)
    async with served(shop) as url:
        async with opened(url, timeout_seconds=0.3, retry_seconds=()) as backend:
            with pytest.raises(OutcomeUnknown):
                await backend.subscriptions.set_newsletter(EMAIL, True, key="k-1", now=NOW)
        async with opened(url) as backend:  # another process, after a crash
            assert await backend.subscriptions.set_newsletter(EMAIL, True, key="k-1", now=NOW) is True
            again = await backend.subscriptions.set_newsletter(EMAIL, True, key="k-2", now=NOW)
    assert again == Refusal(Why.ALREADY_DONE)
    assert shop.done == {"k-1": True, "k-2": Refusal(Why.ALREADY_DONE)}
