"""`python -m tests.conversations.metered_server`: the actions as they are, with a line of what each call cost."""

from typing import Any
from unittest.mock import patch

from sanic import HTTPResponse, Request, Sanic

from actions import __main__ as program
from actions import services
from actions.server import create_app
from sahay.config import Settings
from sahay.shop.opening import open_backend
from sahay.store.database import Database
from tests.conversations import metering


def main() -> None:
    metering.count_statements()
    with patch.object(services, "open_backend", _metered_backend), patch.object(program, "create_app", _app):
        program.main()


def _metered_backend(settings: Settings, database: Database) -> Any:
    return metering.MeteredBackend(open_backend(settings, database))


def _app(opened: services.Services) -> Sanic[Any, Any]:
    app = create_app(opened)

    @app.on_request
    async def begin(request: Request) -> None:
        if request.path == "/webhook" and isinstance(request.json, dict):
            metering.begin(request.json)

    @app.on_response
    async def end(_request: Request, _response: HTTPResponse) -> None:
        metering.end(opened.settings.var)

    return app


if __name__ == "__main__":
    main()
