"""The command palette: everything that can be done or opened, by its name and by the keyboard alone."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.chromium import PHONE
from tests.browser.desk.conftest import OpenDesk
from tests.browser.desk.steps import claim, reply_box, state
from tests.browser.desk.test_accessible import violations
from tests.browser.shop import Shop


def palette(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Commands")


def run(page: Page, words: str) -> None:
    page.keyboard.press("Control+k")
    expect(palette(page)).to_be_focused()
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    expect(palette(page)).to_have_count(0)


def test_what_may_be_done_with_the_open_conversation_is_done(open_desk: OpenDesk, shop: Shop) -> None:
    customer = shop.customer().waits()
    page = open_desk()
    expect(page.locator(".card-name")).to_have_text([customer.name])
    run(page, customer.name)
    expect(page.get_by_role("heading", name=customer.name)).to_be_focused()
    run(page, "claim")
    expect(state(page)).to_contain_text("With you")
    expect(reply_box(page)).to_be_focused()
    run(page, "return")  # it opens while one writes, too
    page.get_by_role("dialog").get_by_role("button", name="Return to bot").click()
    expect(state(page)).to_contain_text("With the bot")


PLACES = [
    # what is typed, a heading of where it leads
    ("tickets", "Tickets"),
    ("others", "No colleague has an open conversation"),
    ("shortcuts", "Keyboard shortcuts"),
]


def test_it_leads_to_pages_lists_and_help(open_desk: OpenDesk) -> None:
    page = open_desk()
    for words, heading in PLACES:
        run(page, words)
        expect(page.get_by_role("heading", name=heading)).to_be_visible()


def test_it_searches_for_what_nothing_is_called(open_desk: OpenDesk, shop: Shop) -> None:
    customer = shop.customer().asks("A parcel of tea").waits()
    page = open_desk()
    run(page, "parcel of tea")
    expect(page.locator(".card-name")).to_have_text([customer.name])
    expect(page.get_by_role("searchbox", name="Search conversations")).to_have_value("parcel of tea")


def test_arrows_choose_and_the_choice_is_announced(open_desk: OpenDesk) -> None:
    page = open_desk()
    page.keyboard.press("Control+k")
    options = page.get_by_role("option")
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    expect(palette(page)).to_have_attribute("aria-activedescendant", options.last.get_attribute("id") or "")
    page.keyboard.press("Escape")
    expect(palette(page)).to_have_count(0)


@pytest.mark.parametrize("look", [{}, {**PHONE, "color_scheme": "dark", "locale": "gu-IN"}], ids=["desktop", "phone"])
def test_axe_finds_nothing_wrong_with_it(open_desk: OpenDesk, shop: Shop, look: dict[str, object]) -> None:
    shop.customer().waits()
    page = open_desk(**look)
    page.locator(".finder").click()
    expect(page.get_by_role("option").first).to_be_visible()
    assert violations(page) == []


def test_a_canned_response_goes_into_the_reply_box(open_desk: OpenDesk, shop: Shop) -> None:
    customer = shop.customer().waits()
    page = open_desk()
    canned = {
        "shortcut": "late",
        "title": "The parcel is late",
        "texts": {"en": "Sorry, from {agent}."},
        "shared": False,
    }
    headers = {"X-CSRF-Token": page.request.get("/api/desk/session").json()["csrf_token"]}
    assert page.request.post("/api/desk/canned", data=canned, headers=headers).ok
    claim(page, customer)
    run(page, "parcel is late")
    expect(reply_box(page)).to_have_value("Sorry, from Asha.")
