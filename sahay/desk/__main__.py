"""`python -m sahay.desk add NAME E-MAIL`: somebody who may sit at the desk, or a new password for who does already."""

import argparse
import asyncio
import sys
from secrets import token_urlsafe

from sahay.config import ConfigError, Settings, load_settings
from sahay.desk.accounts import Accounts
from sahay.domain.clock import SystemClock
from sahay.store.database import open_database
from sahay.store.migrate import migrate

PASSWORD_BYTES = 12  # sixteen characters


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m sahay.desk", description="The agents at the desk.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    adding = commands.add_parser("add", help="add an agent, or give one a new password, and print it")
    adding.add_argument("name", help="as customers read it")
    adding.add_argument("email", metavar="e-mail", help="to sign in with")
    arguments = parser.parse_args()
    try:
        print(asyncio.run(add(load_settings(), arguments.name, arguments.email)))
    except ConfigError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


async def add(settings: Settings, name: str, email: str) -> str:
    """Says in one line how the agent signs in."""
    await migrate(settings.database_url)
    password = token_urlsafe(PASSWORD_BYTES)
    database = open_database(settings.database_url)
    try:
        agent = await Accounts(database, SystemClock()).add(name, email, password)
    finally:
        await database.close()
    return f"{agent.name} signs in as {agent.email} with the password {password}"


if __name__ == "__main__":
    sys.exit(main())
