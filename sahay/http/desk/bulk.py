"""One action on many conversations."""

from typing import Annotated

import msgspec
from msgspec import Meta
from sanic import HTTPResponse, Request, json

from sahay.desk import bulk
from sahay.desk.bulk import BULK, BadAction
from sahay.domain.permission import Permission
from sahay.http.bodies import read_body
from sahay.http.desk.guard import Caller, Route
from sahay.http.errors import ApiError
from sahay.http.services import Services

_Word = Annotated[str, Meta(max_length=100, pattern=r"^[^\x00]*\Z")]


class DoBulk(msgspec.Struct):
    """`value`: whom to assign, which priority, which tag, why it is resolved."""

    ids: Annotated[list[_Word], Meta(min_length=1, max_length=BULK)]
    action: _Word
    value: _Word | None = None


def routes(services: Services) -> tuple[Route, ...]:
    return (Route("POST", "/bulk", Bulk(services).do, Permission.LEAD),)


class Bulk:
    def __init__(self, services: Services) -> None:
        console = services.console
        reasons = services.settings.desk.resolve_reasons
        tags, contacts = console.tags, console.contacts
        self._bulk = bulk.Bulk(services.store, services.desk, tags, contacts, services.audit, reasons)

    async def do(self, request: Request, caller: Caller) -> HTTPResponse:
        """What was done, and what was refused and why."""
        body = read_body(request, DoBulk)
        try:
            outcome = await self._bulk.do(caller.agent, caller.actor, body.action, body.ids, body.value or "")
        except BadAction as error:
            raise ApiError(400, "bad_request", str(error)) from None
        return json({"done": list(outcome.done), "failed": list(outcome.failed)})
