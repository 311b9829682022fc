"""How it stands with a desk of another make: for who connects other programs."""

from sanic import HTTPResponse, Request, json

from sahay.domain.permission import Permission
from sahay.http.desk.guard import Caller, Route
from sahay.http.services import Services


def routes(services: Services) -> tuple[Route, ...]:
    return (Route("GET", "/forwarding", Forwarding(services).state, Permission.CONNECT, by_token=False),)


class Forwarding:
    def __init__(self, services: Services) -> None:
        self._services = services

    async def state(self, _request: Request, _caller: Caller) -> HTTPResponse:
        """Where conversations are answered; of another desk also what waits to be done there. No secret is shown."""
        wanted, chatwoot = self._services.settings.forwarding, self._services.chatwoot
        if chatwoot is None:
            return json({"to": wanted.to})
        state = await chatwoot.forwarder.state()
        return json(
            {
                "to": wanted.to,
                "url": wanted.url,
                "account": wanted.account,
                "inbox": wanted.inbox,
                "signed": chatwoot.secrets.signing is not None,
                "open": state.open,
                "waiting": state.waiting,
                "failing": state.failing,
                "error": state.error,
            }
        )
