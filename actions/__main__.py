"""`python -m actions`: serve the actions on loopback until SIGTERM or SIGINT."""

import sys
from typing import Any

from sanic import Sanic

from actions.server import create_app
from actions.services import Services
from actions.titles import TitlesError
from sahay.config import ConfigError, load_settings
from sahay.log import configure_logging
from sahay.mail.texts import MailTextsError
from sahay.store.database import Database, open_database

LOOPBACK = "127.0.0.1"


def main() -> None:
    configure_logging()
    try:
        settings = load_settings()
        database = open_database(settings.database_url)
        services = Services.open(settings, database)
        app = create_app(services)
    except (ConfigError, MailTextsError, TitlesError) as error:
        sys.exit(str(error))
    _close_with(app, services, database)
    try:
        app.run(LOOPBACK, settings.actions_port, single_process=True, access_log=False, motd=False)
    except OSError as error:
        sys.exit(f"actions: cannot listen on port {settings.actions_port} (ACTIONS_PORT): {error.strerror}")


def _close_with(app: Sanic[Any, Any], services: Services, database: Database) -> None:
    @app.after_server_stop
    async def close(_app: Sanic[Any, Any]) -> None:
        await services.backend.close()
        await database.close()


if __name__ == "__main__":
    main()
