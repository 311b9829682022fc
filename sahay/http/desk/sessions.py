"""Signing in and out; where somebody is signed in."""

import math
from typing import Annotated

import msgspec
from msgspec import Meta
from sanic import HTTPResponse, Request, empty, json

from sahay.desk.login import DEVICE, Attempt, CodeNeeded, SignedIn, WrongCode, WrongLogin
from sahay.desk.sessions import SESSION, Origin, Place, Session
from sahay.desk.throttle import TooManyFailures
from sahay.domain.clock import Clock
from sahay.domain.permission import GRANTED, Permission
from sahay.http.bodies import read_body
from sahay.http.desk.guard import COOKIE, Caller, Route, own_route
from sahay.http.errors import ApiError
from sahay.http.services import Services
from sahay.http.types import Json

# Known to the server as a browser in which somebody has signed in before: strangers' failures do not slow it down.
DEVICE_COOKIE = "sahay_device"
DEVICE_PATH = "/api/desk/login"
# An office shares an address: one agent's wrong passwords leave the others room to sign in.
LOGINS_PER_ADDRESS = 5


class NewSession(msgspec.Struct):
    """`code`: of the second factor, or a recovery code."""

    email: Annotated[str, Meta(max_length=254)]
    password: Annotated[str, Meta(max_length=1024)]
    code: Annotated[str, Meta(max_length=40)] | None = None


def routes(services: Services) -> tuple[Route, ...]:
    sessions = Sessions(services)
    return (
        Route("POST", "/login", sessions.login, needs=None),
        own_route("POST", "/logout", sessions.logout),
        Route("GET", "/session", sessions.session),
        own_route("GET", "/sessions", sessions.mine),
        own_route("DELETE", "/sessions/<session_id:str>", sessions.end),
    )


class Sessions:
    def __init__(self, services: Services) -> None:
        self._services = services
        self._people = services.people

    async def login(self, request: Request) -> HTTPResponse:
        body = read_body(request, NewSession)
        limit = self._services.settings.limits.login_per_minute
        await self._services.rates.spend("logins", request.client_ip, limit * LOGINS_PER_ADDRESS)
        origin = Origin(request.client_ip, request.headers.get("user-agent"))
        device = request.cookies.get(DEVICE_COOKIE)
        try:
            signed_in = await self._people.login.sign_in(Attempt(body.email, body.password, body.code, device, origin))
        except TooManyFailures as failures:
            raise too_many(failures, self._services.clock) from None
        except WrongLogin:
            raise ApiError(401, "wrong_login", "E-mail and password do not belong together.") from None
        except CodeNeeded:
            raise ApiError(401, "code_needed", "Send the code of your second factor too.") from None
        except WrongCode:
            raise ApiError(401, "wrong_code", "This code is not valid, or was used before.") from None
        response = json(session_view(signed_in.session, self._required(signed_in.session)))
        return _with_cookies(response, signed_in, is_secure=request.scheme == "https")

    async def logout(self, _request: Request, caller: Caller) -> HTTPResponse:
        if caller.session:
            await self._end(caller, caller.session.id, caller.agent.id)
            await self._services.routing.roster.left(caller.agent)
        response = empty()
        response.delete_cookie(COOKIE, path="/")
        return response

    async def session(self, _request: Request, caller: Caller) -> HTTPResponse:
        if caller.session:
            return json(session_view(caller.session, self._required(caller.session)))
        return json({"agent": _agent(caller), "permissions": _listed(caller.permissions), "csrf_token": ""})

    async def mine(self, _request: Request, caller: Caller) -> HTTPResponse:
        current = caller.session.id if caller.session else ""
        places = await self._people.sessions.of(caller.agent.id)
        return json({"sessions": [place_view(place, current) for place in places]})

    async def end(self, _request: Request, caller: Caller, session_id: str) -> HTTPResponse:
        """One's own, or anybody's for who may manage people. Others' are not told from those that do not exist."""
        place = await self._people.sessions.place(session_id)
        may = place and (place.agent_id == caller.agent.id or Permission.PEOPLE in caller.permissions)
        if place is None or not may:
            raise ApiError(404, "not_found", "There is no such session.")
        await self._end(caller, session_id, place.agent_id)
        return empty()

    async def _end(self, caller: Caller, session_id: str, agent_id: str) -> None:
        async with self._services.database.write() as connection:
            await self._people.sessions.end(session_id, connection)
            about = ("agent", agent_id)
            await self._services.audit.record("session.ended", by=caller.actor, target=about, on=connection)

    def _required(self, session: Session) -> bool:
        return session.agent.role in self._services.settings.people.second_factor


def too_many(failures: TooManyFailures, clock: Clock) -> ApiError:
    """429: how long somebody waits after wrong passwords or codes."""
    wait = max(1, math.ceil((failures.until - clock.now()).total_seconds()))
    message = f"There were several failed attempts. Please wait {wait} seconds."
    return ApiError(429, "rate_limited", message, {"Retry-After": str(wait)})


def session_view(session: Session, second_factor_required: bool) -> Json:
    agent = session.agent
    return {
        "agent": {"id": agent.id, "name": agent.name, "email": agent.email, "role": agent.role},
        "permissions": _listed(GRANTED[agent.role]),
        "csrf_token": session.csrf_token,
        "second_factor": {"on": session.has_second_factor, "required": second_factor_required},
    }


def place_view(place: Place, current: str) -> Json:
    return {
        "id": place.id,
        "created_at": place.created_at.isoformat(),
        "seen_at": place.seen_at.isoformat(),
        "address": place.address,
        "browser": place.browser,
        "current": place.id == current,
    }


def _agent(caller: Caller) -> Json:
    return {name: getattr(caller.agent, name) for name in ("id", "name", "email", "role")}


def _listed(permissions: frozenset[Permission]) -> list[Permission]:
    return [permission for permission in Permission if permission in permissions]


def _with_cookies(response: HTTPResponse, signed_in: SignedIn, *, is_secure: bool) -> HTTPResponse:
    cookies = (
        (COOKIE, signed_in.cookie, "/", SESSION),
        (DEVICE_COOKIE, signed_in.device, DEVICE_PATH, DEVICE),
    )
    for name, value, path, life in cookies:
        seconds = int(life.total_seconds())
        response.add_cookie(name, value, path=path, httponly=True, samesite="Strict", secure=is_secure, max_age=seconds)
    return response
