"""API tokens in the database, on SQLite and PostgreSQL."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert

from sahay.desk.accounts import Accounts
from sahay.desk.audit import SYSTEM, Audit
from sahay.desk.tokens import ApiTokens
from sahay.domain.agent import Agent, Role
from sahay.domain.permission import Permission
from sahay.store import schema, tables  # noqa: F401  registers the desk's tables
from tests.fakes import MORNING, ManualClock
from tests.integration.databases import with_tables

ASHA = Agent("asha", "Asha", "asha@example.com", Role.ADMIN)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture(params=["sqlite", "postgresql"])
async def tokens(request: pytest.FixtureRequest, tmp_path: Path, clock: ManualClock) -> AsyncIterator[ApiTokens]:
    database = await with_tables(request.param, tmp_path)
    async with database.write() as connection:
        row = {"id": ASHA.id, "name": ASHA.name, "email": ASHA.email, "role": ASHA.role, "created_at": MORNING}
        await connection.execute(insert(schema.agent).values(row))
    yield ApiTokens(database, Accounts(database, clock), Audit(database, clock), clock)
    await database.close()


async def test_from_the_cradle_to_the_grave(tokens: ApiTokens, clock: ManualClock) -> None:
    until = MORNING + timedelta(days=1)
    value, made = await tokens.create("Export", [Permission.READ, Permission.PEOPLE], until, ASHA, SYSTEM)
    assert made.scopes == (Permission.READ,)  # never people
    bearer = await tokens.bearer(value)
    assert bearer is not None
    assert (bearer.agent.id, bearer.permissions) == ("asha", {Permission.READ})

    clock.forward(59)
    await tokens.bearer(value)
    assert [token.used_at for token in await tokens.all()] == [MORNING]  # not every use is a write
    clock.forward(1)
    await tokens.bearer(value)
    assert [token.used_at for token in await tokens.all()] == [MORNING + timedelta(minutes=1)]

    revoked = await tokens.revoke(made.id, SYSTEM)
    assert revoked is not None
    assert revoked.revoked_at == clock.now()
    assert await tokens.bearer(value) is None
    clock.forward(1)
    assert await tokens.revoke(made.id, SYSTEM) == revoked  # once
    assert await tokens.revoke("nobody", SYSTEM) is None


async def test_a_token_runs_out(tokens: ApiTokens, clock: ManualClock) -> None:
    value, _ = await tokens.create("Export", [Permission.READ], MORNING + timedelta(days=1), ASHA, SYSTEM)
    clock.forward(24 * 3600 - 1)
    assert await tokens.bearer(value)
    clock.forward(1)
    assert await tokens.bearer(value) is None
    assert await tokens.bearer(value + "x") is None
