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
    policy = ""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        if self.policy:
            self.send_header("Content-Security-Policy", self.policy)
        self.end_headers()
        self.wfile.write(self.page)

    def log_message(self, *_: object) -> None:
        """Tests print nothing."""


@pytest.fixture
def open_elsewhere(open_shop: OpenShop, shop: Shop) -> Iterator[OpenElsewhere]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Elsewhere)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()

    def open_elsewhere(attributes: str = "", style: str = "", policy: str = "", script: str = "") -> Chat:
        tag = f'<script src="{shop.url}/widget.js" {attributes} async></script>'
        looks = f"<style>{style}</style>" if style else ""
        page = f"<!doctype html><html lang=en><head>{script}{tag}{looks}</head><body><h1>Elsewhere</h1>"
        _Elsewhere.page, _Elsewhere.policy = page.encode(), policy
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
    style = """
        * { all: unset !important; font: 40px serif !important; color: red !important; letter-spacing: 9px !important }
        body { display: grid; gap: 99px; transform: none } body > * { transform: rotate(9deg) !important }
        button, div, section, dialog, sahay-chat { display: none !important; position: static !important }
        h1 { display: block !important; font: 31px monospace !important }"""
    chat = open_elsewhere(style=style)
    height = chat.page.evaluate("document.documentElement.scrollHeight")
    chat.open()
    look = chat.bubbles.evaluate("(e) => { const s = getComputedStyle(e); return [s.fontSize, s.letterSpacing]; }")
    assert look == ["15px", "normal"]
    panel = chat.panel.bounding_box()
    assert panel is not None
    size = chat.page.viewport_size
    assert size is not None
    assert (panel["x"] + panel["width"], panel["y"] + panel["height"]) == (size["width"] - 20, size["height"] - 20)
    heading = chat.page.get_by_role("heading", name="Elsewhere")
    assert heading.evaluate("element => getComputedStyle(element).fontSize") == "31px"
    assert chat.page.evaluate("document.documentElement.scrollHeight") == height


def test_it_adds_nothing_to_the_page_but_its_element(open_elsewhere: OpenElsewhere) -> None:
    keep = "<script>window.before = null; window.before = Object.getOwnPropertyNames(window).sort()</script>"
    chat = open_elsewhere(script=keep).open()
    assert chat.page.evaluate("Object.getOwnPropertyNames(window).sort()") == chat.page.evaluate("window.before")
    assert chat.page.evaluate("[...document.body.children].map(({localName}) => localName)") == ["h1", "sahay-chat"]
    assert chat.page.evaluate("[...document.head.children].map(({localName}) => localName)") == ["script", "script"]
    assert chat.page.evaluate("document.cookie") == ""


# What a careful site allows at most, besides the script: nothing inline, nothing that makes code of a text.
STRICT = "default-src 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'"


@pytest.mark.parametrize("way", ["nonce", "hash", "origin"])
def test_it_works_where_nothing_else_may(open_elsewhere: OpenElsewhere, shop: Shop, way: str) -> None:
    hashed = scripts.read_widget(WIDGET).integrity
    allowed, attributes = {
        "nonce": ("'nonce-r4nd0m' 'strict-dynamic'", 'nonce="r4nd0m"'),
        "hash": (f"'{hashed}'", f'integrity="{hashed}" crossorigin="anonymous"'),
        "origin": (shop.url, ""),
    }[way]
    policy = f"{STRICT}; script-src {allowed}; connect-src {shop.url}; img-src {shop.url} blob:"
    chat = open_elsewhere(f'{attributes} data-language="hi"', policy=policy).open()
    chat.says("Where is my order?")
    expect(chat.bubbles).to_have_count(3)
    expect(chat.input).to_have_attribute("placeholder", "अपना संदेश लिखें…")  # what is loaded later is allowed too
    assert chat.panel.evaluate("element => getComputedStyle(element).borderRadius") == "18px"


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


def test_the_page_steers_the_chat_and_hears_of_it(open_elsewhere: OpenElsewhere) -> None:
    listen = """<script>
        const names = ['ready', 'open', 'close', 'message', 'unread'];
        const heard = [];
        customElements.whenDefined('sahay-chat').then(() => {
            const chat = document.querySelector('sahay-chat');
            for (const name of names) chat.addEventListener(`sahay:${name}`, ({detail}) => heard.push([name, detail]));
        });
        for (const name of names) document.addEventListener(`sahay:${name}`, () => heard.push('bubbled'));
    </script>"""
    chat = open_elsewhere(script=listen)
    element = chat.page.locator("sahay-chat")
    expect(chat.launcher).to_be_visible()
    element.evaluate("chat => { chat.setLanguage('gu'); chat.setLanguage('fr'); chat.prefill('10002?'); chat.open(); }")
    expect(chat.input).to_have_value("10002?")
    expect(chat.widget.locator("section")).to_have_attribute("lang", "gu")
    expect(chat.bubbles.first).to_be_visible()
    assert chat.page.evaluate("heard") == [["ready", None], ["open", None]]  # what was there already is no news
    chat.menu_button.focus()
    element.evaluate("chat => chat.prefill('10002!')")
    expect(chat.input).to_be_focused()
    chat.input.press("Enter")
    expect(chat.bubbles).to_have_count(3)
    assert element.evaluate("chat => [chat.isOpen, chat.close(), chat.isOpen]") == [True, None, False]
    heard = chat.page.evaluate("heard.slice(2)")
    assert [detail["author"] for name, detail in heard if name == "message"] == ["customer", "bot"]
    assert heard[-1] == ["close", None]
    assert "10002" not in str(heard)


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
    for element in (chat.input, chat.menu_button):
        element.focus()
        for width, modal in ((400, True), (1000, False)):
            chat.page.set_viewport_size({"width": width, "height": 800})
            expect(chat.widget.locator("dialog:modal")).to_have_count(int(modal))
            expect(chat.bubbles).to_be_visible()
            expect(element).to_be_focused()
    assert chat.page.evaluate("document.documentElement.style.overflow") == ""
    # The shop's page has taken it away: it does nothing more there.
    troubles: list[str] = []
    chat.page.on("pageerror", lambda error: troubles.append(str(error)))
    chat.page.evaluate("document.querySelector('sahay-chat').remove()")
    chat.page.set_viewport_size({"width": 400, "height": 800})
    chat.page.evaluate("new Promise((seen) => requestAnimationFrame(() => setTimeout(seen)))")
    assert (troubles, chat.page.evaluate("document.documentElement.style.overflow")) == ([], "")


