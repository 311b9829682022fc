"""`python -m sahay.store migrate`: bring the database to the current schema."""

import argparse
import asyncio
import sys

from sahay.config import ConfigError, load_settings
from sahay.store.migrate import migrate


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m sahay.store")
    parser.add_argument("command", choices=["migrate"])
    parser.parse_args()
    try:
        settings = load_settings()
    except ConfigError as error:
        sys.exit(str(error))
    print(asyncio.run(migrate(settings.database_url)))


main()
