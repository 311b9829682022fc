"""One conversation: read it, take it, answer in it, end it."""

from sanic import HTTPResponse, Request, json

from sahay.domain.conversation import Conversation
from sahay.domain.message import Author
from sahay.domain.permission import Permission
from sahay.flow.hub import Typing
from sahay.http.bodies import Reply, Resolve, ShowTyping, read_body, read_cursor, read_text
from sahay.http.desk.guard import Caller, Route
from sahay.http.services import Services

# The longest text that an agent may send at once; what a channel cannot carry is split there.
REPLY_CHARACTERS = 4000


def routes(services: Services) -> tuple[Route, ...]:
    conversations = Conversations(services)
    one = "/conversations/<conversation_id:str>"
    return (
        Route("GET", one, conversations.read),
        Route("POST", f"{one}/claim", conversations.claim, Permission.WORK),
        Route("POST", f"{one}/resolve", conversations.resolve, Permission.WORK),
        Route("POST", f"{one}/return", conversations.return_to_bot, Permission.WORK),
        Route("POST", f"{one}/messages", conversations.reply, Permission.WORK),
        Route("POST", f"{one}/typing", conversations.show_typing, Permission.WORK),
    )


class Conversations:
    def __init__(self, services: Services) -> None:
        self._services = services

    async def read(self, request: Request, _caller: Caller, conversation_id: str) -> HTTPResponse:
        after = read_cursor(request.args.get("after"))
        return json(await self._services.console.views.conversation(conversation_id, after))

    async def claim(self, _request: Request, caller: Caller, conversation_id: str) -> HTTPResponse:
        return await self._card(await self._services.desk.claim(conversation_id, caller.agent))

    async def resolve(self, request: Request, caller: Caller, conversation_id: str) -> HTTPResponse:
        seen_seq = read_body(request, Resolve).seen_seq
        return await self._card(await self._services.desk.resolve(conversation_id, caller.agent, seen_seq))

    async def return_to_bot(self, _request: Request, caller: Caller, conversation_id: str) -> HTTPResponse:
        return await self._card(await self._services.desk.return_to_bot(conversation_id, caller.agent))

    async def reply(self, request: Request, caller: Caller, conversation_id: str) -> HTTPResponse:
        body = read_body(request, Reply)
        text = read_text(body.text, REPLY_CHARACTERS)
        message = await self._services.desk.reply(conversation_id, caller.agent, body.client_id, text)
        return json({"seq": message.seq}, status=202)

    async def show_typing(self, request: Request, caller: Caller, conversation_id: str) -> HTTPResponse:
        """Tell the customer that the agent types; only who has the conversation may."""
        on = read_body(request, ShowTyping).on
        async with self._services.store.snapshot() as snapshot:
            (await snapshot.conversation(conversation_id)).require_assignee(caller.agent)
        self._services.hub.publish(Typing(conversation_id, Author.AGENT, on, caller.agent.name))
        return json({}, status=202)

    async def _card(self, conversation: Conversation) -> HTTPResponse:
        return json({"conversation": await self._services.console.views.card(conversation.id)})
