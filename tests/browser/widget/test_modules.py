"""The widget's modules without its view, each imported by the browser as it is in the repository."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from sahay.config import ROOT
from tests.browser.shop import Shop

WIDGET = ROOT / "sahay" / "web" / "widget"


@pytest.fixture(scope="module")
def page(browser: Browser, shop: Shop) -> Iterator[Page]:
    page = browser.new_page(base_url=shop.url)
    page.route("**/widget/*.js", lambda route: route.fulfill(path=WIDGET / route.request.url.rpartition("/")[2]))
    page.goto("/")
    yield page
    page.close()


def run(page: Page, module: str, expression: str, argument: Any) -> Any:
    """The value of `expression`, in which `m` is the module and `x` the argument."""
    return page.evaluate(
        f"async (x) => {{ const m = await import('/widget/{module}.js'); return {expression}; }}", argument
    )


@pytest.mark.parametrize(
    ("text", "links"),
    [
        # The end of a sentence and the bracket around an address are not part of it.
        ("See https://example.com/a_(b)?c=*d*&e=[f].", ["https://example.com/a_(b)?c=*d*&e=[f]"]),
        ("(at http://example.com/x)", ["http://example.com/x"]),
        ("लिंक: https://example.com/a।", ["https://example.com/a"]),
        # Without a scheme.
        ("www.example.com, care@example.com", ["https://www.example.com/", "mailto:care@example.com"]),
        ("tel:+917940001234!", ["tel:+917940001234"]),
        # Whatever could run or read something here is no address.
        ("javascript:alert(1) data:text/html,x vbscript:x file:///etc/passwd", []),
        ("JaVaScRiPt:alert(1) java\nscript:alert(1) javascript://www", []),
        ("<a href='javascript:alert(1)'>x</a>", []),
        # Nor is half of one.
        ("https:// http:/// www. @example.com a@b tel: mailto:", []),
        # Nothing in a link turns the reading direction around.
        ("https://example.com/\u202egpj.exe", ["https://example.com/"]),
        # What looks like a scheme may be part of a path.
        ("https://example.com/?next=javascript:alert(1)", ["https://example.com/?next=javascript:alert(1)"]),
    ],
)
def test_links(page: Page, text: str, links: list[str]) -> None:
    parts = run(
        page, "text", "m.withLinks(x).map((part) => part.href ? {link: part.href, text: part.textContent} : part)", text
    )
    assert [part["link"] for part in parts if isinstance(part, dict)] == links
    assert "".join(part["text"] if isinstance(part, dict) else part for part in parts) == text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Where is my order?", "en"),
        ("मेरा ऑर्डर कहाँ है?", "hi"),
        ("મારો ઓર્ડર ક્યાં છે?", "gu"),
        ("Order 10234 के बारे में", "hi"),  # the script of the fewer letters still needs its voice
        ("10234", "en"),
        ("😀", "en"),
    ],
)
def test_the_voice_that_reads_a_text_is_chosen_by_its_script(page: Page, text: str, language: str) -> None:
    assert run(page, "text", "m.languageOf(x)", text) == language


@pytest.mark.parametrize(
    ("text", "length"),
    [("abc", 3), ("😀", 1), ("नमस्ते", 6), ("", 0)],  # as Python counts, on the server
)
def test_length(page: Page, text: str, length: int) -> None:
    assert run(page, "text", "m.lengthOf(x)", text) == length == len(text)


@pytest.mark.parametrize(
    ("stream", "events"),
    [
        ("event: message\ndata: {}\n\n", [("message", "{}")]),
        ("event: owner\ndata: 1\n\ndata: 2\n\n", [("owner", "1"), ("message", "2")]),  # the name holds for one event
        ("data: a\ndata: b\n\n", [("message", "a\nb")]),
        ("data:a\r\n\r\ndata: b\r\r:", [("message", "a"), ("message", "b")]),  # every kind of line end
        (": ping\n\nid: 7\nretry: 1000\n\nevent: typing\n\n", []),  # without data nothing happened
        ("data: पहला\n\n", [("message", "पहला")]),
        ("data: half", []),
    ],
)
@pytest.mark.parametrize("size", [1, 2, 3, 1000])
def test_events_are_read_however_the_stream_is_cut(
    page: Page, stream: str, events: list[tuple[str, str]], size: int
) -> None:
    chunks = [stream[start : start + size] for start in range(0, len(stream), size)]
    read = run(
        page, "stream", "(() => { const p = new m.EventParser(); return x.flatMap((c) => p.push(c)); })()", chunks
    )
    assert [(event["event"], event["data"]) for event in read] == events


@pytest.mark.parametrize(
    ("heard", "cursor", "gaps"),
    [
        ([1, 2, 3], 3, []),
        ([1, 1, 2, 1], 2, []),  # again is not anew
        ([1, 3], 1, [3]),  # 2 is missing: to be asked for
        ([1, 3, 2], 2, [3]),  # what came early keeps its place
        ([2], 0, [2]),
    ],
)
def test_the_log_knows_how_far_it_is_complete(page: Page, heard: list[int], cursor: int, gaps: list[int]) -> None:
    log = run(
        page,
        "messages",
        "(() => { const log = new m.Log(); const gaps = x.filter((seq) => log.add({seq})); return {log, gaps}; })()",
        heard,
    )
    assert [message["seq"] for message in log["log"]["messages"]] == sorted(set(heard))
    assert (log["log"]["cursor"], log["gaps"]) == (cursor, gaps)


def test_a_page_of_the_log_fills_the_gap(page: Page) -> None:
    pages = [[1, 2], [5], [3, 4, 5, 6]]
    log = run(
        page,
        "messages",
        "(() => { const log = new m.Log(); log.addPage(x[0]); log.add(x[1][0]); log.addPage(x[2]); return log; })()",
        [[{"seq": seq} for seq in each] for each in pages],
    )
    assert [message["seq"] for message in log["messages"]] == [1, 2, 3, 4, 5, 6]
    assert log["cursor"] == 6


def said(seq: int, author: str = "bot", minute: int = 0, **more: Any) -> dict[str, Any]:
    return {"seq": seq, "author": author, "text": f"#{seq}", "at": f"2026-11-21T10:{minute:02}:00Z", **more}


def outgoing(client_id: str, minute: int = 0, **more: Any) -> dict[str, Any]:
    at = 1795255200000 + minute * 60_000  # 2026-11-21T10:00Z
    return {"clientId": client_id, "text": client_id, "at": at, "state": "sending", **more}


BUTTON = {"title": "Yes", "payload": "/affirm"}


@pytest.mark.parametrize(
    ("messages", "on_their_way", "rows"),
    [
        # Each row: its key, then "f" for the first and "l" for the last of its group, "+" while buttons may be pressed.
        ([], [], []),
        ([said(1), said(2)], [], ["1 f+", "2 l+"]),
        ([said(1), said(2, minute=5)], [], ["1 fl+", "2 fl+"]),  # five minutes later it is another group
        ([said(1, "agent", name="Asha"), said(2, "agent", name="Ravi")], [], ["1 fl+", "2 fl+"]),
        ([said(1, buttons=[BUTTON]), said(2)], [], ["1 fl+", "2 fl+"]),  # buttons end a group
        ([said(1), said(2, "customer", client_id="a"), said(3)], [], ["1 fl", "a fl", "3 fl+"]),
        # What is on its way comes last and takes the life of the buttons.
        ([said(1)], [outgoing("a"), outgoing("b")], ["1 fl", "a f", "b l"]),
        # What the server has accepted has its place already, though the log has not brought it back.
        ([said(1), said(3)], [outgoing("a", seq=2), outgoing("b")], ["1 fl", "a fl", "3 fl", "b fl"]),
        # In the log it is the same row, once.
        ([said(1), said(2, "customer", client_id="a")], [outgoing("a", seq=2)], ["1 fl", "a fl"]),
    ],
)
def test_rows(page: Page, messages: list[dict[str, Any]], on_their_way: list[dict[str, Any]], rows: list[str]) -> None:
    entries = run(
        page, "messages", "m.entries(x.messages, x.outgoing)", {"messages": messages, "outgoing": on_their_way}
    )
    marks = [("f" * each["first"]) + ("l" * each["last"]) + ("+" * each["live"]) for each in entries]
    assert [f"{each['key']} {mark}".strip() for each, mark in zip(entries, marks, strict=True)] == rows
    assert [each["newDay"] for each in entries] == [True, *[False] * (len(rows) - 1)][: len(rows)]


@pytest.mark.parametrize(
    ("wishes", "language"),
    [
        (["gu", "hi", "en"], "gu"),
        ([None, "hi-IN", "en-IN"], "hi"),
        (["fr", "HI"], "hi"),
        (["fr", "de-DE"], "en"),
        ([None, ""], "en"),
    ],
)
def test_the_first_wish_that_we_speak_is_the_language(page: Page, wishes: list[str | None], language: str) -> None:
    assert run(page, "texts", "m.chooseLanguage(x)", wishes) == language
