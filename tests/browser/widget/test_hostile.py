"""Whatever customer, agent, bot and shop write: it is shown as it was written, nothing of it runs, nothing falls apart.

All of it stands in one conversation, which is put into the log as it would have been committed.
"""

from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from sahay.domain.card import Card, Choice, ListCard, Money, OrderCard, Progress
from sahay.domain.message import Author, Button, Draft, File
from tests.browser.chromium import DESKTOP
from tests.browser.shop import PASSWORD, Shop
from tests.browser.widget.chat import ALARM, Agent, Chat
from tests.browser.widget.conftest import OpenShop
from tests.browser.widget.vectors import giants, vectors

NARROW = {"width": 390, "height": 844}
HOSTILE_NAME = "<img src=x onerror=alert(1)>\u202e" + "W" * 100
TOP = "(element) => element.getBoundingClientRect().top"
MANY = 10_000
HEAP = 60 * 2**20  # bytes, of which the messages themselves take a tenth
DAY_LINE = 60  # pixels: the first row had the day above it
WINDOW = 100  # rows that the widget shows at once
# No element of these may come out of what was written; the page and the widget have none of their own here.
STRANGERS = "script, iframe, object, embed, base, meta, link, style, math, form, [onerror], [onload]"


def card(vector: str, place: int) -> Card:
    """Everything that a card has room for."""
    choice = Choice(vector, f"/inform{place}", vector)
    if place % 2:
        return ListCard(vector, (choice,))
    steps = (Progress(vector, done=True), Progress(vector, done=False))
    return OrderCard(vector, vector, (vector,), steps, Money("1549.00", "INR"), date(2026, 11, 24), "/x.svg", (choice,))


def conversation() -> Iterator[Draft]:
    """Each vector from everybody, in every field."""
    for place, vector in enumerate(vectors()):
        files = (File(f"file-{place}", vector, "image/png" if place % 2 else "text/plain", 1024),)
        yield Draft(Author.CUSTOMER, vector, files=files)
        yield Draft(Author.BOT, vector, buttons=(Button(vector, f"/choose{place}"),), card=card(vector, place))
        yield Draft(Author.AGENT, vector, name=vector, files=files)
        yield Draft(Author.SYSTEM, vector)
    yield from (Draft(author, giant) for giant in giants() for author in Author)


class Watched:
    """A page, and what it did that nobody asked it for."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.strangers: list[str] = []
        self._own = urlsplit(url).netloc
        page.on("dialog", lambda dialog: (self.strangers.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: self._asked(request.url))
        page.add_init_script(ALARM)
        page.goto(url)

    def _asked(self, url: str) -> None:
        if urlsplit(url).netloc != self._own and not url.startswith(("data:", "blob:")):
            self.strangers.append(url)

    @property
    def harm(self) -> list[str]:
        """What ran, or was asked of others."""
        return [*self.strangers, *self.page.evaluate("window.alarm")]


@pytest.fixture(scope="module")
def hostile(browser: Browser, shop: Shop) -> Iterator[Watched]:
    """The widget, open, with an agent who has a hostile name too."""
    page = browser.new_page(viewport=NARROW, locale="en-IN")
    watched = Watched(page, shop.url)
    chat = Chat(page).open()
    chat.asks_for_a_person()
    agent = Agent(shop.url)
    agent.takes(chat)
    agent.close()
    shop.renames("asha@example.com", HOSTILE_NAME)
    shop.keeps(chat.session["conversation"], list(conversation()))
    page.reload()
    chat.open()
    expect(chat.bubbles).to_have_count(WINDOW)
    yield watched
    page.close()


# What sticks out of the panel, or scrolls sideways. Fields and what is cut off on purpose may.
OVERFLOWS = """(root) => [...root.querySelectorAll('[role=log] *, .scroller')].filter((element) => {
    const { overflowX } = getComputedStyle(element);
    const hides = ['hidden', 'clip'].includes(overflowX) || element.closest('svg, .unseen');
    const sideways = overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1;
    return !hides && (sideways || element.getBoundingClientRect().right > innerWidth + 1);
}).map((element) => element.tagName + '.' + element.className)"""


def test_there_are_enough_of_them() -> None:
    assert len(vectors()) >= 200


def test_nothing_of_it_runs_and_all_of_it_is_shown_as_it_was_written(hostile: Watched) -> None:
    """From the first to the last: what is not shown at once is asked for."""
    page = hostile.page
    chat = Chat(page)
    earlier = chat.widget.get_by_role("button", name="Show earlier messages")
    while earlier.is_visible():
        earlier.click()
    shown = chat.bubbles.evaluate_all("(bubbles) => bubbles.map((each) => each.textContent)")
    written = [draft.text for draft in conversation()]
    assert shown[-len(written) :] == written
    protocols = chat.log.locator("a").evaluate_all("(links) => links.map((each) => each.protocol)")
    assert set(protocols) <= {"http:", "https:", "mailto:", "tel:"}
    assert chat.log.locator(STRANGERS).count() == 0
    assert hostile.harm == []


def test_the_layout_holds(hostile: Watched) -> None:
    chat = Chat(hostile.page)
    assert chat.widget.evaluate(f"(widget) => ({OVERFLOWS})(widget.shadowRoot)") == []
    expect(chat.owner).to_have_text(HOSTILE_NAME.replace("\u202e", "") + " is with you")  # not turned around


def test_the_agents_console_shows_the_same_unharmed(browser: Browser, shop: Shop, hostile: Watched) -> None:
    page = browser.new_page(viewport=DESKTOP, locale="en-IN")
    conversation_id = Chat(hostile.page).session["conversation"]
    watched = Watched(page, f"{shop.url}/desk")
    page.locator("#login-email").fill("asha@example.com")
    page.locator("#login-password").fill(PASSWORD)
    page.locator("#login-password").press("Enter")
    page.goto(f"{shop.url}/desk#/c/{conversation_id}")
    log = page.get_by_role("log")
    expect(log.locator(".bubble").last).to_have_text(giants()[-1])

    assert log.locator(STRANGERS).count() == 0
    assert log.evaluate("(log) => log.scrollWidth <= log.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert watched.harm == []
    page.close()


def test_ten_thousand_messages_stay_light_and_earlier_ones_come_without_a_jump(open_shop: OpenShop, shop: Shop) -> None:
    chat = open_shop(viewport=NARROW).open()
    shop.lengthen(chat.session["conversation"], MANY)
    chat.reload().open()
    expect(chat.bubbles.last).to_have_text(f"line {MANY}")
    assert chat.rows.count() == WINDOW

    chat.scroller.evaluate("(scroller) => scroller.scrollTo(0, 0)")
    first = chat.row(f"line {MANY - WINDOW + 1}")
    before = first.evaluate(TOP)
    chat.widget.get_by_role("button", name="Show earlier messages").click()
    expect(chat.rows).to_have_count(2 * WINDOW)
    assert abs(before - first.evaluate(TOP)) <= DAY_LINE
    heap = chat.page.evaluate("performance.memory.usedJSHeapSize")
    assert heap < HEAP
