"""One tag on any page: what the widget needs of it, what it leaves alone, and what it costs."""

import gzip
import re
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Request, Route, expect

from sahay.config import ROOT
from sahay.web import scripts
from tests.browser.chromium import PHONE
from tests.browser.shop import Shop
from tests.browser.widget.chat import Chat
from tests.browser.widget.conftest import OpenShop

WIDGET = ROOT / "sahay" / "web" / "widget"

# Opens a page of another origin, which has the tag with these attributes, and this style.
OpenElsewhere = Callable[..., Chat]


class _Elsewhere(BaseHTTPRequestHandler):
    """A site of somebody else, which has one page."""

    page = b""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(self.page)

    def log_message(self, *_: object) -> None:
        """Tests print nothing."""


@pytest.fixture
def open_elsewhere(open_shop: OpenShop, shop: Shop) -> Iterator[OpenElsewhere]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Elsewhere)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()

    def open_elsewhere(attributes: str = "", style: str = "") -> Chat:
        tag = f'<script src="{shop.url}/widget.js" {attributes} async></script>'
        page = f"<!doctype html><html lang=en><head>{tag}<style>{style}</style></head><body><h1>Elsewhere</h1>"
        _Elsewhere.page = page.encode()
        return open_shop(f"http://127.0.0.1:{server.server_address[1]}/")

    yield open_elsewhere
    server.shutdown()
    server.server_close()
    thread.join()


def test_it_works_on_another_origin(open_elsewhere: OpenElsewhere) -> None:
    chat = open_elsewhere().open()
    chat.says("Where is my order?")
    expect(chat.bubbles).to_have_count(3)
    chat.reload().open()
    expect(chat.bubbles).to_have_count(3)


@pytest.mark.parametrize(
    ("attributes", "launcher", "title"),
    [
        ("", "Chat with us", "Saral Store"),
        ('data-language="hi"', "हमसे बात करें", "Saral Store"),
        ('data-language="gu-IN" data-name="સરળ સ્ટોર"', "અમારી સાથે વાત કરો", "સરળ સ્ટોર"),
        ('data-language="fr"', "Chat with us", "Saral Store"),
        ('type="module"', "Chat with us", "Saral Store"),  # as it was before: the tag is found by its address
        ('type="module" data-language="hi"', "हमसे बात करें", "Saral Store"),
    ],
)
def test_the_tag_says_the_language_and_the_name(
    open_elsewhere: OpenElsewhere, attributes: str, launcher: str, title: str
) -> None:
    chat = open_elsewhere(attributes)
    expect(chat.launcher).to_have_text(launcher, use_inner_text=True)
    expect(chat.open().title).to_have_text(title)


def test_a_language_that_the_shop_does_not_offer_is_no_reason_not_to_talk(open_shop: OpenShop) -> None:
    def refuse_a_language(route: Route) -> None:
        if route.request.post_data_json == {}:
            return route.continue_()
        return route.fulfill(status=400, json={"error": {"code": "bad_request", "message": "Not offered."}})

    chat = open_shop()
    chat.page.route("**/api/chat/sessions", refuse_a_language)
    expect(chat.open().bubbles).to_contain_text("Welcome")


def test_the_page_and_the_widget_leave_each_others_looks_alone(open_elsewhere: OpenElsewhere) -> None:
    style = "* { font: 40px serif !important; color: red; letter-spacing: 9px } button, div { display: none }"
    chat = open_elsewhere(style=style).open()
    expect(chat.bubbles).to_be_visible()
    look = chat.bubbles.evaluate("(e) => { const s = getComputedStyle(e); return [s.fontSize, s.letterSpacing]; }")
    assert look == ["15px", "normal"]
    heading = chat.page.get_by_role("heading", name="Elsewhere")
    assert heading.evaluate("element => getComputedStyle(element).fontSize") == "40px"


