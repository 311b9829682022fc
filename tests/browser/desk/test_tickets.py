"""The tickets at the desk: reached from the bar, moved on, by keyboard too, and without a finding of axe."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from sahay.shop.tickets import Priority
from tests.browser.desk.conftest import OpenDesk
from tests.browser.desk.test_accessible import LOOKS, violations
from tests.browser.shop import Shop


def open_tickets(page: Page) -> None:
    page.locator(".tickets-link").click()
    expect(page.locator(".tickets h2")).to_be_focused()


def ticket(page: Page, reference: str) -> Locator:
    return page.locator(".ticket").filter(has_text=reference)


def test_what_waits_is_listed_with_the_most_urgent_first(open_desk: OpenDesk, shop: Shop) -> None:
    customer = shop.customer()
    later = shop.ticket(customer, "The colour is another.", Priority.LOW, minutes=900)
    sooner = shop.ticket(customer, "The box came open.", Priority.URGENT, minutes=30)
    missed = shop.ticket(customer, "Nobody has called.", Priority.HIGH, minutes=-5)
    page = open_desk()
    open_tickets(page)

    expect(page.locator(".ticket h3")).to_have_text([missed, sooner, later])
    expect(ticket(page, sooner)).to_contain_text("Complaint")
    expect(ticket(page, sooner)).to_contain_text("Urgent")
    expect(ticket(page, sooner)).to_contain_text("The box came open.")
    expect(ticket(page, sooner)).to_contain_text("Answer by")
    expect(ticket(page, missed)).to_contain_text("Was to be answered by")


def test_a_ticket_is_moved_on_until_it_is_solved(open_desk: OpenDesk, shop: Shop) -> None:
    reference = shop.ticket(shop.customer(), "The box came open.", Priority.NORMAL)
    page = open_desk()
    open_tickets(page)
    begin = page.get_by_role("button", name=f"In progress {reference}")
    begin.click()
    expect(begin).to_be_disabled()
    expect(ticket(page, reference).locator(".ticket-head")).to_contain_text("In progress")
    page.reload()
    expect(begin).to_be_disabled()
    page.get_by_role("button", name=f"Solved {reference}").click()
    expect(page.get_by_text("No ticket is waiting")).to_be_visible()
    expect(page.get_by_text(f"{reference} is solved.")).to_be_visible()


def test_it_leads_to_its_conversation_and_back(open_desk: OpenDesk, shop: Shop) -> None:
    customer = shop.customer().waits()
    shop.ticket(customer, "The box came open.", Priority.NORMAL)
    page = open_desk()
    open_tickets(page)
    page.get_by_role("link", name="Open the conversation").click()
    expect(page.get_by_role("heading", name=customer.name)).to_be_focused()
    page.go_back()
    expect(page.locator(".tickets h2")).to_be_focused()


def test_by_keyboard_alone(open_desk: OpenDesk, shop: Shop) -> None:
    reference = shop.ticket(shop.customer(), "The box came open.", Priority.NORMAL)
    page = open_desk()
    page.keyboard.press("t")
    expect(page.locator(".tickets h2")).to_be_focused()
    expect(ticket(page, reference)).to_be_visible()
    solved = page.get_by_role("button", name=f"Solved {reference}")
    for _ in range(10):
        page.keyboard.press("Tab")
        if solved.evaluate("(button) => button === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_text("No ticket is waiting")).to_be_visible()
    expect(page.locator(".tickets h2")).to_be_focused()  # the button is gone
    page.keyboard.press("Escape")
    expect(page.locator(".tickets-link")).to_be_focused()
    expect(page.get_by_text("Choose a conversation")).to_be_visible()


def test_a_server_that_is_away_is_told_of(open_desk: OpenDesk, shop: Shop) -> None:
    page = open_desk()
    page.route("**/at/*/tickets.js", lambda route: route.abort())
    page.reload()
    page.locator(".tickets-link").click()
    expect(page.get_by_text("This page could not be opened.")).to_be_visible()
    page.unroute("**/at/*/tickets.js")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_text("No ticket is waiting")).to_be_visible()
    page.keyboard.press("Escape")
    reference = shop.ticket(shop.customer(), "The box came open.", Priority.NORMAL)
    shop.stop()
    open_tickets(page)
    expect(page.get_by_text("The tickets could not be loaded.")).to_be_visible()
    shop.start()
    page.get_by_role("button", name="Try again").click()
    expect(ticket(page, reference)).to_be_visible()


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS.keys())
def test_axe_finds_nothing_wrong_with_the_tickets(open_desk: OpenDesk, shop: Shop, look: dict[str, Any]) -> None:
    page = open_desk(**look)
    open_tickets(page)
    expect(page.locator(".tickets .empty h3")).to_be_visible()
    assert violations(page) == []  # none

    customer = shop.customer()
    for priority in Priority:
        shop.ticket(customer, "The box came open.", priority, minutes=-5 if priority is Priority.HIGH else 60)
    page.reload()
    expect(page.locator(".ticket")).to_have_count(len(Priority))
    page.locator("button[data-state=in_progress]").first.click()
    expect(page.locator("desk-notices")).to_contain_text("T-")
    expect(page.locator("button[data-state=in_progress]:disabled")).to_have_count(1)
    assert violations(page) == []  # each priority, one late, one begun
