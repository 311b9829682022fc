"""Customers elsewhere see that somebody writes to them, as on the website."""

import asyncio
from collections import OrderedDict
from collections.abc import Mapping
from contextlib import suppress

import structlog

from sahay.channels.base import Types
from sahay.domain.message import Author
from sahay.flow.hub import DESK, Hub, Signal, Typing
from sahay.store import addresses
from sahay.store.database import Database

log = structlog.get_logger()

# How long a look at the hub may last.
WAIT_SECONDS = 30.0
# Conversations of which it is remembered where their customer is.
REMEMBERED = 1000


class ShowTyping:
    """`channels` are those that can show it. What fails is forgotten: it is a courtesy."""

    def __init__(self, hub: Hub, database: Database, channels: Mapping[str, Types]) -> None:
        self._hub = hub
        self._database = database
        self._channels = channels
        self._known: OrderedDict[str, tuple[str, str] | None] = OrderedDict()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        if self._channels:
            self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        if self._task:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _run(self) -> None:
        with self._hub.subscribe(DESK) as subscription:
            while not self._hub.closed:
                for signal in await subscription.wait(WAIT_SECONDS):
                    await self._show(signal)

    async def _show(self, signal: Signal) -> None:
        if not isinstance(signal, Typing) or not signal.on or signal.author == Author.CUSTOMER:
            return
        try:
            place = await self._place(signal.conversation_id)
            if place and place[0] in self._channels:
                await self._channels[place[0]].show_typing(place[1])
        except Exception:
            log.exception("typing.failed")

    async def _place(self, conversation_id: str) -> tuple[str, str] | None:
        if conversation_id not in self._known:
            async with self._database.read() as connection:
                found = await addresses.of_conversation(connection, conversation_id)
            self._known[conversation_id] = (found.channel, found.address) if found else None
            if len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        return self._known[conversation_id]
