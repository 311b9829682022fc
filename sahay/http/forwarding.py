"""What a desk of another make calls: the address holds a secret, and the call is signed where that desk can."""

import hmac

from sanic import Blueprint, HTTPResponse, Request, json
from sanic.exceptions import NotFound

from sahay.forwarding.chatwoot.callback import Unreadable, WrongSignature, read, verify
from sahay.forwarding.chatwoot.opening import OpenChatwoot
from sahay.http.errors import ApiError
from sahay.http.services import Services


def forwarding_blueprint(services: Services) -> Blueprint:
    blueprint = Blueprint("forwarding", url_prefix="/api/forwarding")
    callbacks = Callbacks(services)
    blueprint.add_route(callbacks.chatwoot, "/chatwoot/<secret:str>", methods=["POST"], name="chatwoot")
    return blueprint


class Callbacks:
    def __init__(self, services: Services) -> None:
        self._services = services

    async def chatwoot(self, request: Request, secret: str) -> HTTPResponse:
        """Done before it is answered: Chatwoot shows its agent a message that could not be handed over."""
        chatwoot = self._services.chatwoot
        if chatwoot is None or not _same(secret, chatwoot.secrets.callback):
            raise NotFound("no such address")
        self._verify(request, chatwoot)
        try:
            arrival = read(request.body)
        except Unreadable:
            raise ApiError(400, "bad_request", "The body is not what this address takes.") from None
        if arrival:
            await chatwoot.arrivals.take(arrival)
        return json({})

    def _verify(self, request: Request, chatwoot: OpenChatwoot) -> None:
        if chatwoot.secrets.signing is None:
            return  # an older Chatwoot: the address alone must do
        timestamp, signature = (request.headers.get(f"x-chatwoot-{name}", "") for name in ("timestamp", "signature"))
        try:
            verify(request.body, timestamp, signature, chatwoot.secrets.signing, self._services.clock.now())
        except WrongSignature:
            raise ApiError(401, "wrong_signature", "The call is not signed with this inbox's secret.") from None


def _same(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "surrogateescape"), expected.encode())
