"""Who may sit at the desk is added by a program."""

import pytest

from sahay.config import load_settings
from sahay.desk.__main__ import add
from sahay.desk.accounts import Accounts
from sahay.domain.clock import SystemClock
from sahay.store.database import open_database


@pytest.fixture
def settings(tmp_path):
    return load_settings(environ={"SAHAY_VAR": str(tmp_path)})


@pytest.fixture
async def accounts(settings):
    database = open_database(settings.database_url)
    yield Accounts(database, SystemClock())
    await database.close()


async def test_who_is_added_signs_in_with_the_password_that_is_said(settings, accounts):
    said = await add(settings, "Mira", " Mira@Mitti.example ")

    assert said.startswith("Mira signs in as mira@mitti.example with the password ")
    _, session = await accounts.login("mira@mitti.example", said.split()[-1])
    assert session.agent.name == "Mira"


async def test_who_is_there_already_is_the_same_agent_with_another_password(settings, accounts):
    old = (await add(settings, "Mira", "mira@mitti.example")).split()[-1]
    new = (await add(settings, "Mira Joshi", "mira@mitti.example")).split()[-1]

    assert await accounts.login("mira@mitti.example", old) is None
    assert await accounts.login("mira@mitti.example", new) is not None
    assert [agent.name for agent in (await accounts.agents()).values()] == ["Mira Joshi"]
