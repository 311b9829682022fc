"""The shop tells who the customer is: a log-in token of the shop's, for the conversation that a chat token opens."""

from sanic import Blueprint, HTTPResponse, Request, empty, json

from sahay.http.bodies import Identify, read_body
from sahay.http.continuing import own_conversation
from sahay.http.errors import ApiError
from sahay.http.services import Services
from sahay.shop.backend import BackendError
from sahay.shop.identity import Identity, NoLogin

ADDRESS = "/api/chat/identify"
# A page tells it once, and again when the token has been renewed. Behind one address are many customers.
PER_MINUTE = 10
PER_MINUTE_AND_ADDRESS = 100

# One answer for every token that is not believed: why it was not is nobody's business.
_REFUSALS = {
    NoLogin.NOT_BELIEVED: (403, "not_believed", "This log-in is not accepted."),
    NoLogin.OTHER_ACCOUNT: (409, "other_account", "This conversation is another customer's. Begin a new one."),
}


def identify_blueprint(services: Services) -> Blueprint:
    blueprint = Blueprint("identify")
    blueprint.add_route(_Identify(services).identify, ADDRESS, methods=["POST"])
    blueprint.add_route(_preflight, ADDRESS, methods=["OPTIONS"], name="preflight")
    return blueprint


async def _preflight(_request: Request) -> HTTPResponse:
    """A browser on another origin asks first (the answer's headers: `pages.py`)."""
    return empty()


class _Identify:
    def __init__(self, services: Services) -> None:
        self._services = services

    async def identify(self, request: Request) -> HTTPResponse:
        """Log the conversation in by a token; out without one."""
        conversation_id = await own_conversation(self._services, request)
        token = read_body(request, Identify).token
        await self._services.rates.spend("identify", conversation_id, PER_MINUTE)
        await self._services.rates.spend("identify from", request.client_ip, PER_MINUTE_AND_ADDRESS)
        now = self._services.clock.now()
        if token is None:
            await self._services.logins.log_out(conversation_id, now=now)
            return json({"expires_at": None})
        try:
            outcome = await self._services.logins.log_in(conversation_id, token, now=now)
        except BackendError:
            raise ApiError(503, "unavailable", "Please try again in a moment.", {"Retry-After": "5"}) from None
        if not isinstance(outcome, Identity):
            raise ApiError(*_REFUSALS[outcome])
        return json({"expires_at": outcome.expires_at.isoformat()})
