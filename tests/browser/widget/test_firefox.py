"""The widget's story in Firefox. `python -m tests.firefox` runs the widget's other tests there too."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, FilePayload, expect, sync_playwright

from tests.browser import firefox
from tests.browser.widget.chat import Agent, Chat
from tests.browser.widget.conftest import OpenShop

SENT = re.compile(r"\bsent\b")
NOTE: FilePayload = {"name": "note.txt", "mimeType": "text/plain", "buffer": b"It came broken."}


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    if not firefox.FIREFOX.exists():
        pytest.skip(f"{firefox.FIREFOX} is not installed: apt-get install firefox-esr")
    with sync_playwright() as playwright:
        browser = firefox.launch(playwright, tmp_path_factory.mktemp("firefox"))
        yield browser
        browser.close()


def all_have(*tabs: Chat, text: str) -> None:
    for tab in tabs:
        expect(tab.row(text)).to_be_visible()
    assert len({tuple(tab.texts()) for tab in tabs}) == 1


def test_the_story(open_shop: OpenShop, agent: Agent) -> None:
    """That the console is silent is seen to by `open_shop`."""
    chat = open_shop().open()
    expect(chat.bubbles).to_contain_text("Welcome")
    expect(chat.says("My _order_ <b>[1]</b> *please*")).to_have_class(SENT)
    expect(chat.bubbles.last).to_contain_text("is on its way")

    # A file goes with a message, and comes back as a download.
    chat.widget.locator("input[type=file]").set_input_files([NOTE])
    expect(chat.widget.get_by_role("button", name="Send")).to_have_attribute("aria-disabled", "false")
    row = chat.says("It came like this.")
    expect(row).to_have_class(SENT)
    expect(row.get_by_role("link", name="note.txt")).to_be_visible()
    expect(chat.bubbles).to_have_count(5)

    # The same after a reload, and in a second tab.
    texts = chat.texts()
    chat.reload().open()
    expect(chat.bubbles).to_have_count(5)
    assert chat.texts() == texts
    second = chat.another().open()
    desk = agent.takes(second.asks_for_a_person()).says("For both")
    all_have(chat, second, text="For both")

    # Without a network: said, kept, sent afterwards; what was said meanwhile arrives.
    chat.context.set_offline(True)
    expect(chat.banner).to_contain_text("You are offline")
    expect(chat.says("Are you there?")).to_have_class(re.compile(r"\bwaiting\b"))
    desk.says("Meanwhile")
    chat.context.set_offline(False)
    expect(chat.row("Are you there?")).to_have_class(SENT)
    desk.waits_for("Are you there?")
    all_have(chat, second, text="Meanwhile")

    # What comes while it is closed is counted.
    for tab in (chat, second):
        tab.widget.get_by_role("button", name="Close chat").click()
    desk.types().says("Found it.")
    expect(chat.badge).to_have_text("1")
    chat.page.bring_to_front()
    chat.launcher.press("Enter")
    expect(chat.row("Found it.")).to_be_visible()
    expect(chat.badge).to_be_hidden()
