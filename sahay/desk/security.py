"""What somebody changes about how they themselves sign in. Each needs their password once more."""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sahay.desk.accounts import Accounts
from sahay.desk.audit import Actor, Audit
from sahay.desk.login import Login, WrongCode
from sahay.desk.passwords import hash_password, require_strong
from sahay.desk.second_factor import SecondFactors, SetUp
from sahay.desk.sessions import Session, Sessions
from sahay.domain.agent import Agent
from sahay.store.database import Database


class NoSecondFactor(Exception):
    """It is not set up, or the set-up was not begun."""


class SecondFactorOn(Exception):
    """It is set up already."""


@dataclass(frozen=True, slots=True)
class State:
    """How well somebody's account is protected."""

    is_on: bool
    is_required: bool
    recovery_codes_left: int


class Security:
    """All raise WrongLogin and TooManyFailures where a password is asked for. `required` names the roles that need a
    second factor, `about` what no password may contain besides names: the shop's own."""

    def __init__(
        self,
        database: Database,
        accounts: Accounts,
        sessions: Sessions,
        login: Login,
        factors: SecondFactors,
        audit: Audit,
        required: Collection[str],
        about: Sequence[str],
    ) -> None:
        self._database = database
        self._accounts = accounts
        self._sessions = sessions
        self._login = login
        self._factors = factors
        self._audit = audit
        self._required = required
        self._about = about

    async def state(self, agent: Agent) -> State:
        async with self._database.read() as connection:
            is_on = await self._factors.is_on(agent.id, connection)
            left = await self._factors.codes_left(agent.id, connection)
        return State(is_on, agent.role in self._required, left)

    async def change_password(self, session: Session, by: Actor, current: str, new: str) -> None:
        """Everywhere else the agent is signed out. Raises WeakPassword."""
        agent = session.agent
        await self._login.require_password(agent.id, current)
        require_strong(new, (agent.name, agent.email, *self._about))
        password_hash = await asyncio.to_thread(hash_password, new)
        async with self._database.write() as connection:
            await self._accounts.set_password(agent.id, password_hash, connection)
            ended = await self._sessions.end_all(agent.id, connection, but=session.id)
            about = ("agent", agent.id)
            await self._audit.record("password.changed", by=by, target=about, on=connection, sessions_ended=ended)

    async def begin_second_factor(self, agent: Agent, password: str) -> SetUp:
        """Until `confirm_second_factor` it asks for no code. One that is on must be removed first: who has the password
        alone replaces no phone. Raises SecondFactorOn."""
        await self._login.require_password(agent.id, password)
        async with self._database.write() as connection:
            if await self._factors.is_on(agent.id, connection):
                raise SecondFactorOn
            return await self._factors.begin(agent, connection)

    async def confirm_second_factor(self, session: Session, by: Actor, code: str) -> list[str]:
        """The recovery codes; everywhere else the agent is signed out. Raises WrongCode and NoSecondFactor."""
        agent = session.agent
        async with self._database.write() as connection:
            if not await self._factors.is_begun(agent.id, connection):
                raise NoSecondFactor
            codes = await self._factors.confirm(agent.id, code, connection)
            if codes is None:
                raise WrongCode
            await self._sessions.end_all(agent.id, connection, but=session.id)
            await self._audit.record("second_factor.set_up", by=by, target=("agent", agent.id), on=connection)
        return codes

    async def renew_recovery_codes(self, agent: Agent, by: Actor, password: str) -> list[str]:
        """Those from before open nothing any more. Raises NoSecondFactor."""
        await self._login.require_password(agent.id, password)
        async with self._database.write() as connection:
            if not await self._factors.is_on(agent.id, connection):
                raise NoSecondFactor
            codes = await self._factors.renew_recovery_codes(agent.id, connection)
            await self._audit.record("second_factor.codes_made", by=by, target=("agent", agent.id), on=connection)
        return codes

    async def remove_second_factor(self, agent: Agent, by: Actor, password: str, code: str) -> None:
        """Whose role asks for one sets up another before anything else. Raises WrongCode and NoSecondFactor."""
        await self._login.require_proof(agent.id, password, code)
        await self.reset_second_factor(agent.id, by)

    async def reset_second_factor(self, agent_id: str, by: Actor) -> None:
        """For an admin, when somebody has lost phone and recovery codes. Raises NoSecondFactor."""
        async with self._database.write() as connection:
            if not await self._factors.is_begun(agent_id, connection):
                raise NoSecondFactor
            await self._factors.remove(agent_id, connection)
            await self._audit.record("second_factor.removed", by=by, target=("agent", agent_id), on=connection)
