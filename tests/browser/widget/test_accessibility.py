"""For everyone: screen readers, three languages, little motion. Keys alone and axe: main_job/test_whole_story.py."""

import re

import pytest
from playwright.sync_api import Route, expect

from tests.browser.chromium import PHONE
from tests.browser.widget.chat import Agent, Chat
from tests.browser.widget.conftest import OpenShop


def test_the_log_can_be_read_up_with_the_keyboard(chat: Chat, agent: Agent) -> None:
    agent.takes(chat.asks_for_a_person()).says("tall\n" * 60)
    expect(chat.rows.last).to_contain_text("tall")
    chat.scroller.focus()
    chat.page.keyboard.press("Home")
    chat.page.wait_for_function("element => element.scrollTop === 0", arg=chat.scroller.element_handle())
    # Only the log scrolls: what is read to the blind alone, further down, makes the panel no longer.
    assert chat.panel.evaluate("panel => panel.scrollHeight <= panel.clientHeight")


def test_on_a_phone_the_focus_stays_in_the_panel(open_shop: OpenShop) -> None:
    chat = open_shop(**PHONE).open()
    inside = "document.activeElement === document.body || document.activeElement.localName === 'sahay-chat'"
    for _ in range(20):
        chat.page.keyboard.press("Tab")
        assert chat.page.evaluate(inside)


def test_whatever_is_tapped_has_room_for_a_finger(open_shop: OpenShop) -> None:
    chat = open_shop(**PHONE).open()
    chat.menu_button.click()
    expect(chat.replies).to_have_count(3)
    small = """widget => [...widget.shadowRoot.querySelectorAll('button, textarea')]
        .filter((element) => element.checkVisibility())
        .map((element) => [element.textContent, element.getBoundingClientRect()])
        .filter(([, { width, height }]) => Math.min(width, height) < 44)
        .map(([text]) => text)"""
    assert chat.widget.evaluate(small) == []


def test_a_menu_is_closed_by_a_press_elsewhere(chat: Chat) -> None:
    chat.menu_button.click()
    expect(chat.menu_button).to_have_attribute("aria-expanded", "true")
    chat.title.click()
    expect(chat.menu).to_be_hidden()
    expect(chat.menu_button).to_have_attribute("aria-expanded", "false")


@pytest.mark.parametrize(
    ("language", "name", "placeholder", "welcome"),
    [
        ("hi", "हिन्दी", "अपना संदेश लिखें…", "hi"),
        ("gu", "ગુજરાતી", "તમારો સંદેશ લખો…", "gu"),
    ],
)
def test_the_language_can_be_chosen_and_stays(
    chat: Chat, language: str, name: str, placeholder: str, welcome: str
) -> None:
    with chat.page.expect_response("**/api/chat/language") as told:
        chat.widget.locator(".intro").get_by_text(name).click()
    assert told.value.request.post_data_json == {"language": language}
    expect(chat.input).to_have_attribute("placeholder", placeholder)
    expect(chat.widget.locator("section")).to_have_attribute("lang", language)
    chat.reload().open()
    expect(chat.input).to_have_attribute("placeholder", placeholder)
    chat.menu_button.click()
    chat.menu.get_by_role("button").nth(1).click()
    chat.widget.locator(".question button").last.click()
    expect(chat.bubbles.first).to_have_attribute("lang", welcome)  # the next conversation begins in it


def test_a_language_chosen_without_a_network_is_told_later(chat: Chat) -> None:
    chat.context.set_offline(True)
    chat.widget.locator(".intro").get_by_text("हिन्दी").click()
    expect(chat.banner).to_contain_text("इंटरनेट नहीं है")
    with chat.page.expect_response("**/api/chat/language") as told:
        chat.context.set_offline(False)
    assert told.value.request.post_data_json == {"language": "hi"}


def test_every_message_is_marked_with_the_language_of_its_voice(chat: Chat, agent: Agent) -> None:
    said = {"Hello": "en", "नमस्ते, मैं आशा": "hi", "નમસ્તે, હું આશા": "gu"}
    agent.takes(chat.asks_for_a_person()).says(*said)
    for text, language in said.items():
        expect(chat.row(text).locator(".bubble")).to_have_attribute("lang", language)


def test_screen_readers_hear_who_speaks_and_no_history(chat: Chat, agent: Agent) -> None:
    expect(chat.log).to_have_attribute("aria-live", "polite")
    agent.takes(chat.asks_for_a_person()).says("Hello")
    expect(chat.row("Hello")).to_have_text(re.compile("^AshaHello"))
    expect(chat.row("Talk to a person").first).to_have_text(re.compile("^YouTalk to a person"))
    expect(chat.rows.first).to_have_text(re.compile("AssistantWelcome"))

    def hold(_: Route) -> None:
        """Never answered: the history does not come."""

    chat.page.route("**/api/chat/messages?after=0", hold)
    chat.reload().launcher.click()
    expect(chat.log).to_have_attribute("aria-busy", "true")


def test_nothing_moves_for_who_wants_little_motion(open_shop: OpenShop) -> None:
    chat = open_shop(reduced_motion="reduce").open()
    assert chat.page.evaluate("document.getAnimations().length") == 0
    moving = "e => [e, ...e.querySelectorAll('*')].filter((x) => getComputedStyle(x).animationName !== 'none').length"
    assert chat.panel.evaluate(moving) == 0
