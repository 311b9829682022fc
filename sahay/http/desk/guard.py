"""The one way into the desk: who asks, and whether they may. No handler is reached without it."""

import hmac
from collections.abc import Awaitable, Callable, Collection, Coroutine
from dataclasses import dataclass
from functools import partial
from typing import Any

from sanic import Blueprint, HTTPResponse, Request

from sahay.desk.audit import Actor
from sahay.desk.sessions import Session, Sessions
from sahay.desk.tokens import PREFIX, ApiTokens
from sahay.domain.agent import Agent
from sahay.domain.permission import GRANTED, Permission
from sahay.http.errors import ApiError
from sahay.http.rates import Rates

COOKIE = "sahay_desk"
CSRF_HEADER = "x-csrf-token"
# Methods that change nothing (RFC 9110, 9.2.1): they need no CSRF token.
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
# Of one API token: five a second, more than twenty consoles ask for together. A program that runs wild takes nobody's
# place at the desk.
TOKEN_REQUESTS_PER_MINUTE = 300


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: an agent, with what they may do in this request. They come with a session or with an API token."""

    agent: Agent
    permissions: frozenset[Permission]
    csrf_token: str = ""
    address: str | None = None
    token: str | None = None  # the API token's name
    session: Session | None = None

    @property
    def actor(self) -> Actor:
        """Who is written into the audit log."""
        name = f"{self.agent.name} ({self.token})" if self.token else self.agent.name
        return Actor(self.agent.id, name, self.address)


Handler = Callable[..., Coroutine[Any, Any, HTTPResponse | None]]


@dataclass(frozen=True, slots=True)
class Route:
    """`handler` gets the request, the Caller and what the path holds; without `needs`, the request alone: anybody may.
    `path` is below /api/desk, with Sanic's parameters. An API token opens it, unless it is for people only.
    `before_second_factor`: open to who must have a second factor and has none yet. `stream`: the handler reads the body
    itself, in parts, and bounds it."""

    method: str
    path: str
    handler: Handler
    needs: Permission | None = Permission.READ
    by_token: bool = True
    before_second_factor: bool = False
    stream: bool = False

    @property
    def name(self) -> str:
        """Unique among routes."""
        owner = getattr(self.handler, "__self__", None)
        module = type(owner).__name__ if owner else self.handler.__module__.rpartition(".")[2]
        return f"{module}_{getattr(self.handler, '__name__', 'handler')}"


def own_route(method: str, path: str, handler: Handler, *, stream: bool = False) -> Route:
    """One about the caller themselves, and how they sign in."""
    return Route(method, path, handler, by_token=False, before_second_factor=True, stream=stream)


class Guard:
    """`seen` is told whose console asks; `second_factor` names the roles that may do nothing without one."""

    def __init__(
        self,
        sessions: Sessions,
        api_tokens: ApiTokens,
        seen: Callable[[Agent], Awaitable[None]],
        rates: Rates,
        second_factor: Collection[str] = (),
    ) -> None:
        self._sessions = sessions
        self._seen = seen
        self._rates = rates
        self._api_tokens = api_tokens
        self._second_factor = second_factor

    def mount(self, blueprint: Blueprint, routes: tuple[Route, ...]) -> None:
        for route in routes:
            add = partial(blueprint.add_route, self._guarded(route), route.path, methods=[route.method])
            add(name=route.name, stream=route.stream, unquote=True)

    def _guarded(self, route: Route) -> Handler:
        if route.needs is None:
            return route.handler

        async def handle(request: Request, **path: Any) -> HTTPResponse | None:
            caller = await self.admit(request, route)
            _refuse_nul(request)
            return await route.handler(request, caller, **path)

        return handle

    async def admit(self, request: Request, route: Route) -> Caller:
        """Who asks. Raises ApiError 401 when nobody is signed in, 403 when they may not."""
        token = request.token or ""
        caller = await (
            self._bearer(request, token, route) if token.startswith(PREFIX) else self._agent(request, route)
        )
        if route.needs not in caller.permissions:
            raise ApiError(403, "not_allowed", "Your role does not allow this. Ask a supervisor or an administrator.")
        return caller

    async def _agent(self, request: Request, route: Route) -> Caller:
        """Who is signed in: the browser sends the cookie by itself, so that a change must prove to be the page's."""
        session = await self._sessions.find(request.cookies.get(COOKIE) or "")
        if session is None:
            raise ApiError(401, "not_signed_in", "Sign in first.")
        if request.method not in SAFE and not _same(request.headers.get(CSRF_HEADER, ""), session.csrf_token):
            raise ApiError(403, "wrong_csrf_token", "Reload the page and try again.")
        if not route.before_second_factor and self.lacks_second_factor(session):
            raise ApiError(401, "second_factor_required", "Your role needs a second factor. Sign in and set it up.")
        await self._seen(session.agent)
        permissions = GRANTED[session.agent.role]
        return Caller(session.agent, permissions, session.csrf_token, request.client_ip, session=session)

    def lacks_second_factor(self, session: Session) -> bool:
        return session.agent.role in self._second_factor and not session.has_second_factor

    async def _bearer(self, request: Request, value: str, route: Route) -> Caller:
        """Whose token it is. Raises ApiError 429 too, for one that is used too often."""
        bearer = await self._api_tokens.bearer(value)
        if bearer is None:
            raise ApiError(401, "wrong_token", "This token is not valid, or not any more.")
        await self._rates.spend("api token", bearer.token.id, TOKEN_REQUESTS_PER_MINUTE)
        if not route.by_token:
            raise ApiError(403, "not_by_token", "This is for people who are signed in, not for tokens.")
        if request.method not in SAFE:
            await self._seen(bearer.agent)  # who only reads for them does not make them present
        return Caller(bearer.agent, bearer.permissions, address=request.client_ip, token=bearer.token.name)


def _refuse_nul(request: Request) -> None:
    """It names nothing, and PostgreSQL takes it for an error of ours."""
    path, _, query = request.raw_url.partition(b"?")
    if b"%00" in path:
        raise ApiError(404, "not_found", "There is nothing at this address.")
    if b"%00" in query:
        raise ApiError(400, "bad_request", "The address holds a character that nothing can have.")


def _same(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "surrogateescape"), expected.encode())
