"""Who works at the desk, and what they may: for admins."""

from typing import Annotated

import msgspec
from msgspec import Meta
from sanic import HTTPResponse, Request, empty, json

from sahay.desk.accounts import LastAdmin, NoSuchAgent, Person, Profile
from sahay.desk.security import NoSecondFactor
from sahay.domain.agent import CAPACITY, Agent, Role
from sahay.domain.permission import Permission
from sahay.http.bodies import Name, read_body
from sahay.http.desk.guard import Caller, Route
from sahay.http.desk.sessions import place_view
from sahay.http.errors import ApiError
from sahay.http.services import Services
from sahay.http.types import Json

# More at once than anybody can answer.
MOST_CAPACITY = 50
Words = Annotated[list[Annotated[str, Meta(max_length=40)]], Meta(max_length=50)]


class NewProfile(msgspec.Struct, kw_only=True):
    """What an admin decides about somebody; what is left out is as if it had never been set."""

    name: Name
    role: Role = Role.AGENT
    teams: Words = []
    languages: Words = []
    capacity: Annotated[int, Meta(ge=1, le=MOST_CAPACITY)] = CAPACITY


class ChangedProfile(NewProfile):
    is_active: bool = True


def routes(services: Services) -> tuple[Route, ...]:
    people = People(services)
    one = "/people/<agent_id:str>"
    return (
        Route("GET", "/people", people.all, Permission.PEOPLE, by_token=False),
        Route("PUT", one, people.change, Permission.PEOPLE, by_token=False),
        Route("GET", f"{one}/sessions", people.sessions, Permission.PEOPLE, by_token=False),
        Route("DELETE", f"{one}/sessions", people.sign_out, Permission.PEOPLE, by_token=False),
        Route("DELETE", f"{one}/second-factor", people.reset_second_factor, Permission.PEOPLE, by_token=False),
    )


class People:
    def __init__(self, services: Services) -> None:
        self._services = services

    async def all(self, _request: Request, _caller: Caller) -> HTTPResponse:
        people = await self._services.accounts.people()
        settings = self._services.settings
        return json(
            {
                "people": [person_view(person) for person in people],
                "roles": list(Role),
                "teams": list(settings.desk.teams),
                "languages": list(settings.languages.offered),
                "second_factor": list(settings.people.second_factor),
            }
        )

    async def change(self, request: Request, caller: Caller, agent_id: str) -> HTTPResponse:
        """Who is deactivated is signed out at once, and what they have goes back to the queue."""
        body = read_body(request, ChangedProfile)
        profile = read_profile(self._services, body, is_active=body.is_active)
        try:
            async with self._services.database.write() as connection:
                agent, changed = await self._services.accounts.change(agent_id, profile, connection)
                if changed:
                    facts = {name: _told(value) for name, (_, value) in changed.items() if name != "name"}
                    about = ("agent", agent_id)
                    record = self._services.audit.record
                    await record("person.changed", by=caller.actor, target=about, on=connection, **facts)
        except NoSuchAgent:
            raise no_such_person() from None
        except LastAdmin:
            raise ApiError(
                409, "last_admin", "Somebody must be able to give rights: make another admin first."
            ) from None
        return json({"person": person_view(await self._services.accounts.person(agent.id))})

    async def sessions(self, _request: Request, caller: Caller, agent_id: str) -> HTTPResponse:
        agent = await find_person(self._services, agent_id)
        current = caller.session.id if caller.session else ""
        places = await self._services.people.sessions.of(agent.id)
        return json({"sessions": [place_view(place, current) for place in places]})

    async def sign_out(self, _request: Request, caller: Caller, agent_id: str) -> HTTPResponse:
        """Everywhere, but for the session that asks."""
        agent = await find_person(self._services, agent_id)
        async with self._services.database.write() as connection:
            but = caller.session.id if caller.session else None
            ended = await self._services.people.sessions.end_all(agent.id, connection, but=but)
            about, record = ("agent", agent.id), self._services.audit.record
            await record("session.all_ended", by=caller.actor, target=about, on=connection, sessions_ended=ended)
        return json({"ended": ended})

    async def reset_second_factor(self, _request: Request, caller: Caller, agent_id: str) -> HTTPResponse:
        """When somebody has lost both phone and recovery codes."""
        agent = await find_person(self._services, agent_id)
        try:
            await self._services.people.security.reset_second_factor(agent.id, caller.actor)
        except NoSecondFactor:
            raise ApiError(409, "no_second_factor", "There is no second factor to change.") from None
        return empty()


async def find_person(services: Services, agent_id: str) -> Agent:
    try:
        return (await services.accounts.person(agent_id)).agent
    except NoSuchAgent:
        raise no_such_person() from None


def no_such_person() -> ApiError:
    return ApiError(404, "not_found", "There is nobody with this id.")


def read_profile(services: Services, body: NewProfile, *, is_active: bool = True) -> Profile:
    """Raises ApiError 400 for a team or language that the shop does not have."""
    settings = services.settings
    known = {"teams": settings.desk.teams, "languages": settings.languages.offered}
    chosen = {name: tuple(dict.fromkeys(getattr(body, name))) for name in known}
    for name, values in chosen.items():
        if strange := [value for value in values if value not in known[name]]:
            raise ApiError(400, "bad_request", f"There is no {strange[0]!r} among the {name} of sahay.yml.")
    return Profile(name=body.name.strip(), role=body.role, capacity=body.capacity, is_active=is_active, **chosen)


def person_view(person: Person) -> Json:
    agent = person.agent
    return {
        "id": agent.id,
        "name": agent.name,
        "email": agent.email,
        "role": agent.role,
        "teams": list(agent.teams),
        "languages": list(agent.languages),
        "capacity": agent.capacity,
        "is_active": agent.is_active,
        "has_joined": person.has_joined,
        "second_factor": person.has_second_factor,
        "invited_until": person.invited_until.isoformat() if person.invited_until else None,
        "seen_at": agent.seen_at.isoformat() if agent.seen_at else None,
    }


def _told(value: object) -> str | int | bool | list[str]:
    if isinstance(value, tuple):
        return [str(each) for each in value]
    return value if isinstance(value, bool | int) else str(value)
