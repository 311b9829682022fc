"""Links by which somebody chooses a password: who is invited, and who has forgotten theirs.

A link works once and for some days. It is shown to the admin who made it, and mailed; the database has its hash.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe

from sqlalchemy import delete, insert, select

from sahay.desk.accounts import Accounts, Profile, agent_from_row
from sahay.desk.audit import Actor, Audit
from sahay.desk.passwords import hash_password, require_strong
from sahay.desk.sessions import Sessions, fingerprint
from sahay.domain.agent import Agent
from sahay.domain.clock import Clock
from sahay.store import schema
from sahay.store.database import Database
from sahay.store.tables.people import invitation


class NoInvitation(Exception):
    """The link was used, replaced or withdrawn, or its time is over."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """`token` belongs into the link and is not to be had again."""

    agent: Agent
    token: str
    expires_at: datetime


class Invitations:
    """`life` is how long a link works, `about` what no password may contain besides names: the shop's own."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        accounts: Accounts,
        sessions: Sessions,
        audit: Audit,
        life: timedelta,
        about: Sequence[str],
    ) -> None:
        self._database = database
        self._clock = clock
        self._accounts = accounts
        self._sessions = sessions
        self._audit = audit
        self._life = life
        self._about = about

    async def invite(self, email: str, profile: Profile, by: Actor) -> Invitation:
        """Somebody new. Raises EmailTaken."""
        token = token_urlsafe(32)
        async with self._database.write() as connection:
            agent = await self._accounts.invite(email, profile, connection)
            expires_at = self._clock.now() + self._life
            row = {"agent_id": agent.id, "token_hash": fingerprint(token), "expires_at": expires_at}
            await connection.execute(insert(invitation).values(row))
            facts = {"role": agent.role.value, "teams": agent.teams}
            await self._audit.record("person.invited", by=by, target=("agent", agent.id), on=connection, **facts)
        return Invitation(agent, token, expires_at)

    async def renew(self, agent: Agent, by: Actor) -> Invitation:
        """Another link for somebody who is known; an earlier one works no more. What they had as a password stays until
        they choose another."""
        token, expires_at = token_urlsafe(32), self._clock.now() + self._life
        async with self._database.write() as connection:
            await connection.execute(delete(invitation).where(invitation.c.agent_id == agent.id))
            row = {"agent_id": agent.id, "token_hash": fingerprint(token), "expires_at": expires_at}
            await connection.execute(insert(invitation).values(row))
            await self._audit.record("person.link_made", by=by, target=("agent", agent.id), on=connection)
        return Invitation(agent, token, expires_at)

    async def read(self, token: str) -> Agent:
        """Whose link it is. Raises NoInvitation."""
        agents = schema.agent
        query = (
            select(agents)
            .join(invitation, invitation.c.agent_id == agents.c.id)
            .where(invitation.c.token_hash == fingerprint(token))
            .where(invitation.c.expires_at > self._clock.now(), agents.c.is_active)
        )
        async with self._database.read() as connection:
            row = (await connection.execute(query)).mappings().one_or_none()
        if row is None:
            raise NoInvitation
        return agent_from_row(row)

    async def accept(self, token: str, password: str, address: str | None) -> Agent:
        """The agent has this password from now on, and is signed out wherever they were. Raises NoInvitation and
        WeakPassword; after the latter the link still works."""
        agent = await self.read(token)
        require_strong(password, (agent.name, agent.email, *self._about))
        password_hash = await asyncio.to_thread(hash_password, password)
        async with self._database.write() as connection:
            used = delete(invitation).where(invitation.c.token_hash == fingerprint(token))
            if not (await connection.execute(used)).rowcount:
                raise NoInvitation  # somebody was faster
            await self._accounts.set_password(agent.id, password_hash, connection)
            await self._sessions.end_all(agent.id, connection)
            actor = Actor(agent.id, agent.name, address)
            await self._audit.record("person.joined", by=actor, target=("agent", agent.id), on=connection)
        return agent
