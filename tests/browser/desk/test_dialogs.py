"""A conversation changes hands or ends: each dialog, by keyboard, with what the server says to it."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.desk.conftest import OpenDesk
from tests.browser.desk.steps import action, card, choose, claim, leave, log, open_conversation, reply_box, state
from tests.browser.desk.test_accessible import LOOKS, violations
from tests.browser.shop import Customer, Shop, wait_until

MEERA = "meera@example.com"
# The reply box is looked at in every look: here each language, light, dark and a phone are met once.
SOME_LOOKS = {look: LOOKS[look] for look in ("phone", "Hindi", "Gujarati in the dark")}


def dialog(page: Page) -> Locator:
    return page.get_by_role("dialog")


def submit(page: Page) -> None:
    dialog(page).locator("button[type=submit]").click()
    expect(dialog(page)).to_have_count(0)


def more(page: Page, name: str) -> None:
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name=name, exact=True).click()


def undo(page: Page) -> None:
    page.locator("desk-notices").get_by_role("button", name="Undo").click()


def mine(open_desk: OpenDesk, shop: Shop, email: str = "asha@example.com") -> tuple[Page, Customer]:
    customer = shop.customer().waits()
    page = open_desk(email)
    claim(page, customer)
    expect(reply_box(page)).to_be_focused()
    page.keyboard.press("Escape")
    return page, customer


def test_a_transfer_takes_a_word_along_that_the_customer_does_not_see(open_desk: OpenDesk, shop: Shop) -> None:
    page, customer = mine(open_desk, shop)
    ravi = open_desk("ravi@example.com")
    page.keyboard.press("f")
    first = dialog(page).get_by_role("radio").first
    expect(first).to_be_focused()
    dialog(page).get_by_role("button", name="Transfer").click()
    expect(dialog(page).get_by_role("alert")).to_have_text("Choose somebody first.")
    dialog(page).get_by_role("radio", name=re.compile("Ravi Patel")).check()
    dialog(page).get_by_label("Private note (optional)").fill("The box came open.")
    submit(page)
    expect(state(page)).to_contain_text("With Ravi Patel")
    choose(ravi, "Mine")
    open_conversation(ravi, customer)
    expect(log(ravi).locator(".message.note")).to_contain_text("The box came open.")
    expect(log(ravi)).to_contain_text("Asha passed it on to Ravi Patel")
    assert not any("came open" in message["text"] for message in customer.log()["messages"])


def test_a_team_gets_it_back_into_its_queue(open_desk: OpenDesk, shop: Shop) -> None:
    page, _customer = mine(open_desk, shop)
    page.keyboard.press("f")
    dialog(page).get_by_role("radio", name=re.compile("Payments")).check()
    submit(page)
    expect(state(page)).to_contain_text("Waiting")
    expect(state(page)).to_contain_text("Payments")


def test_a_snooze_lasts_until_a_chosen_time_and_can_be_undone(open_desk: OpenDesk, shop: Shop) -> None:
    page, _customer = mine(open_desk, shop)
    page.keyboard.press("s")
    expect(dialog(page).get_by_role("radio", name=re.compile("In one hour"))).to_be_focused()
    dialog(page).get_by_role("radio", name="Choose a time").check()
    when = dialog(page).get_by_label("Date and time")
    when.fill("2020-01-01T10:00")
    dialog(page).locator("button[type=submit]").click()
    expect(dialog(page).get_by_role("alert")).to_have_text("Choose a time that is still to come.")
    expect(when).to_be_focused()
    later = datetime.now() + timedelta(days=2)  # noqa: DTZ005  as the field takes it
    when.fill(later.strftime("%Y-%m-%dT10:00"))
    submit(page)
    expect(state(page)).to_contain_text("Set aside until")
    undo(page)
    expect(state(page)).to_contain_text("With you")


SNOOZES = [
    # now, what is offered until when, by the agent's clock
    ("2026-11-22T09:00", {"snooze_hour": "22 10:00", "snooze_evening": "22 18:00", "snooze_tomorrow": "23 10:00"}),
    ("2026-11-22T17:30", {"snooze_hour": "22 18:30", "snooze_tomorrow": "23 10:00"}),  # the evening has come
    ("2026-11-30T23:30", {"snooze_hour": "1 0:30", "snooze_tomorrow": "1 10:00"}),  # a month ends
]


def test_only_times_to_come_are_offered(open_page: OpenDesk) -> None:
    page = open_page(timezone_id="Asia/Kolkata")
    script = """async (now) => {
        const { moments } = await import("/desk/snooze.js");
        const two = (number) => String(number).padStart(2, "0");
        const shown = (at) => `${at.getDate()} ${at.getHours()}:${two(at.getMinutes())}`;
        return Object.fromEntries(moments(new Date(now)).map(([name, at]) => [name, shown(at)]));
    }"""
    for now, offered in SNOOZES:
        assert page.evaluate(script, now) == offered


def test_a_resolve_says_why_and_can_be_taken_back(open_desk: OpenDesk, shop: Shop) -> None:
    page, customer = mine(open_desk, shop)
    page.keyboard.press("e")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(state(page)).to_contain_text("Resolved")
    expect(log(page)).to_contain_text("Asha resolved it: Information given")
    undo(page)
    expect(state(page)).to_contain_text("With you")
    wait_until(lambda: customer.log()["owner"] == "agent", "the agent is back")


def test_the_bot_goes_on_with_what_it_is_told(open_desk: OpenDesk, shop: Shop) -> None:
    page, customer = mine(open_desk, shop)
    before = len(customer.heard("bot"))
    page.keyboard.press("b")
    dialog(page).get_by_role("radio", name="Track my order").check()
    submit(page)
    expect(state(page)).to_contain_text("With the bot")
    wait_until(lambda: len(customer.heard("bot")) > before, "the bot goes on")


def test_the_menu_is_walked_by_keys_and_gives_the_focus_back(open_desk: OpenDesk, shop: Shop) -> None:
    page, customer = mine(open_desk, shop)
    page.keyboard.press("m")
    items = page.get_by_role("menuitem")
    expect(items.first).to_be_focused()
    page.keyboard.press("End")
    expect(items.last).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(items.first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("menu")).to_have_count(0)
    expect(page.get_by_role("heading", name=customer.name)).to_be_focused()


def test_priority_and_the_way_back_into_the_queue(open_desk: OpenDesk, shop: Shop) -> None:
    page, customer = mine(open_desk, shop)
    more(page, "Priority")
    expect(dialog(page).get_by_role("radio", name="Normal")).to_be_focused()
    dialog(page).get_by_role("radio", name="Urgent").check()
    submit(page)
    expect(state(page)).to_contain_text("Urgent")
    more(page, "Back to the queue")
    expect(state(page)).to_contain_text("Waiting · number 1")
    choose(page, "Waiting")
    expect(card(page, customer)).to_be_visible()


def test_only_a_supervisor_assigns_blocks_and_calls_spam(open_desk: OpenDesk, shop: Shop) -> None:
    page, customer = mine(open_desk, shop)
    page.get_by_role("button", name="More actions").click()
    for name in ("Assign", "Block", "Spam"):
        expect(page.get_by_role("menuitem", name=name, exact=True)).to_have_count(0)
    open_desk("ravi@example.com")  # only who is at the desk can be given anything
    meera = open_desk(MEERA)
    choose(meera, "Others’")
    open_conversation(meera, customer)
    more(meera, "Assign")
    dialog(meera).get_by_role("radio", name=re.compile("Ravi Patel")).check()
    submit(meera)
    expect(state(meera)).to_contain_text("With Ravi Patel")
    more(meera, "Block")
    expect(dialog(meera).get_by_role("button", name="Cancel")).to_be_focused()  # a serious matter
    dialog(meera).get_by_role("button", name="Block").click()
    expect(state(meera)).to_contain_text("Blocked")
    undo(meera)
    expect(state(meera)).not_to_contain_text("Blocked")


def test_spam_is_resolved_and_blocked(open_desk: OpenDesk, shop: Shop) -> None:
    page, _customer = mine(open_desk, shop, MEERA)
    more(page, "Spam")
    submit(page)
    expect(state(page)).to_contain_text("Resolved")
    expect(state(page)).to_contain_text("Blocked")
    expect(log(page)).to_contain_text("Meera Shah resolved it: Spam")


def test_a_transcript_goes_to_an_address_that_is_one(open_desk: OpenDesk, shop: Shop) -> None:
    page, _customer = mine(open_desk, shop)
    sent: list[Any] = []

    def taken(route: Route) -> None:
        sent.append(route.request.post_data_json)
        route.fulfill(status=202, json={})

    page.route(re.compile("/transcript$"), taken)
    more(page, "Transcript by e-mail")
    address = dialog(page).get_by_label("To this e-mail address")
    expect(address).to_be_focused()
    address.fill("meera@")
    page.keyboard.press("Enter")
    expect(dialog(page).get_by_role("alert")).to_have_text("Enter a whole e-mail address.")
    address.fill("meera@example.com")
    page.keyboard.press("Enter")
    expect(page.get_by_text("The transcript goes to meera@example.com.")).to_be_visible()
    assert sent == [{"email": "meera@example.com"}]


def test_two_contacts_are_found_seen_merged_and_parted(open_desk: OpenDesk, shop: Shop) -> None:
    other = shop.customer().waits().says("My parcel Zanzibar came open")
    page, _customer = mine(open_desk, shop)
    more(page, "Merge contacts")
    dialog(page).get_by_role("button", name="Merge contacts").click()
    expect(dialog(page).get_by_role("alert")).to_have_text("Find and choose the other contact first.")
    dialog(page).get_by_label("Find the other contact").fill("Zanzibar")
    dialog(page).get_by_role("radio", name=re.compile(other.name)).check()
    for side in ("This contact", "The other contact"):
        expect(dialog(page).get_by_role("region", name=side)).to_be_visible()
    submit(page)
    panel = page.get_by_role("region", name="Customer", exact=True)
    expect(panel.get_by_text("Merged: ")).to_be_visible()
    expect(panel.locator("a.past")).to_have_count(1)  # the other's conversation
    undo(page)
    expect(panel.get_by_text("Merged: ")).to_have_count(0)


def test_a_refusal_is_told_in_the_dialog_which_keeps_what_was_written(open_desk: OpenDesk, shop: Shop) -> None:
    page, _customer = mine(open_desk, shop)
    refusal = {"error": {"code": "wrong_state", "message": "Too late."}}
    page.route(re.compile("/transfer$"), lambda route: route.fulfill(status=409, json=refusal), times=1)
    page.keyboard.press("f")
    dialog(page).get_by_role("radio").first.check()
    dialog(page).get_by_label("Private note (optional)").fill("Long and careful")
    dialog(page).get_by_role("button", name="Transfer").click()
    expect(dialog(page).get_by_role("alert")).to_contain_text("The conversation has changed meanwhile")
    expect(dialog(page).get_by_label("Private note (optional)")).to_have_value("Long and careful")
    page.keyboard.press("Escape")
    expect(dialog(page)).to_have_count(0)
    expect(state(page)).to_contain_text("With you")


def test_a_begun_reply_is_asked_about_and_kept(open_desk: OpenDesk, shop: Shop) -> None:
    page, customer = mine(open_desk, shop)
    reply_box(page).fill("One more thing")
    action(page, "resolve").click()
    expect(dialog(page)).to_contain_text("You have begun a reply.")
    page.keyboard.press("Escape")
    expect(action(page, "resolve")).to_be_focused()
    leave(page, "return")
    expect(state(page)).to_contain_text("With the bot")
    expect(reply_box(page)).to_have_value("One more thing")
    assert customer.heard() == []


@pytest.mark.parametrize("look", SOME_LOOKS.values(), ids=SOME_LOOKS.keys())
def test_axe_finds_nothing_wrong_with_the_dialogs(open_desk: OpenDesk, shop: Shop, look: dict[str, Any]) -> None:
    customer = shop.customer().waits()
    page = open_desk(MEERA, **look)
    open_conversation(page, customer)
    action(page, "claim").click()
    for verb in ("snooze", "transfer", "resolve", "return"):
        action(page, verb).click()
        expect(dialog(page)).to_be_visible()
        assert violations(page) == []
        page.keyboard.press("Escape")
    page.locator("[aria-haspopup=menu]").last.click()
    expect(page.get_by_role("menu")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("menuitem").nth(4).click()  # two contacts
    expect(dialog(page)).to_be_visible()
    assert violations(page) == []
