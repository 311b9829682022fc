"""The web chat: what the widget (or any client of the public API) calls."""

from collections.abc import Sequence
from itertools import takewhile

from sanic import Blueprint, HTTPResponse, Request, empty, json

from sahay.desk.views import message_view
from sahay.domain.conversation import Conversation, Owner
from sahay.domain.message import Author, Message
from sahay.flow.hub import QUEUE, Changed, Signal, Subscription, Typing
from sahay.flow.inbox import Incoming, WentOn
from sahay.flow.places import Places
from sahay.http.bodies import (
    ChooseLanguage,
    OpenSession,
    SendMessage,
    ShowTyping,
    read_body,
    read_cursor,
    read_text,
)
from sahay.http.continuing import MOVED, own_conversation
from sahay.http.errors import ApiError, refused
from sahay.http.files import link
from sahay.http.pictures import picture_of
from sahay.http.services import Services
from sahay.http.sse import PING_SECONDS, EventStream
from sahay.http.types import Json
from sahay.http.widget import read_details
from sahay.store.base import PAGE, Snapshot, UploadNotFound

CHANNEL = "web"
# What a person does at most; a program that does more is slowed down.
LANGUAGES_PER_MINUTE = 20
TYPING_PER_MINUTE = 60
# Not 404, which says of the conversation itself that it is gone.
_REFUSALS: dict[type[Exception], tuple[int, str, str]] = {
    WentOn: (401, "moved", MOVED),
    UploadNotFound: (409, "file_gone", "There is no such file, or it was sent already. Upload it again."),
}


def chat_blueprint(services: Services) -> Blueprint:
    blueprint = Blueprint("chat", url_prefix="/api/chat")
    chat = Chat(services)
    blueprint.add_route(chat.open_session, "/sessions", methods=["POST"])
    blueprint.add_route(chat.send, "/messages", methods=["POST"], name="send")
    blueprint.add_route(chat.read, "/messages", methods=["GET"], name="read")
    blueprint.add_route(chat.choose_language, "/language", methods=["POST"])
    blueprint.add_route(chat.show_typing, "/typing", methods=["POST"])
    blueprint.add_route(chat.events, "/events", methods=["GET"])
    for address in ("/sessions", "/messages", "/language", "/typing", "/events"):
        blueprint.add_route(_preflight, address, methods=["OPTIONS"], name=f"preflight{address.replace('/', '_')}")
    return blueprint


async def _preflight(_request: Request) -> HTTPResponse:
    """A browser on another origin asks first (the answer's headers: `pages.py`)."""
    return empty()


