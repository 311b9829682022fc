"""People and safety in the console: invited, given rights, kept safe, looked up, handed out, erased."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyotp
import pytest
import yaml
from playwright.sync_api import Locator, Page, expect

from sahay.config import ROOT
from sahay.domain.agent import Role
from tests.browser.desk.conftest import OpenDesk, opened, sign_in
from tests.browser.desk.test_accessible import LOOKS, violations
from tests.browser.engine import StandInEngine
from tests.browser.shop import PASSWORD, Shop

CHOSEN = "ladder tulip orbit"
FACE = ROOT / "docs" / "images" / "order.png"
# Each theme, a narrow page and the longest words once: four pages in every look are a minute.
SHOWN = ("light", "phone", "Gujarati in the dark")


@pytest.fixture(scope="module")
def own_shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """Whoever is invited here is in no other test's lists."""
    with opened(tmp_path_factory.mktemp("people"), login_per_minute=1000, sessions_per_minute=1000) as shop:
        yield shop


@pytest.fixture
def shop(own_shop: Shop) -> Shop:
    own_shop.empty()
    own_shop.sign_everybody_out()
    own_shop.become("asha@example.com", Role.ADMIN)
    return own_shop


@pytest.fixture
def open_desk(open_page: OpenDesk) -> OpenDesk:
    """A browser of its own for each: sessions and who is signed in where are what these tests are about."""

    def open_desk(email: str = "asha@example.com", **options: Any) -> Page:
        page = open_page(**options)
        sign_in(page, email)
        return page

    return open_desk


def go(page: Page, path: str) -> Locator:
    """The page at this address."""
    page.goto(f"/desk#/{path}")
    shown = page.locator(f"section.page.{path}")
    expect(shown.get_by_role("heading", level=2)).to_be_focused()
    return shown


def invited(page: Page, name: str, email: str, role: str = "Agent") -> str:
    """The link."""
    go(page, "people")
    page.get_by_role("button", name="Invite").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name, as customers read it").fill(name)
    dialog.get_by_label("E-mail address").fill(email)
    dialog.get_by_role("radio", name=role, exact=True).check()
    dialog.get_by_role("checkbox", name="Gujarati").check()
    dialog.get_by_role("button", name="Make the link").click()
    link = page.get_by_role("dialog").get_by_label("Link")
    expect(link).to_have_value(re.compile(r"/desk#/invitation/[\w-]{43}$"))
    value = link.input_value()
    page.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    return value


def joined(page: Page, link: str) -> None:
    """Whoever has the link is at the desk."""
    page.goto("about:blank")
    page.goto(link)
    page.get_by_label("New password").fill(CHOSEN)
    page.get_by_role("button", name="Choose this password").click()
    expect(page.locator("desk-console")).to_be_visible()


def row(page: Page, name: str) -> Locator:
    return page.locator(".person").filter(has_text=name)


def test_who_is_invited_chooses_a_password_and_is_at_the_desk(open_desk: OpenDesk, open_page: OpenDesk) -> None:
    admin, guest = open_desk(), open_page()
    link = invited(admin, "Mira Joshi", "mira@mitti.example")
    expect(row(admin, "Mira Joshi")).to_contain_text("Invited until")
    guest.goto("about:blank")
    guest.goto(link)
    expect(guest.get_by_role("heading", name="Welcome, Mira Joshi")).to_be_visible()
    guest.get_by_label("New password").fill("mira joshi 1990")
    guest.get_by_role("button", name="Choose this password").click()
    expect(guest.get_by_role("alert")).to_have_text(
        "No name or address of yours in it, please, and not the shop's name."
    )
    guest.get_by_label("New password").fill(CHOSEN)
    guest.get_by_label("New password").press("Enter")
    expect(guest.locator("desk-console")).to_be_visible()
    assert "invitation" not in guest.url
    guest.goto("about:blank")
    guest.goto(link)
    expect(guest.get_by_role("alert")).to_contain_text("This link was used, replaced or is too old.")


def test_rights_are_given_and_taken(open_desk: OpenDesk, open_page: OpenDesk) -> None:
    admin, page = open_desk(), open_page()
    joined(page, invited(admin, "Nila", "nila@mitti.example"))
    admin.get_by_role("button", name="Edit Nila").click()
    dialog = admin.get_by_role("dialog")
    dialog.get_by_role("radio", name="Supervisor").check()
    dialog.get_by_role("button", name="Save").click()
    expect(row(admin, "Nila").locator(".badge")).to_have_text("Supervisor")
    admin.get_by_role("button", name="Edit Nila").click()
    dialog.get_by_role("checkbox", name="May sign in").uncheck()
    dialog.get_by_role("button", name="Save").click()
    expect(row(admin, "Nila")).to_contain_text("Deactivated")
    page.reload()
    expect(page.get_by_label("E-mail")).to_be_visible()


def test_the_last_administrator_stays_one(open_desk: OpenDesk) -> None:
    page = open_desk()
    go(page, "people")
    page.get_by_role("button", name="Edit Asha").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("radio", name="Agent", exact=True).check()
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_role("alert")).to_contain_text("make another administrator first")
    page.keyboard.press("Escape")
    expect(row(page, "Asha").locator(".badge")).to_have_text("Administrator")


