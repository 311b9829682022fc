"""Killed in the middle of a change: asked again with its key it was made once, whatever the moment."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from sahay.shop import tables
from sahay.shop.backend import OutcomeUnknown, Unavailable
from sahay.shop.orders import OrderState
from sahay.shop.sql import SqlBackend
from tests.integration.shop import databases
from tests.integration.shop.contract import small_shop as small
from tests.integration.shop.contract.adapters.sql import seeded
from tests.integration.shop.killed import MOMENTS

ROOT = Path(__file__).parents[3]


@pytest.fixture
async def shop(database):
    return await seeded(database)


async def cancel(shop, key="k1"):
    return await shop.orders.cancel("A1001", fee=0, reason="", key=key, now=small.NOW)


async def seen(shop):
    """Of an order that was placed, or cancelled once."""
    view = (await shop.orders.find("A1001")).view
    stock = (await shop.catalogue.product(small.BOTTLE.sku)).stock - small.BOTTLE.stock
    return view.state, sum(refund.amount for refund in view.refunds), stock


PLACED = (OrderState.PLACED, 0, 0)
CANCELLED = (OrderState.CANCELLED, 2_497_00, 2)


@pytest.mark.parametrize("moment", MOMENTS)
async def test_after_kill_9_it_is_made_once(shop, database, moment):
    url = database.engine.url.render_as_string(hide_password=False)
    schema = "" if database.is_sqlite else databases.SCHEMA
    program = ("-m", "tests.integration.shop.killed", url, schema, moment, "k1")
    process = await asyncio.create_subprocess_exec(sys.executable, *program, cwd=ROOT, env={**os.environ})
    assert await process.wait() == -signal.SIGKILL
    assert await seen(shop) == (CANCELLED if moment == "after_the_commit" else PLACED)
    assert (await cancel(shop)).state is OrderState.CANCELLED
    assert await seen(shop) == CANCELLED
    assert await cancel(shop) == (await shop.orders.find("A1001")).view


class Broken:
    """A database that fails at a moment of a transaction."""

    def __init__(self, database, *, at_commit):
        self._database = database
        self._at_commit = at_commit

    def write(self):
        return _Failing(self._database.write(), self._at_commit)

    read = write


class _Failing:
    def __init__(self, transaction, at_commit):
        self._transaction = transaction
        self._at_commit = at_commit

    async def __aenter__(self):
        if not self._at_commit:
            raise OperationalError("SELECT", {}, Exception("gone"))
        return await self._transaction.__aenter__()

    async def __aexit__(self, kind, error, trace):
        await self._transaction.__aexit__(kind, error, trace)
        if kind is None:
            raise OperationalError("COMMIT", {}, Exception("gone"))


async def test_a_database_that_cannot_be_asked_changed_nothing(shop, database):
    broken = SqlBackend(Broken(database, at_commit=False), small.RULES)
    with pytest.raises(Unavailable):
        await broken.orders.find("A1001")
    with pytest.raises(Unavailable):
        await cancel(broken)
    assert await seen(shop) == PLACED
    assert not (await broken.health()).ok


async def test_a_database_that_is_lost_at_the_commit_leaves_it_open(shop, database):
    """Here it was done: nobody could know."""
    with pytest.raises(OutcomeUnknown):
        await cancel(SqlBackend(Broken(database, at_commit=True), small.RULES))
    assert await seen(shop) == CANCELLED
    assert (await cancel(shop)).state is OrderState.CANCELLED
    assert await seen(shop) == CANCELLED


async def test_the_table_of_links_opens_no_account(shop, database):
    link = await shop.accounts.password_link(small.ASHA.id, key="k1", now=small.NOW)
    token = link.partition("token=")[2]
    async with database.read() as connection:
        rows = [
            *(await connection.execute(tables.password_link.select())).all(),
            *(await connection.execute(tables.idempotency.select())).all(),
        ]
    assert len(rows) == 2
    assert token not in repr(rows)
