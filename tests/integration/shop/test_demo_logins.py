"""The first agents of the desk, and the file that says how to log in."""

import json
import stat
from datetime import UTC, datetime

import pytest

from sahay.desk.audit import Audit
from sahay.desk.login import Attempt, WrongLogin
from sahay.desk.login import Login as DeskLogin
from sahay.desk.second_factor import SecondFactors
from sahay.desk.sessions import Sessions
from sahay.domain.clock import SystemClock
from sahay.shop.demo import handout
from sahay.shop.demo.logins import Login, ensure

NOW = datetime(2026, 3, 14, 9, tzinfo=UTC)


@pytest.fixture
def log_in(database):
    """Whether the desk lets somebody in."""

    async def attempt(login):
        try:
            await desk.sign_in(Attempt(login.email, login.password))
        except WrongLogin:
            return False
        return True

    clock = SystemClock()
    factors = SecondFactors("a key of 32 characters and no more.", "Saral Store", clock)
    desk = DeskLogin(database, clock, Sessions(database, clock), factors, Audit(database, clock))
    return attempt


async def test_all_agents_can_log_in(database, log_in):
    logins = await ensure(database, {}, NOW)
    assert [login.email for login in logins] == ["asha@example.com", "ravi@example.com", "meera@example.com"]
    assert len({login.password for login in logins}) == 3
    for login in logins:
        assert await log_in(login)
        assert not await log_in(Login(login.email, "wrong"))


async def test_a_password_stays_as_it_was_handed_out(database, log_in):
    first = await ensure(database, {}, NOW)
    again = await ensure(database, {login.email: login.password for login in first}, NOW)
    assert again == first
    assert await log_in(first[0])


async def test_each_installation_has_its_own(database):
    assert await ensure(database, {}, NOW) != await ensure(database, {}, NOW)


@pytest.mark.parametrize("lost", ["the file", "the database"])
async def test_what_is_handed_out_works_whichever_half_was_lost(database, log_in, lost):
    first = await ensure(database, {}, NOW)
    known = {} if lost == "the file" else {login.email: f"{login.password}-older" for login in first}
    for login in await ensure(database, known, NOW):
        assert await log_in(login)


LOGINS = (Login("asha@example.com", "one"), Login("ravi@example.com", "two"))
ORDERS = [{"number": "10001", "email": "a@example.com", "phone": "+916500001001", "state": "placed"}]


def test_the_file_is_for_its_owner_only(tmp_path):
    path = tmp_path / "var" / handout.NAME
    handout.write(path, LOGINS, ORDERS)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert json.loads(path.read_text()) == {
        "agent": {"email": "asha@example.com", "password": "one"},
        "agents": [
            {"email": "asha@example.com", "password": "one"},
            {"email": "ravi@example.com", "password": "two"},
        ],
        "orders": ORDERS,
    }
    assert handout.known_passwords(path) == {"asha@example.com": "one", "ravi@example.com": "two"}


def test_a_file_that_others_could_read_is_closed(tmp_path):
    path = tmp_path / handout.NAME
    path.write_text("{}")
    path.chmod(0o644)
    handout.write(path, LOGINS, ORDERS)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    "content",
    [None, "", "{", "[]", "{}", '{"agents": null}', '{"agents": [1]}', '{"agents": [{"email": "a"}]}', "\xff"],
)
def test_a_damaged_file_knows_no_passwords(tmp_path, content):
    path = tmp_path / handout.NAME
    if content is not None:
        path.write_bytes(content.encode("latin-1"))
    assert handout.known_passwords(path) == {}
