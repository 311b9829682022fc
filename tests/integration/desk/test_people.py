"""Getting in, on both databases: the same statements, the same answers."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pyotp
import pytest
from argon2 import PasswordHasher

from sahay.config import load_settings
from sahay.desk import passwords
from sahay.desk.accounts import Accounts, LastAdmin, Profile
from sahay.desk.audit import Actor, Audit, Search
from sahay.desk.login import Attempt, CodeNeeded, WrongCode, WrongLogin
from sahay.desk.people import People
from sahay.desk.sessions import Origin
from sahay.desk.throttle import TooManyFailures
from sahay.domain.agent import Role
from sahay.domain.throttle import FREE_FAILURES_ANYWHERE
from sahay.mail.sql import SqlOutbox
from sahay.store.database import Database
from tests.fakes import ManualClock
from tests.integration.databases import with_tables

EMAIL, PASSWORD = "mira@mitti.example", "ladder tulip orbit"
MIRA = Profile(name="Mira", role=Role.ADMIN, teams=("payments",), languages=("gu",))
ASHA = Actor("asha", "Asha")


class World:
    def __init__(self, database: Database, folder: Path) -> None:
        settings = load_settings(environ={"SAHAY_VAR": str(folder)})
        self.database, self.clock = database, ManualClock()
        self.accounts, self.audit = Accounts(database, self.clock), Audit(database, self.clock)
        mails = SqlOutbox.from_settings(settings, database, self.clock)
        self.people = People.open(settings, database, self.accounts, self.audit, mails, self.clock)

    async def join(self) -> str:
        """Mira's id, who has taken up her invitation."""
        invitation = await self.people.invitations.invite(EMAIL, MIRA, ASHA)
        return (await self.people.invitations.accept(invitation.token, PASSWORD, None)).id

    async def refused(self, **attempt: Any) -> type[Exception] | None:
        try:
            await self.people.login.sign_in(Attempt(**{"email": EMAIL, "password": PASSWORD} | attempt))
        except (WrongLogin, WrongCode, CodeNeeded, TooManyFailures) as refusal:
            return type(refusal)
        return None


@pytest.fixture(params=["sqlite", "postgresql"])
async def world(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[World]:
    database = await with_tables(request.param, tmp_path)
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with patch.object(passwords, "_hasher", cheap), patch.object(passwords, "_NOBODY", cheap.hash("nobody's")):
        yield World(database, tmp_path)
    await database.close()


async def test_from_the_invitation_to_the_second_factor(world: World) -> None:
    mira = await world.join()
    signed_in = await world.people.login.sign_in(Attempt(EMAIL, PASSWORD))
    session = await world.people.sessions.find(signed_in.cookie)
    assert session is not None
    assert (session.agent.teams, session.agent.languages) == (("payments",), ("gu",))
    set_up = await world.people.security.begin_second_factor(session.agent, PASSWORD)
    code = pyotp.TOTP(set_up.secret).at(int(world.clock.now().timestamp()))
    recovery = await world.people.security.confirm_second_factor(session, ASHA, code)

    assert [await world.refused(), await world.refused(code=code), await world.refused(code=recovery[0])] == [
        CodeNeeded,
        WrongCode,  # used already
        None,
    ]
    await world.people.security.reset_second_factor(mira, ASHA)
    assert await world.refused() is None
    done = [entry.action for entry in await world.audit.search(Search(target=mira))]
    assert [action for action in reversed(done) if not action.startswith("session")] == [
        "person.invited",
        "person.joined",
        "second_factor.set_up",
        "second_factor.removed",
    ]


async def test_of_many_attempts_at_once_only_the_free_ones_are_made(world: World) -> None:
    await world.join()
    answers = await asyncio.gather(*(world.refused(password="guess") for _ in range(12)))

    assert sorted(answers, key=str) == sorted([WrongLogin] * 5 + [TooManyFailures] * 7, key=str)
    world.clock.forward(5)
    assert await world.refused() is None


async def test_who_guesses_in_one_place_holds_nobody_up_elsewhere(world: World) -> None:
    await world.join()
    here, home = Origin("203.0.113.7"), Origin("198.51.100.4")
    guesses = [await world.refused(password="guess", origin=here) for _ in range(6)]

    assert guesses == [WrongLogin] * 5 + [TooManyFailures]
    assert await world.refused(origin=here) is TooManyFailures
    assert await world.refused(origin=home) is None


async def test_guessing_from_many_places_is_slowed_down_everywhere(world: World) -> None:
    """But for the browsers that the account knows."""
    await world.join()
    known = (await world.people.login.sign_in(Attempt(EMAIL, PASSWORD))).device
    places = [Origin(f"203.0.113.{number}") for number in range(FREE_FAILURES_ANYWHERE + 1)]
    guesses = [await world.refused(password="guess", origin=place) for place in places]

    assert guesses == [WrongLogin] * FREE_FAILURES_ANYWHERE + [TooManyFailures]
    assert await world.refused() is TooManyFailures
    assert await world.refused(device=known) is None
    world.clock.forward(5)
    assert await world.refused() is None


async def test_two_admins_do_not_demote_each_other(world: World) -> None:
    await world.accounts.add("Asha", "asha@mitti.example", PASSWORD, Role.ADMIN)
    await world.accounts.add("Ravi", "ravi@mitti.example", PASSWORD, Role.ADMIN)

    async def demote(agent_id: str, name: str) -> bool:
        try:
            async with world.database.write() as connection:
                await world.accounts.change(agent_id, Profile(name=name), connection)
        except LastAdmin:
            return False
        return True

    agents = (await world.accounts.agents()).values()
    done = await asyncio.gather(*(demote(agent.id, agent.name) for agent in agents))
    assert sorted(done) == [False, True]


async def test_what_has_run_out_opens_nothing(world: World) -> None:
    await world.join()
    signed_in = await world.people.login.sign_in(Attempt(EMAIL, PASSWORD))
    world.clock.forward(timedelta(hours=12).total_seconds())

    assert await world.people.sessions.find(signed_in.cookie) is None
