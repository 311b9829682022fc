"""The desk from the command line: who may sit at it, and what has been kept long enough."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from sahay.config import load_settings
from sahay.desk.__main__ import add, retain
from sahay.desk.accounts import Accounts
from sahay.desk.audit import SYSTEM, Audit, Search
from sahay.desk.passwords import matches
from sahay.domain.agent import Role
from sahay.domain.clock import SystemClock
from sahay.store import schema
from sahay.store.database import open_database
from tests.fakes import ManualClock


@pytest.fixture
def settings(tmp_path):
    return load_settings(environ={"SAHAY_VAR": str(tmp_path)})


@pytest.fixture
async def database(settings):
    database = open_database(settings.database_url)
    yield database
    await database.close()


async def password_hash(database, email):
    async with database.read() as connection:
        return await connection.scalar(select(schema.agent.c.password_hash).where(schema.agent.c.email == email))


async def test_who_is_added_signs_in_with_the_password_that_is_said(settings, database):
    said = await add(settings, "Mira", " Mira@Mitti.example ")

    assert said.startswith("Mira signs in as mira@mitti.example with the password ")
    assert matches(await password_hash(database, "mira@mitti.example"), said.split()[-1])


async def test_who_is_there_already_is_the_same_agent_with_another_password(settings, database):
    old = (await add(settings, "Mira", "mira@mitti.example")).split()[-1]
    new = (await add(settings, "Mira Joshi", "mira@mitti.example")).split()[-1]

    kept = await password_hash(database, "mira@mitti.example")
    assert (matches(kept, old), matches(kept, new)) == (False, True)
    agents = await Accounts(database, SystemClock()).agents()
    assert [(agent.name, agent.role) for agent in agents.values()] == [("Mira Joshi", Role.ADMIN)]


async def test_the_first_is_an_admin_and_others_are_what_is_said(settings, database):
    for name, role in (("Mira", None), ("Asha", None), ("Ravi", Role.SUPERVISOR)):
        await add(settings, name, f"{name.lower()}@mitti.example", role)

    agents = await Accounts(database, SystemClock()).agents()
    assert {agent.name: agent.role for agent in agents.values()} == {
        "Mira": Role.ADMIN,
        "Asha": Role.AGENT,
        "Ravi": Role.SUPERVISOR,
    }
    entries = await Audit(database, SystemClock()).search(Search(action="person.added"))
    assert [entry.facts["role"] for entry in entries] == ["supervisor", "agent", "admin"]


async def test_retention_is_done_by_a_command(settings, database):
    await add(settings, "Mira", "mira@mitti.example")
    audit = Audit(database, ManualClock(SystemClock().now() - timedelta(days=2000)))
    await audit.record("person.invited", by=SYSTEM)

    assert await retain(settings, dry=True) == "audit: 1 would be deleted"
    assert await retain(settings, dry=False) == "audit: 1 deleted"
    assert await retain(settings, dry=False) == "nothing is old enough"
