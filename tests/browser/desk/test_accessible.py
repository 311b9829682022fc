"""For everyone: by keyboard alone, on a phone, in the dark, in three languages, and without a finding of axe."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.chromium import PHONE
from tests.browser.desk.conftest import OpenDesk
from tests.browser.desk.steps import (
    action,
    card,
    choose,
    claim,
    is_read,
    log,
    open_conversation,
    reply,
    reply_box,
    state,
)
from tests.browser.shop import Shop

LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "phone": PHONE,
    "Hindi": {"locale": "hi-IN"},
    "Gujarati in the dark": {"locale": "gu-IN", "color_scheme": "dark"},
}

# Resolves when whatever slides or fades has arrived, or is gone: on its way, colours and places are not what they will
# be.
STILL = """async () => {
    const ends = ({ effect }) => effect.getComputedTiming().iterations !== Infinity;
    const moves = (animation) => animation.playState === "running" && ends(animation);
    for (let moving = [true]; moving.length; moving = document.getAnimations().filter(moves))
        await Promise.allSettled(moving.map(({ finished }) => finished));
}"""


def violations(page: Page) -> list[str]:
    """What axe finds: its rule and the elements."""
    page.evaluate(STILL)
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS.keys())
def test_axe_finds_nothing_wrong(open_page: OpenDesk, open_desk: OpenDesk, shop: Shop, look: dict[str, Any]) -> None:
    login = open_page(**look)
    login.locator("button[type=submit]").click()
    expect(login.get_by_role("alert")).not_to_be_empty()
    assert violations(login) == []  # the login page with an error

    customer = shop.customer("hi").asks("मेरा ऑर्डर कहाँ है?").waits()
    shop.customer().waits()
    page = open_desk(**look)
    assert violations(page) == []  # the list, nothing open

    open_conversation(page, customer)
    log(page).locator("summary").first.click()
    assert violations(page) == []  # a waiting conversation, with what the bot understood

    action(page, "claim").click()
    expect(state(page)).to_have_attribute("data-owner", "mine")
    reply(page, "Hello, see https://shop.example/parcel")
    expect(log(page).locator(".me .delivery.sent")).to_be_visible()
    assert violations(page) == []  # one's own, with a reply and the notice of the claim

    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert violations(page) == []  # the help


def test_axe_finds_nothing_wrong_in_the_menu(open_desk: OpenDesk) -> None:
    page = open_desk()
    page.get_by_role("button", name="Account and settings").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    assert violations(page) == []


def test_a_whole_conversation_by_keyboard_alone(open_desk: OpenDesk, shop: Shop) -> None:
    first, second = shop.customer().waits(), shop.customer().waits()
    page = open_desk()
    expect(card(page, second)).to_be_visible()
    keys = page.keyboard
    keys.press("j")
    expect(card(page, first)).to_be_focused()
    keys.press("ArrowDown")
    expect(card(page, second)).to_be_focused()
    keys.press("k")
    keys.press("j")
    keys.press("Enter")
    expect(page.get_by_role("heading", name=second.name)).to_be_focused()
    is_read(page)
    keys.press("c")
    expect(reply_box(page)).to_be_focused()
    keys.type("cebrjk?")  # letters in the reply box are letters
    keys.press("Enter")
    expect(log(page).get_by_text("cebrjk?")).to_be_visible()
    keys.press("Escape")
    expect(page.get_by_role("heading", name=second.name)).to_be_focused()
    keys.press("r")
    expect(reply_box(page)).to_be_focused()
    keys.press("Escape")
    keys.press("e")
    expect(page.get_by_role("dialog")).to_be_visible()
    keys.press("Enter")  # as the dialog proposes
    expect(state(page)).to_contain_text("Resolved")
    expect(page.get_by_role("dialog")).to_have_count(0)
    keys.press("1")
    expect(page.get_by_role("tab", name="Waiting")).to_have_attribute("aria-selected", "true")
    keys.press("j")
    keys.press("c")  # claims the one in focus, not the one that is open
    expect(page.get_by_role("heading", name=first.name)).to_be_visible()
    is_read(page)
    expect(reply_box(page)).to_be_focused()
    keys.press("Escape")
    keys.press("b")
    expect(page.get_by_role("dialog")).to_be_visible()
    keys.press("Enter")
    expect(state(page)).to_contain_text("With the bot")
    expect(page.get_by_role("dialog")).to_have_count(0)
    keys.press("Escape")
    expect(page.get_by_role("heading", name="Choose a conversation")).to_be_visible()


def test_shortcuts_work_on_an_indian_keyboard_layout(open_desk: OpenDesk, shop: Shop) -> None:
    customer = shop.customer().waits()
    page = open_desk()
    open_conversation(page, customer)
    event = {"key": "म", "code": "KeyC", "bubbles": True, "cancelable": True}  # InScript, Devanagari
    page.locator("body").dispatch_event("keydown", event)
    expect(state(page)).to_contain_text("With you")


def test_shortcuts_can_be_turned_off(open_desk: OpenDesk, shop: Shop) -> None:
    customer = shop.customer().waits()
    page = open_desk()
    page.get_by_role("button", name="Account and settings").click()
    page.get_by_role("checkbox", name="Keyboard shortcuts").uncheck()
    page.keyboard.press("Escape")
    open_conversation(page, customer)
    page.keyboard.press("c")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(action(page, "claim")).to_be_enabled()


def test_the_help_opens_and_closes_by_its_key(open_desk: OpenDesk) -> None:
    page = open_desk()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_lists_are_tabs_to_the_arrow_keys(open_desk: OpenDesk) -> None:
    page = open_desk()
    page.get_by_role("tab", name="Waiting").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Mine")).to_be_focused()
    expect(page.get_by_role("tab", name="Mine")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("tab", name="Recent")).to_be_focused()


def test_on_a_phone_one_thing_at_a_time_and_back_again(open_desk: OpenDesk, shop: Shop) -> None:
    customer = shop.customer().waits().says("A_word_without_any_space_that_is_much_longer_than_the_screen_is_wide" * 2)
    page = open_desk(**PHONE)
    expect(reply_box(page)).to_have_count(0)
    open_conversation(page, customer)
    expect(card(page, customer)).not_to_be_visible()
    action(page, "claim").click()
    expect(action(page, "resolve")).to_be_visible()
    expect(action(page, "claim")).not_to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Customer’s profile").click()
    expect(page.get_by_role("heading", name="Customer", exact=True)).to_be_in_viewport()
    page.get_by_role("region", name="Customer", exact=True).get_by_role("button", name="Close").click()
    expect(page.get_by_role("heading", name="Customer", exact=True)).not_to_be_visible()
    page.get_by_role("link", name="Back to the list").click()
    expect(card(page, customer)).to_be_focused()


def test_the_chosen_language_is_remembered(open_page: OpenDesk) -> None:
    page = open_page()
    page.get_by_role("button", name="ગુજરાતી").click()
    expect(page.get_by_role("heading", name="ડેસ્કમાં સાઇન ઇન કરો")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="ડેસ્કમાં સાઇન ઇન કરો")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "gu")


def test_a_change_of_language_keeps_the_place(open_desk: OpenDesk, shop: Shop) -> None:
    customer = shop.customer().waits()
    page = open_desk()
    claim(page, customer)
    reply_box(page).fill("नमस्ते")
    page.get_by_role("button", name="Account and settings").click()
    page.get_by_label("Language").select_option("hi")
    expect(state(page)).to_contain_text("आपके पास")
    expect(reply_box(page)).to_have_value("नमस्ते")


def test_the_chosen_look_is_remembered(open_desk: OpenDesk) -> None:
    page = open_desk(color_scheme="light")
    page.get_by_role("button", name="Account and settings").click()
    page.get_by_label("Appearance").select_option("dark")
    page.reload()
    choose(page, "Mine")
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
