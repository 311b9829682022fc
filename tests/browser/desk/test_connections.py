"""What connects Sahay with other programs: made, shown once, tried out, revoked; on a phone, and without a finding of
axe."""

import json
import sqlite3
from contextlib import closing
from typing import Any
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.desk.conftest import OpenDesk
from tests.browser.desk.test_accessible import LOOKS, violations
from tests.browser.shop import Shop, first_held, wait_until

# Nobody is called so (RFC 2606).
NOWHERE = "https://crm.invalid/hook"


@pytest.fixture
def desk(shop: Shop, open_desk: OpenDesk) -> OpenDesk:
    """The page, for an administrator, without a connection."""
    shop.become("asha@example.com", "admin")
    with closing(sqlite3.connect(shop._var / "sahay.db", timeout=10)) as connection, connection:
        for table in ("api_token", "webhook_delivery", "webhook"):
            connection.execute(f"DELETE FROM {table}")  # noqa: S608

    def open_page(**options: Any) -> Page:
        page = open_desk(**options)
        page.goto("/desk#/connections")
        expect(page.locator(".connections h2")).to_be_focused()
        expect(page.locator("desk-connections-forwarder")).to_contain_text(".")
        return page

    return open_page


def dialog(page: Page) -> Locator:
    return page.locator("dialog[open]")


def make_token(page: Page, name: str) -> str:
    page.locator("desk-connections-tokens .connection-tools button").click()
    dialog(page).locator("input").first.fill(name)
    dialog(page).locator("button[type=submit]").click()
    secret = dialog(page).locator(".connection-secret")
    expect(secret).to_be_visible()
    value = secret.input_value()
    page.keyboard.press("Escape")
    return value


def add_webhook(page: Page, name: str) -> None:
    page.locator("desk-connections-webhooks .connection-tools button").click()
    dialog(page).locator("input").nth(0).fill(name)
    dialog(page).locator("input").nth(1).fill(NOWHERE)
    dialog(page).locator("input[value='handoff.created']").check()
    dialog(page).locator("button[type=submit]").click()
    expect(dialog(page).locator(".connection-secret")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("desk-connections-webhooks .connector")).to_contain_text(name)


def test_a_token_is_made_shown_once_used_and_revoked(desk: OpenDesk, shop: Shop) -> None:
    page = desk()
    expect(page.get_by_text("There is no token.")).to_be_visible()
    value = make_token(page, "Nightly export")
    token = page.locator("desk-connections-tokens .connector")
    expect(token).to_contain_text("Nightly export")
    expect(token).to_contain_text("Acts as Asha")
    expect(token).to_contain_text("never used")
    assert value not in page.content()

    asked = Request(f"{shop.url}/api/desk/queue", headers={"Authorization": f"Bearer {value}"})  # noqa: S310
    with urlopen(asked) as answer:  # noqa: S310
        assert "queued" in json.load(answer)
    page.reload()
    expect(token).to_contain_text("last used")
    page.get_by_role("button", name="Revoke Nightly export").click()
    dialog(page).get_by_role("button", name="Revoke it").click()
    expect(page.get_by_text("There is no token.")).to_be_visible()


def test_nothing_is_to_be_made_before_it_is_known_of_what(desk: OpenDesk) -> None:
    """A webhook's form lists the events that the server knows."""
    page = desk()
    held: list[Route] = []
    page.route("**/api/desk/webhooks", lambda route: held.append(route))
    page.reload()
    expect(page.get_by_role("button", name="New token")).to_be_visible()
    webhooks = page.locator("desk-connections-webhooks")
    expect(webhooks).to_contain_text("Loading")
    expect(webhooks.get_by_role("button")).to_have_count(0)
    first_held(page, held).continue_()
    page.get_by_role("button", name="New webhook").click()
    expect(dialog(page).get_by_label("A person is asked for")).to_be_visible()


def test_what_is_missing_in_a_form_is_said(desk: OpenDesk) -> None:
    page = desk()
    page.get_by_role("button", name="New webhook").click()
    submit, trouble = dialog(page).locator("button[type=submit]"), dialog(page).get_by_role("alert")
    submit.click()
    expect(trouble).to_have_text("Give it a name.")
    dialog(page).locator("input").nth(0).fill("CRM")
    dialog(page).locator("input").nth(1).fill("https://169.254.169.254/")
    submit.click()
    expect(trouble).to_have_text("Choose what it is told of.")
    dialog(page).locator("input[value='csat.received']").check()
    submit.click()
    expect(trouble).to_contain_text("This address is not public.")


def test_a_webhook_is_tried_out_and_its_log_says_what_came_of_it(desk: OpenDesk) -> None:
    page = desk()
    add_webhook(page, "Our CRM")
    page.get_by_text("Deliveries").click()
    expect(page.get_by_text("Nothing was sent yet.")).to_be_visible()
    page.get_by_role("button", name="Send Our CRM a test").click()
    expect(page.locator(".connection-log li")).to_have_count(1)
    look = "document.querySelector('desk-connections-log').look()"
    tried = page.locator(".connection-log li", has_text="unknown address")
    wait_until(lambda: page.evaluate(look) or tried.count() == 1, "it is tried")
    expect(tried).to_contain_text("waiting")  # it is tried again
    page.reload()
    expect(page.locator("desk-connections-webhooks .fact.wait")).to_contain_text("failing")
    page.get_by_role("button", name="Remove Our CRM").click()
    dialog(page).get_by_role("button", name="Remove it").click()
    expect(page.get_by_text("Nobody is told of anything.")).to_be_visible()


def test_only_an_administrator_is_shown_the_page(open_desk: OpenDesk, shop: Shop) -> None:
    shop.become("asha@example.com", "supervisor")
    page = open_desk()
    page.goto("/desk#/connections")
    expect(page.get_by_text("There is no such page, or your role does not open it.")).to_be_visible()


@pytest.mark.parametrize("look", ["light", "phone", "Gujarati in the dark"])
def test_axe_finds_nothing_wrong_with_the_connections(desk: OpenDesk, look: str) -> None:
    page = desk(**LOOKS[look])
    assert violations(page) == []  # none
    make_token(page, "Export")
    add_webhook(page, "CRM")
    page.locator("desk-connections-webhooks summary").click()
    page.locator(".connection-row-tools button").first.click()
    expect(page.locator(".connection-log li")).to_have_count(1)
    assert violations(page) == []  # one of each, with a delivery
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.locator("desk-connections-webhooks .connection-tools button").click()
    expect(dialog(page)).to_be_visible()
    assert violations(page) == []  # a form
