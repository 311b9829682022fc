"""A conversation changes hands: taken, passed on, set aside, ended."""

from datetime import datetime
from secrets import token_urlsafe
from typing import Annotated

import msgspec
from msgspec import Meta
from sanic import HTTPResponse, Request, json

from sahay.desk.notes import NOTE_CHARACTERS
from sahay.domain.agent import Availability
from sahay.domain.conversation import Conversation
from sahay.domain.permission import Permission
from sahay.domain.priority import Priority
from sahay.http.bodies import Seq, read_body, read_text
from sahay.http.desk.guard import Caller, Route
from sahay.http.errors import ApiError
from sahay.http.services import Services

_Word = Annotated[str, Meta(max_length=100)]


class Transfer(msgspec.Struct):
    """To an `agent` (an id) or a `team`: exactly one of them. The `note` is for whoever gets it."""

    agent: _Word | None = None
    team: _Word | None = None
    note: str | None = None


class Snooze(msgspec.Struct):
    until: Annotated[datetime, Meta(tz=True)]


class Assign(msgspec.Struct):
    agent: _Word


class Prioritise(msgspec.Struct):
    priority: Priority


class Resolve(msgspec.Struct):
    """`seen_seq`: the last line that the agent has seen. `reason`: one of those that the shop has set."""

    seen_seq: Seq | None = None
    reason: _Word | None = None


class Return(msgspec.Struct):
    """`next`: the wish (an intent) with which the bot goes on."""

    next: _Word | None = None


def routes(services: Services) -> tuple[Route, ...]:
    moves = Moves(services)
    work = {
        "claim": moves.claim,
        "decline": moves.decline,
        "transfer": moves.transfer,
        "give-back": moves.give_back,
        "snooze": moves.snooze,
        "wake": moves.wake,
        "priority": moves.prioritise,
        "resolve": moves.resolve,
        "return": moves.return_to_bot,
    }
    one = "/conversations/<conversation_id:str>"
    return (
        *(Route("POST", f"{one}/{verb}", handler, Permission.WORK) for verb, handler in work.items()),
        Route("POST", f"{one}/assign", moves.assign, Permission.LEAD),
    )


class Moves:
    def __init__(self, services: Services) -> None:
        self._services = services
        self._desk = services.desk
        self._settings = services.settings.desk

    async def claim(self, _request: Request, caller: Caller, conversation_id: str) -> HTTPResponse:
        """Whoever had said not to be there, and takes something, is there, but gets nothing new."""
        claimed = await self._desk.claim(conversation_id, caller.agent)
        if caller.agent.availability is Availability.OFFLINE:
            await self._services.routing.roster.choose(caller.agent, Availability.AWAY)
        return await self._card(claimed)

    async def decline(self, _request: Request, caller: Caller, conversation_id: str) -> HTTPResponse:
        return await self._card(await self._desk.decline(conversation_id, caller.agent))

    async def transfer(self, request: Request, caller: Caller, conversation_id: str) -> HTTPResponse:
        body = read_body(request, Transfer)
        note = read_text(body.note, NOTE_CHARACTERS) if body.note is not None else None
        moved = await self._pass_on(body, caller, conversation_id)
        if note:
            about = conversation_id, caller.agent, token_urlsafe(12), note
            await self._services.console.notes.add(*about, by=caller.actor)
        return await self._card(moved)

    async def give_back(self, _request: Request, caller: Caller, conversation_id: str) -> HTTPResponse:
        """One's own; who leads may also take it from whoever has it."""
        async with self._services.store.snapshot() as snapshot:
            holder = (await snapshot.conversation(conversation_id)).assignee_id
        leads = Permission.LEAD in caller.permissions and holder != caller.agent.id
        back = self._desk.take_back if leads else self._desk.give_back
        return await self._card(await back(conversation_id, caller.agent))

    async def snooze(self, request: Request, caller: Caller, conversation_id: str) -> HTTPResponse:
        until = read_body(request, Snooze).until
        return await self._card(await self._desk.snooze(conversation_id, caller.agent, until))

    async def wake(self, _request: Request, caller: Caller, conversation_id: str) -> HTTPResponse:
        return await self._card(await self._desk.wake(conversation_id, caller.agent))

    async def assign(self, request: Request, caller: Caller, conversation_id: str) -> HTTPResponse:
        to_id = read_body(request, Assign).agent
        return await self._card(await self._desk.assign(conversation_id, caller.agent, to_id))

    async def prioritise(self, request: Request, caller: Caller, conversation_id: str) -> HTTPResponse:
        priority = read_body(request, Prioritise).priority
        return await self._card(await self._desk.prioritise(conversation_id, caller.agent, priority))

    async def resolve(self, request: Request, caller: Caller, conversation_id: str) -> HTTPResponse:
        body = read_body(request, Resolve)
        _require("reason", body.reason, self._settings.resolve_reasons)
        return await self._card(await self._desk.resolve(conversation_id, caller.agent, body.seen_seq, body.reason))

    async def return_to_bot(self, request: Request, caller: Caller, conversation_id: str) -> HTTPResponse:
        step = read_body(request, Return).next
        _require("next", step, self._settings.next_steps)
        return await self._card(await self._desk.return_to_bot(conversation_id, caller.agent, step))

    async def _pass_on(self, body: Transfer, caller: Caller, conversation_id: str) -> Conversation:
        if (body.agent is None) == (body.team is None):
            raise ApiError(400, "bad_request", "The body needs an agent or a team, and not both.")
        if body.agent is not None:
            return await self._desk.transfer(conversation_id, caller.agent, body.agent)
        _require("team", body.team, tuple(self._settings.teams))
        return await self._desk.give_back(conversation_id, caller.agent, body.team)

    async def _card(self, conversation: Conversation) -> HTTPResponse:
        return json({"conversation": await self._services.console.views.card(conversation.id)})


def _require(key: str, value: str | None, known: tuple[str, ...]) -> None:
    """Raises ApiError 400 for a value that the settings do not have."""
    if value is not None and value not in known:
        raise ApiError(400, "bad_request", f"The {key} must be one of {', '.join(known) or 'none: there are no such'}.")
