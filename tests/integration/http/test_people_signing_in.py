"""Signing in: slowed down after failures, with a second factor, in sessions that can be seen and ended."""

import httpx
import pyotp
import pytest

from sahay.desk.login import Attempt
from sahay.desk.people import People
from sahay.desk.sessions import Origin
from sahay.desk.throttle import TooManyFailures
from sahay.mail.sql import SqlOutbox
from tests.integration.http.conftest import PASSWORD, App

ASHA = {"email": "asha@example.com", "password": PASSWORD}
WRONG = {"email": "asha@example.com", "password": "guess"}
NEW = "ladder tulip orbit"


async def login(app: App, body: dict, **cookies: str) -> httpx.Response:
    async with httpx.AsyncClient(base_url=app.url, cookies=cookies, timeout=20) as browser:
        return await browser.post("/api/desk/login", json=body)


def code(app: App, secret: str, steps: int = 0) -> str:
    return pyotp.TOTP(secret).at(int(app.clock.now().timestamp()) + 30 * steps)


async def set_up(app: App, browser: httpx.AsyncClient) -> tuple[str, list[str]]:
    """The secret and the recovery codes."""
    begun = (await browser.post("/api/desk/me/second-factor", json={"password": PASSWORD})).json()
    confirm = {"code": code(app, begun["secret"])}
    answer = await browser.post("/api/desk/me/second-factor/confirm", json=confirm)
    assert answer.status_code == 200, answer.text
    app.clock.forward(30)  # that code is used
    return begun["secret"], answer.json()["recovery_codes"]


async def test_the_wait_after_failures_grows_and_passes(app: App) -> None:
    for _ in range(5):
        assert (await login(app, WRONG)).status_code == 401
    first = await login(app, ASHA)
    app.clock.forward(5)
    assert (await login(app, WRONG)).status_code == 401
    second = await login(app, ASHA)
    app.clock.forward(10)

    assert [(answer.status_code, answer.headers["Retry-After"]) for answer in (first, second)] == [
        (429, "5"),
        (429, "10"),
    ]
    assert (await login(app, ASHA)).status_code == 200
    assert (await login(app, WRONG)).status_code == 401  # and the row of failures begins anew


async def test_failures_are_remembered_by_another_process(app: App) -> None:
    for _ in range(5):
        await login(app, WRONG)
    services, clock = app.services, app.clock
    mails = SqlOutbox.from_settings(services.settings, services.database, clock)
    other = People.open(services.settings, services.database, services.accounts, services.audit, mails, clock)

    with pytest.raises(TooManyFailures):
        await other.login.sign_in(Attempt(**ASHA, origin=Origin("127.0.0.1")))


async def test_an_address_without_an_agent_is_slowed_down_alike(app: App) -> None:
    nobody = {"email": "nobody@example.com", "password": "guess"}
    answers = [(await login(app, nobody)).status_code for _ in range(6)]

    assert answers == [401] * 5 + [429]


async def test_strangers_do_not_lock_out_a_browser_that_is_known(app: App) -> None:
    device = (await login(app, ASHA)).cookies["sahay_device"]
    for _ in range(6):
        await login(app, WRONG)

    assert (await login(app, ASHA)).status_code == 429
    assert (await login(app, ASHA, sahay_device=device)).status_code == 200
    assert (await login(app, ASHA | {"email": "ravi@example.com"}, sahay_device=device)).status_code == 200


async def test_with_a_second_factor_the_password_alone_opens_nothing(app: App) -> None:
    async with app.agent() as asha:
        secret, _ = await set_up(app, asha)

    alone = await login(app, ASHA)
    wrong = await login(app, ASHA | {"code": "000000"})
    right = await login(app, ASHA | {"code": f" {code(app, secret)} "})
    again = await login(app, ASHA | {"code": code(app, secret)})
    assert [answer.status_code for answer in (alone, wrong, right, again)] == [401, 401, 200, 401]
    assert [answer.json()["error"]["code"] for answer in (alone, wrong, again)] == [
        "code_needed",
        "wrong_code",
        "wrong_code",  # it was seen once
    ]
    assert right.json()["second_factor"] == {"on": True, "required": False}


@pytest.mark.parametrize(
    ("steps", "status"),
    [
        (-2, 401),
        (-1, 200),  # the phone's clock is behind
        (1, 200),  # or before
        (2, 401),
    ],
)
async def test_a_phones_clock_may_be_a_little_off(app: App, steps: int, status: int) -> None:
    async with app.agent() as asha:
        secret, _ = await set_up(app, asha)
    app.clock.forward(60)

    assert (await login(app, ASHA | {"code": code(app, secret, steps)})).status_code == status


async def test_codes_are_guessed_as_slowly_as_passwords(app: App) -> None:
    async with app.agent() as asha:
        await set_up(app, asha)
    statuses = []
    for _ in range(5):
        statuses.append((await login(app, ASHA | {"code": "000000"})).status_code)
        statuses.append((await login(app, ASHA)).status_code)  # the right password does not wipe the slate clean

    assert statuses == [401] * 9 + [429]


