"""Where the customer writes: keys, input methods, limits, and what is kept of a half-written message."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import PHONE
from tests.browser.widget.chat import Chat
from tests.browser.widget.conftest import OpenShop


def test_enter_sends_and_shift_enter_begins_a_line(chat: Chat) -> None:
    chat.input.press_sequentially("one")
    chat.input.press("Shift+Enter")
    chat.input.press_sequentially("two")
    expect(chat.input).to_have_value("one\ntwo")
    chat.input.press("Enter")
    expect(chat.input).to_have_value("")
    assert chat.texts("customer") == ["one\ntwo"]


@pytest.mark.parametrize(
    "key",
    [
        {"isComposing": True},  # the standard's way to say that a word is being composed
        {"keyCode": 229},  # and that of older engines, where composing has just ended
    ],
)
def test_enter_that_chooses_a_word_of_the_input_method_does_not_send(chat: Chat, key: dict[str, Any]) -> None:
    chat.writes("नमस्")
    chat.input.dispatch_event("keydown", {"key": "Enter", "bubbles": True, "cancelable": True, **key})
    expect(chat.input).to_have_value("नमस्")
    assert chat.texts("customer") == []
    chat.input.press("Enter")
    assert chat.texts("customer") == ["नमस्"]


@pytest.mark.parametrize("text", ["", "   ", "\n\n"])
def test_nothing_is_not_sent(chat: Chat, text: str) -> None:
    chat.writes(text).input.press("Enter")
    expect(chat.widget.locator(".send")).to_have_attribute("aria-disabled", "true")
    assert chat.texts("customer") == []


def test_the_counter_appears_near_the_limit_and_beyond_it_nothing_is_sent_or_cut(chat: Chat) -> None:
    chat.writes("😀" * 1799)
    expect(chat.counter).to_be_hidden()
    chat.writes("😀" * 1801)
    expect(chat.counter).to_have_text("199 characters left")
    too_long = "a" * 2003
    chat.writes(too_long).input.press("Enter")
    expect(chat.counter).to_have_text(re.compile("^3 characters too many"))
    expect(chat.counter).to_have_role("alert")
    expect(chat.input).to_have_value(too_long)
    expect(chat.input).to_have_attribute("aria-invalid", "")
    assert chat.texts("customer") == []
    row = chat.says("a" * 2000)  # exactly at the limit
    expect(row).to_have_class(re.compile(r"\bsent\b"))
    expect(chat.counter).to_be_hidden()


def test_the_field_grows_with_the_text_up_to_a_point(chat: Chat) -> None:
    def height() -> float:
        box = chat.input.bounding_box()
        assert box
        return box["height"]

    one = height()
    chat.writes("line\n" * 2)
    three = height()
    chat.writes("line\n" * 50)
    many = height()
    assert one < three < many < 150
    expect(chat.scroller).to_be_visible()
    chat.says("line")
    assert height() == one


def test_a_draft_is_kept_over_a_reload_until_it_is_sent(chat: Chat) -> None:
    chat.writes("half a thou")
    chat.reload().open()
    expect(chat.input).to_have_value("half a thou")
    chat.says("half a thought")
    chat.reload().open()
    expect(chat.input).to_have_value("")


def test_on_a_phone_the_keyboard_stays_for_who_types_and_away_for_who_taps(open_shop: OpenShop) -> None:
    chat = open_shop(**PHONE).open()
    chat.replies.first.tap()
    expect(chat.bubbles).to_have_count(3)
    expect(chat.input).not_to_be_focused()
    chat.input.tap()
    chat.writes("typed")
    chat.widget.get_by_label("Send", exact=True).tap()
    expect(chat.bubbles).to_have_count(5)
    expect(chat.input).to_be_focused()
