"""Who may sit at the desk: agents, what they may do, and whether they still may."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from secrets import token_urlsafe
from typing import Any

from sqlalchemy import RowMapping, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.desk.passwords import hash_password
from sahay.domain.agent import CAPACITY, Agent, Availability, Role
from sahay.domain.clock import Clock
from sahay.store import schema
from sahay.store.database import Database
from sahay.store.tables import people

# What belongs to somebody who may sign in, and goes when they may not any more.
_WAYS_IN = (schema.agent_session, people.invitation, people.device)


class NoSuchAgent(Exception):
    """There is nobody with this id."""


class EmailTaken(Exception):
    """Somebody has this e-mail address already."""


class LastAdmin(Exception):
    """Nobody could give rights any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What an admin decides about somebody."""

    name: str
    role: Role = Role.AGENT
    teams: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    capacity: int = CAPACITY
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class Person:
    """An agent as the list of people shows them. `has_joined`: they have chosen a password."""

    agent: Agent
    has_joined: bool
    has_second_factor: bool
    invited_until: datetime | None = None


class Accounts:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def agents(self) -> dict[str, Agent]:
        """Every agent by id."""
        async with self._database.read() as connection:
            rows = (await connection.execute(select(schema.agent))).mappings().all()
        return {row["id"]: agent_from_row(row) for row in rows}

    async def people(self) -> Sequence[Person]:
        """Everybody, by name."""
        agents, factors, invitations = schema.agent, people.second_factor, people.invitation
        query = (
            select(agents, factors.c.confirmed_at, invitations.c.expires_at)
            .outerjoin(factors, factors.c.agent_id == agents.c.id)
            .outerjoin(invitations, invitations.c.agent_id == agents.c.id)
            .order_by(agents.c.name, agents.c.id)
        )
        async with self._database.read() as connection:
            return [_person(row) for row in (await connection.execute(query)).mappings()]

    async def person(self, agent_id: str) -> Person:
        """Raises NoSuchAgent."""
        found = next((person for person in await self.people() if person.agent.id == agent_id), None)
        if found is None:
            raise NoSuchAgent(agent_id)
        return found

    async def add(self, name: str, email: str, password: str, role: Role | None = None) -> Agent:
        """An agent who signs in with this password; who has the e-mail address already has it from now on, and may sign
        in again. Without a `role` the first is an admin, others agents, and who is known keeps theirs."""
        email = email.strip().lower()
        password_hash = await asyncio.to_thread(hash_password, password)
        agents = schema.agent
        async with self._database.write() as connection:
            known = await connection.scalar(select(agents.c.id).where(agents.c.email == email))
            values: dict[str, Any] = {"name": name, "password_hash": password_hash, "is_active": True}
            if known:
                values |= {"role": role} if role else {}
                await connection.execute(update(agents).where(agents.c.id == known).values(values))
            else:
                values["role"] = role or await _first_role(connection)
                values |= {"id": token_urlsafe(8), "email": email, "created_at": self._clock.now()}
                await connection.execute(insert(agents).values(values))
            row = (await connection.execute(select(agents).where(agents.c.email == email))).mappings().one()
        return agent_from_row(row)

    async def invite(self, email: str, profile: Profile, on: AsyncConnection) -> Agent:
        """Somebody without a password yet. Raises EmailTaken."""
        agents, email = schema.agent, email.strip().lower()
        if await on.scalar(select(agents.c.id).where(agents.c.email == email)):
            raise EmailTaken(email)
        agent = Agent(token_urlsafe(8), email=email, **_values(profile))
        values = {**_values(profile), "id": agent.id, "email": email, "created_at": self._clock.now()}
        await on.execute(insert(agents).values(values))
        return agent

    async def change(self, agent_id: str, profile: Profile, on: AsyncConnection) -> tuple[Agent, Mapping[str, Any]]:
        """The agent as they are now, and what has changed: field -> (before, after). Who may not sign in any more is
        signed out everywhere. Raises NoSuchAgent and LastAdmin."""
        agents = schema.agent
        admins = set(await on.scalars(_admins()))  # first, so that two changes at once wait in the same order
        query = select(agents).where(agents.c.id == agent_id).with_for_update()
        row = (await on.execute(query)).mappings().one_or_none()
        if row is None:
            raise NoSuchAgent(agent_id)
        before, wanted = agent_from_row(row), _values(profile)
        stays_admin = profile.role is Role.ADMIN and profile.is_active
        if not stays_admin and admins == {agent_id}:
            raise LastAdmin
        told = ((name, getattr(before, name), value) for name, value in wanted.items())
        changed = {name: (was, value) for name, was, value in told if was != value}
        if changed:
            await on.execute(update(agents).where(agents.c.id == agent_id).values(wanted))
        if not profile.is_active:
            for table in _WAYS_IN:
                await on.execute(delete(table).where(table.c.agent_id == agent_id))
        after = (await on.execute(select(agents).where(agents.c.id == agent_id))).mappings().one()
        return agent_from_row(after), changed

    async def set_password(self, agent_id: str, password_hash: str, on: AsyncConnection) -> None:
        agents = schema.agent
        await on.execute(update(agents).where(agents.c.id == agent_id).values(password_hash=password_hash))


def agent_from_row(row: RowMapping) -> Agent:
    values = {field.name: row[field.name] for field in fields(Agent)}
    values |= {"role": Role(row["role"]), "availability": Availability(row["availability"])}
    values |= {"teams": tuple(row["teams"]), "languages": tuple(row["languages"])}
    return Agent(**values)


def _person(row: RowMapping) -> Person:
    joined, second_factor = row["password_hash"] is not None, row["confirmed_at"] is not None
    return Person(agent_from_row(row), joined, second_factor, row["expires_at"])


def _values(profile: Profile) -> dict[str, Any]:
    return {field.name: getattr(profile, field.name) for field in fields(Profile)}


async def _first_role(connection: AsyncConnection) -> Role:
    """Somebody must be able to give rights."""
    return Role.AGENT if await connection.scalar(_admins()) else Role.ADMIN


def _admins() -> Any:
    """Those who can sign in and give rights, locked: two admins cannot demote each other at once."""
    agents = schema.agent
    able = (agents.c.role == Role.ADMIN, agents.c.is_active, agents.c.password_hash.is_not(None))
    return select(agents.c.id).where(*able).order_by(agents.c.id).with_for_update()
