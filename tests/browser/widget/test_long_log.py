"""A conversation of ten thousand messages is read, shown and gone on with as one of ten."""

import re

from playwright.sync_api import CDPSession, Route, expect

from tests.browser.shop import Shop
from tests.browser.widget.chat import Chat

LINES = 10_000
# What they may take in the browser's memory: three times what they did when this was written.
MEGABYTES = 10
# How many rows may be in the page at once.
ROWS = 200


def heap(devtools: CDPSession) -> float:
    """In use after everything that can be forgotten was, in MB. The least of a few: what is drawn meanwhile is garbage
    again at once."""

    def used() -> float:
        devtools.send("HeapProfiler.collectGarbage")
        return float(devtools.send("Runtime.getHeapUsage")["usedSize"]) / 1e6

    return min(used() for _ in range(10))


def test_a_log_of_ten_thousand_messages_is_cheap(chat: Chat, shop: Shop) -> None:
    devtools = chat.context.new_cdp_session(chat.page)
    before = heap(devtools)
    shop.lengthen(chat.session["conversation"], LINES)
    with chat.page.expect_response("**/messages?after=10000") as page:  # as many at once as the server gives
        chat.reload().open()
    assert page.value.json()["more"] is False
    expect(chat.bubbles.last).to_have_text(f"line {LINES}")
    expect(chat.says("One more")).to_have_class(re.compile(r"\bsent\b"))
    assert heap(devtools) - before < MEGABYTES
    assert chat.rows.count() < ROWS


def test_it_is_shown_when_all_of_it_is_there_however_slowly_it_comes(chat: Chat, shop: Shop) -> None:
    shop.lengthen(chat.session["conversation"], 1_000)
    held: list[Route] = []
    chat.page.route(re.compile(r"/messages\?after=[1-9]"), lambda route: held.append(route), times=1)
    chat.page.reload()
    with chat.page.expect_request("**/messages?after=500"):
        chat.launcher.click()
    chat.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # all is drawn anew
    expect(chat.rows).to_have_count(0)
    held[0].continue_()
    expect(chat.bubbles.last).to_have_text("line 1000")
    assert chat.rows.count() < ROWS
