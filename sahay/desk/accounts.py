"""Who may sit at the desk: agents, their passwords and their sessions."""

import asyncio
import hashlib
from dataclasses import dataclass
from datetime import timedelta
from secrets import token_urlsafe

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import RowMapping, delete, insert, select, update

from sahay.domain.agent import Agent, Availability, Role
from sahay.domain.clock import Clock
from sahay.store import schema
from sahay.store.database import Database

# A working day; every request within it begins it anew.
SESSION = timedelta(hours=12)
# How much of a session may pass before its end is moved: not every request needs a write.
REFRESH = timedelta(minutes=10)

_hasher = PasswordHasher()


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in agent. `csrf_token` must come back in a header with every change."""

    agent: Agent
    csrf_token: str


def hash_password(password: str) -> str:
    """Argon2id, in the library's recommended strength (RFC 9106, low-memory profile)."""
    return _hasher.hash(password)


# What is checked when there is no such agent, so that the answer takes as long as for one who exists.
_NOBODY = hash_password(token_urlsafe(16))


class Accounts:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def login(self, email: str, password: str) -> tuple[str, Session] | None:
        """The session's cookie value and the session; None when e-mail and password do not belong together."""
        async with self._database.read() as connection:
            query = select(schema.agent).where(schema.agent.c.email == email.strip().lower())
            row = (await connection.execute(query)).mappings().one_or_none()
        matches = await asyncio.to_thread(_verify, row["password_hash"] if row else _NOBODY, password)
        if row is None or not matches:
            return None
        cookie, csrf_token, now = token_urlsafe(32), token_urlsafe(32), self._clock.now()
        async with self._database.write() as connection:
            sessions = schema.agent_session
            await connection.execute(delete(sessions).where(sessions.c.expires_at < now))
            values = {"agent_id": row["id"], "csrf_token": csrf_token, "expires_at": now + SESSION}
            values |= {"created_at": now, "seen_at": now}
            await connection.execute(insert(sessions).values(id=_fingerprint(cookie), **values))
        return cookie, Session(_agent(row), csrf_token)

    async def session(self, cookie: str) -> Session | None:
        """The session behind a cookie, if it still runs."""
        now = self._clock.now()
        sessions, agents = schema.agent_session, schema.agent
        query = (
            select(agents, sessions.c.csrf_token, sessions.c.expires_at)
            .join(sessions, sessions.c.agent_id == agents.c.id)
            .where(sessions.c.id == _fingerprint(cookie), sessions.c.expires_at > now)
        )
        async with self._database.read() as connection:
            row = (await connection.execute(query)).mappings().one_or_none()
        if row is None:
            return None
        if row["expires_at"] - now < SESSION - REFRESH:
            async with self._database.write() as connection:
                later = update(sessions).where(sessions.c.id == _fingerprint(cookie))
                await connection.execute(later.values(expires_at=now + SESSION))
        return Session(_agent(row), row["csrf_token"])

    async def logout(self, cookie: str) -> None:
        sessions = schema.agent_session
        async with self._database.write() as connection:
            await connection.execute(delete(sessions).where(sessions.c.id == _fingerprint(cookie)))

    async def add(self, name: str, email: str, password: str) -> Agent:
        """An agent who signs in with this password; who has the e-mail address already has it from now on."""
        email = email.strip().lower()
        password_hash = await asyncio.to_thread(hash_password, password)
        agents = schema.agent
        async with self._database.write() as connection:
            known = await connection.scalar(select(agents.c.id).where(agents.c.email == email))
            agent = Agent(id=known or token_urlsafe(8), name=name, email=email)
            values = {"name": name, "password_hash": password_hash}
            if known:
                await connection.execute(update(agents).where(agents.c.id == known).values(values))
            else:
                new = insert(agents).values(id=agent.id, email=email, created_at=self._clock.now())
                await connection.execute(new.values(values))
        return agent

    async def agents(self) -> dict[str, Agent]:
        """Every agent by id."""
        async with self._database.read() as connection:
            rows = (await connection.execute(select(schema.agent))).mappings().all()
        return {row["id"]: _agent(row) for row in rows}


def _agent(row: RowMapping) -> Agent:
    fields = {field: row[field] for field in ("id", "name", "email", "capacity", "seen_at", "assigned_at", "is_active")}
    return Agent(
        role=Role(row["role"]),
        teams=tuple(row["teams"]),
        languages=tuple(row["languages"]),
        availability=Availability(row["availability"]),
        **fields,
    )


def _fingerprint(cookie: str) -> str:
    return hashlib.sha256(cookie.encode("utf-8", "surrogateescape")).hexdigest()


def _verify(password_hash: str, password: str) -> bool:
    try:
        return _hasher.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False
