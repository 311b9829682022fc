"""For everyone: fingers, screen readers, three languages, little motion. Keys and axe: main_job/test_whole_story.py."""

import re

import pytest
from playwright.sync_api import Route, expect

from tests.browser.chromium import PHONE
from tests.browser.shop import wait_until
from tests.browser.widget.chat import Agent, Chat
from tests.browser.widget.conftest import OpenShop


def test_the_log_can_be_read_up_with_the_keyboard(chat: Chat, agent: Agent) -> None:
    agent.takes(chat.asks_for_a_person()).says("tall\n" * 60)
    expect(chat.rows.last).to_contain_text("tall")
    chat.scroller.focus()
    chat.page.keyboard.press("Home")
    wait_until(lambda: chat.scroller.evaluate("element => element.scrollTop") == 0, "the top is reached")
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
    expect(chat.banner).to_contain_text("You are offline")  # the words of the other language are not here yet
    with chat.page.expect_response("**/api/chat/language") as told:
        chat.context.set_offline(False)
    assert told.value.request.post_data_json == {"language": "hi"}
    expect(chat.input).to_have_attribute("placeholder", "अपना संदेश लिखें…")


HINDI = "**/api/chat/texts/hi?*"
GUJARATI = "**/api/chat/texts/gu?*"


def speaks(chat: Chat, language: str, placeholder: str) -> None:
    """What is shown is in it, and is marked so."""
    expect(chat.input).to_have_attribute("placeholder", placeholder)
    expect(chat.widget.locator("section")).to_have_attribute("lang", language)


def chooses(chat: Chat, name: str) -> None:
    chat.widget.locator(".intro").get_by_text(name).click()


def test_nothing_is_shown_before_it_can_be_said(open_shop: OpenShop) -> None:
    chat = open_shop()
    asked: list[Route] = []
    chat.context.route(HINDI, lambda route: asked.append(route))
    chat.page.evaluate("document.querySelector('sahay-chat').setLanguage('hi')")
    with chat.page.expect_request(HINDI):
        chat.reload()
    expect(chat.widget).to_be_attached()
    chat.page.evaluate("document.querySelector('sahay-chat').open()")  # as soon as it can
    chat.page.evaluate("fetch('/api/chat/settings').then((answer) => answer.text())")  # these are there by now
    expect(chat.launcher).to_be_hidden()
    expect(chat.panel).to_be_hidden()
    for each in asked:
        each.continue_()
    expect(chat.panel).to_be_visible()
    speaks(chat, "hi", "अपना संदेश लिखें…")


def test_what_cannot_be_had_is_english_until_it_can_and_what_was_had_needs_no_network(chat: Chat) -> None:
    chat.context.route(GUJARATI, lambda route: route.abort())
    with chat.page.expect_event("requestfailed", lambda request: bool(re.search("texts/gu", request.url))):
        chooses(chat, "ગુજરાતી")
    speaks(chat, "en", "Write a message…")
    pressed = chat.widget.locator(".intro [aria-pressed=true]")
    expect(pressed).to_have_text("ગુજરાતી")  # the answers are in it
    chat.context.unroute(GUJARATI)
    speaks(chat, "gu", "તમારો સંદેશ લખો…")  # tried again

    chooses(chat, "हिन्दी")
    speaks(chat, "hi", "अपना संदेश लिखें…")
    chat.context.set_offline(True)
    chooses(chat, "ગુજરાતી")
    speaks(chat, "gu", "તમારો સંદેશ લખો…")
    chooses(chat, "English")
    speaks(chat, "en", "Write a message…")
    chooses(chat, "हिन्दी")
    speaks(chat, "hi", "अपना संदेश लिखें…")


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


# In the style sheets: what makes room for a phone's notch and bars.
SAFE = """widget => widget.shadowRoot.adoptedStyleSheets
    .flatMap((sheet) => [...sheet.cssRules]).map((rule) => rule.cssText)
    .filter((text) => /safe-area-inset-(top|bottom|left|right)/.test(text)).join()"""
CONTAINED = "element => getComputedStyle(element).overscrollBehaviorY"


def test_a_conversation_by_touch(open_shop: OpenShop, agent: Agent) -> None:
    chat = open_shop(**PHONE)
    finger = chat.context.new_cdp_session(chat.page)

    def swipe(distance: int) -> None:
        """Down, which scrolls up."""
        for step in range(11):
            kind = "touchMove" if step else "touchStart"
            points = [{"x": 180, "y": 200 + distance * step / 10}]
            finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    chat.launcher.tap()
    expect(chat.replies).to_have_count(3)
    chat.replies.first.tap()
    expect(chat.bubbles).to_have_count(3)
    expect(chat.title).to_be_focused()  # no keyboard covers the answer
    agent.takes(chat.asks_for_a_person()).says("tall\n" * 60)
    expect(chat.rows.last).to_contain_text("tall")
    top = "element => element.scrollTop"
    end = chat.scroller.evaluate(top)
    swipe(300)
    assert chat.scroller.evaluate(top) < end - 200
    swipe(6000)  # up to the beginning, and beyond it
    assert (chat.scroller.evaluate(top), chat.page.evaluate("scrollY")) == (0, 0)
    for part in (".scroller", "textarea", ".question", ".details"):
        assert chat.widget.locator(part).evaluate(CONTAINED) == "contain"
    rules = chat.widget.evaluate(SAFE)
    assert all(f"safe-area-inset-{side}" in rules for side in ("top", "bottom", "left", "right"))

    chat.input.tap()
    # The on-screen keyboard, as browsers tell of it that let it cover the page.
    chat.page.evaluate(
        """() => {
            Object.defineProperty(visualViewport, 'height', { value: 400, configurable: true });
            visualViewport.dispatchEvent(new Event('resize'));
        }"""
    )
    panel, field = chat.panel.bounding_box(), chat.input.bounding_box()
    assert panel is not None
    assert field is not None
    assert (panel["y"], panel["height"]) == (0, 400)
    assert field["y"] + field["height"] <= panel["height"]
    chat.page.keyboard.type("Thank you")
    chat.widget.get_by_label("Send", exact=True).tap()
    expect(chat.row("Thank you")).to_be_visible()
    expect(chat.input).to_be_focused()
