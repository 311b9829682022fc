"""Private notes and tags of a conversation, and who has it before them."""

from typing import Annotated

import msgspec
from msgspec import Meta
from sanic import HTTPResponse, Request, json

from sahay.desk.notes import NOTE_CHARACTERS, note_view
from sahay.desk.tags import TagError
from sahay.domain.permission import Permission
from sahay.flow.hub import Viewing
from sahay.http.bodies import ClientId, read_body, read_text
from sahay.http.desk.guard import Caller, Route
from sahay.http.errors import ApiError
from sahay.http.services import Services

# More than anybody would put on one conversation: the rules are in `sahay.desk.tags`.
_TAGS = 100


class AddNote(msgspec.Struct):
    client_id: ClientId
    text: str


class PutTags(msgspec.Struct):
    tags: Annotated[list[str], Meta(max_length=_TAGS)]


class ShowViewing(msgspec.Struct):
    """Told every ten seconds; `here` is false when another conversation is opened."""

    typing: bool = False
    here: bool = True


def routes(services: Services) -> tuple[Route, ...]:
    notes = Notes(services)
    one = "/conversations/<conversation_id:str>"
    return (
        Route("POST", f"{one}/notes", notes.add, Permission.WORK),
        Route("PUT", f"{one}/tags", notes.put_tags, Permission.WORK),
        Route("GET", "/tags", notes.known_tags),
        Route("POST", f"{one}/viewing", notes.show_viewing, by_token=False),
    )


class Notes:
    def __init__(self, services: Services) -> None:
        self._services = services

    async def add(self, request: Request, caller: Caller, conversation_id: str) -> HTTPResponse:
        body = read_body(request, AddNote)
        text = read_text(body.text, NOTE_CHARACTERS)
        about = conversation_id, caller.agent, body.client_id, text
        note = await self._services.console.notes.add(*about, by=caller.actor)
        return json({"note": note_view(note)}, status=201)

    async def put_tags(self, request: Request, caller: Caller, conversation_id: str) -> HTTPResponse:
        wanted = [tag.replace("\x00", "") for tag in read_body(request, PutTags).tags]
        try:
            return json({"tags": await self._services.console.tags.put(conversation_id, wanted, caller.actor)})
        except TagError as error:
            raise ApiError(400, "bad_request", str(error)) from None

    async def known_tags(self, _request: Request, _caller: Caller) -> HTTPResponse:
        """To choose from while one is written."""
        return json({"tags": await self._services.console.tags.known()})

    async def show_viewing(self, request: Request, caller: Caller, conversation_id: str) -> HTTPResponse:
        """A sign of life: this agent has the conversation before them."""
        body = read_body(request, ShowViewing)
        async with self._services.store.snapshot() as snapshot:
            await snapshot.conversation(conversation_id)
        signal = Viewing(conversation_id, caller.agent.id, caller.agent.name, body.typing, body.here)
        self._services.hub.publish(signal)
        return json({}, status=202)
