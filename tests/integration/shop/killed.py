"""`python -m tests.integration.shop.killed URL SCHEMA MOMENT KEY`: cancels A1001, and is killed in the middle of it."""

import asyncio
import os
import signal
import sys

from sahay.shop.sql import SqlBackend, connection, orders
from sahay.store.database import Database, open_database
from tests.integration.shop.contract import small_shop as small


def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)


def before_the_key(monkey):
    """The order is changed, its key is not yet kept."""
    monkey(connection, "_written", die)


def half_way(monkey):
    """The stock is given back, the order is not yet changed."""
    monkey(orders, "update_order", die)


def before_the_commit(monkey):
    """All is written, nothing is committed."""
    write = Database.write

    class Dying:
        def __init__(self, database):
            self._write = write(database)

        async def __aenter__(self):
            return await self._write.__aenter__()

        async def __aexit__(self, *_):
            die()

    monkey(Database, "write", lambda database: Dying(database))


def after_the_commit(monkey):
    """All is done, and nobody was told."""
    once = connection.once

    async def then_die(*arguments, **named):
        await once(*arguments, **named)
        die()

    monkey(orders, "once", then_die)


MOMENTS = {moment.__name__: moment for moment in (half_way, before_the_key, before_the_commit, after_the_commit)}


async def cancel(url, schema, key):
    opened = open_database(url)
    if schema:
        opened = Database(opened.engine.execution_options(schema_translate_map={None: schema}))
    shop = SqlBackend(opened, small.RULES)
    await shop.orders.cancel("A1001", fee=0, reason="", key=key, now=small.NOW)


if __name__ == "__main__":
    url, schema, moment, key = sys.argv[1:]
    MOMENTS[moment](setattr)
    asyncio.run(cancel(url, schema, key))
