"""The demo shop's own log-in, without a password, as one of its customers: what a real shop's server does after its own
log-in (docs/identity.md). Served only with SAHAY_DEMO, which `make run` sets where nothing is real."""

import secrets

import jwt
from sanic import Blueprint, HTTPResponse, Request, json

from sahay.http.bodies import DemoLogin, read_body
from sahay.http.errors import ApiError
from sahay.http.services import Services
from sahay.shop.demo.customers import demo_customers
from sahay.shop.identity.tokens import ALGORITHM, AUDIENCE, LIFE


def demo_blueprint(services: Services, secret: str) -> Blueprint:
    blueprint = Blueprint("demo", url_prefix="/demo")
    demo = _Demo(services, secret)
    blueprint.add_route(demo.customers, "/customers", methods=["GET"])
    blueprint.add_route(demo.log_in, "/login", methods=["POST"])
    return blueprint


class _Demo:
    def __init__(self, services: Services, secret: str) -> None:
        self._services = services
        self._secret = secret

    async def customers(self, _request: Request) -> HTTPResponse:
        known = await demo_customers(self._services.database)
        return json([{"id": each.id, "name": each.name} for each in known])

    async def log_in(self, request: Request) -> HTTPResponse:
        """A token for a customer of the demo, and for nobody else."""
        account_id = read_body(request, DemoLogin).account
        if account_id not in {each.id for each in await demo_customers(self._services.database)}:
            raise ApiError(404, "not_found", "The demo has no such customer.")
        now = int(self._services.clock.now().timestamp())
        claims = {
            "sub": account_id,
            "aud": AUDIENCE,
            "iat": now,
            "exp": now + int(LIFE.total_seconds()),
            "jti": secrets.token_urlsafe(16),
        }
        return json({"token": jwt.encode(claims, self._secret, algorithm=ALGORITHM)})
