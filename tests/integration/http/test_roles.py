"""Who gets in where: the table in docs/roles.md is what the routes say, and what the app does."""

import re

import httpx
import pytest
from sqlalchemy import update

from sahay.domain.agent import Role
from sahay.http.desk import desk_routes
from sahay.http.desk.guard import Route
from sahay.http.desk.roles import FILE, allowed, document
from sahay.store import schema
from tests.integration.http.conftest import App

ROLES = [None, *Role]


def test_the_table_is_of_these_routes(app: App) -> None:
    text = FILE.read_text(encoding="utf-8")

    assert document(text, desk_routes(app.services)) == text, "run python -m sahay.http.desk.roles"


@pytest.mark.parametrize("role", ROLES)
async def test_every_route_lets_in_who_the_table_says_and_nobody_else(app: App, role: Role | None) -> None:
    expected, answered = {}, {}
    browser = await signed_in(app, role)
    # Last what ends the session.
    for route in sorted(desk_routes(app.services), key=lambda each: each.path == "/logout"):
        name = f"{route.method} {route.path}"
        status = await called(browser, route)
        assert status < 500, name
        expected[name] = verdict(allowed(route, role), role)
        answered[name] = "in" if status not in (401, 403) or route.needs is None else status
    await browser.aclose()

    assert answered == expected


def verdict(is_allowed: bool, role: Role | None) -> str | int:
    if is_allowed:
        return "in"
    return 401 if role is None else 403


async def signed_in(app: App, role: Role | None) -> httpx.AsyncClient:
    if role is None:
        return app.client()
    async with app.services.database.write() as connection:
        await connection.execute(update(schema.agent).where(schema.agent.c.id == "asha").values(role=role))
    async with app.agent() as asha:
        return httpx.AsyncClient(base_url=app.url, headers=asha.headers, cookies=asha.cookies, timeout=20)


async def called(browser: httpx.AsyncClient, route: Route) -> int:
    """The status only: a stream of events has no end."""
    path = re.sub(r"<\w+:int>", "1", re.sub(r"<\w+(:str)?>", "any", route.path))
    body = {} if route.method in ("GET", "DELETE") else {"json": {}}
    async with browser.stream(route.method, f"/api/desk{path}", **body) as answer:
        return answer.status_code
