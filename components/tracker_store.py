"""Where the bot's working memory lives between turns: one row per conversation, in SQLite or PostgreSQL.

Rasa's own SQL store keeps a row per event and reads them all at every turn, so that a turn in a long conversation
costs ten times one in a new conversation. And when its database fails, Rasa answers from memory. Here a turn reads
one row and writes one row, and a database that fails is a turn that fails.
"""

import asyncio
import json
import sqlite3
import zlib
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.utils.common import all_subclasses
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import IntegrityError, ProgrammingError, SQLAlchemyError
from sqlalchemy.pool import QueuePool
from sqlalchemy.schema import CreateTable

from components.trimming import trimmed

BUSY_SECONDS = 5  # how long SQLite waits for another writer
CONNECT_SECONDS = 3  # how long PostgreSQL may take to answer a new connection
CONNECTIONS = 4

TRACKERS = sa.Table(
    "tracker",
    sa.MetaData(),
    sa.Column("sender_id", sa.String(255), primary_key=True),
    sa.Column("version", sa.Integer, nullable=False),  # grows by one with each turn
    sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
    sa.Column("events", sa.LargeBinary, nullable=False),  # a JSON array, compressed
)

# By name in JSON. Rasa goes through all classes for each event that it reads, a fifth of a turn's CPU time.
EVENTS = {kind.type_name: kind for kind in reversed(all_subclasses(Event))}

Result = TypeVar("Result")


class StoreFailed(Exception):
    """The trackers' database did not do its part; the turn must not count. The message names the kind of error."""


class TurnOvertaken(StoreFailed):
    """Another engine saved a turn of the same conversation in the meantime."""


class StoredTracker(DialogueStateTracker):
    """A tracker that knows which version of its row it was read from: 0 if there is none yet."""

    version: int = 0


class OneRowTrackerStore(TrackerStore):
    """Keeps the last turns of each conversation: see `trimming`. `host` is the URL of the database.

    Every method raises StoreFailed when the database fails. The table is made at the first use, so that an engine
    that starts before its database heals by itself.
    """

    def __init__(
        self, domain: Domain | None = None, host: str = "sqlite:///engine.db", event_broker: EventBroker | None = None
    ) -> None:
        super().__init__(domain, event_broker)
        self._engine = _engine(make_url(host))
        self._table_exists = False
        # Database calls block, and a turn of one customer must not wait for the disk of another's.
        self._threads = ThreadPoolExecutor(CONNECTIONS, thread_name_prefix="trackers")

    def init_tracker(self, sender_id: str) -> StoredTracker:
        return StoredTracker(sender_id, self.domain.slots, self.max_event_history)

    async def create_tracker(self, sender_id: str, append_action_listen: bool = True) -> StoredTracker:
        """A new tracker. Unlike in Rasa's stores it is not saved yet: a turn is one write."""
        tracker = self.init_tracker(sender_id)
        if append_action_listen:
            tracker.update(ActionExecuted(ACTION_LISTEN_NAME))
        return tracker

    def emptied(self, tracker: StoredTracker) -> StoredTracker:
        """A tracker without any memory, that takes the place of `tracker` when it is saved."""
        empty = self.init_tracker(tracker.sender_id)
        empty.version = tracker.version
        return empty

    async def retrieve(self, sender_id: str) -> StoredTracker | None:
        row = await self._in_thread(lambda connection: _read(connection, sender_id))
        if row is None:
            return None
        tracker = self.init_tracker(sender_id)
        for event in json.loads(zlib.decompress(row.events)):
            tracker.update(EVENTS[event["event"]]._from_parameters(event))
        tracker.version = row.version
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Store the tracker, unless its row changed since it was read: then raises TurnOvertaken."""
        if not isinstance(tracker, StoredTracker):
            raise TypeError("only a tracker of this store can be saved in it")
        events = [event.as_dict() for event in trimmed(tracker, self.domain.slots)]
        # Ten turns make 25 KB of JSON, and 3 KB of this in 0.03 ms; the default level takes thrice as long for 0.6 KB.
        # Entities may hold halves of characters, which only this writes; json.loads reads them back.
        written = json.dumps(events, ensure_ascii=False).encode("utf-8", "surrogatepass")
        data = zlib.compress(written, level=1)
        await self._in_thread(lambda connection: _write(connection, tracker, data))
        tracker.version += 1

    async def keys(self) -> Iterable[str]:
        rows = await self._in_thread(lambda connection: connection.execute(sa.select(TRACKERS.c.sender_id)).all())
        return [row.sender_id for row in rows]

    async def _in_thread(self, work: Callable[[Connection], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._transaction, work)

    def _transaction(self, work: Callable[[Connection], Result]) -> Result:
        try:
            if not self._table_exists:
                self._make_table()
            with self._engine.begin() as connection:
                return work(connection)
        except IntegrityError as error:
            raise TurnOvertaken("the row exists already") from error
        except (SQLAlchemyError, OSError) as error:
            self._table_exists = False  # somebody may have replaced the database
            raise StoreFailed(type(error).__name__) from error

    def _make_table(self) -> None:
        # PostgreSQL's IF NOT EXISTS is not atomic: another engine may be making it at this very moment, which is told
        # as the one error or the other. If the table is not there in the end, its first use says so.
        with suppress(IntegrityError, ProgrammingError), self._engine.begin() as connection:
            connection.execute(CreateTable(TRACKERS, if_not_exists=True))
        self._table_exists = True


def _read(connection: Connection, sender_id: str) -> Any:
    found = sa.select(TRACKERS.c.version, TRACKERS.c.events).where(TRACKERS.c.sender_id == sender_id)
    return connection.execute(found).one_or_none()


def _write(connection: Connection, tracker: StoredTracker, data: bytes) -> None:
    if tracker.version == 0:
        connection.execute(sa.insert(TRACKERS).values(sender_id=tracker.sender_id, version=1, events=data))
        return
    same = (TRACKERS.c.sender_id == tracker.sender_id) & (TRACKERS.c.version == tracker.version)
    newer = sa.update(TRACKERS).where(same).values(version=tracker.version + 1, saved_at=sa.func.now(), events=data)
    if connection.execute(newer).rowcount != 1:
        raise TurnOvertaken("the row changed since it was read")


def _engine(url: URL) -> Engine:
    # Errors name their parameters unless told not to, and these hold what customers wrote.
    common: dict[str, Any] = {"hide_parameters": True, "future": True, "pool_size": CONNECTIONS, "max_overflow": 0}
    if url.get_backend_name() != "sqlite":
        return sa.create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": CONNECT_SECONDS}, **common)
    engine = sa.create_engine(
        url, poolclass=QueuePool, connect_args={"check_same_thread": False, "timeout": BUSY_SECONDS}, **common
    )

    @sa.event.listens_for(engine, "do_connect")
    def make_room(*_: Any) -> None:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)

    @sa.event.listens_for(engine, "connect")
    def set_up(connection: Any, _: Any) -> None:
        with suppress(sqlite3.OperationalError):  # another engine is doing it at this very moment: it is the file's
            connection.execute("PRAGMA journal_mode = WAL")
        # Survives a killed process; a power cut may lose the last turn, never the file. The log of what was said
        # is the app's.
        connection.execute("PRAGMA synchronous = NORMAL")

    return engine