class Chat:
    """The handlers. Each proves its right by the token, which names the one conversation that it opens."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._settings = services.settings
        self.places = Places(services.store)

    async def open_session(self, request: Request) -> HTTPResponse:
        """A new conversation, or with a valid token a fresh token for the same one."""
        if request.token:
            conversation_id = await own_conversation(self._services, request)
            async with self._services.store.snapshot() as snapshot:
                conversation = await snapshot.conversation(conversation_id)
            return json(await self._session(conversation), status=200)
        body = read_body(request, OpenSession)
        language = self._language(body.language) if body.language else self._settings.languages.default
        await self._spend("sessions", request.client_ip, self._settings.limits.sessions_per_minute)
        widget = await self._services.widget.current()
        details = read_details(body.details, widget, self._settings.shop.country)
        said = self._services.widget.said(widget, language)
        conversation = await self._services.inbox.open(CHANNEL, language, said=said, details=details)
        return json(await self._session(conversation), status=201)

    async def send(self, request: Request) -> HTTPResponse:
        """Commit one message; answered through the log and the events."""
        conversation_id = await own_conversation(self._services, request)
        body = read_body(request, SendMessage)
        if (body.text is None and not body.files) == (body.payload is None):
            raise ApiError(400, "bad_request", "Send either a text, files or both, or a payload.")
        said = body.text is not None and (body.text or not body.files)  # files may come without a word
        text = read_text(body.text, self._settings.limits.message_characters) if said else None
        await self._spend("messages", conversation_id, self._settings.limits.messages_per_minute)
        external_id = _external_id(conversation_id, body.client_id)
        incoming = Incoming(external_id, text, body.payload, files=body.files, only_on=CHANNEL)
        with refused(_REFUSALS):
            message = await self._services.inbox.receive(conversation_id, incoming)
        return json({"seq": message.seq}, status=202)

    async def read(self, request: Request) -> HTTPResponse:
        """The log behind `after`, with who owns the conversation now."""
        conversation_id = self._services.tokens.conversation_of(request)
        after = read_cursor(request.args.get("after"))
        async with self._services.store.snapshot() as snapshot:
            conversation = await snapshot.conversation(conversation_id)
            owner = await self._owner(request, snapshot, conversation)
            messages = _of_the_website(await snapshot.messages(conversation_id, after=after))
        lines = [self.line(request, message) for message in messages]
        more = len(lines) == PAGE
        return json({**owner, "language": conversation.language, "messages": lines, "more": more})

    async def choose_language(self, request: Request) -> HTTPResponse:
        conversation_id = await own_conversation(self._services, request)
        language = self._language(read_body(request, ChooseLanguage).language)
        await self._spend("languages", conversation_id, LANGUAGES_PER_MINUTE)
        said = await self._services.widget.welcome(language)
        await self._services.inbox.change_language(conversation_id, language, said=said)
        return json({"language": language})

    async def show_typing(self, request: Request) -> HTTPResponse:
        """Tell the desk that the customer types."""
        conversation_id = await own_conversation(self._services, request)
        on = read_body(request, ShowTyping).on
        await self._spend("typing", conversation_id, TYPING_PER_MINUTE)
        self._services.hub.publish(Typing(conversation_id, Author.CUSTOMER, on))
        return json({}, status=202)

    async def events(self, request: Request) -> None:
        """The stream: every message behind the cursor, once and in order; typing; changes of owner."""
        conversation_id = self._services.tokens.conversation_of(request)
        cursor = read_cursor(request.headers.get("last-event-id") or request.args.get("after"))
        async with self._services.store.snapshot() as snapshot:
            await snapshot.conversation(conversation_id)  # refused before the stream begins
        hub = self._services.hub
        with hub.subscribe(conversation_id, QUEUE) as subscription:
            stream = await EventStream.open(request)
            await _Follower(self, request, stream, conversation_id, cursor).follow(subscription)

    async def catch_up(self, request: Request, conversation_id: str, cursor: int) -> tuple[Json, list[Message]]:
        """What a stream needs after a change: the owner as told to customers, and the new lines of the log."""
        async with self._services.store.snapshot() as snapshot:
            conversation = await snapshot.conversation(conversation_id)
            owner = await self._owner(request, snapshot, conversation)
            return owner, _of_the_website(await snapshot.messages(conversation_id, after=cursor))

    def line(self, request: Request, message: Message) -> Json:
        """A line of the log, with links to its files. The customer's own carry the client's id, so that an optimistic
        bubble finds its line."""
        view = message_view(message)
        for file in view.get("files", ()):
            file["url"] = link(self._services, request, message.conversation_id, file["id"])
        if message.author is Author.CUSTOMER and message.external_id:
            view["client_id"] = message.external_id.removeprefix(_external_id(message.conversation_id, ""))
        return view

    @property
    def is_closing(self) -> bool:
        return self._services.hub.closed

    async def _owner(self, request: Request, snapshot: Snapshot, conversation: Conversation) -> Json:
        if conversation.channel != CHANNEL:  # whoever has it now is there
            return {"owner": Owner.BOT, "agent": None, "queue": None, "moved": conversation.channel}
        queue = await self._queue(snapshot, conversation) if conversation.owner is Owner.QUEUED else None
        agents = await self._services.accounts.agents() if conversation.assignee_id else {}
        agent = agents.get(conversation.assignee_id or "")
        return {
            "owner": conversation.owner,
            "agent": {"name": agent.name, "picture": await picture_of(self._services, request, agent.id)}
            if agent
            else None,
            "queue": queue,
        }

    async def _queue(self, snapshot: Snapshot, conversation: Conversation) -> Json:
        """The customer's place, and from when to when, in minutes, most of those were served who waited lately."""
        place = {"position": await snapshot.position(conversation.id)}
        wait = await self._services.care.waits.range(conversation.team)
        return {**place, "wait": {"from": wait.least, "to": wait.most}} if wait else place

    async def _session(self, conversation: Conversation) -> Json:
        token = self._services.tokens.issue(conversation.id)
        return {
            "token": token.value,
            "conversation_id": conversation.id,
            "expires_at": token.expires_at.isoformat(),
            "language": conversation.language,
            "languages": list(self._settings.languages.offered),
            "shop": {"name": self._settings.shop.name},
            "limits": {"message_characters": self._settings.limits.message_characters},
            "goes_on": self._services.continuing.channels(),
            "widget": self._services.widget.view(await self._services.widget.current()),
        }

    def _language(self, language: str) -> str:
        tags = self._settings.languages.tags
        if language not in tags:
            raise ApiError(400, "bad_request", f"The language must be one of {', '.join(tags)}.")
        return language

    async def _spend(self, what: str, key: str, per_minute: int) -> None:
        await self._services.rates.spend(what, key, per_minute)


