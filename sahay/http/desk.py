"""The desk's API: every request is made by a signed-in agent, every change carries the session's CSRF token."""

import hmac

from sanic import Blueprint, HTTPResponse, Request, empty, json

from sahay.desk.accounts import SESSION, Session
from sahay.desk.views import card, conversation_view, queue_view
from sahay.domain.conversation import Agent, Conversation
from sahay.domain.message import Author
from sahay.flow.hub import DESK, Changed, Signal, Typing
from sahay.http.bodies import Login, MoveTicket, Reply, Resolve, ShowTyping, read_body, read_cursor, read_text
from sahay.http.errors import ApiError
from sahay.http.services import Services
from sahay.http.sse import PING_SECONDS, EventStream
from sahay.http.tickets import ticket_view
from sahay.http.types import Json
from sahay.shop.tickets.reference import canonical_reference

COOKIE = "sahay_desk"
CSRF_HEADER = "x-csrf-token"
# The longest text that an agent may send at once; what a channel cannot carry is split there.
REPLY_CHARACTERS = 4000
# An office shares an address: one agent's wrong passwords leave the others room to sign in.
LOGINS_PER_ADDRESS = 5


def desk_blueprint(services: Services) -> Blueprint:
    blueprint = Blueprint("desk", url_prefix="/api/desk")
    desk = DeskApi(services)
    conversation = "/conversations/<conversation_id:str>"
    blueprint.add_route(desk.login, "/login", methods=["POST"])
    blueprint.add_route(desk.logout, "/logout", methods=["POST"])
    blueprint.add_route(desk.session, "/session", methods=["GET"])
    blueprint.add_route(desk.queue, "/queue", methods=["GET"])
    blueprint.add_route(desk.events, "/events", methods=["GET"])
    blueprint.add_route(desk.conversation, conversation, methods=["GET"])
    blueprint.add_route(desk.claim, f"{conversation}/claim", methods=["POST"])
    blueprint.add_route(desk.resolve, f"{conversation}/resolve", methods=["POST"])
    blueprint.add_route(desk.return_to_bot, f"{conversation}/return", methods=["POST"])
    blueprint.add_route(desk.reply, f"{conversation}/messages", methods=["POST"])
    blueprint.add_route(desk.tickets, "/tickets", methods=["GET"])
    blueprint.add_route(desk.move_ticket, "/tickets/<reference:str>/state", methods=["POST"])
    blueprint.add_route(desk.show_typing, f"{conversation}/typing", methods=["POST"])
    return blueprint


