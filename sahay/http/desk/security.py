"""What somebody changes about how they themselves sign in: password and second factor."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

import msgspec
from msgspec import Meta
from sanic import HTTPResponse, Request, empty, json

from sahay.desk.login import WrongCode, WrongLogin
from sahay.desk.passwords import LONGEST, WeakPassword
from sahay.desk.security import NoSecondFactor, SecondFactorOn
from sahay.desk.sessions import Session
from sahay.desk.throttle import TooManyFailures
from sahay.http.bodies import read_body
from sahay.http.desk.guard import Caller, Route, own_route
from sahay.http.desk.sessions import too_many
from sahay.http.errors import ApiError
from sahay.http.services import Services

# Longer than allowed, so that the rules can say so themselves.
Password = Annotated[str, Meta(max_length=4 * LONGEST)]
Code = Annotated[str, Meta(max_length=40)]


class ChangePassword(msgspec.Struct):
    current: Password
    new: Password


class WithPassword(msgspec.Struct):
    password: Password


class WithCode(msgspec.Struct):
    code: Code


class WithBoth(msgspec.Struct):
    password: Password
    code: Code


def routes(services: Services) -> tuple[Route, ...]:
    security = Security(services)
    return (
        own_route("POST", "/me/password", security.change_password),
        own_route("GET", "/me/second-factor", security.second_factor),
        own_route("POST", "/me/second-factor", security.begin),
        own_route("POST", "/me/second-factor/confirm", security.confirm),
        own_route("POST", "/me/second-factor/recovery-codes", security.renew_codes),
        own_route("POST", "/me/second-factor/remove", security.remove),
    )


class Security:
    def __init__(self, services: Services) -> None:
        self._services = services
        self._security = services.people.security

    async def change_password(self, request: Request, caller: Caller) -> HTTPResponse:
        body = read_body(request, ChangePassword)
        async with self._proving():
            await self._security.change_password(_session(caller), caller.actor, body.current, body.new)
        return empty()

    async def second_factor(self, _request: Request, caller: Caller) -> HTTPResponse:
        state = await self._security.state(caller.agent)
        return json(
            {"on": state.is_on, "required": state.is_required, "recovery_codes_left": state.recovery_codes_left}
        )

    async def begin(self, request: Request, caller: Caller) -> HTTPResponse:
        """What an authenticator app needs, shown this once; nothing is asked for until `confirm`."""
        body = read_body(request, WithPassword)
        async with self._proving():
            set_up = await self._security.begin_second_factor(caller.agent, body.password)
        return json({"secret": set_up.secret, "address": set_up.address, "squares": set_up.squares})

    async def confirm(self, request: Request, caller: Caller) -> HTTPResponse:
        body = read_body(request, WithCode)
        async with self._proving():
            codes = await self._security.confirm_second_factor(_session(caller), caller.actor, body.code)
        return json({"recovery_codes": codes})

    async def renew_codes(self, request: Request, caller: Caller) -> HTTPResponse:
        body = read_body(request, WithPassword)
        async with self._proving():
            codes = await self._security.renew_recovery_codes(caller.agent, caller.actor, body.password)
        return json({"recovery_codes": codes})

    async def remove(self, request: Request, caller: Caller) -> HTTPResponse:
        body = read_body(request, WithBoth)
        async with self._proving():
            await self._security.remove_second_factor(caller.agent, caller.actor, body.password, body.code)
        return empty()

    @asynccontextmanager
    async def _proving(self) -> AsyncIterator[None]:
        """What the desk refuses here, as answers. Never 401: the session is as good as before."""
        try:
            yield
        except TooManyFailures as failures:
            raise too_many(failures, self._services.clock) from None
        except WrongLogin:
            raise ApiError(400, "wrong_password", "This is not your password.") from None
        except WrongCode:
            raise ApiError(400, "wrong_code", "This code is not valid, or was used before.") from None
        except WeakPassword as weak:
            raise ApiError(400, weak.code, str(weak)) from None
        except NoSecondFactor:
            raise ApiError(409, "no_second_factor", "There is no second factor to change.") from None
        except SecondFactorOn:
            raise ApiError(409, "second_factor_on", "The second factor is set up already. Remove it first.") from None


def _session(caller: Caller) -> Session:
    if caller.session is None:  # the guard lets no token in
        raise ApiError(403, "not_by_token", "This is for people who are signed in, not for tokens.")
    return caller.session
