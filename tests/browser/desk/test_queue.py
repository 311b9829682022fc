"""The list: who waits, who has whom, what is new; and two agents who want the same customer."""

import re

import pytest
from playwright.sync_api import APIResponse, Page, Route, expect

from tests.browser.desk.conftest import OpenDesk
from tests.browser.desk.steps import action, card, choose, claim, leave, open_conversation, reply, reply_box, state
from tests.browser.shop import Shop, first_held, wait_until


@pytest.mark.parametrize(
    ("section", "heading"),
    [
        ("Waiting", "Nobody is waiting"),
        ("Mine", "You have no open conversation"),
        ("Others’", "No colleague has an open conversation"),
        ("Recent", "Nothing here yet"),
    ],
)
def test_an_empty_list_says_so(open_desk: OpenDesk, section: str, heading: str) -> None:
    page = open_desk()
    choose(page, section)
    expect(page.get_by_role("heading", name=heading)).to_be_visible()


def test_a_waiting_customer_appears_by_themselves_with_what_matters(open_desk: OpenDesk, shop: Shop) -> None:
    page = open_desk()
    expect(page.get_by_role("heading", name="Nobody is waiting")).to_be_visible()
    customer = shop.customer("hi").waits()
    line = card(page, customer)
    for fact in ("Asked for a person", "Hindi", "Website"):
        expect(line).to_contain_text(fact)
    expect(line.get_by_title("Position 1")).to_be_visible()
    expect(page).to_have_title("(1) Sahay desk")
    expect(page.get_by_text("One customer is waiting.")).to_be_attached()  # for screen readers


def test_the_waiting_time_ticks(open_desk: OpenDesk, shop: Shop) -> None:
    customer = shop.customer().waits()
    page = open_desk()
    waits = card(page, customer).locator("desk-elapsed")
    expect(waits).to_have_text(re.compile(r"^\d:\d\d$"))
    first = waits.inner_text()
    expect(waits).not_to_have_text(first)


def test_customers_wait_in_the_order_of_the_queue(open_desk: OpenDesk, shop: Shop) -> None:
    customers = [shop.customer().waits() for _ in range(3)]
    page = open_desk()
    expect(page.locator(".card-name")).to_have_text([customer.name for customer in customers])
    claim(page, customers[0])
    choose(page, "Waiting")
    expect(page.locator(".card-name")).to_have_text([customer.name for customer in customers[1:]])
    expect(card(page, customers[1]).get_by_title("Position 1")).to_be_visible()


def test_what_one_agent_claims_the_other_sees_as_taken(open_desk: OpenDesk, shop: Shop) -> None:
    customer = shop.customer().waits()
    asha, ravi = open_desk(), open_desk("ravi@example.com")
    open_conversation(ravi, customer)
    claim(asha, customer)
    expect(state(ravi)).to_contain_text("With Asha")
    for verb in ("claim", "resolve", "return"):
        expect(action(ravi, verb)).to_have_count(0)
    expect(reply_box(ravi)).to_be_disabled()
    expect(ravi.get_by_text("Asha is answering this conversation.")).to_be_visible()
    choose(ravi, "Others’")
    expect(card(ravi, customer)).to_contain_text("Asha")
    expect(asha.get_by_role("tab", name="Mine")).to_have_attribute("aria-selected", "true")


def test_what_is_claimed_is_among_mine_before_the_answer_to_it_is_here(open_desk: OpenDesk, shop: Shop) -> None:
    """And who has gone on to another list by then is left there."""
    customer = shop.customer().waits()
    page = open_desk()
    answers: list[tuple[Route, APIResponse]] = []
    page.route("**/claim", lambda route: answers.append((route, route.fetch())))
    open_conversation(page, customer)
    action(page, "claim").click()
    expect(page.get_by_role("tab", name="Mine")).to_have_attribute("aria-selected", "true")
    expect(card(page, customer)).to_be_visible()
    choose(page, "Waiting")
    route, answer = first_held(page, answers)
    route.fulfill(response=answer)
    expect(page.get_by_text("You now have the conversation")).to_be_visible()
    expect(page.get_by_role("tab", name="Waiting")).to_have_attribute("aria-selected", "true")


def test_who_claims_too_late_is_told_and_shown_the_truth(open_desk: OpenDesk, shop: Shop) -> None:
    customer = shop.customer().waits()
    asha, ravi = open_desk(), open_desk("ravi@example.com")
    open_conversation(ravi, customer)

    def first_asha(route: Route) -> None:
        """Between Ravi's click and its arrival, Asha claims."""
        claim(asha, customer)
        route.continue_()

    ravi.route("**/claim", first_asha)
    action(ravi, "claim").click()
    expect(ravi.get_by_role("alert").get_by_text("Another agent has already taken this")).to_be_visible()
    expect(state(ravi)).to_contain_text("With Asha")


def test_an_agent_may_step_in_where_the_bot_answers(open_desk: OpenDesk, shop: Shop) -> None:
    customer = shop.customer().asks("Where is my order?")
    page = open_desk()
    choose(page, "Recent")
    open_conversation(page, customer)
    expect(state(page)).to_contain_text("With the bot")
    expect(page.get_by_text("The bot is answering. Take over to reply.")).to_be_visible()
    action(page, "claim").click()
    expect(state(page)).to_contain_text("With you")
    expect(reply_box(page)).to_be_focused()


