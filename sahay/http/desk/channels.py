"""How the channels are: whether the providers can be reached and reach us, and what came in last."""

from datetime import datetime

from sanic import HTTPResponse, Request, json
from sanic.exceptions import NotFound

from sahay.channels.health import Health
from sahay.domain.permission import Permission
from sahay.http.desk.guard import Caller, Route
from sahay.http.services import Services
from sahay.http.types import Json
from sahay.store import updates

# Those that there are, with what connects them.
SECRETS = {
    "telegram": ("SAHAY_TELEGRAM_TOKEN",),
    "whatsapp": ("SAHAY_WHATSAPP_TOKEN", "SAHAY_WHATSAPP_APP_SECRET", "SAHAY_WHATSAPP_VERIFY_TOKEN"),
    "sms": ("SAHAY_SMS_ACCOUNT", "SAHAY_SMS_TOKEN"),
    "email": ("SAHAY_IMAP_USER", "SAHAY_IMAP_PASSWORD"),
}


def routes(services: Services) -> tuple[Route, ...]:
    channels = Channels(services)
    return (
        Route("GET", "/channels", channels.all, Permission.CONNECT, by_token=False),
        Route("POST", "/channels/<channel:str>/check", channels.check, Permission.CONNECT, by_token=False),
        Route("POST", "/channels/<channel:str>/retry", channels.retry, Permission.CONNECT, by_token=False),
    )


class Channels:
    def __init__(self, services: Services) -> None:
        self._services = services

    async def all(self, _request: Request, _caller: Caller) -> HTTPResponse:
        """Each channel, connected or not. No secret is shown, only which one is asked for."""
        shown = [await self._view(name) for name in SECRETS]
        return json({"public_url": self._services.settings.channels.public_url, "channels": shown})

    async def check(self, _request: Request, _caller: Caller, channel: str) -> HTTPResponse:
        """How it is now: the provider is asked, and our own address is called. One without secrets is as before."""
        if channel not in SECRETS:
            raise NotFound("no such channel")
        if channel in self._services.channels.looks:
            await self._services.channels.look(channel, self._services.clock.now())
        return json(await self._view(channel))

    async def retry(self, _request: Request, caller: Caller, channel: str) -> HTTPResponse:
        """What could not be read or done is taken up once more."""
        if channel not in SECRETS:
            raise NotFound("no such channel")
        services = self._services
        async with services.database.write() as connection:
            count = await updates.retry_failed(connection, channel, services.clock.now())
            about = ("channel", channel)
            await services.audit.record("channel.retried", by=caller.actor, target=about, on=connection, count=count)
        for key in await services.channels.arrivals.pending():
            services.channels.worker.wake(key)
        return json({"retried": count})

    async def _view(self, name: str) -> Json:
        health = self._services.channels.health.get(name)
        async with self._services.database.read() as connection:
            traffic = await updates.traffic(connection, name)
        return {
            "name": name,
            "secrets": list(SECRETS[name]),
            "health": _health(health) if health else None,
            "received_at": _moment(traffic.received_at),
            "waiting": traffic.pending,
            "failed": traffic.failed,
            "error": traffic.error,
            "failed_at": _moment(traffic.failed_at),
        }


def _health(health: Health) -> Json:
    return {
        "mode": health.mode,
        "address": health.address,
        "account": health.account,
        "is_connected": health.is_connected,
        "looked_at": _moment(health.looked_at),
        "problem": health.problem,
        "refused_at": _moment(health.refused_at),
        "pending": health.pending,
        "registered": health.registered,
        "reach": health.reach,
        "reach_at": _moment(health.reach_at),
        "facts": health.facts,
    }


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
