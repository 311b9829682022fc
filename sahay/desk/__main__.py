"""The desk from the command line.

`python -m sahay.desk add NAME E-MAIL`: somebody who may sit at the desk, or a new password for who does already.
`python -m sahay.desk retain`: what has been kept long enough goes now, as the app does it each day.
"""

import argparse
import asyncio
import sys
from secrets import token_urlsafe

from sahay.config import ConfigError, Settings, load_settings
from sahay.desk.accounts import Accounts
from sahay.desk.audit import SYSTEM, Audit
from sahay.desk.keeping import Keeping
from sahay.domain.agent import Role
from sahay.domain.clock import SystemClock
from sahay.flow.hub import Hub
from sahay.store.database import open_database
from sahay.store.migrate import migrate

PASSWORD_BYTES = 12  # sixteen characters


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m sahay.desk", description="The agents at the desk.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    adding = commands.add_parser("add", help="add an agent, or give one a new password, and print it")
    adding.add_argument("name", help="as customers read it")
    adding.add_argument("email", metavar="e-mail", help="to sign in with")
    adding.add_argument(
        "--role", type=Role, choices=list(Role), help="what they may do (the first: admin, others: agent)"
    )
    adding.set_defaults(run=lambda given: add(load_settings(), given.name, given.email, given.role))
    retaining = commands.add_parser("retain", help="delete what has been kept long enough (retention: in sahay.yml)")
    retaining.add_argument("--dry-run", action="store_true", help="only say what would go")
    retaining.set_defaults(run=lambda given: retain(load_settings(), dry=given.dry_run))
    arguments = parser.parse_args()
    try:
        print(asyncio.run(arguments.run(arguments)))
    except ConfigError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


async def add(settings: Settings, name: str, email: str, role: Role | None = None) -> str:
    """Says in one line how the agent signs in."""
    await migrate(settings.database_url)
    password = token_urlsafe(PASSWORD_BYTES)
    database, clock = open_database(settings.database_url), SystemClock()
    try:
        agent = await Accounts(database, clock).add(name, email, password, role)
        about = ("agent", agent.id)
        await Audit(database, clock).record("person.added", by=SYSTEM, target=about, role=agent.role.value)
    finally:
        await database.close()
    return f"{agent.name} signs in as {agent.email} with the password {password}"


async def retain(settings: Settings, *, dry: bool) -> str:
    """Says in a line each what went, or would go."""
    await migrate(settings.database_url)
    database, clock = open_database(settings.database_url), SystemClock()
    try:
        keeping = Keeping.open(settings, database, Audit(database, clock), Hub(), clock)
        counts = await keeping.retention.run(dry=dry)
    finally:
        await database.close()
    would = "would be deleted" if dry else "deleted"
    return "\n".join(f"{name}: {count} {would}" for name, count in sorted(counts.items())) or "nothing is old enough"


if __name__ == "__main__":
    sys.exit(main())
