"""One customer's data: found, handed out, erased, by admins. Erasing is asked for twice."""

from typing import Annotated

import msgspec
from itsdangerous import BadData, URLSafeSerializer
from msgspec import Meta
from sanic import HTTPResponse, Request, json

from sahay.desk.contacts import ContactNotFound
from sahay.desk.privacy import Found, StillChanging, StillOpen
from sahay.domain.permission import Permission
from sahay.http.bodies import read_body
from sahay.http.desk.guard import Caller, Route
from sahay.http.errors import ApiError
from sahay.http.services import Services
from sahay.http.types import Json

# How long after the question it can be answered, in seconds.
CONFIRMATION_SECONDS = 600
# Shorter ones find everybody.
SEARCH_CHARACTERS = (2, 200)


class Erase(msgspec.Struct):
    """`confirmation`: from the question before."""

    confirmation: Annotated[str, Meta(max_length=500)]


def routes(services: Services) -> tuple[Route, ...]:
    privacy = Privacy(services)
    one = "/privacy/contacts/<contact_id:str>"
    return (
        Route("GET", "/privacy/contacts", privacy.find, Permission.PRIVACY, by_token=False),
        Route("GET", f"{one}/export", privacy.export, Permission.PRIVACY, by_token=False),
        Route("POST", f"{one}/erasure", privacy.ask, Permission.PRIVACY, by_token=False),
        Route("POST", f"{one}/erasure/confirm", privacy.erase, Permission.PRIVACY, by_token=False),
    )


class Privacy:
    def __init__(self, services: Services) -> None:
        self._privacy = services.keeping.privacy
        self._clock = services.clock
        self._confirmations = URLSafeSerializer(services.settings.session_key, salt="sahay.erasure")

    async def find(self, request: Request, _caller: Caller) -> HTTPResponse:
        text = (request.args.get("q") or "").strip()
        shortest, longest = SEARCH_CHARACTERS
        if not shortest <= len(text) <= longest or "\x00" in text:
            raise ApiError(400, "bad_request", f"Search for {shortest} to {longest} characters.")
        return json({"contacts": [found_view(found) for found in await self._privacy.find(text)]})

    async def export(self, _request: Request, caller: Caller, contact_id: str) -> HTTPResponse:
        """A file with everything that is kept of the customer."""
        try:
            exported = await self._privacy.export(contact_id, caller.actor)
        except ContactNotFound:
            raise _no_such_contact() from None
        headers = {"Content-Disposition": 'attachment; filename="customer.json"', "Cache-Control": "no-store"}
        return json(exported, headers=headers)

    async def ask(self, _request: Request, caller: Caller, contact_id: str) -> HTTPResponse:
        """What would be erased, and what to send to have it done within ten minutes. Nothing has happened yet."""
        try:
            counts, others = await self._privacy.counts(contact_id), await self._privacy.elsewhere(contact_id)
        except ContactNotFound:
            raise _no_such_contact() from None
        until = int(self._clock.now().timestamp()) + CONFIRMATION_SECONDS
        confirmation = self._confirmations.dumps([contact_id, caller.agent.id, until])
        asked = {"confirmation": confirmation, "seconds": CONFIRMATION_SECONDS}
        return json({"counts": counts, "elsewhere": others, **asked})

    async def erase(self, request: Request, caller: Caller, contact_id: str) -> HTTPResponse:
        body = read_body(request, Erase)
        if not self._is_confirmed(body.confirmation, contact_id, caller):
            raise ApiError(409, "not_confirmed", "Ask again what would be erased, and confirm it within ten minutes.")
        try:
            others = await self._privacy.elsewhere(contact_id)
            counts = await self._privacy.erase(contact_id, caller.actor)
        except ContactNotFound:
            raise _no_such_contact() from None
        except StillOpen:
            raise ApiError(409, "still_open", "Resolve the customer's conversations first.") from None
        except StillChanging:
            raise ApiError(
                409, "still_changing", "A change to an order is being made. Try again in a minute."
            ) from None
        return json({"erased": counts, "elsewhere": others})

    def _is_confirmed(self, confirmation: str, contact_id: str, caller: Caller) -> bool:
        """Whether the same admin was told of the same customer, a short while ago."""
        try:
            asked_contact, asked_by, until = self._confirmations.loads(confirmation)
        except (BadData, UnicodeError):
            return False
        return (asked_contact, asked_by) == (contact_id, caller.agent.id) and self._clock.now().timestamp() < until


def _no_such_contact() -> ApiError:
    return ApiError(404, "not_found", "There is no such customer.")


def found_view(found: Found) -> Json:
    return {
        "id": found.id,
        "name": found.name,
        "email": found.email,
        "phone": found.phone,
        "conversations": found.conversations,
        "last_at": found.last_at.isoformat() if found.last_at else None,
        "erased_at": found.erased_at.isoformat() if found.erased_at else None,
    }
