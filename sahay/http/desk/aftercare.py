"""What goes to the customer by e-mail: a transcript."""

from typing import Annotated

import msgspec
from msgspec import Meta
from sanic import HTTPResponse, Request, json

from sahay.domain.permission import Permission
from sahay.http.bodies import read_body
from sahay.http.desk.guard import Caller, Route
from sahay.http.errors import ApiError
from sahay.http.services import Services
from sahay.mail import ADDRESS_CHARACTERS, is_address


class SendTranscript(msgspec.Struct):
    email: Annotated[str, Meta(max_length=ADDRESS_CHARACTERS)]


def routes(services: Services) -> tuple[Route, ...]:
    one = "/conversations/<conversation_id:str>"
    return (Route("POST", f"{one}/transcript", Aftercare(services).send_transcript, Permission.WORK),)


class Aftercare:
    def __init__(self, services: Services) -> None:
        self._services = services

    async def send_transcript(self, request: Request, caller: Caller, conversation_id: str) -> HTTPResponse:
        """Send what was said with the customer, without what agents noted, to the address that they have told."""
        email = read_body(request, SendTranscript).email.strip()
        if not is_address(email):
            raise ApiError(400, "bad_address", "That is not an e-mail address.")
        services, now = self._services, self._services.clock.now()
        async with services.store.transaction() as tx:
            conversation = await tx.conversation(conversation_id)
            if not await services.care.transcripts.send(tx, conversation, email, now):
                raise ApiError(
                    429, "sent_too_often", "The transcript was sent several times today. Try again tomorrow."
                )
            about = ("conversation", conversation_id)
            await services.audit.record("transcript.sent", by=caller.actor, target=about, on=tx.connection)
        return json({}, status=202)
