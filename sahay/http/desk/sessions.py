"""Signing in and out."""

from sanic import HTTPResponse, Request, empty, json

from sahay.desk.accounts import SESSION
from sahay.domain.agent import Agent
from sahay.domain.permission import GRANTED, Permission
from sahay.http.bodies import Login, read_body
from sahay.http.desk.guard import COOKIE, Caller, Route
from sahay.http.errors import ApiError
from sahay.http.services import Services
from sahay.http.types import Json

# An office shares an address: one agent's wrong passwords leave the others room to sign in.
LOGINS_PER_ADDRESS = 5


def routes(services: Services) -> tuple[Route, ...]:
    sessions = Sessions(services)
    return (
        Route("POST", "/login", sessions.login, needs=None),
        Route("POST", "/logout", sessions.logout, by_token=False),
        Route("GET", "/session", sessions.session),
    )


class Sessions:
    def __init__(self, services: Services) -> None:
        self._services = services

    async def login(self, request: Request) -> HTTPResponse:
        body = read_body(request, Login)
        limit = self._services.settings.limits.login_per_minute
        await self._services.rates.spend("login", f"{request.client_ip} {body.email.strip().lower()}", limit)
        await self._services.rates.spend("logins", request.client_ip, limit * LOGINS_PER_ADDRESS)
        signed_in = await self._services.accounts.login(body.email, body.password)
        if signed_in is None:
            raise ApiError(401, "wrong_login", "E-mail and password do not belong together.")
        cookie, session = signed_in
        response = json(_session_view(session.agent, session.csrf_token))
        response.add_cookie(
            COOKIE,
            cookie,
            path="/",
            httponly=True,
            samesite="Strict",
            secure=request.scheme == "https",
            max_age=int(SESSION.total_seconds()),
        )
        return response

    async def logout(self, request: Request, _caller: Caller) -> HTTPResponse:
        await self._services.accounts.logout(request.cookies.get(COOKIE) or "")
        response = empty()
        response.delete_cookie(COOKIE, path="/")
        return response

    async def session(self, _request: Request, caller: Caller) -> HTTPResponse:
        return json(_session_view(caller.agent, caller.csrf_token))


def _session_view(agent: Agent, csrf_token: str) -> Json:
    return {
        "agent": {"id": agent.id, "name": agent.name, "email": agent.email, "role": agent.role},
        "permissions": [permission for permission in Permission if permission in GRANTED[agent.role]],
        "csrf_token": csrf_token,
    }
