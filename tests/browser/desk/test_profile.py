"""The customer at the side of the conversation, and the page of canned responses."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.desk.conftest import OpenDesk
from tests.browser.desk.steps import open_conversation, state
from tests.browser.desk.test_accessible import violations
from tests.browser.desk.test_composer import write_canned
from tests.browser.desk.test_dialogs import SOME_LOOKS
from tests.browser.shop import Customer, Shop, first_held

DOSSIER = re.compile(r"/api/desk/conversations/[^/?]+\?after")
# What a shop with logged-in customers and ratings would add.
KNOWN = {
    "verified": True,
    "orders": [{"number": "SH-1042", "state": "shipped", "placed_at": "2026-11-20T10:00:00+00:00", "total": 149900}],
    "tickets": [{"reference": "T-2K4", "kind": "refund", "state": "in_progress", "priority": "high"}],
    "conversations": [
        {
            "id": "earlier",
            "at": "2026-10-02T10:00:00+00:00",
            "channel": "whatsapp",
            "owner": "resolved",
            "topic": "return_product",
            "rating": {"score": 4},
        }
    ],
}
RATING = {"score": 2, "comment": "It took long.", "at": "2026-11-22T10:00:00+00:00"}


def panel(page: Page) -> Locator:
    return page.get_by_role("region", name="Customer", exact=True)


def know(page: Page) -> None:
    def more(route: Route) -> None:
        response = route.fetch()
        dossier = response.json()
        route.fulfill(response=response, json=dossier | {"contact": dossier["contact"] | KNOWN, "rating": RATING})

    page.route(DOSSIER, more)


def opened(open_desk: OpenDesk, customer: Customer, **look: Any) -> Page:
    page = open_desk(**look)
    open_conversation(page, customer)
    return page


def test_a_name_that_an_agent_learns_is_the_customers_name_everywhere(open_desk: OpenDesk, shop: Shop) -> None:
    page = opened(open_desk, shop.customer().waits())
    panel(page).get_by_role("button", name="Edit the contact").click()
    name = panel(page).get_by_label("Name")
    expect(name).to_be_focused()
    name.fill("Meera Desai")
    panel(page).get_by_label("E-mail").fill("meera.desai@shop.example")
    panel(page).get_by_label("Phone").fill("12")
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile("phone number", re.IGNORECASE))).to_be_visible()  # refused, and kept
    expect(name).to_have_value("Meera Desai")
    panel(page).get_by_label("Phone").fill("98250 12345")
    page.keyboard.press("Enter")
    expect(panel(page).get_by_role("link", name="meera.desai@shop.example")).to_be_visible()
    expect(panel(page).get_by_role("link", name="+919825012345")).to_be_visible()
    expect(page.get_by_role("heading", name="Meera Desai")).to_be_visible()
    expect(page.get_by_role("link", name="Meera Desai")).to_be_visible()  # in the list


def test_an_edit_is_left_by_escape(open_desk: OpenDesk, shop: Shop) -> None:
    page = opened(open_desk, shop.customer().waits())
    edit = panel(page).get_by_role("button", name="Edit the contact")
    edit.click()
    panel(page).get_by_label("Name").fill("Nobody")
    page.keyboard.press("Escape")
    expect(edit).to_be_focused()
    expect(panel(page)).not_to_contain_text("Nobody")


def test_tags_are_added_and_taken_away(open_desk: OpenDesk, shop: Shop) -> None:
    page = opened(open_desk, shop.customer().waits())
    tags = panel(page).get_by_role("list", name="Tags").get_by_role("listitem")
    panel(page).get_by_label("Add a tag…").fill("VIP")
    page.keyboard.press("Enter")
    expect(tags).to_have_text(["vip"])
    page.keyboard.type("damaged in transit")
    page.keyboard.press("Enter")
    expect(tags).to_have_count(2)
    page.reload()
    expect(tags).to_have_count(2)
    panel(page).get_by_role("button", name="Remove the tag vip").click()
    expect(tags).to_have_text(["damaged in transit"])


def test_tags_may_be_written_faster_than_they_are_kept(open_desk: OpenDesk, shop: Shop) -> None:
    page = opened(open_desk, shop.customer().waits())
    held: list[Route] = []
    page.route("**/tags", lambda route: held.append(route) if route.request.method == "PUT" else route.continue_())
    panel(page).get_by_label("Add a tag…").focus()
    for tag in ("vip", "damaged"):
        page.keyboard.type(tag)
        page.keyboard.press("Enter")
    page.keyboard.type("hal")
    for tags in (["vip"], ["damaged", "vip"]):
        first_held(page, held).continue_()
        assert not held, "one after the other"
        expect(panel(page).get_by_role("list", name="Tags").get_by_role("listitem")).to_have_text(tags)
    expect(panel(page).get_by_label("Add a tag…")).to_have_value("hal")


def test_a_tag_that_was_refused_is_still_there_to_be_sent(open_desk: OpenDesk, shop: Shop) -> None:
    page = opened(open_desk, shop.customer().waits())
    page.route("**/tags", lambda route: route.abort() if route.request.method == "PUT" else route.continue_())
    panel(page).get_by_label("Add a tag…").fill("vip")
    page.keyboard.press("Enter")
    expect(page.get_by_text("The server cannot be reached")).to_be_visible()
    expect(panel(page).get_by_label("Add a tag…")).to_have_value("vip")


def test_orders_tickets_ratings_and_what_was_before(open_desk: OpenDesk, shop: Shop) -> None:
    customer = shop.customer().waits()
    page = open_desk()
    know(page)
    open_conversation(page, customer)
    for fact in ("Logged in at the shop", "SH-1042", "Shipped", "₹1,499", "T-2K4", "Refund", "In progress"):
        expect(panel(page)).to_contain_text(fact)
    expect(panel(page).get_by_role("img", name="2 of 5")).to_be_visible()
    expect(panel(page)).to_contain_text("It took long.")
    expect(panel(page)).to_contain_text("Average 3.0 (2)")
    earlier = panel(page).get_by_role("link", name=re.compile("Return a product"))
    expect(earlier).to_contain_text("WhatsApp")
    expect(earlier).to_have_attribute("href", "#/c/earlier")


def test_the_rule_that_answered_stands_under_the_message(open_desk: OpenDesk, shop: Shop) -> None:
    customer = shop.customer().asks("Where is my parcel?").waits()
    page = open_desk()

    def ruled(route: Route) -> None:
        response = route.fetch()
        dossier = response.json()
        for message in dossier["messages"]:
            if "trace" in message:
                message["trace"]["rule"] = "Where is an order"
        route.fulfill(response=response, json=dossier)

    page.route(DOSSIER, ruled)
    open_conversation(page, customer)
    trace = page.get_by_role("log").locator("details").first
    trace.locator("summary").click()
    expect(trace).to_contain_text("Rule that answered")
    expect(trace).to_contain_text("Where is an order")


def test_canned_responses_are_written_changed_and_deleted_and_that_undone(open_desk: OpenDesk) -> None:
    page = open_desk()
    write_canned(page, "bye", "Goodbye", {"English": "Goodbye, {customer}!", "Gujarati": "આવજો, {customer}!"})
    row = page.locator(".canned-row")
    expect(row).to_contain_text("/bye")
    expect(row).to_contain_text("Mine")
    expect(row).to_contain_text("English · Gujarati")
    page.get_by_role("button", name="New response").click()
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert").filter(has_text="Fill in a shortcut")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Edit Goodbye").click()
    page.get_by_role("dialog").get_by_label("Text in English").fill("See you, {customer}!")
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    expect(row).to_contain_text("See you, {customer}!")
    page.get_by_label("Search canned responses").fill("nothing of the kind")
    expect(page.get_by_text("No response matches.")).to_be_visible()
    page.get_by_label("Search canned responses").fill("")
    page.get_by_role("button", name="Delete Goodbye").click()
    expect(page.get_by_role("heading", name="No canned response yet")).to_be_visible()
    page.locator("desk-notices").get_by_role("button", name="Undo").click()
    expect(row).to_contain_text("See you, {customer}!")


def test_what_a_supervisor_shares_everybody_uses_and_only_supervisors_change(open_desk: OpenDesk) -> None:
    meera = open_desk("meera@example.com")
    meera.goto("/desk#/canned")
    meera.get_by_role("button", name="New response").click()
    dialog = meera.get_by_role("dialog")
    dialog.get_by_label("Title").fill("Opening hours")
    dialog.get_by_label("Shortcut").fill("/hours")
    dialog.get_by_label("Text in English").fill("From 9 to 6.")
    dialog.get_by_label("For everybody at the desk").check()
    dialog.get_by_role("button", name="Save").click()
    expect(meera.get_by_role("button", name="Edit Opening hours")).to_be_visible()
    page = open_desk()
    page.goto("/desk#/canned")
    expect(page.locator(".canned-row")).to_contain_text("Everybody’s")
    expect(page.get_by_role("button", name="Edit Opening hours")).to_have_count(0)


@pytest.mark.parametrize("look", SOME_LOOKS.values(), ids=SOME_LOOKS.keys())
def test_axe_finds_nothing_wrong_with_the_profile(open_desk: OpenDesk, shop: Shop, look: dict[str, Any]) -> None:
    customer = shop.customer().waits()
    page = open_desk(**look)
    know(page)
    open_conversation(page, customer)
    page.keyboard.press("c")
    expect(state(page)).to_have_attribute("data-owner", "mine")
    if page.locator(".opener").is_visible():
        page.locator(".opener").click()
    expect(page.locator("desk-known .stars").first).to_be_visible()
    page.locator(".tag-form input").fill("vip")
    page.locator(".tag-form input").press("Enter")
    expect(page.locator(".tag")).to_have_count(1)
    assert violations(page) == []  # everything that may be known of a customer

    page.locator("desk-profile button").first.click()
    expect(page.locator(".profile-form")).to_be_visible()
    assert violations(page) == []  # its form

    page.goto("/desk#/canned")
    expect(page.locator(".canned .empty h3")).to_be_visible()
    assert violations(page) == []  # no canned response

    page.locator(".page-head button.primary").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert violations(page) == []  # the form of one
