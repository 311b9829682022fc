"""A role that asks for a second factor: before it is set up nothing is open but its set-up."""

from pathlib import Path

import pyotp
import pytest
import yaml

from sahay.config import ROOT
from sahay.domain.agent import Role
from sahay.domain.permission import GRANTED
from sahay.http.desk import desk_routes
from tests.integration.http.conftest import PASSWORD, App
from tests.integration.http.test_roles import called


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """Agents need one here."""
    settings = yaml.safe_load((ROOT / "sahay.yml").read_text(encoding="utf-8"))
    settings["people"]["second_factor"] = ["agent"]
    file = tmp_path / "sahay.yml"
    file.write_text(yaml.safe_dump(settings), encoding="utf-8")
    return {"SAHAY_CONFIG": str(file)}


async def test_only_what_is_about_signing_in_is_open(app: App) -> None:
    # Signing out comes last: it ends the session.
    routes = sorted(desk_routes(app.services), key=lambda each: each.path == "/logout")
    mine = [route for route in routes if route.needs in GRANTED[Role.AGENT]]
    async with app.agent() as asha:
        open_ones = {route.path for route in mine if await called(asha, route) != 401}

    assert open_ones == {route.path for route in mine if route.before_second_factor}
    assert {path.split("/")[1] for path in open_ones} == {"logout", "sessions", "me"}


async def test_once_it_is_set_up_the_desk_is_open(app: App) -> None:
    async with app.agent() as asha:
        refused = await asha.get("/api/desk/queue")
        begun = (await asha.post("/api/desk/me/second-factor", json={"password": PASSWORD})).json()
        code = pyotp.TOTP(begun["secret"]).at(int(app.clock.now().timestamp()))
        await asha.post("/api/desk/me/second-factor/confirm", json={"code": code})
        session = (await asha.get("/api/desk/session")).json()
        opened = await asha.get("/api/desk/queue")

    assert (refused.status_code, refused.json()["error"]["code"]) == (401, "second_factor_required")
    assert session["second_factor"] == {"on": True, "required": True}
    assert opened.status_code == 200


async def test_other_roles_do_without(app: App) -> None:
    async with app.admin() as asha:
        session = (await asha.get("/api/desk/session")).json()

    assert session["second_factor"] == {"on": False, "required": False}
