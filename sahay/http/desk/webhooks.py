"""Webhooks: where other programs are told what happens, and what came of it."""

from typing import Annotated

import msgspec
from msgspec import Meta
from sanic import HTTPResponse, Request, empty, json

from sahay.desk.webhooks.addresses import URL_CHARACTERS, Forbidden
from sahay.desk.webhooks.events import EventType
from sahay.desk.webhooks.registry import PAGE, Delivery, Wanted, Webhook, WebhookNotFound, WebhookOff
from sahay.domain.permission import Permission
from sahay.http.bodies import Name, read_body, read_cursor
from sahay.http.desk.guard import Caller, Handler, Route
from sahay.http.errors import ApiError
from sahay.http.services import Services
from sahay.http.types import Json


class WantedWebhook(msgspec.Struct):
    name: Name
    url: Annotated[str, Meta(max_length=URL_CHARACTERS)]
    types: Annotated[list[EventType], Meta(min_length=1, max_length=len(EventType))]
    is_active: bool = True

    @property
    def wanted(self) -> Wanted:
        return Wanted(self.name, self.url, tuple(self.types), self.is_active)


def routes(services: Services) -> tuple[Route, ...]:
    webhooks = Webhooks(services)
    one = "/webhooks/<webhook_id:str>"
    handlers = (
        ("GET", "/webhooks", webhooks.all),
        ("POST", "/webhooks", webhooks.create),
        ("PUT", one, webhooks.change),
        ("DELETE", one, webhooks.remove),
        ("POST", f"{one}/secret", webhooks.renew),
        ("POST", f"{one}/test", webhooks.test),
        ("GET", f"{one}/deliveries", webhooks.deliveries),
        ("POST", f"{one}/deliveries/<delivery_id:str>/redeliver", webhooks.redeliver),
    )
    return tuple(
        Route(method, path, _refusing(handler), Permission.CONNECT, by_token=False)
        for method, path, handler in handlers
    )


class Webhooks:
    def __init__(self, services: Services) -> None:
        self._services = services
        self._webhooks = services.webhooks.registry

    async def all(self, _request: Request, _caller: Caller) -> HTTPResponse:
        webhooks = await self._webhooks.all()
        return json({"webhooks": [webhook_view(webhook) for webhook in webhooks], "types": list(EventType)})

    async def create(self, request: Request, caller: Caller) -> HTTPResponse:
        """The one time that the secret is shown."""
        webhook, secret = await self._webhooks.create(read_body(request, WantedWebhook).wanted, caller.actor)
        return json({"webhook": webhook_view(webhook), "secret": secret}, status=201)

    async def change(self, request: Request, caller: Caller, webhook_id: str) -> HTTPResponse:
        wanted = read_body(request, WantedWebhook).wanted
        return json({"webhook": webhook_view(await self._webhooks.change(webhook_id, wanted, caller.actor))})

    async def renew(self, _request: Request, caller: Caller, webhook_id: str) -> HTTPResponse:
        webhook, secret = await self._webhooks.renew(webhook_id, caller.actor)
        return json({"webhook": webhook_view(webhook), "secret": secret})

    async def remove(self, _request: Request, caller: Caller, webhook_id: str) -> HTTPResponse:
        await self._webhooks.remove(webhook_id, caller.actor)
        return empty()

    async def deliveries(self, request: Request, _caller: Caller, webhook_id: str) -> HTTPResponse:
        found = await self._webhooks.deliveries(webhook_id, read_cursor(request.args.get("before")))
        following = {"next": found[-1].id} if len(found) == PAGE else {}
        return json({"deliveries": [delivery_view(delivery) for delivery in found], **following})

    async def test(self, _request: Request, caller: Caller, webhook_id: str) -> HTTPResponse:
        return self._put(webhook_id, await self._webhooks.test(webhook_id, caller.actor))

    async def redeliver(self, _request: Request, caller: Caller, webhook_id: str, delivery_id: str) -> HTTPResponse:
        if not (delivery_id.isascii() and delivery_id.isdigit() and len(delivery_id) <= 9):
            raise WebhookNotFound(delivery_id)
        return self._put(webhook_id, await self._webhooks.redeliver(webhook_id, int(delivery_id), caller.actor))

    def _put(self, webhook_id: str, delivery: Delivery) -> HTTPResponse:
        self._services.webhooks.worker.wake(webhook_id)
        return json({"delivery": delivery_view(delivery)}, status=202)


def _refusing(handler: Handler) -> Handler:
    """The same, with what the registry raises as the API says it."""

    async def handle(request: Request, caller: Caller, **path: str) -> HTTPResponse | None:
        try:
            return await handler(request, caller, **path)
        except WebhookNotFound:
            raise ApiError(404, "not_found", "There is no such webhook.") from None
        except WebhookOff:
            raise ApiError(409, "webhook_off", "The webhook is switched off. Switch it on first.") from None
        except Forbidden as forbidden:
            raise ApiError(400, forbidden.code, str(forbidden)) from None

    handle.__name__, handle.__module__ = handler.__name__, handler.__module__
    return handle


def webhook_view(webhook: Webhook) -> Json:
    return {
        "id": webhook.id,
        "name": webhook.name,
        "url": webhook.url,
        "types": list(webhook.types),
        "is_active": webhook.is_active,
        "off_because": webhook.off_because,
        "failures": webhook.failures,
        "paused_until": webhook.paused_until.isoformat() if webhook.paused_until else None,
        "created_at": webhook.created_at.isoformat(),
    }


def delivery_view(delivery: Delivery) -> Json:
    return {
        "id": delivery.id,
        "event_id": delivery.event_id,
        "type": delivery.type,
        "conversation_id": delivery.conversation_id,
        "seq": delivery.seq,
        "at": delivery.at.isoformat(),
        "state": delivery.state,
        "attempts": delivery.attempts,
        "tried_at": delivery.tried_at.isoformat() if delivery.tried_at else None,
        "status": delivery.status,
        "error": delivery.error,
        "milliseconds": delivery.milliseconds,
    }
