"""API tokens: made, listed, revoked, by who may connect other programs."""

from datetime import timedelta
from typing import Annotated

import msgspec
from msgspec import Meta
from sanic import HTTPResponse, Request, json

from sahay.desk.tokens import SCOPES, ApiToken
from sahay.domain.agent import Agent
from sahay.domain.permission import Permission
from sahay.http.bodies import Name, read_body
from sahay.http.desk.guard import Caller, Route
from sahay.http.errors import ApiError
from sahay.http.services import Services
from sahay.http.types import Json

# The longest that a token may be asked to live, in days; without a number it lives until it is revoked.
DAYS = 3650


class NewToken(msgspec.Struct):
    name: Name
    scopes: Annotated[list[Permission], Meta(min_length=1, max_length=len(Permission))]
    days: Annotated[int, Meta(ge=1, le=DAYS)] | None = None


def routes(services: Services) -> tuple[Route, ...]:
    tokens = ApiTokens(services)
    return (
        Route("GET", "/tokens", tokens.all, Permission.CONNECT, by_token=False),
        Route("POST", "/tokens", tokens.create, Permission.CONNECT, by_token=False),
        Route("DELETE", "/tokens/<token_id:str>", tokens.revoke, Permission.CONNECT, by_token=False),
    )


class ApiTokens:
    def __init__(self, services: Services) -> None:
        self._services = services

    async def all(self, _request: Request, _caller: Caller) -> HTTPResponse:
        agents = await self._services.accounts.agents()
        tokens = await self._services.api_tokens.all()
        return json({"tokens": [token_view(token, agents) for token in tokens], "scopes": list(SCOPES)})

    async def create(self, request: Request, caller: Caller) -> HTTPResponse:
        """The one time that the token's value is shown."""
        body = read_body(request, NewToken)
        if strange := sorted(set(body.scopes) - set(SCOPES)):
            raise ApiError(400, "bad_request", f"A token cannot be for {', '.join(strange)}.")
        expires_at = self._services.clock.now() + timedelta(days=body.days) if body.days else None
        value, token = await self._services.api_tokens.create(
            body.name, body.scopes, expires_at, caller.agent, caller.actor
        )
        return json({"value": value, "token": token_view(token, {caller.agent.id: caller.agent})}, status=201)

    async def revoke(self, _request: Request, caller: Caller, token_id: str) -> HTTPResponse:
        token = await self._services.api_tokens.revoke(token_id, caller.actor)
        if token is None:
            raise ApiError(404, "not_found", "There is no such token.")
        return json({"token": token_view(token, await self._services.accounts.agents())})


def token_view(token: ApiToken, agents: dict[str, Agent]) -> Json:
    moments = {name: getattr(token, name) for name in ("created_at", "expires_at", "used_at", "revoked_at")}
    return {
        "id": token.id,
        "name": token.name,
        "agent": {"id": token.agent_id, "name": agents[token.agent_id].name},
        "scopes": list(token.scopes),
        **{name: moment.isoformat() if moment else None for name, moment in moments.items()},
    }
