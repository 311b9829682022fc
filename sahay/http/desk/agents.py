"""Who is at the desk, and what there is to choose from when one passes something on or ends it."""

import msgspec
from sanic import HTTPResponse, Request, json

from sahay.desk.availability import Seat
from sahay.desk.composing import channel_limits
from sahay.domain.agent import Availability
from sahay.domain.permission import Permission
from sahay.flow.texts import Texts
from sahay.http.bodies import read_body
from sahay.http.desk.guard import Caller, Route
from sahay.http.services import Services
from sahay.http.types import Json


class ChooseAvailability(msgspec.Struct):
    availability: Availability


def routes(services: Services) -> tuple[Route, ...]:
    agents = Agents(services)
    return (
        Route("GET", "/agents", agents.everybody),
        Route("GET", "/meta", agents.meta),
        Route("PUT", "/me/availability", agents.choose, Permission.WORK),
    )


class Agents:
    def __init__(self, services: Services) -> None:
        self._services = services

    async def everybody(self, _request: Request, _caller: Caller) -> HTTPResponse:
        return json({"agents": [seat_view(seat) for seat in await self._services.routing.roster.seats()]})

    async def choose(self, request: Request, caller: Caller) -> HTTPResponse:
        chosen = read_body(request, ChooseAvailability).availability
        return json({"agent": seat_view(await self._services.routing.roster.choose(caller.agent, chosen))})

    async def meta(self, request: Request, _caller: Caller) -> HTTPResponse:
        """What the shop has set. Titles are in the `language` that is asked for, else in the default one."""
        settings, texts = self._services.settings, self._services.texts
        language = request.args.get("language") or settings.languages.default
        return json(
            {
                "teams": list(settings.desk.teams),
                "resolve_reasons": list(settings.desk.resolve_reasons),
                "next_steps": [_step(intent, texts, language) for intent in settings.desk.next_steps],
                "languages": list(settings.languages.offered),
                "assignment": settings.desk.assignment,
                "channels": channel_limits(),
                "currency": settings.shop.currency,
            }
        )


def seat_view(seat: Seat) -> Json:
    agent = seat.agent
    return {
        "id": agent.id,
        "name": agent.name,
        "role": agent.role,
        "teams": list(agent.teams),
        "languages": list(agent.languages),
        "availability": seat.availability,
        "load": seat.load,
        "capacity": agent.capacity,
    }


def _step(intent: str, texts: Texts, language: str) -> Json:
    return {"intent": intent, "title": texts.say(f"title_{intent}", language).text}
