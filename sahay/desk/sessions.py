"""Who is signed in where."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe

from sqlalchemy import RowMapping, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.desk.accounts import agent_from_row
from sahay.domain.agent import Agent
from sahay.domain.clock import Clock
from sahay.store import schema
from sahay.store.database import Database
from sahay.store.tables import people

# A working day; every request within it begins it anew.
SESSION = timedelta(hours=12)
# How much of a session may pass before its end is moved: not every request needs a write.
REFRESH = timedelta(minutes=10)
BROWSER_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a request comes from: the network address, and the browser as it calls itself."""

    address: str | None = None
    browser: str | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in agent. `csrf_token` must come back in a header with every change."""

    id: str
    agent: Agent
    csrf_token: str
    has_second_factor: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is signed in, to be shown and ended."""

    id: str
    agent_id: str
    created_at: datetime
    seen_at: datetime
    address: str | None
    browser: str | None


class Sessions:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def open(
        self, agent: Agent, has_second_factor: bool, origin: Origin, on: AsyncConnection
    ) -> tuple[str, Session]:
        """The session's cookie value, which is kept nowhere, and the session."""
        cookie, csrf_token, now = token_urlsafe(32), token_urlsafe(32), self._clock.now()
        row = {
            "id": fingerprint(cookie),
            "agent_id": agent.id,
            "csrf_token": csrf_token,
            "expires_at": now + SESSION,
            "created_at": now,
            "seen_at": now,
            "address": origin.address,
            "browser": origin.browser and origin.browser[:BROWSER_CHARACTERS],
        }
        await self.forget(on)
        await on.execute(insert(schema.agent_session).values(row))
        return cookie, Session(fingerprint(cookie), agent, csrf_token, has_second_factor)

    async def find(self, cookie: str) -> Session | None:
        """The session behind a cookie, if it still runs and its agent may still sign in."""
        now, sessions, agents, factors = self._clock.now(), schema.agent_session, schema.agent, people.second_factor
        query = (
            select(
                agents, sessions.c.id.label("session_id"), sessions.c.csrf_token, sessions.c.seen_at.label("used_at")
            )
            .add_columns(factors.c.confirmed_at)
            .join(sessions, sessions.c.agent_id == agents.c.id)
            .outerjoin(factors, factors.c.agent_id == agents.c.id)
            .where(sessions.c.id == fingerprint(cookie), sessions.c.expires_at > now, agents.c.is_active)
        )
        async with self._database.read() as connection:
            row = (await connection.execute(query)).mappings().one_or_none()
        if row is None:
            return None
        if now - row["used_at"] > REFRESH:
            async with self._database.write() as connection:
                used = update(sessions).where(sessions.c.id == row["session_id"])
                await connection.execute(used.values(expires_at=now + SESSION, seen_at=now))
        return Session(row["session_id"], agent_from_row(row), row["csrf_token"], row["confirmed_at"] is not None)

    async def of(self, agent_id: str) -> Sequence[Place]:
        """Where an agent is signed in, the latest use first."""
        table = schema.agent_session
        query = select(table).where(table.c.agent_id == agent_id, table.c.expires_at > self._clock.now())
        async with self._database.read() as connection:
            rows = (await connection.execute(query.order_by(table.c.seen_at.desc(), table.c.id))).mappings()
            return [_place(row) for row in rows]

    async def place(self, session_id: str) -> Place | None:
        async with self._database.read() as connection:
            query = select(schema.agent_session).where(schema.agent_session.c.id == session_id)
            row = (await connection.execute(query)).mappings().one_or_none()
        return _place(row) if row else None

    async def end(self, session_id: str, on: AsyncConnection) -> None:
        await on.execute(delete(schema.agent_session).where(schema.agent_session.c.id == session_id))

    async def end_all(self, agent_id: str, on: AsyncConnection, *, but: str | None = None) -> int:
        """Sign an agent out everywhere, except in the session `but`; how many sessions that ended."""
        table = schema.agent_session
        ended = delete(table).where(table.c.agent_id == agent_id, table.c.id != (but or ""))
        return (await on.execute(ended)).rowcount

    async def forget(self, on: AsyncConnection) -> int:
        """Delete sessions that have run out; how many."""
        table = schema.agent_session
        return (await on.execute(delete(table).where(table.c.expires_at < self._clock.now()))).rowcount


def fingerprint(cookie: str) -> str:
    """What is kept of a secret that somebody carries."""
    return hashlib.sha256(cookie.encode("utf-8", "surrogateescape")).hexdigest()


def _place(row: RowMapping) -> Place:
    return Place(**{name: row[name] for name in Place.__dataclass_fields__})
