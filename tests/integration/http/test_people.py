"""Who works at the desk: invited by a link, given a role, deactivated; never without an admin."""

import httpx
import pytest

from sahay.domain.agent import Role
from tests.integration.http.conftest import PASSWORD, App

MIRA = {"name": "Mira", "email": "Mira@Mitti.example", "role": "supervisor", "teams": ["payments"], "languages": ["gu"]}
CHOSEN = "ladder tulip orbit"
UNCHANGED = {"name": "Asha", "role": "admin"}


async def invited(admin: httpx.AsyncClient, **changes: object) -> dict:
    answer = await admin.post("/api/desk/invitations", json=MIRA | changes)
    assert answer.status_code == 201, answer.text
    return answer.json()


def token(invitation: dict) -> str:
    return invitation["link"].rpartition("/")[2]


async def accepted(app: App, link: str, password: str = CHOSEN) -> httpx.Response:
    async with app.client() as browser:
        return await browser.post("/api/desk/invitations/accept", json={"token": link, "password": password})


async def signed_in(app: App, email: str, password: str) -> httpx.Response:
    async with app.client() as browser:
        return await browser.post("/api/desk/login", json={"email": email, "password": password})


async def test_who_is_invited_chooses_a_password_and_signs_in(app: App) -> None:
    async with app.admin() as asha:
        invitation = await invited(asha)
    async with app.client() as browser:
        told = await browser.post("/api/desk/invitations/read", json={"token": token(invitation)})
    assert await accepted(app, token(invitation))
    session = (await signed_in(app, "mira@mitti.example", CHOSEN)).json()

    assert told.json() == {
        "name": "Mira",
        "email": "mira@mitti.example",
        "role": "supervisor",
        "password_characters": 12,
    }
    assert (session["agent"]["name"], session["agent"]["role"]) == ("Mira", "supervisor")
    assert (invitation["person"]["has_joined"], invitation["mailed"]) == (False, False)
    assert invitation["link"].startswith(f"{app.url}/desk#/invitation/")


async def test_nobody_signs_in_before_they_have_chosen_a_password(app: App) -> None:
    async with app.admin() as asha:
        await invited(asha)

    assert (await signed_in(app, "mira@mitti.example", "")).status_code == 401


async def test_the_database_holds_no_link(app: App) -> None:
    async with app.admin() as asha:
        link = token(await invited(asha))

    stored = app.services.settings.var / "sahay.db"
    assert (stored.with_name("sahay.db-wal").read_bytes() + stored.read_bytes()).count(link.encode()) <= 1  # the mail


@pytest.mark.parametrize("why", ["used", "old", "replaced", "deactivated", "invented"])
async def test_a_link_that_is_over_opens_nothing(app: App, why: str) -> None:
    async with app.admin() as asha:
        invitation = await invited(asha)
        link, mira = token(invitation), invitation["person"]["id"]
        if why == "used":
            await accepted(app, link)
        if why == "old":
            app.clock.forward(3 * 24 * 3600)
        if why == "replaced":
            await asha.post(f"/api/desk/people/{mira}/link")
        if why == "deactivated":
            await asha.put(f"/api/desk/people/{mira}", json={"name": "Mira", "is_active": False})
    if why == "invented":
        link = "a" * 43

    answer = await accepted(app, link)
    assert (answer.status_code, answer.json()["error"]["code"]) == (410, "no_invitation")


async def test_after_a_weak_password_the_link_still_works(app: App) -> None:
    async with app.admin() as asha:
        link = token(await invited(asha))

    refused = await accepted(app, link, "mira mira mira")
    assert (refused.status_code, refused.json()["error"]["code"]) == (400, "password_like_name")
    assert (await accepted(app, link)).status_code == 200


async def test_who_has_forgotten_the_password_gets_a_link_and_is_signed_out_elsewhere(app: App) -> None:
    async with app.admin() as asha, app.agent("ravi@example.com") as ravi:
        link = token((await asha.post("/api/desk/people/ravi/link")).json())
        assert (await ravi.get("/api/desk/session")).status_code == 200  # nothing has changed yet
        await accepted(app, link)
        assert (await ravi.get("/api/desk/session")).status_code == 401

    assert (await signed_in(app, "ravi@example.com", PASSWORD)).status_code == 401
    assert (await signed_in(app, "ravi@example.com", CHOSEN)).status_code == 200