def test_it_is_one_file_and_asks_nobody_else(open_shop: OpenShop, shop: Shop) -> None:
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url.removeprefix(shop.url))

    chat = open_shop()
    chat.page.on("request", note)
    chat.reload().open()
    assert [url for url in asked if "widget" in url or "chat/texts" in url] == ["/widget.js"]  # in English
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


SET = {
    "position": "left",
    "offset_side": 32,
    "offset_bottom": 80,
    "launcher": "icon",
    "colours": {"accent": "#ffd400", "on_accent": "#000000", "text": "#1c2523"},
    "hours": {"open": False, "opens_at": "2026-11-23T10:00:00+05:30"},
    "pre_chat": [{"field": "name", "required": False}, {"field": "email", "required": True}],
}


def set_so(chat: Chat, **settings: object) -> Chat:
    """The same page, where the operator has set the chat so."""
    chat.context.route("**/api/chat/settings", lambda route: route.fulfill(json=settings))
    return chat.reload()


def test_it_stands_where_the_shop_wants_it_in_the_shops_colours(open_shop: OpenShop) -> None:
    chat = set_so(open_shop(timezone_id="Asia/Kolkata"), **{**SET, "pre_chat": []})
    expect(chat.launcher).to_be_visible()
    box = chat.launcher.bounding_box()
    assert box is not None
    assert (box["x"], box["y"] + box["height"]) == (32, chat.page.evaluate("innerHeight") - 80)
    expect(chat.launcher).to_have_accessible_name("Chat with us")
    assert box["width"] < 70  # the icon alone
    colours = "(e) => { const s = getComputedStyle(e); return [s.backgroundColor, s.color]; }"
    assert chat.launcher.evaluate(colours) == ["rgb(255, 212, 0)", "rgb(0, 0, 0)"]
    expect(chat.open().widget.locator(".owner")).to_have_text("Assistant · people are here from Monday, 10:00 am")
    chat.page.mouse.move(900, 10)  # off the buttons
    assert chat.replies.first.evaluate(colours)[1] == "rgb(28, 37, 35)"  # yellow could not be read
    # What the page itself says of the colours comes first.
    chat.page.locator("sahay-chat").evaluate("element => element.style.setProperty('--sahay-accent', '#000080')")
    assert chat.widget.locator(".mark").evaluate(colours)[0] == "rgb(0, 0, 128)"


def test_what_the_shop_asks_first(open_shop: OpenShop) -> None:
    chat = set_so(open_shop(), **SET, shop="Saral Gifts")
    asked: list[dict[str, object]] = []
    chat.page.on("request", lambda each: each.url.endswith("/sessions") and asked.append(each.post_data_json))
    chat.launcher.click()
    email = chat.widget.get_by_label("Your e-mail address")
    expect(chat.widget.get_by_label("Your name")).to_be_focused()
    expect(chat.input).to_be_hidden()
    expect(chat.title).to_have_text("Saral Gifts")
    expect(chat.widget.locator(".details")).to_contain_text("A few details first, so that we can help you.")
    begin = chat.widget.locator(".details button")
    begin.click()
    expect(email).to_be_focused()  # required
    assert asked == []
    email.fill("asha@example.com")
    begin.click()
    expect(chat.bubbles).to_be_visible()
    expect(chat.input).to_be_focused()
    expect(email).to_be_hidden()
    assert asked == [{"language": "en", "details": {"name": "", "email": "asha@example.com"}}]
    chat.reload().open()  # asked once
    expect(chat.bubbles).to_be_visible()


def test_it_keeps_to_what_the_customers_system_asks_for(open_shop: OpenShop) -> None:
    chat = open_shop(forced_colors="active", reduced_motion="reduce", viewport={"width": 640, "height": 360}).open()
    page = chat.page
    # At 200 % zoom a laptop's window is as large as a phone's: the panel takes it all, and everything is in it.
    assert chat.panel.bounding_box() == {"x": 0, "y": 0, "width": 640, "height": 360}
    for part in (chat.input, chat.widget.get_by_label("Close chat"), chat.bubbles.first):
        expect(part).to_be_in_viewport()
    assert chat.panel.evaluate("element => getComputedStyle(element).animationName") == "none"
    dot = "() => getComputedStyle(document.querySelector('sahay-chat').shadowRoot.querySelector('.owner'), '::before')"
    assert page.evaluate(f"({dot})().backgroundColor") != page.evaluate(
        "getComputedStyle(document.body).backgroundColor"
    )
    font = chat.widget.locator("section").evaluate("element => getComputedStyle(element).fontFamily")
    assert "Noto Sans Devanagari" in font
    assert "Noto Sans Gujarati" in font
