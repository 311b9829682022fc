"""A history, put together from what the clients know, what the APIs say, and the database's rows."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from json import dumps
from pathlib import Path

from tests.crash.answers import pattern
from tests.crash.customers import Customer
from tests.crash.history import Conversation, Final, History, Kill, Move, Turn
from tests.crash.system import System
from tests.crash.traffic import Traffic


async def record(
    traffic: Traffic, system: System, seed: int, kills: tuple[Kill, ...], answers: Mapping[str, str]
) -> History:
    """Everything, as it is now. `answers` are the final ones by conversation; empty before there are any."""
    conversations = [await _conversation(traffic, customer, system.database, answers) for customer in traffic.customers]
    faults = (*traffic.faults, *errors(system.log("app")))
    return History(seed, tuple(conversations), kills, faults)


def errors(log: Path) -> list[str]:
    """What the app itself calls an error: a request that failed (a 500), work that it did not foresee to fail."""
    lines = log.read_bytes().splitlines()
    return [line.decode()[:500] for line in lines if b'"level": "error"' in line]


def unfinished(database: Path) -> int:
    """How many messages still wait to be dealt with, or to be delivered."""
    query = "SELECT (SELECT count(*) FROM inbox) + (SELECT count(*) FROM outbox WHERE state = 'pending')"
    with _open(database) as connection:
        return int(connection.execute(query).fetchone()[0])


def as_json(history: History) -> str:
    return dumps(asdict(history), default=str, ensure_ascii=False, indent=1)


async def _conversation(
    traffic: Traffic, customer: Customer, database: Path, answers: Mapping[str, str]
) -> Conversation:
    chat = customer.chat
    key = chat.conversation_id
    replied = [sent for agent in traffic.agents for sent in agent.desk.replied.get(key, ())]
    with _open(database) as connection:
        rows = _Rows(connection, key)
        return Conversation(
            id=key,
            log=await chat.whole_log(),
            followed=tuple(chat.followed),
            desk=await traffic.agents[0].desk.whole_log(key),
            sent=tuple(chat.sent),
            replied=tuple(sorted(replied, key=lambda sent: sent.began)),
            turns=tuple(Turn(seq, outcome, _moment(at), intent) for seq, outcome, at, intent in rows.turns()),
            moves=tuple(Move(action, after, _moment(at)) for action, after, at in rows.moves()),
            inbox=tuple(seq for (seq,) in rows.inbox()),
            outbox=dict(rows.outbox()),
            final=Final(pattern(customer.order), answers[key]) if key in answers else None,
        )


class _Rows:
    """One conversation's rows."""

    def __init__(self, connection: sqlite3.Connection, conversation_id: str) -> None:
        self._connection = connection
        self._id = conversation_id

    def turns(self) -> Iterator[tuple[int, str, str, str]]:
        return self._select("SELECT seq, outcome, at, intent FROM turn WHERE conversation_id = ? ORDER BY seq")

    def moves(self) -> Iterator[tuple[str, str, str]]:
        return self._select('SELECT action, "after", at FROM transition WHERE conversation_id = ? ORDER BY id')

    def inbox(self) -> Iterator[tuple[int]]:
        return self._select("SELECT seq FROM inbox WHERE conversation_id = ?")

    def outbox(self) -> Iterator[tuple[int, str]]:
        return self._select("SELECT seq, state FROM outbox WHERE conversation_id = ?")

    def _select(self, query: str) -> Iterator[tuple]:
        return iter(self._connection.execute(query, (self._id,)).fetchall())


@contextmanager
def _open(database: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=10)) as connection:
        yield connection


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
