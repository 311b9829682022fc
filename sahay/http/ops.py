"""For whoever runs Sahay: health, readiness, metrics, the description of the API."""

import hmac
from ipaddress import ip_address
from time import perf_counter

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from sanic import Blueprint, HTTPResponse, Request, json, raw
from sanic.exceptions import NotFound
from sanic.response import BaseHTTPResponse
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from sahay.http.errors import ApiError
from sahay.http.openapi import description
from sahay.http.services import Services
from sahay.http.types import App
from sahay.store import schema


class Metrics:
    """What is counted. Labels hold routes and states, never ids."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        labels = ("method", "route", "status")
        self.requests = Counter("sahay_http_requests", "HTTP requests", labels, registry=self.registry)
        self.seconds = Histogram("sahay_http_seconds", "Time to answer", ("route",), registry=self.registry)
        self.conversations = Gauge("sahay_conversations", "Conversations", ("owner",), registry=self.registry)
        self.inbox = Gauge("sahay_inbox", "Customer messages still to be dealt with", registry=self.registry)
        self.outbox = Gauge("sahay_outbox", "Messages by delivery state", ("state",), registry=self.registry)
        self.engine = Gauge("sahay_engine_available", "1 while the engine is asked", registry=self.registry)
        self.readers = Gauge("sahay_streams", "Open event streams", registry=self.registry)


def install(app: App, services: Services) -> None:
    """Add the routes, and count every request."""
    metrics = Metrics()
    app.blueprint(_blueprint(services, metrics))

    async def begin(request: Request) -> None:
        request.ctx.began = perf_counter()

    async def count(request: Request, response: BaseHTTPResponse) -> None:
        route = request.route.path if request.route else "unknown"
        metrics.requests.labels(request.method, route, response.status).inc()
        if began := getattr(request.ctx, "began", None):  # none when the client left before its body was read
            metrics.seconds.labels(route).observe(perf_counter() - began)

    app.register_middleware(begin, "request")
    app.register_middleware(count, "response")


def _blueprint(services: Services, metrics: Metrics) -> Blueprint:
    blueprint = Blueprint("ops")

    @blueprint.get("/healthz")
    async def healthz(_request: Request) -> HTTPResponse:
        """The process runs."""
        return json({"status": "ok"})

    @blueprint.get("/readyz")
    async def readyz(_request: Request) -> HTTPResponse:
        """Customers can be served: the database answers. The engine may be down, messages are kept all the same."""
        try:
            async with services.database.write() as connection:  # a message must be stored, not only read
                await connection.execute(select(func.count()).select_from(schema.inbox))
        except SQLAlchemyError as error:
            raise ApiError(503, "no_database", "The database does not answer, or is not migrated.") from error
        return json({"status": "ok", "engine": "ok" if services.engine.is_available else "down"})

    @blueprint.get("/metrics")
    async def show_metrics(request: Request) -> HTTPResponse:
        if not _may_measure(request, services.settings.metrics_token):
            raise NotFound("for whoever runs Sahay")
        await _gauge(services, metrics)
        return raw(generate_latest(metrics.registry), content_type=CONTENT_TYPE_LATEST)

    @blueprint.get("/api/openapi.json")
    async def openapi(_request: Request) -> HTTPResponse:
        return json(description())

    return blueprint


def _may_measure(request: Request, token: str | None) -> bool:
    """With the token where one is set; otherwise from this machine only."""
    if token:
        given = (request.token or "").encode("utf-8", "surrogateescape")
        return hmac.compare_digest(given, token.encode())
    return ip_address(request.client_ip).is_loopback


async def _gauge(services: Services, metrics: Metrics) -> None:
    conversation, outbox, inbox = schema.conversation, schema.outbox, schema.inbox
    async with services.database.read() as connection:
        by_owner = await connection.execute(select(conversation.c.owner, func.count()).group_by(conversation.c.owner))
        by_state = await connection.execute(select(outbox.c.state, func.count()).group_by(outbox.c.state))
        waiting = await connection.scalar(select(func.count()).select_from(inbox))
    metrics.conversations.clear()
    for owner, number in by_owner:
        metrics.conversations.labels(owner).set(number)
    metrics.outbox.clear()
    for state, number in by_state:
        metrics.outbox.labels(state).set(number)
    metrics.inbox.set(waiting or 0)
    metrics.engine.set(services.engine.is_available)
    metrics.readers.set(services.hub.readers())
