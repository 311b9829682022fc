"""The reference server: any `Backend` behind the contract. An example for who implements it, and for the tests."""

import hmac
from collections.abc import Callable, Coroutine
from http import HTTPStatus
from types import SimpleNamespace
from typing import Any, Final

import structlog
from sanic import Config, HTTPResponse, Request, Sanic
from sanic.exceptions import RequestCancelled, SanicException

from sahay.shop.backend import Backend, BackendError, BadAnswer, OutcomeUnknown, Unavailable
from sahay.shop.remote import problem, wire
from sahay.shop.remote.routes import ROUTES, BadRequest, Route, key_of, problem_response, response

log = structlog.get_logger()

App = Sanic[Config, SimpleNamespace]

BODY_BYTES: Final = 100_000
# A shop that is away for a moment should be asked again after so many seconds.
RETRY_SECONDS: Final = 1

_STATUS: dict[type[Exception], HTTPStatus] = {
    Unavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    OutcomeUnknown: HTTPStatus.GATEWAY_TIMEOUT,
    BadAnswer: HTTPStatus.BAD_GATEWAY,
}


def create_app(backend: Backend, token: str, cart_url: str, name: str = "sahay-shop") -> App:
    """`cart_url` is the template of the shop's cart (see `cart.py`). Who asks without `token` is told nothing."""
    app = Sanic(name, configure_logging=False)
    app.config.REQUEST_MAX_SIZE = BODY_BYTES
    app.config.ACCESS_LOG = False
    app.register_middleware(_guard(token), "request")
    app.error_handler.add(BadRequest, _bad_request)
    app.error_handler.add(BackendError, _backend_error)
    app.error_handler.add(SanicException, _framework_error)
    app.error_handler.add(RequestCancelled, _nobody_waits)
    app.error_handler.add(Exception, _unexpected)
    _add(app, "GET", "/health", _health(backend))
    _add(app, "GET", "/capabilities", _capabilities(backend, cart_url))
    for route in ROUTES:
        _add(app, route.method, route.path, _serve(backend, route))
    return app


Handler = Callable[..., Coroutine[Any, Any, HTTPResponse]]


def _add(app: App, method: str, path: str, handler: Handler) -> None:
    name = f"{method}-{path}".translate(str.maketrans("/<>", "---"))
    app.add_route(handler, path, methods=[method], name=name, unquote=True)


def _guard(token: str) -> Callable[[Any], Coroutine[Any, Any, HTTPResponse | None]]:
    expected = f"Bearer {token}".encode()

    async def check(request: Request) -> HTTPResponse | None:
        given = request.headers.get("Authorization", "").encode("utf-8", "replace")
        if hmac.compare_digest(given, expected):
            return None
        return problem_response(problem.of_status(HTTPStatus.UNAUTHORIZED), {"WWW-Authenticate": "Bearer"})

    return check


def _serve(backend: Backend, route: Route) -> Handler:
    async def handle(request: Request, **names: str) -> HTTPResponse:
        if route.is_change:
            key_of(request)
        return response(await route.answer(backend, request, next(iter(names.values()), "")))

    return handle


def _health(backend: Backend) -> Handler:
    async def handle(_request: Request) -> HTTPResponse:
        return response(wire.like(wire.Health, await backend.health()))

    return handle


def _capabilities(backend: Backend, cart_url: str) -> Handler:
    async def handle(_request: Request) -> HTTPResponse:
        able = sorted(each.value for each in backend.capabilities)
        return response(wire.Capabilities(capabilities=tuple(able), cart_url=cart_url))

    return handle


def _bad_request(_request: Request, error: BadRequest) -> HTTPResponse:
    return problem_response(problem.of_status(HTTPStatus.BAD_REQUEST, str(error)))


def _backend_error(_request: Request, error: BackendError) -> HTTPResponse:
    status = _STATUS.get(type(error), HTTPStatus.INTERNAL_SERVER_ERROR)
    headers = {"Retry-After": str(RETRY_SECONDS)} if status is HTTPStatus.SERVICE_UNAVAILABLE else {}
    return problem_response(problem.of_status(status), headers)


def _framework_error(_request: Request, error: SanicException) -> HTTPResponse:
    return problem_response(problem.of_status(error.status_code))


def _nobody_waits(_request: Request, _error: RequestCancelled) -> HTTPResponse:
    """The client has left, and reads this no more."""
    return problem_response(problem.of_status(HTTPStatus.REQUEST_TIMEOUT))


def _unexpected(request: Request, error: Exception) -> HTTPResponse:
    # The route, never the URL or the body: they name orders and customers.
    route = request.route.path if request.route else None
    log.error("shop.failed", route=route, kind=type(error).__name__, exc_info=error)
    return problem_response(problem.of_status(HTTPStatus.INTERNAL_SERVER_ERROR))