def test_an_agent_sees_their_own_security_and_nothing_of_others(open_desk: OpenDesk) -> None:
    page = open_desk("ravi@example.com")
    go(page, "security")
    for path in ("people", "audit", "privacy"):
        page.goto(f"/desk#/{path}")
        expect(page.get_by_text("There is no such page, or your role does not open it.")).to_be_visible()


def test_a_second_factor_is_set_up_asked_for_and_removed(open_desk: OpenDesk, open_page: OpenDesk) -> None:
    page = open_page()
    joined(page, invited(open_desk(), "Omi", "omi@mitti.example"))
    security = go(page, "security")
    security.get_by_role("button", name="Set it up").click()
    security.get_by_label("Your password", exact=True).fill(CHOSEN)
    security.get_by_role("button", name="Go on").click()
    expect(security.get_by_role("img", name="QR code")).to_be_visible()
    code = pyotp.TOTP(security.locator(".factor-secret").inner_text().replace(" ", ""))
    security.get_by_label("Code from the app").fill("000000")
    security.get_by_role("button", name="Turn it on").click()
    expect(security.get_by_role("alert").first).to_contain_text("This code is not valid")
    security.get_by_label("Code from the app").fill(code.now())
    security.get_by_role("button", name="Turn it on").click()
    expect(security.locator(".factor-codes li")).to_have_count(10)
    recovery = security.locator(".factor-codes li").all_inner_texts()
    security.get_by_role("button", name="I have kept them").click()
    expect(security).to_contain_text("10 recovery codes left")
    page.context.clear_cookies()
    page.reload()
    page.locator("#login-email").fill("omi@mitti.example")
    page.locator("#login-password").fill(CHOSEN)
    page.locator("#login-password").press("Enter")
    page.get_by_label("Code", exact=True).fill("000000")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("This code is not valid")
    page.get_by_label("Code", exact=True).fill(recovery[0])
    page.get_by_role("button", name="Sign in").click()
    security = page.locator("section.page.security")  # where the address still leads
    expect(security).to_contain_text("9 recovery codes left")
    security.get_by_role("button", name="Remove it").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Your password").fill(CHOSEN)
    dialog.get_by_label("Code", exact=True).fill(recovery[1])
    dialog.get_by_role("button", name="Remove it").click()
    expect(security.get_by_role("button", name="Set it up")).to_be_visible()


class TestARoleThatAsksForASecondFactor:
    @pytest.fixture
    def shop(self, tmp_path: Path) -> Iterator[Shop]:
        with StandInEngine() as engine:
            shop = Shop(tmp_path, engine.port, {}).prepare()
            config = tmp_path / "sahay.yml"
            settings = yaml.safe_load(config.read_text(encoding="utf-8"))
            settings["people"]["second_factor"] = ["agent"]
            config.write_text(yaml.safe_dump(settings), encoding="utf-8")
            shop.start()
            yield shop
            shop.stop()

    def test_it_is_set_up_before_anything_is_seen(self, open_page: OpenDesk) -> None:
        page = open_page(**LOOKS["phone"])
        page.locator("#login-email").fill("ravi@example.com")
        page.locator("#login-password").fill(PASSWORD)
        page.locator("#login-password").press("Enter")
        expect(page.get_by_role("heading", name="A second factor")).to_be_visible()
        expect(page.get_by_label("Code from the app")).to_be_focused()
        assert violations(page) == []
        code = pyotp.TOTP(page.locator(".factor-secret").inner_text().replace(" ", "")).now()
        page.get_by_label("Code from the app").fill(code)
        page.get_by_label("Code from the app").press("Enter")
        expect(page.get_by_role("heading", name="Keep these recovery codes")).to_be_focused()
        assert violations(page) == []
        page.get_by_role("button", name="I have kept them").click()
        expect(page.locator("desk-console")).to_be_visible()


def test_ones_password_is_changed_and_other_browsers_are_signed_out(open_desk: OpenDesk, open_page: OpenDesk) -> None:
    here, there = open_page(), open_page()
    joined(here, invited(open_desk(), "Pari", "pari@mitti.example"))
    sign_in(there, "pari@mitti.example", CHOSEN)
    security = go(here, "security")
    expect(security.locator(".place")).to_have_count(2)
    expect(security.locator(".place").filter(has_text="This browser")).to_have_count(1)
    security.get_by_role("button", name="Change the password").click()
    dialog = here.get_by_role("dialog")
    for current, message in (("wrong", "This is not your password."), (CHOSEN, None)):
        dialog.get_by_label("Current password").fill(current)
        dialog.get_by_label("New password").fill("harbour violet seven")
        dialog.get_by_role("button", name="Save").click()
        if message:
            expect(dialog.get_by_role("alert")).to_have_text(message)
    expect(security.locator(".place")).to_have_count(1)
    there.reload()
    sign_in(there, "pari@mitti.example", "harbour violet seven")