def test_a_message_in_another_conversation_of_mine_is_marked_until_read(open_desk: OpenDesk, shop: Shop) -> None:
    first, second = shop.customer().waits(), shop.customer().waits()
    page = open_desk()
    claim(page, first)
    choose(page, "Waiting")
    claim(page, second)
    first.says("Are you still there?")
    expect(card(page, first).get_by_text("New message")).to_be_attached()
    expect(page.get_by_role("tab", name="Mine").get_by_text("New message")).to_be_attached()
    expect(card(page, second).get_by_text("New message")).not_to_be_attached()
    open_conversation(page, first)
    expect(page.get_by_text("New message", exact=True)).to_have_count(0)


def test_a_draft_is_kept_by_its_conversation_and_shown_in_the_list(open_desk: OpenDesk, shop: Shop) -> None:
    first, second = shop.customer().waits(), shop.customer().waits()
    page = open_desk()
    claim(page, first)
    reply_box(page).fill("Half a sentence")
    choose(page, "Waiting")
    claim(page, second)
    expect(reply_box(page)).to_have_value("")
    expect(card(page, first)).to_contain_text("Draft: Half a sentence")
    open_conversation(page, first)
    expect(reply_box(page)).to_have_value("Half a sentence")


def test_a_reload_and_the_back_button_keep_the_place(open_desk: OpenDesk, shop: Shop) -> None:
    customer = shop.customer().waits()
    page = open_desk()
    claim(page, customer)
    page.reload()
    expect(page.get_by_role("heading", name=customer.name)).to_be_visible()
    expect(page.get_by_role("tab", name="Mine")).to_have_attribute("aria-selected", "true")
    page.go_back()
    expect(page.get_by_role("heading", name="Choose a conversation")).to_be_visible()


@pytest.mark.parametrize(
    ("verb", "notice", "left"),
    [("resolve", "is resolved.", "Resolved"), ("return", "The bot answers", "With the bot")],
)
def test_a_finished_conversation_leaves_mine_and_the_bot_answers_again(
    open_desk: OpenDesk, shop: Shop, verb: str, notice: str, left: str
) -> None:
    customer = shop.customer().waits()
    page = open_desk()
    claim(page, customer)
    reply(page, "All done.")
    leave(page, verb)
    expect(page.get_by_role("status").get_by_text(notice)).to_be_visible()
    expect(state(page)).to_contain_text(left)
    expect(reply_box(page)).to_be_disabled()
    expect(page.get_by_role("heading", name="You have no open conversation")).to_be_visible()
    customer.asks("And my other order?")
    assert customer.heard("bot")[-1] == "Your order SH-1042 is on its way."
    expect(state(page)).to_contain_text("With the bot")


def test_a_begun_reply_is_not_left_behind_unasked(open_desk: OpenDesk, shop: Shop) -> None:
    customer = shop.customer().waits()
    page = open_desk()
    claim(page, customer)
    reply_box(page).fill("One more thing")
    action(page, "resolve").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("You have begun a reply.")
    dialog.get_by_role("button", name="Cancel").click()
    expect(state(page)).to_contain_text("With you")
    action(page, "resolve").click()
    dialog.get_by_role("button", name="Resolve").click()
    expect(state(page)).to_contain_text("Resolved")


def test_a_conversation_that_does_not_exist_is_said_to_be_missing(open_desk: OpenDesk) -> None:
    page = open_desk()
    page.goto("/desk#/c/nobody")
    expect(page.get_by_text("This conversation does not exist.")).to_be_visible()


def test_a_conversation_that_cannot_be_loaded_can_be_tried_again(open_desk: OpenDesk, shop: Shop) -> None:
    customer = shop.customer().waits()
    page = open_desk()

    def broken(route: Route) -> None:
        route.fulfill(status=500, json={"error": {"code": "internal", "message": ""}})

    address = re.compile(r"/api/desk/conversations/[^/]+\?after=")
    page.route(address, broken)
    open_conversation(page, customer)
    expect(page.get_by_role("alert").get_by_text("The conversation could not be loaded.")).to_be_visible()
    page.unroute(address, broken)
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("log")).to_contain_text("I am calling a person.")


def test_notifications_ask_for_permission_only_when_turned_on(open_desk: OpenDesk, shop: Shop) -> None:
    page = open_desk(permissions=[])
    record_notifications(page)
    page.get_by_role("button", name="Account and settings").click()
    assert page.evaluate("window.asked") == 0
    page.get_by_label("Browser notifications").check()
    assert page.evaluate("window.asked") == 1
    page.evaluate("document.hasFocus = () => false")
    customer = shop.customer().waits()
    wait_until(lambda: page.evaluate("window.shown.length") == 1, "the notification is shown")
    title, body = page.evaluate("window.shown[0]")
    assert title == "A customer is waiting"
    assert body == f"{customer.name} · Asked for a person"  # nothing that the customer wrote


def record_notifications(page: Page) -> None:
    page.evaluate("""() => {
        window.asked = 0;
        window.shown = [];
        window.Notification = class extends EventTarget {
            static async requestPermission() { window.asked += 1; return "granted"; }
            constructor(title, { body }) { super(); window.shown.push([title, body]); }
        };
    }""")
