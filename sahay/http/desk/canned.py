"""Canned responses, an agent's own and those of all."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta
from sanic import HTTPResponse, Request, empty, json

from sahay.desk.canned import Everybodys, NoSuchResponse, ShortcutTaken, Wording, canned_view
from sahay.domain.composing import REPLY_CHARACTERS
from sahay.domain.permission import Permission
from sahay.domain.placeholders import PLACEHOLDERS, unknown
from sahay.http.bodies import read_body, read_text
from sahay.http.desk.guard import Caller, Route
from sahay.http.errors import ApiError, refused
from sahay.http.services import Services

# Languages in which a response may be worded.
Language = Literal["en", "hi", "gu"]

_REFUSALS: dict[type[Exception], tuple[int, str, str]] = {
    NoSuchResponse: (404, "not_found", "There is no such canned response."),
    Everybodys: (403, "not_allowed", "What all use, only a supervisor may change."),
    ShortcutTaken: (409, "shortcut_taken", "Another canned response has this shortcut."),
}


class PutCanned(msgspec.Struct):
    """`shortcut` is what is typed after the slash."""

    shortcut: Annotated[str, Meta(pattern=r"^[^\s/{}\x00]{1,40}\Z")]
    title: Annotated[str, Meta(min_length=1, max_length=100)]
    texts: Annotated[dict[Language, str], Meta(min_length=1)]
    shared: bool = False


def routes(services: Services) -> tuple[Route, ...]:
    canned = Canned(services)
    return (
        Route("GET", "/canned", canned.of_agent),
        Route("POST", "/canned", canned.add, Permission.WORK),
        Route("PUT", "/canned/<canned_id:str>", canned.change, Permission.WORK),
        Route("DELETE", "/canned/<canned_id:str>", canned.remove, Permission.WORK),
    )


class Canned:
    def __init__(self, services: Services) -> None:
        self._services = services
        self._canned = services.console.canned

    async def of_agent(self, _request: Request, caller: Caller) -> HTTPResponse:
        """Those that the agent may use, with what the placeholders stand for that no conversation tells."""
        responses = await self._canned.of(caller.agent)
        values = {"agent": caller.agent.name, "shop": self._services.settings.shop.name}
        return json({"canned": [canned_view(each) for each in responses], "values": values})

    async def add(self, request: Request, caller: Caller) -> HTTPResponse:
        wording = _wording(read_body(request, PutCanned))
        with refused(_REFUSALS):
            added = await self._canned.add(caller.agent, wording, leads=_leads(caller), by=caller.actor)
        return json({"canned": canned_view(added)}, status=201)

    async def change(self, request: Request, caller: Caller, canned_id: str) -> HTTPResponse:
        wording = _wording(read_body(request, PutCanned))
        with refused(_REFUSALS):
            leads, by = _leads(caller), caller.actor
            changed = await self._canned.change(canned_id, caller.agent, wording, leads=leads, by=by)
        return json({"canned": canned_view(changed)})

    async def remove(self, _request: Request, caller: Caller, canned_id: str) -> HTTPResponse:
        with refused(_REFUSALS):
            await self._canned.remove(canned_id, caller.agent, leads=_leads(caller), by=caller.actor)
        return empty()


def _leads(caller: Caller) -> bool:
    return Permission.LEAD in caller.permissions


def _wording(body: PutCanned) -> Wording:
    texts: dict[str, str] = {language: read_text(text, REPLY_CHARACTERS) for language, text in body.texts.items()}
    strange = [found for text in texts.values() for found in unknown(text)]
    if strange:
        known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
        raise ApiError(400, "bad_request", f"Only {known} can be filled in; there is {strange[0]} too.")
    return Wording(body.shortcut.lower(), body.title.replace("\x00", "").strip() or body.shortcut, texts, body.shared)