def test_it_adds_nothing_to_the_page_but_its_element(open_shop: OpenShop) -> None:
    chat = open_shop()
    with_widget = chat.page.evaluate("Object.keys(window).sort()")
    chat.page.route("**/widget.js", lambda route: route.fulfill(content_type="text/javascript", body=""))
    chat.page.reload()
    assert chat.page.evaluate("Object.keys(window).sort()") == with_widget


def test_loading_and_opening_shift_nothing_on_the_page(open_shop: OpenShop) -> None:
    chat = open_shop()
    chat.page.add_init_script(
        """window.shifts = [];
        new PerformanceObserver((list) => window.shifts.push(...list.getEntries().map(({value}) => value)))
            .observe({type: 'layout-shift', buffered: true});"""
    )
    chat.reload().open()
    assert chat.page.evaluate("window.shifts") == []


def test_keys_that_are_pressed_in_the_chat_are_not_the_pages_shortcuts(chat: Chat) -> None:
    chat.page.evaluate("window.keys = []; addEventListener('keydown', ({key}) => window.keys.push(key))")
    chat.input.press_sequentially("s/?")
    expect(chat.input).to_have_value("s/?")
    chat.page.keyboard.press("Escape")
    chat.page.keyboard.press("s")  # on the launcher, outside the panel: still ours
    assert chat.page.evaluate("window.keys") == []


def test_a_link_of_the_shop_can_open_the_chat(open_shop: OpenShop) -> None:
    chat = open_shop()
    chat.page.get_by_role("link", name="Ask about an order").click()
    expect(chat.panel).to_be_visible()
    assert not chat.page.url.endswith("#help")


def test_on_a_phone_it_fills_the_screen_and_the_page_behind_does_not_scroll(open_shop: OpenShop) -> None:
    chat = open_shop(**PHONE, reduced_motion="reduce")
    chat.page.evaluate("document.documentElement.style.overflow = 'clip scroll'")
    chat.open()
    assert chat.panel.bounding_box() == {"x": 0, "y": 0, "width": 375, "height": 700}
    assert chat.panel.evaluate("element => element.matches(':modal')")
    assert chat.page.evaluate("document.documentElement.style.overflow") == "hidden"
    assert chat.input.evaluate("element => getComputedStyle(element).fontSize") == "16px"
    expect(chat.input).not_to_be_focused()  # the keyboard would cover the quick replies
    chat.widget.get_by_label("Close chat").tap()
    assert chat.page.evaluate("document.documentElement.style.overflow") == "clip scroll"


def test_a_phone_that_is_turned_and_a_window_that_is_resized_keep_the_chat(chat: Chat) -> None:
    for width, modal in ((400, True), (1000, False)):
        chat.page.set_viewport_size({"width": width, "height": 800})
        expect(chat.widget.locator("dialog:modal")).to_have_count(int(modal))
        expect(chat.bubbles).to_be_visible()
    assert chat.page.evaluate("document.documentElement.style.overflow") == ""


def test_it_is_one_file_and_asks_nobody_else(open_shop: OpenShop, shop: Shop) -> None:
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url.removeprefix(shop.url))

    chat = open_shop()
    chat.page.on("request", note)
    chat.reload().open()
    assert [url for url in asked if "widget" in url] == ["/widget.js"]
    the_pages_own = r"shop/|demo/|$"
    assert not [url for url in asked if not re.match(rf"/(api/chat/|widget\.js|{the_pages_own})", url)]


def test_where_the_better_library_is_missing_it_is_larger_and_works(
    open_shop: OpenShop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scripts, "minify", None)
    body = gzip.decompress(scripts.read_widget(WIDGET).body)
    chat = open_shop()
    chat.context.route("**/widget.js", lambda route: route.fulfill(body=body, content_type="text/javascript"))
    chat.reload().open()
    chat.says("Where is my order?")
    expect(chat.bubbles).to_have_count(3)
    assert chat.panel.evaluate("element => getComputedStyle(element).borderRadius") == "18px"
