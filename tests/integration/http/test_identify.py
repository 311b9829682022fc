"""The shop's page tells who has logged in."""

from typing import Any

import httpx
import jwt
import pytest

from sahay.http.identify import ADDRESS, PER_MINUTE
from sahay.shop.backend import Unavailable
from tests.integration.http.conftest import App
from tests.integration.shop.identity.world import ASHA, RAVI, SECRET, FakeAccounts, signed
from tests.logs import logged


@pytest.fixture(autouse=True)
def accounts(app: App, monkeypatch: pytest.MonkeyPatch) -> FakeAccounts:
    """The shop's accounts, whichever shop it is."""
    fake = FakeAccounts(ASHA, RAVI)
    monkeypatch.setattr(app.services.logins, "_accounts", fake)
    return fake


def token(app: App, account_id: str = ASHA.id, jti: str = "1", secret: str = SECRET) -> str:
    now = int(app.clock.now().timestamp())
    return signed({"sub": account_id, "aud": "sahay", "iat": now, "exp": now + 600, "jti": jti}, secret)


async def tell(app: App, session: str, told: Any) -> httpx.Response:
    async with app.client(session) as page:
        return await page.post(ADDRESS, json={"token": told})


async def who(app: App, session: str) -> str | None:
    """The account that a conversation is known to be of."""
    async with app.client(session) as page:
        conversation_id = (await page.post("/api/chat/sessions", json={})).json()["conversation_id"]
    identity = await app.services.logins._identities.of(conversation_id, app.clock.now())
    return identity.account_id if identity else None


async def test_a_customer_who_is_logged_in_is_known_until_the_token_ends(app: App) -> None:
    session = await app.session()
    answer = await tell(app, session, token(app))

    assert answer.status_code == 200
    assert answer.json().keys() == {"expires_at"}
    assert await who(app, session) == ASHA.id
    app.clock.forward(3600)
    assert await who(app, session) is None


async def test_who_logs_out_is_not_known_any_more(app: App) -> None:
    session = await app.session()
    await tell(app, session, token(app))
    answer = await tell(app, session, None)

    assert (answer.status_code, answer.json()) == (200, {"expires_at": None})
    assert await who(app, session) is None


async def test_every_token_that_is_not_believed_has_the_same_answer(app: App) -> None:
    first, session = await app.session(), await app.session()
    used = token(app, jti="used")
    await tell(app, first, used)
    bad = [
        "",
        "x" * 20_000,
        jwt.encode({"sub": ASHA.id}, None, algorithm="none"),
        token(app, secret="another secret that has thirty-two bytes and more"),
        token(app, "c-999"),  # no such account
        used,  # in another conversation
    ]
    answers = [await tell(app, session, each) for each in bad]

    assert {answer.status_code for answer in answers} == {403}
    assert len({answer.text for answer in answers}) == 1
    assert await who(app, session) is None


async def test_another_customer_begins_a_conversation_of_their_own(app: App) -> None:
    session = await app.session()
    await tell(app, session, token(app))
    answer = await tell(app, session, token(app, RAVI.id, jti="2"))

    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "other_account")
    assert await who(app, session) == ASHA.id
    assert (await tell(app, await app.session(), token(app, RAVI.id, jti="2"))).status_code == 200


async def test_without_the_chats_own_token_nothing_is_told(app: App) -> None:
    assert (await tell(app, "forged", token(app))).status_code == 401
    async with app.client() as page:
        assert (await page.post(ADDRESS, json={"token": token(app)})).status_code == 401


@pytest.mark.parametrize("body", [{}, {"token": 1}, {"token": ["a"]}, [], "token"])
async def test_a_body_that_is_none_is_refused(app: App, body: Any) -> None:
    async with app.client(await app.session()) as page:
        assert (await page.post(ADDRESS, json=body)).status_code == 400


async def test_attempts_are_limited(app: App) -> None:
    session = await app.session()
    answers = [await tell(app, session, "x") for _ in range(PER_MINUTE + 1)]

    assert [answer.status_code for answer in answers] == [403] * PER_MINUTE + [429]
    assert int(answers[-1].headers["retry-after"]) > 0


async def test_a_shop_that_does_not_answer_is_no_refusal(
    app: App, accounts: FakeAccounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def unavailable(_account_id: str) -> None:
        raise Unavailable("away")

    monkeypatch.setattr(accounts, "get", unavailable)
    answer = await tell(app, await app.session(), token(app))

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")


async def test_a_page_of_another_origin_may_tell(app: App) -> None:
    async with app.client() as browser:
        answer = await browser.options(ADDRESS)

    assert answer.headers["access-control-allow-origin"] == "*"
    assert "Authorization" in answer.headers["access-control-allow-headers"]


async def test_the_token_is_not_logged(app: App) -> None:
    session, told = await app.session(), token(app)
    with logged() as lines:
        await tell(app, session, told)
        await tell(app, session, told + "x")

    outcomes = [line["outcome"] for line in lines if line["event"] == "identity.login"]
    assert outcomes == ["granted", "not_believed"]
    assert not any(secret in str(lines) for secret in (told, session, ASHA.id))


async def test_a_real_shop_has_no_log_in_of_the_demo(app: App) -> None:
    async with app.client() as page:
        assert (await page.get("/demo/customers")).status_code == 404
        assert (await page.post("/demo/login", json={"account": "demo-01"})).status_code == 404
