"""Where a life may end."""

import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.shop.operations.sql import SqlLedger
from sahay.store.database import Database

# The way of a change, from the message to what the customer reads.
TURN = (
    "begin.before",  # before it is written down
    "begin.after",
    "shop.before",
    "shop.inside",  # the shop has made it, and not committed it
    "shop.after",  # committed, and nobody was told
    "end.before",
    "end.after",
    "reply.before",  # the bot has answered, the app has not stored it
    "told.before",  # within the transaction that stores the reply
    "told.after",
    "reply.after",
)
# The settler's way, after an apology.
SETTLING = ("tell.before", "tell.after", "settled.after")
MOMENTS = (*TURN, *SETTLING)


class Fate:
    """Kills this process at a moment; never, with None."""

    def __init__(self, moment: str | None = None) -> None:
        assert moment is None or moment in MOMENTS
        self.moment = moment

    def meets(self, moment: str) -> None:
        if moment == self.moment:
            os.kill(os.getpid(), signal.SIGKILL)


class FatefulLedger(SqlLedger):
    """The ledger, with a moment on either side of what it writes."""

    def __init__(self, database: Database, fate: Fate) -> None:
        super().__init__(database)
        self._fate = fate

    async def begin(self, *arguments: Any, **named: Any) -> Any:
        self._fate.meets("begin.before")
        call = await super().begin(*arguments, **named)
        self._fate.meets("begin.after")
        return call

    async def end(self, *arguments: Any, **named: Any) -> Any:
        self._fate.meets("end.before")
        entry = await super().end(*arguments, **named)
        self._fate.meets("end.after")
        return entry

    async def told(self, *arguments: Any, **named: Any) -> None:
        self._fate.meets("told.before")
        await super().told(*arguments, **named)
        self._fate.meets("told.after")

    async def tell(self, *arguments: Any, **named: Any) -> bool:
        self._fate.meets("tell.before")
        told = await super().tell(*arguments, **named)
        self._fate.meets("tell.after")
        return told


class FatefulDatabase(Database):
    """A database with a moment between what was written and the commit."""

    def __init__(self, database: Database, fate: Fate) -> None:
        super().__init__(database.engine)
        self._writer = database._writer
        self._fate = fate

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        async with super().write() as connection:
            yield connection
            self._fate.meets("shop.inside")


class Fateful:
    """Anything that changes something once for each key, with a moment on either side; its parts too."""

    def __init__(self, inner: Any, fate: Fate) -> None:
        self._inner = inner
        self._fate = fate

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._inner, name)
        if name == "capabilities":
            return found
        return self._around(found) if callable(found) else Fateful(found, self._fate)

    def _around(self, method: Any) -> Any:
        async def around(*arguments: Any, **named: Any) -> Any:
            if "key" not in named:
                return await method(*arguments, **named)
            self._fate.meets("shop.before")
            result = await method(*arguments, **named)
            self._fate.meets("shop.after")
            return result

        return around
