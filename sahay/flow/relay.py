"""Signals between several apps on one PostgreSQL: LISTEN and NOTIFY (https://www.postgresql.org/docs/current/sql-notify.html).

A signal is a hint, so nothing is lost when the connection is: after each reconnect every reader looks in the store.
"""

import asyncio
from contextlib import suppress
from dataclasses import asdict
from secrets import token_urlsafe
from typing import Any, get_args

import asyncpg
import msgspec
import structlog
from sqlalchemy import URL

from sahay.flow.hub import Hub, Signal

log = structlog.get_logger()

CHANNEL = "sahay"
# Signals that wait for a connection; beyond that they are dropped, the reconnect makes up for them.
BACKLOG = 1000
RECONNECT_SECONDS = 2.0


_KINDS = {kind.__name__: kind for kind in get_args(Signal)}


class _Note(msgspec.Struct):
    """What travels: the signal's kind and values. `sender` lets an app pass over its own."""

    sender: str
    kind: str
    values: dict[str, Any]


class PostgresRelay:
    """Tells the other apps what this one's hub publishes, and this one's hub what the others do."""

    def __init__(self, url: URL, hub: Hub) -> None:
        self._address = url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._hub = hub
        self._sender = token_urlsafe(8)
        self._outgoing: asyncio.Queue[_Note | None] = asyncio.Queue(BACKLOG)
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._hub.relay = self._send
        self._task = asyncio.create_task(self._keep_connected())

    async def stop(self) -> None:
        self._hub.relay = None
        if self._task:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    def _send(self, signal: Signal) -> None:
        note = _Note(self._sender, type(signal).__name__, asdict(signal))
        with suppress(asyncio.QueueFull):
            self._outgoing.put_nowait(note)

    async def _keep_connected(self) -> None:
        while True:
            try:
                await self._relay()
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                log.warning("relay.lost", kind=type(error).__name__)
                await asyncio.sleep(RECONNECT_SECONDS)

    async def _relay(self) -> None:
        connection = await asyncpg.connect(self._address)
        try:
            connection.add_termination_listener(self._lost)
            await connection.add_listener(CHANNEL, self._receive)
            self._hub.look_everywhere()
            while True:
                note = await self._outgoing.get()
                if connection.is_closed():
                    raise ConnectionResetError
                if note is None:
                    continue  # an earlier connection's end
                await connection.execute("SELECT pg_notify($1, $2)", CHANNEL, msgspec.json.encode(note).decode())
        finally:
            with suppress(OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
                await connection.close(timeout=1)

    def _lost(self, _connection: object) -> None:
        with suppress(asyncio.QueueFull):
            self._outgoing.put_nowait(None)  # wakes `_relay`, which may have nothing to send for long

    def _receive(self, _connection: object, _pid: int, _channel: str, payload: str | bytes) -> None:
        note = msgspec.json.decode(payload, type=_Note)
        if note.sender != self._sender:
            self._hub.tell(msgspec.convert(note.values, _KINDS[note.kind]))
