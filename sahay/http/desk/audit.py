"""The audit log, searched by admins."""

from datetime import datetime

from sanic import HTTPResponse, Request, json

from sahay.desk.audit import PAGE, Entry, Search
from sahay.domain.permission import Permission
from sahay.http.bodies import read_cursor
from sahay.http.desk.guard import Caller, Route
from sahay.http.errors import ApiError
from sahay.http.services import Services
from sahay.http.types import Json


def routes(services: Services) -> tuple[Route, ...]:
    return (Route("GET", "/audit", AuditLog(services).search, Permission.PRIVACY, by_token=False),)


class AuditLog:
    def __init__(self, services: Services) -> None:
        self._services = services

    async def search(self, request: Request, _caller: Caller) -> HTTPResponse:
        """The latest first. `next` is the `before` of the page that follows."""
        entries = await self._services.audit.search(_search(request))
        answer: Json = {
            "entries": [entry_view(entry) for entry in entries],
            "actions": await self._services.audit.actions(),
        }
        if len(entries) == PAGE:
            answer["next"] = entries[-1].id
        return json(answer)


def _search(request: Request) -> Search:
    return Search(
        actor=_word(request, "actor"),
        action=_word(request, "action"),
        target=_word(request, "target"),
        since=_moment(request, "from"),
        until=_moment(request, "to"),
        before=read_cursor(request.args.get("before")) or None,
    )


def _word(request: Request, name: str) -> str | None:
    value = (request.args.get(name) or "").strip()
    if "\x00" in value:
        raise ApiError(400, "bad_request", f"{name} is not a word.")
    return value or None


def _moment(request: Request, name: str) -> datetime | None:
    value = request.args.get(name)
    if not value:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise ApiError(400, "bad_request", f"{name} must be a moment, as 2026-11-21T00:00:00Z.") from None
    if moment.tzinfo is None:
        raise ApiError(400, "bad_request", f"{name} must say its time zone, as 2026-11-21T00:00:00Z.")
    return moment


def entry_view(entry: Entry) -> Json:
    target = {"kind": entry.target_kind, "id": entry.target_id} if entry.target_id else None
    return {
        "id": entry.id,
        "at": entry.at.isoformat(),
        "actor": {"id": entry.actor.id, "name": entry.actor.name},
        "address": entry.actor.address,
        "action": entry.action,
        "target": target,
        "facts": dict(entry.facts),
    }
