"""From the website to another channel: `POST /api/chat/continue`, and who may go on here afterwards."""

from typing import TYPE_CHECKING

from sanic import Blueprint, HTTPResponse, Request, empty, json

from sahay.channels.web.channel import WebChannel
from sahay.desk.audit import CUSTOMER, SYSTEM, Audit
from sahay.domain.conversation import Conversation
from sahay.flow.continuing import NAMES, NotConnected
from sahay.http.bodies import GoOn, read_body
from sahay.http.errors import ApiError
from sahay.store.sql import SqlTransaction

if TYPE_CHECKING:  # the services record with what is here
    from sahay.http.services import Services

ADDRESS = "/api/chat/continue"
# What a person asks for at most. Behind one address are many customers.
PER_MINUTE = 5
PER_MINUTE_AND_ADDRESS = 50
MOVED = "This conversation goes on in another channel. Begin a new one here."


def continuing_blueprint(services: "Services") -> Blueprint:
    blueprint = Blueprint("continuing")
    blueprint.add_route(_Continue(services).offer, ADDRESS, methods=["POST"], name="offer")
    blueprint.add_route(_preflight, ADDRESS, methods=["OPTIONS"], name="preflight")
    return blueprint


async def _preflight(_request: Request) -> HTTPResponse:
    """A browser on another origin asks first (the answer's headers: `pages.py`)."""
    return empty()


async def own_conversation(services: "Services", request: Request) -> str:
    """The conversation that the request's token opens, as long as it is the website's. Raises ApiError 401, and
    ConversationNotFound."""
    conversation_id = services.tokens.conversation_of(request)
    async with services.store.snapshot() as snapshot:
        conversation = await snapshot.conversation(conversation_id)
    if conversation.channel != WebChannel.name:
        raise ApiError(401, "moved", MOVED)
    return conversation_id


async def record_continuation(audit: Audit, tx: SqlTransaction, conversation: Conversation) -> None:
    about, channel = ("conversation", conversation.id), conversation.channel
    await audit.record("conversation.continued", by=CUSTOMER, target=about, on=tx.connection, channel=channel)


async def record_link(audit: Audit, tx: SqlTransaction, marked: str, other: str, proof: str) -> None:
    about = ("contact", other)
    await audit.record("contact.linked", by=SYSTEM, target=about, on=tx.connection, merged=marked, proof=proof)


class _Continue:
    def __init__(self, services: "Services") -> None:
        self._services = services

    async def offer(self, request: Request) -> HTTPResponse:
        """A link for this conversation's customer. What it opens asks them once more."""
        services = self._services
        conversation_id = await own_conversation(services, request)
        channel = read_body(request, GoOn).channel
        if channel not in NAMES:
            raise ApiError(400, "bad_request", f"The channel must be one of {', '.join(NAMES)}.")
        await services.rates.spend("links", conversation_id, PER_MINUTE)
        await services.rates.spend("links from", request.client_ip, PER_MINUTE_AND_ADDRESS)
        try:
            offer = await services.continuing.offer(conversation_id, channel)
        except NotConnected:
            raise ApiError(409, "not_connected", "The shop cannot be reached on this channel.") from None
        return json({"url": offer.url, "expires_at": offer.expires_at.isoformat()})
