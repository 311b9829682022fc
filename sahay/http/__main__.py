"""`python -m sahay.http`: serve on PORT until told to stop."""

import os
import sys

from sahay.config import ConfigError, load_settings
from sahay.flow.texts import TextsError
from sahay.http.app import create_app
from sahay.http.services import build_services
from sahay.log import configure_logging

# Behind a reverse proxy, HOST stays on loopback; the demo is opened on this machine only.
DEFAULT_HOST = "127.0.0.1"


def main() -> None:
    os.umask(0o077)  # what customers wrote is for nobody else on this machine
    configure_logging()
    try:
        settings = load_settings()
        services = build_services(settings)
    except (ConfigError, TextsError) as error:
        sys.exit(str(error))
    app = create_app(services)
    app.run(
        host=os.environ.get("HOST", DEFAULT_HOST),
        port=settings.port,
        single_process=True,
        motd=False,
        access_log=False,
    )


if __name__ == "__main__":
    main()