class _Follower:
    """One open stream and how far it has read."""

    def __init__(self, chat: Chat, request: Request, stream: EventStream, conversation_id: str, cursor: int) -> None:
        self._chat = chat
        self._request = request
        self._stream = stream
        self._conversation_id = conversation_id
        self._cursor = cursor
        self._owner: Json | None = None

    async def follow(self, subscription: Subscription) -> None:
        await self._catch_up()
        while not self._chat.is_closing:
            signals = await subscription.wait(PING_SECONDS)
            if not signals:
                await self._stream.ping()
            for signal in signals:
                await self._tell(signal)

    async def _tell(self, signal: Signal) -> None:
        match signal:
            case Changed(conversation_id=topic) if topic == QUEUE:
                await self._move_up()
            case Changed():
                await self._catch_up()
            case Typing(author=author) if author != Author.CUSTOMER and not self._is_moved:
                named = {"name": signal.name} if signal.name else {}
                await self._stream.event("typing", {"author": author, **named, "on": signal.on})

    @property
    def _is_moved(self) -> bool:
        return "moved" in (self._owner or {})

    async def _move_up(self) -> None:
        """The queue moved, which only those see who wait; their own arrival and leaving is a change of their own."""
        told = (self._owner or {}).get("queue")
        if told is None:
            return
        place = await self._chat.places.of(self._conversation_id)
        if place is None:
            await self._catch_up()
        elif place != told["position"]:
            self._owner = {**(self._owner or {}), "queue": {**told, "position": place}}
            await self._stream.event("owner", self._owner)

    async def _catch_up(self) -> None:
        while True:
            owner, messages = await self._chat.catch_up(self._request, self._conversation_id, self._cursor)
            for message in messages:
                await self._stream.event("message", self._chat.line(self._request, message), message.seq)
                self._cursor = message.seq
            if owner != self._owner:
                self._owner = owner
                await self._stream.event("owner", owner)
            if len(messages) < PAGE:
                return


def _of_the_website(messages: Sequence[Message]) -> list[Message]:
    """Up to where the conversation went on elsewhere: who reads there need not be who holds the token."""
    return list(takewhile(lambda message: message.channel == CHANNEL, messages))


def _external_id(conversation_id: str, client_id: str) -> str:
    return f"{conversation_id}:{client_id}"
