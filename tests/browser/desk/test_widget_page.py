"""The operator's page of the chat: tried out in a frame with the real widget, saved, copied."""

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from tests.browser.chromium import PHONE
from tests.browser.desk.conftest import OpenDesk
from tests.browser.desk.test_accessible import violations
from tests.browser.shop import Shop

WIDE = {"viewport": {"width": 1440, "height": 900}}


@pytest.fixture
def page(open_desk: OpenDesk, shop: Shop) -> Page:
    shop.become("asha@example.com", "admin")
    page = open_desk(**WIDE)
    page.goto("/desk#/widget")
    expect(page.get_by_role("heading", name="Chat widget")).to_be_visible()
    return page


def chat(page: Page) -> FrameLocator:
    return page.frame_locator("iframe")


def test_what_is_set_is_tried_out_saved_and_taken_back(page: Page) -> None:
    save = page.get_by_role("button", name="Save")
    expect(save).to_be_disabled()
    launcher = chat(page).get_by_role("button", name="Chat with us")
    launcher.click()
    expect(chat(page).get_by_text("Welcome to Saral Store!")).to_be_visible()
    chat(page).get_by_role("button", name="Track my order").click()
    expect(chat(page).get_by_text("This is a preview.")).to_be_visible()  # nobody is behind it
    assert violations(page) == []

    page.locator(".widget-bar").get_by_label("Language").select_option("hi")
    expect(chat(page).get_by_placeholder("अपना संदेश लिखें…")).to_be_visible()
    page.locator(".widget-bar").get_by_label("Language").select_option("en")
    expect(chat(page).get_by_placeholder("Write a message…")).to_be_visible()

    # A change is seen at once; what holds stays until it is saved.
    welcome = page.get_by_label("English").first
    welcome.fill("Namaste!")
    expect(chat(page).get_by_text("Namaste!")).to_be_visible()
    expect(welcome).to_be_focused()
    page.get_by_label("Where").select_option("left")
    expect(chat(page).locator("section.left")).to_be_attached()
    assert page.request.get("/api/chat/settings").json()["position"] == "right"
    save.click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(save).to_be_disabled()
    assert page.request.get("/api/chat/settings").json()["position"] == "left"

    page.get_by_role("button", name="Back to default").click()
    page.get_by_role("dialog").get_by_role("button", name="Back to default").click()
    expect(page.get_by_label("Where")).to_have_value("right")
    assert page.request.get("/api/chat/settings").json()["position"] == "right"

    # On a phone one turns from the settings to the preview, which goes on as it was.
    page.set_viewport_size(PHONE["viewport"])
    expect(page.locator("iframe")).to_be_hidden()
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_label("Where")).to_be_hidden()
    expect(chat(page).get_by_text("Welcome to Saral Store!")).to_be_visible()
    assert violations(page) == []


def test_colours_that_cannot_be_read_are_told_while_they_are_chosen(page: Page) -> None:
    light = page.get_by_role("group", name="Light")
    expect(light.get_by_role("status")).to_have_text("Contrast 6.4 : 1")
    light.get_by_label("Buttons").fill("#ffd400")
    expect(light.get_by_role("status")).to_contain_text("Contrast 1.4 : 1 is too low")
    expect(page.locator(".widget-wrong")).to_contain_text("must have a contrast of 4.5 : 1")
    expect(page.get_by_role("button", name="Save")).to_be_disabled()
    light.get_by_label("Text on them").fill("#000000")
    expect(page.locator(".widget-wrong")).to_have_text("")
    ground = chat(page).locator(".launcher").evaluate("element => getComputedStyle(element).backgroundColor")
    assert ground == "rgb(255, 212, 0)"

    page.get_by_role("button", name="Undo").click()
    expect(light.get_by_role("status")).to_have_text("Contrast 6.4 : 1")


def test_quick_starts_are_written_and_what_is_asked_first_is_chosen(page: Page) -> None:
    page.get_by_role("button", name="Add a quick start").click()
    added = page.locator(".widget-start").last
    expect(added.get_by_label("English").first).to_be_focused()
    added.get_by_label("English").first.fill("Gifts")
    added.get_by_label("What a tap does").select_option("Say a text")
    added.get_by_role("group", name="The text").get_by_label("English").fill("Do you wrap gifts?")
    page.get_by_role("button", name="Remove quick start 1").click()
    page.get_by_label("E-mail address").select_option("Required")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()

    settings = page.request.get("/api/chat/settings").json()
    assert settings["pre_chat"] == [{"field": "email", "required": True}]
    assert [start["title"] for start in settings["quick_starts"]["en"]] == [
        "Delivery & returns",
        "Talk to a person",
        "Gifts",
    ]
    assert settings["quick_starts"]["en"][-1]["payload"] == "Do you wrap gifts?"


def test_the_tag_to_copy_says_what_was_chosen(page: Page, shop: Shop) -> None:
    tag = page.locator(".widget-snippet code")
    expect(tag).to_have_text(f'<script src="{shop.url}/widget.js" data-shop="Saral Store" async></script>')
    page.get_by_role("group", name="Settings").get_by_label("Language").select_option("hi")
    page.get_by_label("With a checksum").check()
    expect(tag).to_contain_text('data-language="hi" integrity="sha384-')