async def test_a_recovery_code_opens_once(app: App) -> None:
    async with app.agent() as asha:
        _, codes = await set_up(app, asha)

    assert len(set(codes)) == 10
    assert (await login(app, ASHA | {"code": codes[3].upper()})).status_code == 200
    assert (await login(app, ASHA | {"code": codes[3]})).status_code == 401


async def test_new_recovery_codes_replace_the_old_ones(app: App) -> None:
    async with app.agent() as asha:
        _, old = await set_up(app, asha)
        body = {"password": PASSWORD}
        new = (await asha.post("/api/desk/me/second-factor/recovery-codes", json=body)).json()["recovery_codes"]
        state = (await asha.get("/api/desk/me/second-factor")).json()

    assert state == {"on": True, "required": False, "recovery_codes_left": 10}
    assert (await login(app, ASHA | {"code": old[0]})).status_code == 401
    assert (await login(app, ASHA | {"code": new[0]})).status_code == 200


async def test_the_second_factor_goes_by_password_and_code_only(app: App) -> None:
    async with app.agent() as asha:
        secret, _ = await set_up(app, asha)
        at = "/api/desk/me/second-factor/remove"
        wrong = await asha.post(at, json={"password": PASSWORD, "code": "000000"})
        again = await asha.post("/api/desk/me/second-factor", json={"password": PASSWORD})
        gone = await asha.post(at, json={"password": PASSWORD, "code": code(app, secret)})

    assert (wrong.status_code, wrong.json()["error"]["code"]) == (400, "wrong_code")
    assert (again.status_code, again.json()["error"]["code"]) == (409, "second_factor_on")
    assert gone.status_code == 204
    assert (await login(app, ASHA)).status_code == 200


async def test_an_admin_helps_who_has_lost_phone_and_codes(app: App) -> None:
    async with app.agent("ravi@example.com") as ravi, app.admin() as asha:
        await set_up(app, ravi)
        assert (await asha.delete("/api/desk/people/ravi/second-factor")).status_code == 204
        assert (await asha.delete("/api/desk/people/ravi/second-factor")).status_code == 409

    assert (await login(app, ASHA | {"email": "ravi@example.com"})).status_code == 200


async def test_the_qr_code_is_square_and_the_secret_is_not_stored(app: App) -> None:
    async with app.agent() as asha:
        begun = (await asha.post("/api/desk/me/second-factor", json={"password": PASSWORD})).json()

    assert {len(row) for row in begun["squares"]} == {len(begun["squares"])}
    assert f"secret={begun['secret']}" in begun["address"]
    stored = app.services.settings.var / "sahay.db"
    assert begun["secret"].encode() not in stored.with_name("sahay.db-wal").read_bytes() + stored.read_bytes()


@pytest.mark.parametrize(
    ("current", "new", "status", "code"),
    [
        (PASSWORD, NEW, 204, None),
        ("guess", NEW, 400, "wrong_password"),  # a session left open is not enough
        (PASSWORD, "short", 400, "password_too_short"),
        (PASSWORD, "asha asha asha", 400, "password_like_name"),
    ],
)
async def test_changing_ones_password(app: App, current: str, new: str, status: int, code: str | None) -> None:
    async with app.agent() as asha, app.agent() as elsewhere:
        answer = await asha.post("/api/desk/me/password", json={"current": current, "new": new})
        here, there = [(await each.get("/api/desk/session")).status_code for each in (asha, elsewhere)]

    assert answer.status_code == status
    assert code is None or answer.json()["error"]["code"] == code
    assert (here, there) == ((200, 401) if status == 204 else (200, 200))
    assert (await login(app, ASHA | {"password": new})).status_code == (200 if status == 204 else 401)


async def test_ones_sessions_are_seen_and_ended(app: App) -> None:
    async with app.agent() as here, app.agent() as there, app.agent("ravi@example.com") as ravi:
        listed = (await here.get("/api/desk/sessions")).json()["sessions"]
        (other,) = [each["id"] for each in listed if not each["current"]]
        assert (await ravi.delete(f"/api/desk/sessions/{other}")).status_code == 404  # not told from none
        assert (await here.delete(f"/api/desk/sessions/{other}")).status_code == 204
        assert (await there.get("/api/desk/session")).status_code == 401
        assert (await here.delete(f"/api/desk/sessions/{other}")).status_code == 404

    assert [(each["address"], each["browser"][:12]) for each in listed] == [("127.0.0.1", "python-httpx")] * 2


async def test_an_admin_signs_somebody_out_everywhere(app: App) -> None:
    async with app.admin() as asha, app.agent("ravi@example.com") as ravi:
        (place,) = (await asha.get("/api/desk/people/ravi/sessions")).json()["sessions"]
        ended = (await asha.delete("/api/desk/people/ravi/sessions")).json()
        assert (await ravi.get("/api/desk/session")).status_code == 401

    assert (place["current"], ended) == (False, {"ended": 1})
