"""Signing in: the password, then the second factor, each attempt counted before it is made."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from secrets import token_urlsafe

from sqlalchemy import ColumnElement, RowMapping, and_, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.desk.accounts import agent_from_row
from sahay.desk.audit import Actor, Audit
from sahay.desk.passwords import matches
from sahay.desk.second_factor import SecondFactors
from sahay.desk.sessions import Origin, Session, Sessions, fingerprint
from sahay.desk.throttle import Throttle, TooManyFailures, failure_key
from sahay.domain.clock import Clock
from sahay.domain.throttle import FREE_FAILURES, FREE_FAILURES_ANYWHERE
from sahay.store import schema
from sahay.store.database import Database
from sahay.store.tables import people

# For how long a browser is known as somebody's after they last signed in with it.
DEVICE = timedelta(days=90)


class WrongLogin(Exception):
    """E-mail and password do not belong together, or the agent may not sign in any more."""


class CodeNeeded(Exception):
    """The password is right; a code of the second factor is still to come."""


class WrongCode(Exception):
    """The password is right, the code is not."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """`device` is the value of the browser's cookie, if it has one from an earlier time."""

    email: str
    password: str
    code: str | None = None
    device: str | None = None
    origin: Origin = field(default_factory=Origin)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """`cookie` and `device` are kept by the browser; of both the database has a hash."""

    cookie: str
    device: str
    session: Session


class Login:
    def __init__(
        self, database: Database, clock: Clock, sessions: Sessions, factors: SecondFactors, audit: Audit
    ) -> None:
        self._database = database
        self._clock = clock
        self._sessions = sessions
        self._factors = factors
        self._audit = audit
        self._throttle = Throttle(database, clock)

    async def sign_in(self, attempt: Attempt) -> SignedIn:
        """Raises WrongLogin, CodeNeeded, WrongCode and TooManyFailures."""
        email = attempt.email.replace("\x00", "").strip().lower()  # PostgreSQL knows no NUL
        async with self._database.read() as connection:
            query = select(schema.agent).where(schema.agent.c.email == email)
            row = (await connection.execute(query)).mappings().one_or_none()
            counts = await self._counts(email, row, attempt, connection)
            asks_for_code = row is not None and await self._factors.is_on(row["id"], connection)
        await self._begin(counts)
        right = await asyncio.to_thread(matches, row["password_hash"] if row else None, attempt.password)
        if row is None or not right or not row["is_active"]:
            await self._refused(row, "password", attempt.origin)
            raise WrongLogin
        if asks_for_code and not attempt.code:
            for key in counts:
                await self._throttle.give_back(key)
            raise CodeNeeded
        if asks_for_code and not await self._proved(row["id"], attempt.code or ""):
            await self._refused(row, "code", attempt.origin)
            raise WrongCode
        return await self._open(row, asks_for_code, attempt, counts)

    async def require_password(self, agent_id: str, password: str) -> None:
        """Before somebody changes how they sign in: a session left open proves too little. Raises WrongLogin and
        TooManyFailures."""
        key = failure_key("own password", agent_id)
        await self._throttle.begin(key)
        async with self._database.read() as connection:
            known = await connection.scalar(select(schema.agent.c.password_hash).where(schema.agent.c.id == agent_id))
        if not await asyncio.to_thread(matches, known, password):
            raise WrongLogin
        async with self._database.write() as connection:
            await self._throttle.succeeded(key, connection)

    async def require_proof(self, agent_id: str, password: str, code: str) -> None:
        """Both the password and a code. Raises WrongLogin, WrongCode and TooManyFailures."""
        key = failure_key("own code", agent_id)
        await self.require_password(agent_id, password)
        await self._throttle.begin(key)
        if not await self._proved(agent_id, code):
            raise WrongCode
        async with self._database.write() as connection:
            await self._throttle.succeeded(key, connection)

    async def _begin(self, counts: Mapping[str, int]) -> None:
        """Raises TooManyFailures, and then has counted nothing."""
        begun: list[str] = []
        for key, free in counts.items():
            try:
                await self._throttle.begin(key, free)
            except TooManyFailures:
                for other in begun:
                    await self._throttle.give_back(other)
                raise
            begun.append(key)

    async def _open(
        self, row: RowMapping, has_second_factor: bool, attempt: Attempt, counts: Iterable[str]
    ) -> SignedIn:
        agent = agent_from_row(row)
        async with self._database.write() as connection:
            for key in counts:
                await self._throttle.succeeded(key, connection)
            cookie, session = await self._sessions.open(agent, has_second_factor, attempt.origin, connection)
            device = await self._remember(agent.id, attempt.device, connection)
            actor = Actor(agent.id, agent.name, attempt.origin.address)
            await self._audit.record("session.opened", by=actor, target=("agent", agent.id), on=connection)
        return SignedIn(cookie, device, session)

    async def _proved(self, agent_id: str, code: str) -> bool:
        async with self._database.write() as connection:
            return await self._factors.prove(agent_id, code, connection)

    async def _refused(self, row: RowMapping | None, what: str, origin: Origin) -> None:
        """What was typed is not kept: it may be a password in the wrong place."""
        target = ("agent", row["id"]) if row else None
        await self._audit.record("session.refused", by=Actor(None, None, origin.address), target=target, wrong=what)

    async def _counts(
        self, email: str, row: RowMapping | None, attempt: Attempt, connection: AsyncConnection
    ) -> Mapping[str, int]:
        """What the attempt counts for, and how many may fail there. A browser that the agent has used before counts for
        itself: who fails elsewhere locks nobody out. Others count for the account at their address, and for the
        account."""
        device = attempt.device
        if row and device and await connection.scalar(select(people.device.c.id).where(self._knows(row["id"], device))):
            return {failure_key("device", fingerprint(device)): FREE_FAILURES}
        here = failure_key("account at", email, attempt.origin.address or "")
        return {here: FREE_FAILURES, failure_key("account", email): FREE_FAILURES_ANYWHERE}

    async def _remember(self, agent_id: str, device: str | None, connection: AsyncConnection) -> str:
        table, until = people.device, self._clock.now() + DEVICE
        await connection.execute(delete(table).where(table.c.expires_at < self._clock.now()))
        if device:
            again = update(table).where(self._knows(agent_id, device)).values(expires_at=until)
            if (await connection.execute(again)).rowcount:
                return device
        device = token_urlsafe(32)
        await connection.execute(insert(table).values(id=fingerprint(device), agent_id=agent_id, expires_at=until))
        return device

    def _knows(self, agent_id: str, device: str) -> ColumnElement[bool]:
        table = people.device
        of_agent = and_(table.c.id == fingerprint(device), table.c.agent_id == agent_id)
        return and_(of_agent, table.c.expires_at > self._clock.now())
