"""The demo shop, as a visitor tries it: look, ask, log in, order, and ask the bot about the order."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.chromium import DESKTOP, PHONE
from tests.browser.main_job.conftest import Sahay
from tests.browser.widget.chat import Chat

SHIFTS = """window.shifts = []; new PerformanceObserver((list) =>
    window.shifts.push(...list.getEntries().filter((entry) => !entry.hadRecentInput).map(({value}) => value)))
    .observe({type: 'layout-shift', buffered: true});"""
GOODS = ("/shop/products", "/shop/products/HH-106", "/shop/cart?add=HH-106:2")
PAGES = ("/", *GOODS, "/shop/account", "/shop/help")


@pytest.fixture
def complaints(customer: BrowserContext) -> Iterator[list[str]]:
    """What the page must not say: errors, and what its policy forbade."""
    heard: list[str] = []
    customer.on("console", lambda said: said.type == "error" and heard.append(said.text))
    customer.on("weberror", lambda error: heard.append(str(error.error)))
    yield heard
    assert heard == []


def answered(chat: Chat, text: str, answer: str) -> None:
    """Sends what stands in the message box, and waits for what the bot says to it."""
    expect(chat.input).to_have_value(text)
    chat.input.press("Enter")
    expect(chat.log.locator(".row.bot").filter(has_text=answer).first).to_be_visible()


def test_the_whole_story(sahay: Sahay, customer: BrowserContext, complaints: list[str]) -> None:
    page = customer.new_page()
    page.add_init_script(SHIFTS)
    page.goto("/")
    chat = Chat(page)

    # Look: search in any language, a product, when it comes.
    page.get_by_role("searchbox").fill("टिफिन")
    page.get_by_role("searchbox").press("Enter")
    page.get_by_role("link", name="Steel lunch box with 3 tiers").click()
    expect(page).to_have_url(re.compile("/shop/products/HH-101$"))
    expect(page).to_have_title("Steel lunch box with 3 tiers · Saral Store")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    page.get_by_label("Delivery to").fill("744101")
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_text("We do not deliver there yet.")).to_be_visible()
    page.get_by_label("Delivery to").fill("380015")
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_text("Arrives between")).to_be_visible()
    assert page.evaluate("window.shifts") == []  # nothing has jumped

    # Ask about it.
    page.get_by_role("button", name="Ask about this product").click()
    answered(chat, "Tell me about the Steel lunch box with 3 tiers", "649")
    chat.log.get_by_role("link", name="https://saral.example/products/HH-101").click()  # is this copy of the shop
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    chat.widget.get_by_label("Close chat").click()

    # Order it, as a customer of the demo.
    page.get_by_label("Quantity").select_option("2")
    page.get_by_role("button", name="Add to the basket").click()
    page.get_by_role("link", name="Go to the basket").click()
    page.get_by_role("button", name="Log in as Aarav Mehta").click()
    page.get_by_role("button", name="Place the demo order").click()
    placed = page.get_by_role("heading", level=1, name="is placed")
    number = placed.inner_text().split()[-3]
    assert number not in {order["number"] for order in sahay.demo["orders"]}

    # The bot knows the order, and whose it is: nothing is to be proved.
    page.get_by_role("button", name="Help with this order").click()
    answered(chat, f"Where is my order {number}?", f"Order {number}")
    expect(chat.log).not_to_contain_text("e-mail")

    chat.widget.get_by_label("Close chat").click()

    # So does the account; back and forth leads where it was.
    page.get_by_role("link", name="Your orders").first.click()
    expect(page.get_by_role("article", name=f"Order {number}")).to_contain_text("Placed")
    page.go_back()
    expect(page).to_have_url(re.compile("/shop/cart$"))
    page.go_forward()
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Log in")


def test_an_account_is_nobody_elses(customer: BrowserContext) -> None:
    page = customer.new_page()
    page.goto("/shop/account")
    page.evaluate("localStorage.setItem('saral:customer', 'Aarav Mehta')")  # as anybody can claim
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Log in")
    assert customer.request.get("/demo/account").status == 401


def test_a_link_of_the_bot_leads_to_this_copy_of_the_shop(customer: BrowserContext) -> None:
    page = customer.new_page()
    page.goto("/shop/help")
    page.get_by_role("heading", level=1).evaluate(
        "element => element.append(Object.assign(document.createElement('a'),"
        " {href: 'https://saral.example/cart?add=EL-309:3&add=XX', textContent: 'link'}))"
    )
    page.get_by_role("link", name="link", exact=True).click()
    expect(page.get_by_label("Quantity: LED desk lamp")).to_have_value("3")
    expect(page).to_have_url(re.compile("/shop/cart$"))
    page.reload()  # what was added is not added again
    expect(page.get_by_label("Quantity: LED desk lamp")).to_have_value("3")


@pytest.mark.parametrize(("scheme", "device"), [("light", {"viewport": DESKTOP}), ("dark", PHONE)])
def test_axe_finds_nothing_and_nothing_sticks_out(
    browser: Browser, sahay: Sahay, scheme: Any, device: dict[str, Any]
) -> None:
    context = browser.new_context(base_url=sahay.url, color_scheme=scheme, reduced_motion="reduce", **device)
    page = context.new_page()
    for path in PAGES:
        page.goto(path)
        assert looked_at(page) == [], path
    context.request.post("/demo/login", data={"account": "demo-02"})
    page.evaluate("localStorage.setItem('saral:customer', 'Priya Nair')")
    for path in ("/shop/account", "/shop/cart"):
        page.goto(path)
        assert looked_at(page) == [], path
    context.close()


def looked_at(page: Page) -> list[str]:
    page.locator("h1").wait_for()
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {node['target']}" for each in found for node in each["nodes"]] + ["too wide"] * wide