def test_ones_picture_is_chosen_made_small_and_taken_away(open_desk: OpenDesk, shop: Shop) -> None:
    page = open_desk()
    part = go(page, "security").locator(".security-part").first
    chooser = part.locator("input[type=file]")
    chooser.set_input_files(files=[{"name": "me.png", "mimeType": "image/png", "buffer": b"none of the kind"}])
    expect(page.get_by_text("This picture cannot be read.")).to_be_visible()

    chooser.set_input_files(FACE)
    shown = part.get_by_role("img", name="Your picture")
    expect(shown).to_be_visible()
    assert shown.evaluate("async (image) => { await image.decode(); return image.naturalWidth; }") == 256
    page.reload()
    expect(shown).to_be_visible()
    part.get_by_role("button", name="Remove the picture").click()
    expect(shown).to_be_hidden()
    expect(part.get_by_role("button", name="Choose a picture")).to_be_focused()


def test_the_log_is_searched(open_desk: OpenDesk) -> None:
    page = open_desk()
    page.request.post("/api/desk/login", data=json.dumps({"email": "ravi@example.com", "password": "wrong"}))
    audit = go(page, "audit")
    expect(audit.locator("tbody tr").first).to_contain_text("Sign-in refused")
    expect(audit.locator("tbody tr").first).to_contain_text("Not signed in")
    audit.get_by_label("Who", exact=True).select_option("Asha")
    audit.get_by_label("What", exact=True).select_option("Signed in")
    audit.get_by_role("button", name="Search").click()
    expect(audit.locator("tbody tr").first).to_contain_text("Asha")
    expect(audit.get_by_text("Sign-in refused", exact=True).locator("visible=true")).to_have_count(0)
    audit.get_by_label("About (ID)").fill("nobody")
    audit.get_by_role("button", name="Search").click()
    expect(audit.get_by_text("Nothing was found")).to_be_visible()


def test_a_customer_is_found_handed_out_and_erased(open_desk: OpenDesk, shop: Shop) -> None:
    customer = shop.customer()
    customer.says("My secret garden")
    page = open_desk()
    privacy = go(page, "privacy")
    privacy.get_by_label("Name, e-mail").fill(customer.id)
    privacy.get_by_label("Name, e-mail").press("Enter")
    expect(privacy.locator(".privacy-row")).to_contain_text("1 conversation")
    with page.expect_download() as download:
        privacy.get_by_role("button", name="Export").click()
    exported = json.loads(download.value.path().read_text(encoding="utf-8"))
    assert "My secret garden" in [line["text"] for line in exported["message"]]
    privacy.get_by_role("button", name="Erase").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Erase for good").click()
    expect(dialog.get_by_role("alert")).to_have_text("Type the word as it stands there.")
    dialog.get_by_label("Type ERASE to confirm").fill("ERASE")
    dialog.get_by_role("button", name="Erase for good").click()
    expect(privacy.locator(".privacy-row")).to_contain_text("Erased on")
    assert "My secret garden" not in [line["text"] for line in customer.log()["messages"]]
    expect(privacy.locator(".privacy-left")).to_be_empty()


def test_what_others_have_of_a_customer_is_named_before_and_after(open_desk: OpenDesk, shop: Shop) -> None:
    customer = shop.customer()
    shop.forwarded(customer.id, "4711")
    page = open_desk()
    privacy = go(page, "privacy")
    privacy.get_by_label("Name, e-mail").fill(customer.id)
    privacy.get_by_label("Name, e-mail").press("Enter")
    privacy.get_by_role("button", name="Erase").click()
    dialog, there = page.get_by_role("dialog"), re.compile("Conversations in Chatwoot: 1.*4711")
    expect(dialog.get_by_role("listitem")).to_have_text(there)
    dialog.get_by_label("Type ERASE to confirm").fill("ERASE")
    dialog.get_by_role("button", name="Erase for good").click()
    left = privacy.get_by_role("status").filter(has_text="Others still have this.")
    expect(left.get_by_role("listitem")).to_have_text(there)
    expect(privacy.locator(".privacy-row")).to_contain_text("Erased on")
    assert violations(page) == []
    privacy.get_by_label("Name, e-mail").press("Enter")
    expect(left).to_have_count(0)


@pytest.mark.parametrize("look", [LOOKS[name] for name in SHOWN], ids=SHOWN)
def test_axe_finds_nothing_wrong(open_desk: OpenDesk, open_page: OpenDesk, shop: Shop, look: dict[str, Any]) -> None:
    customer = shop.customer()
    customer.says("Hello")
    page = open_desk(**look)
    found = {}
    for path in ("people", "audit", "privacy", "security"):
        shown = go(page, path)
        expect(shown.locator(".person, tbody tr, .place, .privacy-search").first).to_be_visible()
        found[path] = violations(page)
    page.goto("/desk#/people")
    page.locator("section.people .page-head button.primary").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    found["dialog"] = violations(page)
    guest = open_page(**look)
    guest.goto("about:blank")
    guest.goto("/desk#/invitation/none")
    expect(guest.get_by_role("alert")).to_be_visible()
    found["invitation"] = violations(guest)

    assert {name: wrong for name, wrong in found.items() if wrong} == {}
