"""Customers: who they are, which of them are one, who is not answered any more."""

from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType
from sanic import HTTPResponse, Request, json

from sahay.desk.contacts import ContactNotFound, Family, MergeRefused
from sahay.domain.permission import Permission
from sahay.http.bodies import read_body
from sahay.http.desk.guard import Caller, Route
from sahay.http.details import READERS
from sahay.http.errors import refused
from sahay.http.services import Services

_REFUSALS: dict[type[Exception], tuple[int, str, str]] = {
    ContactNotFound: (404, "not_found", "There is no such contact."),
    MergeRefused: (409, "merge_refused", "Two contacts are merged once, and parted when they were."),
}

# The lengths of the columns that keep them.
Name = Annotated[str, Meta(max_length=200)]
Email = Annotated[str, Meta(max_length=254)]
Phone = Annotated[str, Meta(max_length=40)]


class EditContact(msgspec.Struct):
    """What is left out stays; null or empty forgets it."""

    name: Name | UnsetType | None = UNSET
    email: Email | UnsetType | None = UNSET
    phone: Phone | UnsetType | None = UNSET


class Merge(msgspec.Struct):
    into: Annotated[str, Meta(max_length=40)]


def routes(services: Services) -> tuple[Route, ...]:
    contacts = Contacts(services)
    one = "/contacts/<contact_id:str>"
    return (
        Route("GET", one, contacts.read),
        Route("PUT", one, contacts.edit, Permission.WORK),
        Route("POST", f"{one}/block", contacts.block, Permission.LEAD),
        Route("POST", f"{one}/unblock", contacts.unblock, Permission.LEAD),
        Route("POST", f"{one}/merge", contacts.merge, Permission.WORK),
        Route("POST", f"{one}/unmerge", contacts.unmerge, Permission.WORK),
    )


class Contacts:
    def __init__(self, services: Services) -> None:
        self._services = services
        self._contacts = services.console.contacts

    async def read(self, _request: Request, _caller: Caller, contact_id: str) -> HTTPResponse:
        """The profile without orders: only a conversation can prove one."""
        with refused(_REFUSALS):
            return await self._profile(await self._contacts.family(contact_id))

    async def edit(self, request: Request, caller: Caller, contact_id: str) -> HTTPResponse:
        values = self._values(read_body(request, EditContact))
        with refused(_REFUSALS):
            return await self._profile(await self._contacts.edit(contact_id, values, caller.actor))

    async def block(self, _request: Request, caller: Caller, contact_id: str) -> HTTPResponse:
        with refused(_REFUSALS):
            return await self._profile(await self._contacts.block(contact_id, caller.actor))

    async def unblock(self, _request: Request, caller: Caller, contact_id: str) -> HTTPResponse:
        with refused(_REFUSALS):
            return await self._profile(await self._contacts.unblock(contact_id, caller.actor))

    async def merge(self, request: Request, caller: Caller, contact_id: str) -> HTTPResponse:
        """This one is the other from now on."""
        into = read_body(request, Merge).into
        with refused(_REFUSALS):
            return await self._profile(await self._contacts.merge(contact_id, into, caller.actor))

    async def unmerge(self, _request: Request, caller: Caller, contact_id: str) -> HTTPResponse:
        """This one is a contact of its own again."""
        with refused(_REFUSALS):
            return await self._profile(await self._contacts.unmerge(contact_id, caller.actor))

    async def _profile(self, family: Family) -> HTTPResponse:
        return json({"contact": await self._services.console.profiles.view(family)})

    def _values(self, body: EditContact) -> dict[str, str | None]:
        country = self._services.settings.shop.country
        said = {field: getattr(body, field) for field in READERS}
        return {field: READERS[field](value or "", country) for field, value in said.items() if value is not UNSET}
