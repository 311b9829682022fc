"""Every refusal has one shape: {"error": {"code", "message"}}."""

import errno
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import structlog
from sanic import HTTPResponse, Request, json
from sanic.exceptions import SanicException
from sqlalchemy.exc import SQLAlchemyError

from sahay.domain.conversation import MoveRefused
from sahay.flow.inbox import NotOffered
from sahay.http.types import App
from sahay.store.base import ConversationNotFound, UploadNotFound

log = structlog.get_logger()


class ApiError(Exception):
    """A request that cannot be served. `code` is for programs, the message says what to do about it."""

    def __init__(self, status: int, code: str, message: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.headers = headers or {}


def install(app: App) -> None:
    app.error_handler.add(ApiError, _api_error)
    app.error_handler.add(ConversationNotFound, _not_found)
    app.error_handler.add(MoveRefused, _move_refused)
    app.error_handler.add(NotOffered, _not_offered)
    app.error_handler.add(UploadNotFound, _no_such_upload)
    app.error_handler.add(OSError, _no_such_file)
    app.error_handler.add(SQLAlchemyError, _database_away)
    app.error_handler.add(SanicException, _framework_error)
    app.error_handler.add(Exception, _unexpected)


@contextmanager
def refused(refusals: Mapping[type[Exception], tuple[int, str, str]]) -> Iterator[None]:
    """Within it, these exceptions become refusals: status, code and message of each."""
    try:
        yield
    except tuple(refusals) as error:
        raise ApiError(*refusals[type(error)]) from None


def refusal(status: int, code: str, message: str, headers: dict[str, str] | None = None) -> HTTPResponse:
    return json({"error": {"code": code, "message": message}}, status=status, headers=headers or {})


def _api_error(_request: Request, error: ApiError) -> HTTPResponse:
    return refusal(error.status, error.code, str(error), error.headers)


def _not_found(_request: Request, _error: ConversationNotFound) -> HTTPResponse:
    return refusal(404, "not_found", "There is no such conversation.")


def _move_refused(_request: Request, error: MoveRefused) -> HTTPResponse:
    return refusal(409, error.code, str(error))


def _not_offered(_request: Request, _error: NotOffered) -> HTTPResponse:
    return refusal(400, "bad_request", "This choice was not offered in this conversation.")


def _no_such_upload(_request: Request, _error: UploadNotFound) -> HTTPResponse:
    return refusal(404, "not_found", "There is no such file, or it was sent already.")


def _no_such_file(request: Request, error: OSError) -> HTTPResponse:
    """A folder, or a name that no file can have, is not found; other troubles of the system are ours."""
    if error.errno in (errno.EISDIR, errno.ENAMETOOLONG, errno.ENOTDIR):
        return refusal(404, *_FRAMEWORK[404])
    return _unexpected(request, error)


# What the framework refuses by itself, in words that help.
_FRAMEWORK = {
    400: ("bad_request", "The request cannot be read."),
    404: ("not_found", "There is nothing at this address."),
    405: ("method_not_allowed", "This address does not take this method."),
    408: ("timeout", "The request took too long to arrive."),
    413: ("too_long", "The request is too large."),
    416: ("bad_range", "The range cannot be served."),
}


def _framework_error(_request: Request, error: SanicException) -> HTTPResponse:
    code, message = _FRAMEWORK.get(error.status_code, ("error", "The request cannot be served."))
    return refusal(error.status_code, code, message, dict(error.headers))


def _database_away(request: Request, error: SQLAlchemyError) -> HTTPResponse:
    _log_failure(request, error)
    return refusal(503, "unavailable", "Please try again in a moment.", {"Retry-After": "2"})


def _unexpected(request: Request | None, error: Exception) -> HTTPResponse:
    _log_failure(request, error)
    return refusal(500, "internal", "Something went wrong on our side. Please try again.")


def _log_failure(request: Request | None, error: Exception) -> None:
    # The route, never the URL or the body: they may hold what a customer wrote.
    route = request.route.path if request and request.route else None
    log.error("http.failed", route=route, kind=type(error).__name__, exc_info=error)
