"""Links by which somebody chooses a password: made by admins, taken up by whoever has one."""

from typing import Annotated

import msgspec
from msgspec import Meta
from sanic import HTTPResponse, Request, json

from sahay.desk.accounts import EmailTaken
from sahay.desk.invitations import Invitation, NoInvitation
from sahay.desk.passwords import SHORTEST, WeakPassword
from sahay.domain.permission import Permission
from sahay.http.bodies import read_body
from sahay.http.desk.guard import Caller, Route
from sahay.http.desk.people import NewProfile, find_person, person_view, read_profile
from sahay.http.desk.security import Password
from sahay.http.errors import ApiError
from sahay.http.services import Services
from sahay.mail import is_address

# Behind the hash, so that it gets into no log and no Referer.
PAGE = "/desk#/invitation/"
# Of one address: a link holds 256 bits, and is not guessed in any case.
LINKS_PER_MINUTE = 20

Token = Annotated[str, Meta(max_length=100)]


class Invite(NewProfile, kw_only=True):
    email: Annotated[str, Meta(max_length=254)]


class ReadLink(msgspec.Struct):
    token: Token


class Accept(msgspec.Struct):
    token: Token
    password: Password


def routes(services: Services) -> tuple[Route, ...]:
    invitations = Invitations(services)
    return (
        Route("POST", "/invitations", invitations.invite, Permission.PEOPLE, by_token=False),
        Route("POST", "/people/<agent_id:str>/link", invitations.renew, Permission.PEOPLE, by_token=False),
        Route("POST", "/invitations/read", invitations.read, needs=None),
        Route("POST", "/invitations/accept", invitations.accept, needs=None),
    )


class Invitations:
    def __init__(self, services: Services) -> None:
        self._services = services
        self._invitations = services.people.invitations

    async def invite(self, request: Request, caller: Caller) -> HTTPResponse:
        """The link is shown in this answer and never again."""
        body = read_body(request, Invite)
        email = body.email.strip().lower()
        if not is_address(email):
            raise ApiError(400, "bad_email", "This is not an e-mail address.")
        try:
            invitation = await self._invitations.invite(email, read_profile(self._services, body), caller.actor)
        except EmailTaken:
            raise ApiError(409, "email_taken", "Somebody has this e-mail address already.") from None
        return await self._answer(request, invitation)

    async def renew(self, request: Request, caller: Caller, agent_id: str) -> HTTPResponse:
        """Another link: the first has run out, or somebody has forgotten their password."""
        agent = await find_person(self._services, agent_id)
        if not agent.is_active:
            raise ApiError(409, "not_active", "Who is deactivated can choose no password. Activate them first.")
        return await self._answer(request, await self._invitations.renew(agent, caller.actor))

    async def read(self, request: Request) -> HTTPResponse:
        """Whom the link is for, before they choose a password."""
        body = read_body(request, ReadLink)
        await self._services.rates.spend("invitations", request.client_ip, LINKS_PER_MINUTE)
        try:
            agent = await self._invitations.read(body.token)
        except NoInvitation:
            raise _no_invitation() from None
        return json({"name": agent.name, "email": agent.email, "role": agent.role, "password_characters": SHORTEST})

    async def accept(self, request: Request) -> HTTPResponse:
        """Signing in comes after it, as ever."""
        body = read_body(request, Accept)
        await self._services.rates.spend("invitations", request.client_ip, LINKS_PER_MINUTE)
        try:
            agent = await self._invitations.accept(body.token, body.password, request.client_ip)
        except NoInvitation:
            raise _no_invitation() from None
        except WeakPassword as weak:
            raise ApiError(400, weak.code, str(weak)) from None
        return json({"email": agent.email})

    async def _answer(self, request: Request, invitation: Invitation) -> HTTPResponse:
        link = f"{request.scheme}://{request.host}{PAGE}{invitation.token}"
        await self._services.people.letters.send(invitation, link)
        person = await self._services.accounts.person(invitation.agent.id)
        mailed = self._services.settings.mail.transport == "smtp"
        return json({"person": person_view(person), "link": link, "mailed": mailed}, status=201)


def _no_invitation() -> ApiError:
    return ApiError(410, "no_invitation", "This link was used, replaced or is too old. Ask for another one.")
