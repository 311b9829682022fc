"""A supervisor does one thing to many conversations."""

from playwright.sync_api import Route, expect

from tests.browser.desk.conftest import OpenDesk
from tests.browser.desk.steps import card, choose
from tests.browser.desk.test_accessible import violations
from tests.browser.shop import Shop

SUPERVISOR = "meera@example.com"


def test_picked_conversations_change_together(open_desk: OpenDesk, shop: Shop) -> None:
    customers = [shop.customer().waits() for _ in range(3)]
    page = open_desk(SUPERVISOR)
    expect(card(page, customers[2])).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("x")  # by keyboard: the one in focus
    page.get_by_role("checkbox", name=f"Select {customers[2].name}").check()
    expect(page.get_by_text("2 selected")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Priority").click()
    page.get_by_role("dialog", name="Priority of 2 conversations").get_by_role("radio", name="Urgent").check()
    page.get_by_role("dialog").get_by_role("button", name="Priority").click()
    expect(page.get_by_text("2 conversations changed.")).to_be_visible()
    for customer, urgent in zip(customers, (1, 0, 1), strict=True):
        expect(card(page, customer).get_by_text("Urgent")).to_have_count(urgent)
    expect(page.get_by_role("checkbox")).to_have_count(0)


def test_they_are_assigned_to_a_colleague(open_desk: OpenDesk, shop: Shop) -> None:
    customers = [shop.customer().waits() for _ in range(2)]
    page, ravi = open_desk(SUPERVISOR), open_desk("ravi@example.com")
    page.get_by_role("button", name="Select several").click()
    page.get_by_role("button", name="All in the list").click()
    page.get_by_role("button", name="Assign").click()
    dialog = page.get_by_role("dialog", name="Assign 2 conversations")
    dialog.get_by_role("button", name="Assign").click()
    expect(dialog.get_by_text("Choose one first.")).to_be_visible()
    dialog.get_by_role("radio", name="Ravi Patel").check()
    dialog.get_by_role("button", name="Assign").click()
    expect(page.get_by_role("heading", name="Nobody is waiting")).to_be_visible()
    choose(ravi, "Mine")
    for customer in customers:
        expect(card(ravi, customer)).to_be_visible()


def test_what_is_refused_stays_picked_and_is_told(open_desk: OpenDesk, shop: Shop) -> None:
    first, second = shop.customer().waits(), shop.customer().waits()
    page = open_desk(SUPERVISOR)

    def refuse_one(route: Route) -> None:
        refusal = {"id": second.id, "code": "wrong_state", "message": ""}
        route.fulfill(json={"done": [first.id], "failed": [refusal]})

    page.route("**/api/desk/bulk", refuse_one)
    page.get_by_role("button", name="Select several").click()
    page.get_by_role("button", name="All in the list").click()
    page.get_by_role("button", name="Resolve").click()
    page.get_by_role("dialog").get_by_role("button", name="Resolve").click()
    expect(page.get_by_role("alert").get_by_text("One of 2 could not be changed")).to_be_visible()
    expect(page.get_by_role("checkbox", name=f"Select {second.name}")).to_be_checked()
    expect(page.get_by_role("checkbox", name=f"Select {first.name}")).not_to_be_checked()
    page.keyboard.press("Escape")
    expect(page.get_by_role("checkbox")).to_have_count(0)


def test_it_is_for_supervisors_alone(open_desk: OpenDesk, shop: Shop) -> None:
    customer = shop.customer().waits()
    page = open_desk()
    expect(card(page, customer)).to_be_visible()
    expect(page.get_by_role("button", name="Select several")).to_have_count(0)
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(card(page, customer)).to_be_focused()
    expect(page.get_by_role("checkbox")).to_have_count(0)
