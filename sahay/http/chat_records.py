"""What was said, in the customer's hands: a copy by e-mail, and all of it erased."""

from typing import Annotated

import msgspec
from msgspec import Meta
from sanic import Blueprint, HTTPResponse, Request, empty, json

from sahay.desk.audit import CUSTOMER
from sahay.desk.privacy import StillChanging, StillOpen
from sahay.http.bodies import read_body
from sahay.http.continuing import own_conversation
from sahay.http.errors import ApiError, refused
from sahay.http.services import Services
from sahay.mail import ADDRESS_CHARACTERS, is_address

# What a person asks for at most. Behind one address are many customers.
PER_MINUTE = 5
PER_MINUTE_AND_ADDRESS = 50
_REFUSALS: dict[type[Exception], tuple[int, str, str]] = {
    StillOpen: (409, "still_open", "Somebody still looks after the conversation. Try again once it is resolved."),
    StillChanging: (409, "still_changing", "A change to an order is being made. Try again in a minute."),
}


class MailTranscript(msgspec.Struct):
    email: Annotated[str, Meta(max_length=ADDRESS_CHARACTERS)]


def records_blueprint(services: Services) -> Blueprint:
    blueprint = Blueprint("records", url_prefix="/api/chat")
    records = _Records(services)
    for name, handler in (("transcript", records.mail_transcript), ("erase", records.erase)):
        blueprint.add_route(handler, f"/{name}", methods=["POST"], name=name)
        blueprint.add_route(_preflight, f"/{name}", methods=["OPTIONS"], name=f"preflight_{name}")
    return blueprint


async def _preflight(_request: Request) -> HTTPResponse:
    """A browser on another origin asks first (the answer's headers: `pages.py`)."""
    return empty()


class _Records:
    """The token names the one conversation that it opens."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def mail_transcript(self, request: Request) -> HTTPResponse:
        """The same answer whether or not it goes out: what else an address was sent is nobody's business."""
        conversation_id = await self._conversation(request, "transcripts")
        email = read_body(request, MailTranscript).email.strip()
        if not is_address(email):
            raise ApiError(400, "bad_address", "That is not an e-mail address.")
        services, now = self._services, self._services.clock.now()
        async with services.store.transaction() as tx:
            conversation = await tx.conversation(conversation_id)
            if await services.care.transcripts.send(tx, conversation, email, now):
                about = ("conversation", conversation_id)
                await services.audit.record("transcript.sent", by=CUSTOMER, target=about, on=tx.connection)
        return json({}, status=202)

    async def erase(self, request: Request) -> HTTPResponse:
        """What `Privacy.erase_own` says. The token still opens the conversation, in which nothing is said any more."""
        conversation_id = await self._conversation(request, "erasures")
        with refused(_REFUSALS):
            await self._services.keeping.privacy.erase_own(conversation_id)
        return json({})

    async def _conversation(self, request: Request, what: str) -> str:
        conversation_id = await own_conversation(self._services, request)
        await self._services.rates.spend(what, conversation_id, PER_MINUTE)
        await self._services.rates.spend(f"{what} from", request.client_ip, PER_MINUTE_AND_ADDRESS)
        return conversation_id
