"""API tokens: how another program acts in an agent's name, with a part of their rights."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe

from sqlalchemy import RowMapping, insert, select, update

from sahay.desk.accounts import Accounts
from sahay.desk.audit import Actor, Audit
from sahay.domain.agent import Agent
from sahay.domain.clock import Clock
from sahay.domain.permission import GRANTED, Permission
from sahay.store.database import Database
from sahay.store.tables.integrations import api_token

# So that a token is known for one wherever it turns up (a log, a commit).
PREFIX = "sahay_"
# What a token may be for. Never people, other tokens, or a customer's whole data: these are for who is signed in.
SCOPES = (Permission.READ, Permission.WORK, Permission.LEAD, Permission.REPORTS, Permission.TEACH, Permission.NOTIFY)
# How exactly the last use is known: not every request needs a write.
USED = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class ApiToken:
    """`agent_id` made it, and it acts as them. Without `expires_at` it is valid until it is revoked."""

    id: str
    agent_id: str
    name: str
    scopes: tuple[Permission, ...]
    created_at: datetime
    expires_at: datetime | None = None
    used_at: datetime | None = None
    revoked_at: datetime | None = None

    def is_valid(self, now: datetime) -> bool:
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who comes with a token, and what they may do: what the token is for and the agent's role allows."""

    agent: Agent
    token: ApiToken

    @property
    def permissions(self) -> frozenset[Permission]:
        return GRANTED[self.agent.role] & frozenset(self.token.scopes)


class ApiTokens:
    scopes = SCOPES

    def __init__(self, database: Database, accounts: Accounts, audit: Audit, clock: Clock) -> None:
        self._database = database
        self._accounts = accounts
        self._audit = audit
        self._clock = clock

    async def create(
        self, name: str, scopes: Sequence[Permission], expires_at: datetime | None, agent: Agent, by: Actor
    ) -> tuple[str, ApiToken]:
        """The token's value, which nobody can find out later, and the token. It acts as `agent`."""
        value = PREFIX + token_urlsafe(32)
        kept = tuple(scope for scope in SCOPES if scope in scopes)
        token = ApiToken(token_urlsafe(8), agent.id, name, kept, self._clock.now(), expires_at)
        row = {
            "id": token.id,
            "agent_id": agent.id,
            "name": name,
            "fingerprint": _fingerprint(value),
            "scopes": list(kept),
            "created_at": token.created_at,
            "expires_at": expires_at,
        }
        async with self._database.write() as connection:
            await connection.execute(insert(api_token).values(row))
            about = ("token", token.id)
            await self._audit.record("token.created", by=by, target=about, on=connection, scopes=list(kept))
        return value, token

    async def all(self) -> list[ApiToken]:
        """The newest first."""
        async with self._database.read() as connection:
            rows = await connection.execute(select(api_token).order_by(api_token.c.created_at.desc(), api_token.c.id))
            return [_token(row) for row in rows.mappings()]

    async def revoke(self, token_id: str, by: Actor) -> ApiToken | None:
        """It opens nothing from now on. None if there is no such token."""
        found = select(api_token).where(api_token.c.id == token_id)
        async with self._database.write() as connection:
            row = (await connection.execute(found)).mappings().one_or_none()
            if row is not None and row["revoked_at"] is None:
                ended = update(api_token).where(api_token.c.id == token_id).values(revoked_at=self._clock.now())
                await connection.execute(ended)
                await self._audit.record("token.revoked", by=by, target=("token", token_id), on=connection)
                row = (await connection.execute(found)).mappings().one()
        return _token(row) if row is not None else None

    async def bearer(self, value: str) -> Bearer | None:
        """Whose token this is; None if it opens nothing (any more)."""
        now = self._clock.now()
        query = select(api_token).where(api_token.c.fingerprint == _fingerprint(value))
        async with self._database.read() as connection:
            row = (await connection.execute(query)).mappings().one_or_none()
        if row is None or not (token := _token(row)).is_valid(now):
            return None
        agent = (await self._accounts.agents()).get(token.agent_id)
        if agent is None or not agent.is_active:
            return None
        if token.used_at is None or now - token.used_at >= USED:
            async with self._database.write() as connection:
                await connection.execute(update(api_token).where(api_token.c.id == token.id).values(used_at=now))
        return Bearer(agent, token)


def _token(row: RowMapping) -> ApiToken:
    values = {name: value for name, value in row.items() if name not in ("scopes", "fingerprint")}
    return ApiToken(scopes=tuple(Permission(scope) for scope in row["scopes"]), **values)


def _fingerprint(value: str) -> str:
    return hashlib.sha256(value.encode("utf-8", "surrogateescape")).hexdigest()
