"""`python -m tests.conversations.actions_server`: the actions as they are, with a shop that fails as scripts say."""

from typing import Any
from unittest.mock import patch

from sanic import Request, Sanic

from actions import __main__ as program
from actions import services
from actions.server import create_app
from sahay.config import Settings
from sahay.shop.backend import Backend
from sahay.shop.opening import open_backend
from sahay.store.database import Database
from tests.conversations.faults import CONVERSATION, FOLDER, FailingBackend, Faults


def main() -> None:
    with patch.object(services, "open_backend", _failing_backend), patch.object(program, "create_app", _app):
        program.main()


def _failing_backend(settings: Settings, database: Database) -> Any:
    backend: Backend = open_backend(settings, database)
    return FailingBackend(backend, Faults(settings.var / FOLDER))


def _app(opened: services.Services) -> Sanic[Any, Any]:
    """The actions' server, which lets the backend know for whom it works."""
    app = create_app(opened)

    @app.on_request
    async def remember(request: Request) -> None:
        if request.path == "/webhook" and isinstance(request.json, dict):
            CONVERSATION.set(str(request.json.get("sender_id", "")))

    return app


if __name__ == "__main__":
    main()
