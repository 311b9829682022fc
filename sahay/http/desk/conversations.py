"""One conversation: read it, and answer in it."""

from sanic import HTTPResponse, Request, json

from sahay.domain.composing import REPLY_CHARACTERS
from sahay.domain.message import Author
from sahay.domain.permission import Permission
from sahay.flow.hub import Typing
from sahay.http.bodies import Reply, ShowTyping, read_body, read_cursor, read_text
from sahay.http.desk.guard import Caller, Route
from sahay.http.services import Services


def routes(services: Services) -> tuple[Route, ...]:
    conversations = Conversations(services)
    one = "/conversations/<conversation_id:str>"
    return (
        Route("GET", one, conversations.read),
        Route("POST", f"{one}/messages", conversations.reply, Permission.WORK),
        Route("POST", f"{one}/typing", conversations.show_typing, Permission.WORK),
    )


class Conversations:
    def __init__(self, services: Services) -> None:
        self._services = services

    async def read(self, request: Request, _caller: Caller, conversation_id: str) -> HTTPResponse:
        after = read_cursor(request.args.get("after"))
        return json(await self._services.console.views.conversation(conversation_id, after))

    async def reply(self, request: Request, caller: Caller, conversation_id: str) -> HTTPResponse:
        body = read_body(request, Reply)
        text = read_text(body.text, REPLY_CHARACTERS) if body.text or not body.files else ""
        message = await self._services.desk.reply(conversation_id, caller.agent, body.client_id, text, body.files)
        return json({"seq": message.seq}, status=202)

    async def show_typing(self, request: Request, caller: Caller, conversation_id: str) -> HTTPResponse:
        """Tell the customer that the agent types; only who has the conversation may."""
        on = read_body(request, ShowTyping).on
        async with self._services.store.snapshot() as snapshot:
            (await snapshot.conversation(conversation_id)).require_assignee(caller.agent)
        self._services.hub.publish(Typing(conversation_id, Author.AGENT, on, caller.agent.name))
        return json({}, status=202)
