"""The whole story with the keyboard alone, in one page: ask, prove, be answered, ask for a person, be helped, rate it.

In every state axe looks at the page, light and dark, wide and on a phone.
"""

import re
from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Locator, Page, ViewportSize, expect

from tests.browser.main_job.conftest import Sahay
from tests.browser.widget.chat import Agent, Chat

NARROW: ViewportSize = {"width": 390, "height": 844}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
# So many presses of Tab lead from the message box to anything in the panel.
STOPS = 40


@pytest.fixture
def agent(sahay: Sahay) -> Iterator[Agent]:
    login = sahay.demo["agent"]
    agent = Agent(sahay.url, login["email"], login["password"])
    yield agent
    agent.close()


class Keyboard:
    """Somebody who has no mouse."""

    def __init__(self, page: Page) -> None:
        self.keys = page.keyboard

    def says(self, text: str) -> None:
        self.keys.type(text)
        self.keys.press("Enter")

    def goes_back_to(self, target: Locator) -> None:
        for _ in range(STOPS):
            if target.evaluate("element => element.matches(':focus')"):
                return
            self.keys.press("Shift+Tab")
        pytest.fail(f"no key leads to {target}")


def violations(page: Page) -> list[str]:
    """What axe-core finds on the whole page, the widget's shadow root included."""
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {node['target']} {node['failureSummary']}" for each in found for node in each["nodes"]]


def look(page: Page, state: str) -> None:
    """Light and dark."""
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        assert violations(page) == [], f"{state}, {scheme}"


def test_the_whole_story_with_the_keyboard_alone(sahay: Sahay, customer: BrowserContext, agent: Agent) -> None:
    order = sahay.order("shipped")
    page = customer.new_page()
    page.goto("/")
    chat, person = Chat(page), Keyboard(page)

    # The chat is the last stop of the page.
    for there in (page.get_by_role("heading", level=1), chat.launcher):
        expect(there).to_be_visible()
    page.get_by_role("link", name="The agents' desk").focus()
    person.keys.press("Tab")
    expect(chat.launcher).to_be_focused()
    look(page, "closed")
    person.keys.press("Enter")
    expect(chat.input).to_be_focused()
    expect(chat.bubbles).to_have_count(1)
    look(page, "welcome")

    # Ask, prove, be answered.
    person.says("where is my order?")
    expect(chat.log).to_contain_text("order number")
    person.says(order["number"])
    expect(chat.log).to_contain_text("e-mail")
    person.says(order["email"])
    expect(chat.log.locator(".card").filter(has_text=order["number"])).to_be_visible()
    expect(chat.input).to_be_focused()
    look(page, "card")

    # A person, from the menu.
    person.goes_back_to(chat.menu_button)
    person.keys.press("Enter")
    expect(chat.menu.get_by_role("button", name="Talk to a person")).to_be_focused()
    look(page, "menu")
    person.keys.press("Escape")  # closes the menu only
    expect(chat.menu_button).to_be_focused()
    person.keys.press("Enter")
    person.keys.press("Enter")
    expect(chat.owner).to_have_text(re.compile("^Waiting for a person"))
    expect(chat.input).to_be_focused()
    look(page, "waiting")
    desk = agent.takes(chat).says("Hello, see https://example.com/1").types()
    expect(chat.owner).to_have_text("Asha is with you")
    expect(chat.typing).to_be_visible()
    look(page, "agent")
    person.says("Thank you")
    desk.waits_for("Thank you").resolves()

    # How it was: one stop for all stars, arrows move.
    sahay.asks_at_once()
    stars = chat.log.get_by_role("radio")
    expect(stars).to_have_count(5)
    look(page, "stars")
    person.goes_back_to(stars.first)
    for _ in range(4):
        person.keys.press("ArrowRight")
    person.keys.press("Enter")
    expect(chat.rows.filter(has_text="★★★★★")).to_be_visible()
    expect(stars.last).to_have_attribute("aria-disabled", "true")
    look(page, "rated")

    # A question before anything is left, and no.
    person.goes_back_to(chat.menu_button)
    person.keys.press("Enter")
    person.keys.press("Tab")
    person.keys.press("Enter")  # "New conversation"
    expect(chat.widget.get_by_role("button", name="Back")).to_be_focused()
    look(page, "question")
    person.keys.press("Escape")
    expect(chat.input).to_be_focused()

    # What goes wrong is said.
    refusal = {"error": {"code": "bad_request", "message": "No."}}
    customer.route("**/api/chat/messages", lambda route: route.fulfill(status=400, json=refusal), times=1)
    person.says("refused")
    expect(chat.row("refused")).to_have_class(re.compile(r"\bfailed\b"))
    customer.set_offline(True)
    person.says("Are you there?")
    expect(chat.row("Are you there?")).to_have_class(re.compile(r"\bwaiting\b"))
    expect(chat.banner).to_be_visible()
    chat.writes("a" * 2001)
    look(page, "refused, offline and too long")
    chat.writes("")
    customer.set_offline(False)
    person.keys.press("Escape")
    expect(chat.panel).to_be_hidden()
    expect(chat.launcher).to_be_focused()

    # On a phone all that was said fills the screen.
    page.set_viewport_size(NARROW)
    page.reload()
    chat.open()
    expect(chat.rows.filter(has_text="★★★★★")).to_be_visible()
    look(page, "phone")