class DeskApi:
    """The handlers."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def login(self, request: Request) -> HTTPResponse:
        body = read_body(request, Login)
        limit = self._services.settings.limits.login_per_minute
        await self._services.rates.spend("login", f"{request.client_ip} {body.email.strip().lower()}", limit)
        await self._services.rates.spend("logins", request.client_ip, limit * LOGINS_PER_ADDRESS)
        signed_in = await self._services.accounts.login(body.email, body.password)
        if signed_in is None:
            raise ApiError(401, "wrong_login", "E-mail and password do not belong together.")
        cookie, session = signed_in
        response = json(_session_view(session))
        response.add_cookie(
            COOKIE,
            cookie,
            path="/",
            httponly=True,
            samesite="Strict",
            secure=request.scheme == "https",
            max_age=int(SESSION.total_seconds()),
        )
        return response

    async def logout(self, request: Request) -> HTTPResponse:
        await self._changing(request)
        await self._services.accounts.logout(request.cookies.get(COOKIE) or "")
        response = empty()
        response.delete_cookie(COOKIE, path="/")
        return response

    async def session(self, request: Request) -> HTTPResponse:
        return json(_session_view(await self._session(request)))

    async def queue(self, request: Request) -> HTTPResponse:
        return json(await self._queue((await self._session(request)).agent))

    async def conversation(self, request: Request, conversation_id: str) -> HTTPResponse:
        await self._session(request)
        after = read_cursor(request.args.get("after"))
        agents = await self._services.accounts.agents()
        async with self._services.store.snapshot() as snapshot:
            return json(await conversation_view(snapshot, conversation_id, agents, after))

    async def claim(self, request: Request, conversation_id: str) -> HTTPResponse:
        agent = await self._changing(request)
        return await self._card(await self._services.desk.claim(conversation_id, agent))

    async def resolve(self, request: Request, conversation_id: str) -> HTTPResponse:
        agent = await self._changing(request)
        seen_seq = read_body(request, Resolve).seen_seq
        return await self._card(await self._services.desk.resolve(conversation_id, agent, seen_seq))

    async def return_to_bot(self, request: Request, conversation_id: str) -> HTTPResponse:
        agent = await self._changing(request)
        return await self._card(await self._services.desk.return_to_bot(conversation_id, agent))

    async def reply(self, request: Request, conversation_id: str) -> HTTPResponse:
        agent = await self._changing(request)
        body = read_body(request, Reply)
        text = read_text(body.text, REPLY_CHARACTERS)
        message = await self._services.desk.reply(conversation_id, agent, body.client_id, text)
        return json({"seq": message.seq}, status=202)

    async def tickets(self, request: Request) -> HTTPResponse:
        """What waits for somebody's answer, the most urgent first."""
        await self._session(request)
        return json({"tickets": [ticket_view(ticket) for ticket in await self._services.tickets.waiting()]})

    async def move_ticket(self, request: Request, reference: str) -> HTTPResponse:
        agent = await self._changing(request)
        state = read_body(request, MoveTicket).state
        known, now = canonical_reference(reference), self._services.clock.now()
        ticket = known and await self._services.tickets.move(known, state, by=agent.name, now=now)
        if not ticket:
            raise ApiError(404, "not_found", "There is no such ticket.")
        return json({"ticket": ticket_view(ticket)})

    async def show_typing(self, request: Request, conversation_id: str) -> HTTPResponse:
        """Tell the customer that the agent types; only who has the conversation may."""
        agent = await self._changing(request)
        on = read_body(request, ShowTyping).on
        async with self._services.store.snapshot() as snapshot:
            (await snapshot.conversation(conversation_id)).require_assignee(agent)
        self._services.hub.publish(Typing(conversation_id, Author.AGENT, on, agent.name))
        return json({}, status=202)

    async def events(self, request: Request) -> None:
        """The lists at once and after each change, and hints about single conversations."""
        agent = (await self._session(request)).agent
        with self._services.hub.subscribe(DESK) as subscription:
            stream = await EventStream.open(request)
            await stream.event("queue", await self._queue(agent))
            while not self._services.hub.closed:
                signals = await subscription.wait(PING_SECONDS)
                if await self._signed_in(request) is None:
                    return  # signed out, or the session has ended
                if not signals:
                    await stream.ping()
                await self._tell(stream, agent, signals)

    async def _tell(self, stream: EventStream, agent: Agent, signals: list[Signal]) -> None:
        changes = [signal for signal in signals if isinstance(signal, Changed)]
        for change in changes:
            if change.conversation_id == DESK:
                continue  # everything may have changed: the lists below say what
            async with self._services.store.snapshot() as snapshot:
                conversation = await snapshot.conversation(change.conversation_id)
            hint = {"id": conversation.id, "last_seq": conversation.last_seq, "owner": conversation.owner}
            await stream.event("conversation", hint)
        if changes:
            await stream.event("queue", await self._queue(agent))
        for signal in signals:
            if isinstance(signal, Typing) and signal.author == Author.CUSTOMER:
                await stream.event("typing", {"id": signal.conversation_id, "on": signal.on})

    async def _queue(self, agent: Agent) -> Json:
        agents = await self._services.accounts.agents()
        async with self._services.store.snapshot() as snapshot:
            return await queue_view(snapshot, agent, agents)

    async def _card(self, conversation: Conversation) -> HTTPResponse:
        agents = await self._services.accounts.agents()
        async with self._services.store.snapshot() as snapshot:
            last = await snapshot.last_messages([conversation.id])
            position = await snapshot.position(conversation.id)
        return json({"conversation": card(conversation, agents, last.get(conversation.id), position)})

    async def _session(self, request: Request) -> Session:
        """The signed-in agent's session. Raises ApiError 401."""
        session = await self._signed_in(request)
        if session is None:
            raise ApiError(401, "not_signed_in", "Sign in first.")
        return session

    async def _signed_in(self, request: Request) -> Session | None:
        return await self._services.accounts.session(request.cookies.get(COOKIE) or "")

    async def _changing(self, request: Request) -> Agent:
        """The agent who may make this change. Raises ApiError 401 or 403."""
        session = await self._session(request)
        given = request.headers.get(CSRF_HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, session.csrf_token.encode()):
            raise ApiError(403, "wrong_csrf_token", "Reload the page and try again.")
        return session.agent


def _session_view(session: Session) -> Json:
    agent = session.agent
    return {
        "agent": {"id": agent.id, "name": agent.name, "email": agent.email},
        "csrf_token": session.csrf_token,
    }
