"""The demo shop's own log-in, without a password, as one of its customers: what a real shop's server does after its own
log-in (docs/identity.md)."""

import secrets
from datetime import timedelta

import jwt
from itsdangerous import BadSignature, TimestampSigner, URLSafeTimedSerializer
from sanic import HTTPResponse, Request, empty, json

from sahay.http.bodies import DemoLogin, read_body
from sahay.http.errors import ApiError
from sahay.http.services import Services
from sahay.shop.demo.customers import demo_customer, demo_customers
from sahay.shop.identity.tokens import ALGORITHM, AUDIENCE, LIFE
from sahay.shop.orders import Customer

COOKIE = "sahay_demo"
# Nothing but the demo's own addresses is sent it.
PATH = "/demo"
LASTS = timedelta(hours=12)


class Login:
    def __init__(self, services: Services, secret: str) -> None:
        class Signer(TimestampSigner):
            def get_timestamp(self) -> int:
                return int(services.clock.now().timestamp())

        self._services = services
        self._secret = secret
        self._serializer = URLSafeTimedSerializer(secret, salt="sahay.demo", signer=Signer)

    async def customers(self, _request: Request) -> HTTPResponse:
        known = await demo_customers(self._services.database)
        return json(
            [
                {
                    "id": each.id,
                    "name": each.name,
                    "city": each.city,
                    "orders": each.orders,
                    "suggested": each.is_suggested,
                }
                for each in known
            ]
        )

    async def log_in(self, request: Request) -> HTTPResponse:
        """As a customer of the demo, and as nobody else: the shop's cookie, and a token for the chat."""
        account_id = read_body(request, DemoLogin).account
        if await demo_customer(self._services.database, account_id) is None:
            raise ApiError(404, "not_found", "The demo has no such customer.")
        response = json({"token": self._signed(account_id)})
        value = str(self._serializer.dumps(account_id))
        response.add_cookie(
            COOKIE,
            value,
            path=PATH,
            httponly=True,
            samesite="Strict",
            secure=request.scheme == "https",
            max_age=int(LASTS.total_seconds()),
        )
        return response

    async def log_out(self, _request: Request) -> HTTPResponse:
        response = empty()
        response.delete_cookie(COOKIE, path=PATH)
        return response

    async def token(self, request: Request) -> HTTPResponse:
        """Another token for the chat: each is good for one conversation."""
        customer = await self.customer_of(request)
        return json({"token": self._signed(customer.id)})

    async def customer_of(self, request: Request) -> Customer:
        """Who is logged in. Raises ApiError 401."""
        try:
            account_id = self._serializer.loads(request.cookies.get(COOKIE) or "", max_age=int(LASTS.total_seconds()))
        except BadSignature:
            account_id = ""
        customer = await demo_customer(self._services.database, str(account_id))
        if customer is None:
            raise ApiError(401, "not_logged_in", "Log in first.")
        return customer

    def _signed(self, account_id: str) -> str:
        now = int(self._services.clock.now().timestamp())
        claims = {
            "sub": account_id,
            "aud": AUDIENCE,
            "iat": now,
            "exp": now + int(LIFE.total_seconds()),
            "jti": secrets.token_urlsafe(16),
        }
        return jwt.encode(claims, self._secret, algorithm=ALGORITHM)
