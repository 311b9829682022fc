"""The shop behind its HTTP API (the reference server), in a process that can be killed too."""

import asyncio
import multiprocessing
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from sahay.shop.backend import Backend
from sahay.shop.sql import SqlBackend
from sahay.store.database import Database, open_database
from tests.crash.writes.killing import Fate, Fateful, FatefulDatabase
from tests.crash.writes.life import OpenShop
from tests.integration.shop.contract import small_shop as small
from tests.integration.shop.remote.serving import opened, served

# A process of its own as fast as it goes: everything is imported already.
processes = multiprocessing.get_context("fork")
START_SECONDS = 30.0


@contextmanager
def serving(file: Path, moment: str | None) -> Iterator[str]:
    """The address of the shop in this file; its process is killed at a moment, and in any case at the end."""
    ours, theirs = processes.Pipe(duplex=False)
    process = processes.Process(target=_run, args=(file, moment, theirs))
    process.start()
    theirs.close()
    try:
        assert ours.poll(START_SECONDS), "the shop does not start"
        yield ours.recv()
    finally:
        process.kill()
        process.join()
        ours.close()


def _run(file: Path, moment: str | None, told: Connection) -> None:
    asyncio.run(_serve(file, moment, told))


async def _serve(file: Path, moment: str | None, told: Connection) -> None:
    fate = Fate(moment)
    shop: Any = Fateful(SqlBackend(FatefulDatabase(open_database(f"sqlite:///{file}"), fate), small.RULES), fate)
    async with served(shop) as url:
        told.send(url)
        await asyncio.Event().wait()


def remote_shop(url: str) -> OpenShop:
    """The shop there, as an app opens it."""

    @asynccontextmanager
    async def open_shop(file: Path, database: Database, fate: Fate) -> AsyncIterator[Backend]:
        async with opened(url) as backend:
            yield backend

    return open_shop
