"""`python -m sahay.shop.demo seed`: orders to ask for, and agents to answer."""

import argparse
import asyncio
import sys
from datetime import datetime

from sahay.config import ConfigError, Settings, load_settings
from sahay.shop.demo import canned, handout, logins
from sahay.shop.demo.seed import Outcome, listed, seed
from sahay.store.database import open_database

_SAID = {
    Outcome.SEEDED: "Demo shop: {orders} orders seeded",
    Outcome.REFRESHED: "Demo shop: {orders} orders brought up to today",
    Outcome.SKIPPED: "Demo shop: {orders} orders are of today already, skipped",
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m sahay.shop.demo", description="The demo shop.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    commands.add_parser("seed", help="fill the database, and write demo.json")
    parser.parse_args()
    try:
        print(asyncio.run(run(load_settings())))
    except ConfigError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


async def run(settings: Settings) -> str:
    """Seed, write `demo.json`, and say in one line what was done."""
    now = datetime.now(settings.shop.timezone)
    path = settings.var / handout.NAME
    database = open_database(settings.database_url)
    try:
        outcome = await seed(database, now, settings.shop.url)
        agents = await logins.ensure(database, handout.known_passwords(path), now)
        await canned.ensure(database, now)
        orders = await listed(database)
    finally:
        await database.close()
    handout.write(path, agents, orders)
    return _SAID[outcome].format(orders=len(orders))


if __name__ == "__main__":
    sys.exit(main())