# what is asked for, status, code
REFUSED = [
    ({"email": "ravi@example.com"}, 409, "email_taken"),
    ({"email": "Ravi@Example.com"}, 409, "email_taken"),  # the same address
    ({"email": "nobody"}, 400, "bad_email"),
    ({"role": "owner"}, 400, "bad_request"),
    ({"teams": ["nonexistent"]}, 400, "bad_request"),
    ({"languages": ["fr"]}, 400, "bad_request"),
    ({"capacity": 0}, 400, "bad_request"),
    ({"name": " "}, 400, "bad_request"),
]


async def test_what_no_invitation_is_made_for(app: App) -> None:
    async with app.admin() as asha:
        answers = [await asha.post("/api/desk/invitations", json=MIRA | changes) for changes, *_ in REFUSED]

    told = [(answer.status_code, answer.json()["error"]["code"]) for answer in answers]
    assert told == [(status, code) for _, status, code in REFUSED]


async def test_a_change_of_role_counts_at_once(app: App) -> None:
    async with app.admin() as asha, app.agent("ravi@example.com") as ravi:
        assert (await ravi.get("/api/desk/people")).status_code == 403
        changed = await asha.put("/api/desk/people/ravi", json={"name": "Ravi S", "role": "admin", "capacity": 9})
        assert (await ravi.get("/api/desk/people")).status_code == 200

    assert {name: changed.json()["person"][name] for name in ("name", "role", "capacity", "has_joined")} == {
        "name": "Ravi S",
        "role": "admin",
        "capacity": 9,
        "has_joined": True,
    }


async def test_who_is_deactivated_is_out_at_once(app: App) -> None:
    async with app.admin() as asha, app.agent("ravi@example.com") as ravi:
        await asha.put("/api/desk/people/ravi", json={"name": "Ravi", "is_active": False})
        assert (await ravi.get("/api/desk/session")).status_code == 401
        link = await asha.post("/api/desk/people/ravi/link")
        assert (await signed_in(app, "ravi@example.com", PASSWORD)).status_code == 401
        await asha.put("/api/desk/people/ravi", json={"name": "Ravi", "is_active": True})

    assert (link.status_code, link.json()["error"]["code"]) == (409, "not_active")
    assert (await signed_in(app, "ravi@example.com", PASSWORD)).status_code == 200


@pytest.mark.parametrize("change", [{"role": "agent"}, {"is_active": False}])
async def test_the_last_admin_stays_one(app: App, change: dict) -> None:
    async with app.admin() as asha:
        await invited(asha, role=Role.ADMIN)  # an admin who has not joined gives nobody rights
        refused = await asha.put("/api/desk/people/asha", json=UNCHANGED | change)
        await asha.put("/api/desk/people/ravi", json={"name": "Ravi", "role": "admin"})
        allowed = await asha.put("/api/desk/people/asha", json=UNCHANGED | change)

    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "last_admin")
    assert allowed.status_code == 200


async def test_the_list_says_who_is_there_and_what_can_be_chosen(app: App) -> None:
    async with app.admin() as asha:
        told = (await asha.get("/api/desk/people")).json()

    assert [(each["name"], each["role"], each["second_factor"]) for each in told["people"]] == [
        ("Asha", "admin", False),
        ("Ravi", "agent", False),
    ]
    assert (told["roles"], told["languages"]) == (["agent", "supervisor", "admin"], ["en", "hi", "gu"])


async def test_who_is_not_there_is_not_found(app: App) -> None:
    paths = (("PUT", ""), ("POST", "/link"), ("GET", "/sessions"), ("DELETE", "/second-factor"))
    async with app.admin() as asha:
        for method, path in paths:
            answer = await asha.request(method, f"/api/desk/people/nobody{path}", json={"name": "Nobody"})
            assert answer.status_code == 404, method


async def test_what_somebody_had_is_the_queues_when_they_are_deactivated(app: App) -> None:
    _, conversation_id = await app.queued()
    async with app.admin() as asha, app.agent("ravi@example.com") as ravi:
        await ravi.post(f"/api/desk/conversations/{conversation_id}/claim")
        await asha.put("/api/desk/people/ravi", json={"name": "Ravi", "is_active": False})
        await app.services.routing.dispatch.work()
        queue = (await asha.get("/api/desk/queue")).json()

    assert [card["id"] for card in queue["queued"]] == [conversation_id]
