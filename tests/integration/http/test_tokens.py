"""API tokens: what opens with one, and what never does."""

import pytest
from sqlalchemy import select, update

from sahay.domain.agent import Role
from sahay.domain.permission import GRANTED, Permission
from sahay.http.desk import desk_routes
from sahay.store import schema
from sahay.store.tables.integrations import api_token
from sahay.store.tables.people import audit
from tests.integration.http.conftest import App

TOKENS = "/api/desk/tokens"
# What only a person does who is signed in, whatever a token is for.
FOR_PEOPLE = ("/me/password", "/me/second-factor", "/sessions", "/logout", "/tokens", "/webhooks")


async def made(app: App, *scopes: str, days: int | None = None) -> dict:
    """A token of Asha's, an administrator's, as the answer says it."""
    await become(app, "asha", Role.ADMIN)
    async with app.agent() as asha:
        answer = await asha.post(TOKENS, json={"name": "Export", "scopes": list(scopes), "days": days})
        assert answer.status_code == 201, answer.text
        return answer.json()


async def become(app: App, agent_id: str, role: Role, **values: object) -> None:
    async with app.services.database.write() as connection:
        agents = schema.agent
        await connection.execute(update(agents).where(agents.c.id == agent_id).values(role=role, **values))


async def test_a_token_opens_what_it_is_for_without_a_cookie_or_a_csrf_token(app: App) -> None:
    _, conversation_id = await app.queued()
    value = (await made(app, "read", "work"))["value"]
    async with app.client(value) as program:
        queue = await program.get("/api/desk/queue")
        claimed = await program.post(f"/api/desk/conversations/{conversation_id}/claim")

    assert queue.json()["queued"][0]["id"] == conversation_id
    assert claimed.json()["conversation"]["assignee"] == {"id": "asha", "name": "Asha"}


async def test_a_token_does_no_more_than_it_is_for(app: App) -> None:
    _, conversation_id = await app.queued()
    claim = f"/api/desk/conversations/{conversation_id}/claim"
    statuses = []
    for scopes in (("read",), ("lead", "teach", "reports"), ("work",)):
        async with app.client((await made(app, *scopes))["value"]) as program:
            statuses.append((await program.post(claim)).status_code)

    assert statuses == [403, 403, 200]


async def test_a_token_does_no_more_than_who_made_it_may_now(app: App) -> None:
    value = (await made(app, "read", "lead"))["value"]
    await become(app, "asha", Role.AGENT)
    bearer = await app.services.api_tokens.bearer(value)

    assert bearer is not None
    assert bearer.permissions == {Permission.READ}


async def test_who_may_not_sign_in_has_no_token_either(app: App) -> None:
    value = (await made(app, "read"))["value"]
    await become(app, "asha", Role.ADMIN, is_active=False)
    async with app.client(value) as program:
        answer = await program.get("/api/desk/queue")

    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "wrong_token")


async def test_a_token_ends(app: App) -> None:
    short, revoked = await made(app, "read", days=1), await made(app, "read")
    async with app.agent() as asha:
        await asha.delete(f"{TOKENS}/{revoked['token']['id']}")
    async with app.client(short["value"]) as program, app.client(revoked["value"]) as other:
        assert [(await one.get("/api/desk/queue")).status_code for one in (program, other)] == [200, 401]
        app.clock.forward(24 * 3600)
        assert (await program.get("/api/desk/queue")).status_code == 401


async def test_the_value_is_shown_once_and_kept_nowhere(app: App) -> None:
    value = (await made(app, "read"))["value"]
    async with app.client(value) as program, app.agent() as asha:
        await program.get("/api/desk/queue")
        (listed,) = (await asha.get(TOKENS)).json()["tokens"]
    async with app.services.database.read() as connection:
        (row,) = (await connection.execute(select(api_token))).all()
        recorded = (await connection.execute(select(audit.c.action, audit.c.facts))).all()

    assert listed["used_at"] == "2026-11-21T04:30:00+00:00"
    assert value.removeprefix("sahay_") not in f"{row} {recorded} {listed}"
    assert ("token.created", {"scopes": ["read"]}) in recorded


WRONG = [
    {"name": "Export", "scopes": ["people"]},  # never by a token
    {"name": "Export", "scopes": ["connect"]},
    {"name": "Export", "scopes": ["everything"]},
    {"name": "Export", "scopes": []},
    {"name": " ", "scopes": ["read"]},
    {"name": "Ex\u0007port", "scopes": ["read"]},
    {"name": "Export", "scopes": ["read"], "days": 0},
    {"name": "Export"},
]


async def test_what_cannot_be_made(app: App) -> None:
    await become(app, "asha", Role.ADMIN)
    async with app.agent() as asha:
        assert [(await asha.post(TOKENS, json=body)).status_code for body in WRONG] == [400] * len(WRONG)


async def test_what_is_no_token_opens_nothing(app: App) -> None:
    async with app.client() as stranger:
        for value in (b"sahay_", b"sahay_nothing", "sahay_\u0950".encode(), b"x", b"sahay_\xff"):
            headers = [(b"authorization", b"Bearer " + value)]
            assert (await stranger.get("/api/desk/queue", headers=headers)).status_code == 401


async def test_only_an_administrator_makes_tokens_and_no_token_does(app: App) -> None:
    value = (await made(app, "read", "work", "lead", "reports", "teach"))["value"]
    async with app.client(value) as program, app.agent("ravi@example.com") as ravi:
        body = {"name": "More", "scopes": ["read"]}
        assert [(await one.post(TOKENS, json=body)).status_code for one in (program, ravi)] == [403, 403]


async def test_no_token_opens_what_is_for_people(app: App) -> None:
    """Whatever routes there are: neither by its scopes nor by what the route says of itself."""
    beyond = GRANTED[Role.ADMIN] - set(app.services.api_tokens.scopes)
    open_to_tokens = [
        route.path
        for route in desk_routes(app.services)
        if route.by_token and route.needs not in beyond and route.path.startswith(FOR_PEOPLE)
    ]

    assert open_to_tokens == []


async def test_a_token_that_is_used_too_often_waits_and_no_other_does(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sahay.http.desk.guard.TOKEN_REQUESTS_PER_MINUTE", 2)
    wild, calm = (await made(app, "read"))["value"], (await made(app, "read"))["value"]
    async with app.client(wild) as program, app.client(calm) as other, app.agent() as asha:
        answers = [await program.get("/api/desk/tags") for _ in range(3)]
        beside = [await who.get("/api/desk/tags") for who in (other, asha, asha, asha)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2].json()["error"]["code"] == "rate_limited"
    assert 0 < int(answers[2].headers["Retry-After"]) <= 60
    assert [answer.status_code for answer in beside] == [200] * 4
