"""What the providers of channels call: proven, stored, acknowledged. It is read and answered afterwards, so that an
engine that is slow or down makes nobody call again."""

from functools import partial
from typing import cast

from sanic import Blueprint, HTTPResponse, Request, text
from sanic.exceptions import NotFound
from sanic.http import Http

from sahay.channels.base import Forged, Receiver, Unreadable
from sahay.http.errors import ApiError, refused
from sahay.http.services import Services

# The largest body that a provider says it sends: https://developers.facebook.com/docs/graph-api/webhooks/getting-started
BODY_BYTES = 3 * 1024 * 1024
# What is too large is heard to its end up to here, since a client that is cut off does not read why.
HEARD_BYTES = 4 * BODY_BYTES
# Twilio reads the answer as TwiML, and complains of any other type; this one says nothing to the customer.
_ANSWERS = {"sms": ("<Response/>", "text/xml")}
# What comes in here is fetched: nobody calls, and a call that comes anyway says nothing of how the channel is.
_FETCHED = frozenset({"email"})
_REFUSALS: dict[type[Exception], tuple[int, str, str]] = {
    Forged: (401, "wrong_signature", "The call does not prove whom it is from."),
    Unreadable: (400, "bad_request", "The body is not what this address takes."),
}


def webhooks_blueprint(services: Services) -> Blueprint:
    blueprint = Blueprint("webhooks", url_prefix="/webhooks")
    webhooks = _Webhooks(services)
    # A partial, since Sanic marks what reads its body itself by an attribute, which a method cannot have.
    blueprint.add_route(partial(webhooks.take), "/<channel:str>", methods=["POST"], name="take", stream=True)
    blueprint.add_route(webhooks.handshake, "/<channel:str>", methods=["GET"], name="handshake")
    return blueprint


class _Webhooks:
    def __init__(self, services: Services) -> None:
        self._channels = services.channels
        self._clock = services.clock

    async def take(self, request: Request, channel: str) -> HTTPResponse:
        receiver = self._receiver(channel)
        body = await _read(request)
        with refused(_REFUSALS):
            self._verify(receiver, request, body)
            envelopes = receiver.envelopes(body)
        await self._channels.arrivals.accept(channel, envelopes)
        answer, kind = _ANSWERS.get(channel, ("{}", "application/json"))
        return text(answer, content_type=kind)

    async def handshake(self, request: Request, channel: str) -> HTTPResponse:
        with refused(_REFUSALS):
            answer = self._receiver(channel).handshake({name: request.args.get(name) for name in request.args})
        return text(answer, headers={"X-Content-Type-Options": "nosniff"})

    def _verify(self, receiver: Receiver, request: Request, body: bytes) -> None:
        """Raises Forged, which the operator is shown: it may be their own mistake."""
        try:
            receiver.verify({name.lower(): value for name, value in request.headers.items()}, body)
        except Forged:
            if health := self._channels.health.get(receiver.name):
                health.refused_at = self._clock.now()
            raise

    def _receiver(self, channel: str) -> Receiver:
        receiver = self._channels.receivers.get(channel)
        if receiver is None or channel in _FETCHED:
            raise NotFound("no such channel")
        return receiver


async def _read(request: Request) -> bytes:
    told = request.headers.get("content-length", "0")
    if told.isascii() and told.isdigit() and int(told) > HEARD_BYTES:
        raise _too_long()
    body, size = bytearray(), 0
    while part := await cast(Http, request.stream).read():
        size += len(part)
        if size > HEARD_BYTES:
            raise _too_long()
        if size <= BODY_BYTES:
            body += part
    if size > BODY_BYTES:
        raise _too_long()
    return bytes(body)


def _too_long() -> ApiError:
    return ApiError(413, "too_long", "The body is too large.")
