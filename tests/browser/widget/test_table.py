"""Of the comparison with other widgets (docs/widget-compared.md) those rows that no other test drives."""

from typing import Any

from playwright.sync_api import Route, expect

from tests.browser.engine import NOBODY_KNOWS
from tests.browser.widget.chat import Chat

READING = "**/api/chat/messages?*"
# As a newer server might tell.
NEWER: dict[str, Any] = {"card": {"kind": "carousel", "slides": [1]}, "surprise": {"text": 1}}


def test_what_is_not_known_is_read_as_its_text_and_the_chat_goes_on(chat: Chat) -> None:
    """From a bot that is newer than the server, and from a server that is newer than the widget."""
    chat.says(NOBODY_KNOWS)
    expect(chat.bubbles.last).to_have_text("Look at these.")

    def tell_more(route: Route) -> None:
        answer = route.fetch().json()
        newer = [{**message, **NEWER} for message in answer["messages"]]
        route.fulfill(json={**answer, "messages": newer, "mood": "good"})

    chat.page.route(READING, tell_more)
    chat.reload().open()
    expect(chat.bubbles).to_have_count(3)
    assert chat.texts()[1:] == [NOBODY_KNOWS, "Look at these."]
    expect(chat.log.locator(".card")).to_have_count(0)
    chat.says("And my order?")
    expect(chat.bubbles.last).to_contain_text("is on its way")


def test_a_word_that_the_input_method_still_composes_is_not_sent(chat: Chat) -> None:
    """With the browser's own input method, beside the bare events of test_writing.py."""
    chat.input.focus()
    keyboard = chat.context.new_cdp_session(chat.page)
    keyboard.send("Input.imeSetComposition", {"text": "नमस्", "selectionStart": 4, "selectionEnd": 4})
    for kind in ("rawKeyDown", "keyUp"):  # the input method takes the key: no character comes of it
        keyboard.send("Input.dispatchKeyEvent", {"type": kind, "key": "Enter", "windowsVirtualKeyCode": 13})
    assert chat.texts("customer") == []
    expect(chat.input).to_have_value("नमस्")
    keyboard.send("Input.insertText", {"text": "नमस्ते"})
    expect(chat.input).to_have_value("नमस्ते")
    chat.page.keyboard.press("Enter")
    expect(chat.row("नमस्ते")).to_be_visible()
