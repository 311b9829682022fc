"""The one way into the desk: who asks, and whether they may. No handler is reached without it."""

import hmac
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from sanic import Blueprint, HTTPResponse, Request

from sahay.desk.accounts import Accounts, Session
from sahay.desk.audit import Actor
from sahay.desk.tokens import PREFIX, ApiTokens
from sahay.domain.agent import Agent
from sahay.domain.permission import GRANTED, Permission
from sahay.http.errors import ApiError

COOKIE = "sahay_desk"
CSRF_HEADER = "x-csrf-token"
# Methods that change nothing (RFC 9110, 9.2.1): they need no CSRF token.
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: an agent, with what they may do in this request."""

    agent: Agent
    permissions: frozenset[Permission]
    csrf_token: str = ""
    address: str | None = None
    token: str | None = None  # the name of the API token that they come with

    @property
    def actor(self) -> Actor:
        """Who is written into the audit log."""
        name = f"{self.agent.name} ({self.token})" if self.token else self.agent.name
        return Actor(self.agent.id, name, self.address)


Handler = Callable[..., Coroutine[Any, Any, HTTPResponse | None]]


@dataclass(frozen=True, slots=True)
class Route:
    """`handler` gets the request, the Caller and what the path holds; without `needs`, the request alone: anybody may.
    `path` is below /api/desk, with Sanic's parameters. An API token opens it, unless it is for people only."""

    method: str
    path: str
    handler: Handler
    needs: Permission | None = Permission.READ
    by_token: bool = True

    @property
    def name(self) -> str:
        """Unique among routes."""
        owner = getattr(self.handler, "__self__", None)
        module = type(owner).__name__ if owner else self.handler.__module__.rpartition(".")[2]
        return f"{module}_{getattr(self.handler, '__name__', 'handler')}"


class Guard:
    def __init__(self, accounts: Accounts, api_tokens: ApiTokens) -> None:
        self._accounts = accounts
        self._api_tokens = api_tokens

    def mount(self, blueprint: Blueprint, routes: tuple[Route, ...]) -> None:
        for route in routes:
            blueprint.add_route(self._guarded(route), route.path, methods=[route.method], name=route.name)

    def _guarded(self, route: Route) -> Handler:
        needs = route.needs
        if needs is None:
            return route.handler

        async def handle(request: Request, **path: Any) -> HTTPResponse | None:
            return await route.handler(request, await self.admit(request, needs, by_token=route.by_token), **path)

        return handle

    async def admit(self, request: Request, needs: Permission, *, by_token: bool = True) -> Caller:
        """Who asks. Raises ApiError 401 when nobody is signed in, 403 when they may not."""
        token = request.token or ""
        caller = await (self._bearer(request, token, by_token) if token.startswith(PREFIX) else self._agent(request))
        if needs not in caller.permissions:
            raise ApiError(403, "not_allowed", "Your role does not allow this. Ask a supervisor or an administrator.")
        return caller

    async def _agent(self, request: Request) -> Caller:
        """Who is signed in: the browser sends the cookie by itself, so that a change must prove to be the page's."""
        session = await self._signed_in(request)
        if session is None:
            raise ApiError(401, "not_signed_in", "Sign in first.")
        if request.method not in SAFE and not _same(request.headers.get(CSRF_HEADER, ""), session.csrf_token):
            raise ApiError(403, "wrong_csrf_token", "Reload the page and try again.")
        return Caller(session.agent, GRANTED[session.agent.role], session.csrf_token, request.client_ip)

    async def _bearer(self, request: Request, value: str, by_token: bool) -> Caller:
        """Whose token it is."""
        bearer = await self._api_tokens.bearer(value)
        if bearer is None:
            raise ApiError(401, "wrong_token", "This token is not valid, or not any more.")
        if not by_token:
            raise ApiError(403, "not_by_token", "This is for people who are signed in, not for tokens.")
        return Caller(bearer.agent, bearer.permissions, address=request.client_ip, token=bearer.token.name)

    async def _signed_in(self, request: Request) -> Session | None:
        return await self._accounts.session(request.cookies.get(COOKIE) or "")


def _same(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "surrogateescape"), expected.encode())
