"""One conversation: what was said and understood, and replies that arrive once, in order, whatever happens."""

import json
import re

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.browser.chromium import PHONE
from tests.browser.desk.conftest import OpenDesk
from tests.browser.desk.steps import action, card, choose, claim, leave, log, open_conversation, reply, reply_box
from tests.browser.shop import Shop, wait_until

REPLIES = re.compile(r"/api/desk/conversations/[^/]+/messages$")


def test_what_the_bot_understood_stands_under_each_message_and_unfolds(open_desk: OpenDesk, shop: Shop) -> None:
    customer = shop.customer().asks("Where is my parcel?").waits()
    page = open_desk()
    open_conversation(page, customer)
    trace = log(page).locator("details").first
    expect(trace.locator("summary")).to_have_text("track_order 0.93")
    trace.locator("summary").click()
    for part in ("ask_faq", "0.04", "track_order_form", "action_track_order", "answered"):
        expect(trace).to_contain_text(part)
    customer.says("Hello?")  # an update of the log leaves it open
    expect(log(page)).to_contain_text("Hello?")
    expect(trace).to_have_attribute("open", "")


def test_the_panel_shows_what_the_bot_knew_and_who_had_the_conversation(open_desk: OpenDesk, shop: Shop) -> None:
    customer = shop.customer("gu").asks("મારું પાર્સલ ક્યાં છે?").waits()
    page = open_desk()
    claim(page, customer)
    panel = page.get_by_role("region", name="Customer", exact=True)
    for fact in ("Asked for a person", "SH-1042", "Gujarati", "Website", "verified"):
        expect(panel).to_contain_text(fact)
    history = panel.get_by_role("listitem")
    expect(history).to_contain_text(["Passed to the queue: Asked for a person", "Asha took over"])
    expect(log(page)).to_contain_text("Asha took over")


def test_a_reply_is_shown_at_once_and_reaches_the_customer_with_the_agents_name(
    open_desk: OpenDesk, shop: Shop
) -> None:
    customer = shop.customer().waits()
    page = open_desk()
    claim(page, customer)
    reply(page, "Hello, I have found your parcel.")
    expect(log(page).get_by_text("Hello, I have found your parcel.")).to_be_visible()
    expect(reply_box(page)).to_have_value("")
    expect(log(page).locator(".me .delivery")).to_have_text("Sent")
    last = customer.log()["messages"][-1]
    assert (last["author"], last["name"], last["text"]) == ("agent", "Asha", "Hello, I have found your parcel.")


def test_shift_enter_makes_a_new_line_and_enter_sends_both(open_desk: OpenDesk, shop: Shop) -> None:
    customer = shop.customer().waits()
    page = open_desk()
    claim(page, customer)
    page.keyboard.type("First")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("second")
    page.keyboard.press("Enter")
    wait_until(lambda: customer.heard() == ["First\nsecond"], "the reply arrives")


@pytest.mark.parametrize(
    "event",
    [
        {"key": "Enter", "isComposing": True},  # Chromium and Firefox, while a word is chosen
        {"key": "Enter", "keyCode": 229},  # Safari, after it was chosen
    ],
)
def test_enter_that_ends_a_word_of_an_input_method_does_not_send(
    open_desk: OpenDesk, shop: Shop, event: dict[str, object]
) -> None:
    customer = shop.customer().waits()
    page = open_desk()
    claim(page, customer)
    reply_box(page).fill("नमस्ते")
    reply_box(page).dispatch_event("keydown", {**event, "bubbles": True, "cancelable": True})
    expect(reply_box(page)).to_have_value("नमस्ते")
    reply_box(page).press("Enter")
    wait_until(lambda: customer.heard() == ["नमस्ते"], "the reply arrives")


def test_blanks_are_not_a_reply(open_desk: OpenDesk, shop: Shop) -> None:
    customer = shop.customer().waits()
    page = open_desk()
    claim(page, customer)
    reply(page, "   ")
    expect(page.get_by_role("button", name="Send", exact=True)).to_be_disabled()
    assert customer.heard() == []


def test_the_customers_answer_appears_at_once_and_is_announced(open_desk: OpenDesk, shop: Shop) -> None:
    customer = shop.customer().waits()
    page = open_desk()
    claim(page, customer)
    customer.says("Thank you!")
    expect(log(page).get_by_text("Thank you!")).to_be_visible()
    expect(page.get_by_role("status").get_by_text(f"{customer.name}: Thank you!")).to_be_attached()


def test_each_side_sees_the_other_typing(open_desk: OpenDesk, shop: Shop) -> None:
    customer = shop.customer().waits()
    page = open_desk()
    claim(page, customer)
    customer.types()
    expect(page.get_by_text(f"{customer.name} is typing…")).to_be_visible()
    customer.says("Here")
    expect(page.get_by_text(f"{customer.name} is typing…")).not_to_be_visible()
    signs: list[bool] = []
    page.on("request", lambda request: "/typing" in request.url and signs.append(request.post_data_json["on"]))
    with page.expect_request(lambda request: "/typing" in request.url and request.post_data_json == {"on": False}):
        page.keyboard.type("A long answer, letter by letter")
        page.keyboard.press("Enter")
    assert signs == [True, False]


def test_what_customers_write_stays_text(open_desk: OpenDesk, shop: Shop) -> None:
    text = '<img src=x onerror="document.title=1"><b>bold</b> javascript:alert(1) data:text/html,x'
    customer = shop.customer().waits().says(text)
    page = open_desk()
    open_conversation(page, customer)
    expect(log(page).get_by_text(text)).to_be_visible()
    expect(log(page).locator("img, b, a")).to_have_count(0)


class TestRepliesUnderTrouble:
    """Each of these must end with the customer hearing each reply once, in order."""

    def test_a_refusal_of_the_moment_is_retried_with_the_same_id(self, open_desk: OpenDesk, shop: Shop) -> None:
        customer = shop.customer().waits()
        page = open_desk()
        claim(page, customer)
        ids: list[str] = []

        def first_refused(route: Route) -> None:
            ids.append(route.request.post_data_json["client_id"])
            if len(ids) == 1:
                route.fulfill(status=503, json={"error": {"code": "internal", "message": "Try again."}})
            else:
                route.continue_()

        page.route(REPLIES, first_refused)
        reply(page, "one")
        reply(page, "two")
        expect(log(page).get_by_text("Not sent yet, trying again")).to_be_visible()
        expect(log(page).locator(".me .delivery")).to_have_text(["Sent", "Sent"])
        assert customer.heard() == ["one", "two"]
        assert ids[0] == ids[1]

    def test_an_answer_lost_on_its_way_does_not_double_the_reply(self, open_desk: OpenDesk, shop: Shop) -> None:
        customer = shop.customer().waits()
        page = open_desk()
        claim(page, customer)
        attempts: list[Request] = []

        def answer_lost(route: Route) -> None:
            attempts.append(route.request)
            if len(attempts) == 1:
                route.fetch()
                route.abort()
            else:
                route.continue_()

        page.route(REPLIES, answer_lost)
        reply(page, "only once")
        expect(log(page).get_by_text("only once")).to_have_count(1)
        expect(log(page).locator(".me .delivery")).to_have_text("Sent")
        assert customer.heard() == ["only once"]

    def test_a_reload_sends_what_was_still_waiting(self, open_desk: OpenDesk, shop: Shop) -> None:
        customer = shop.customer().waits()
        page = open_desk()
        claim(page, customer)
        page.route(REPLIES, lambda route: route.abort())
        reply(page, "patience")
        expect(log(page).get_by_text("Not sent yet, trying again")).to_be_visible()
        page.unroute_all()
        page.reload()
        expect(log(page).locator(".me .delivery")).to_have_text("Sent")
        assert customer.heard() == ["patience"]

    def test_what_is_found_hours_later_is_not_sent_unasked(self, open_desk: OpenDesk, shop: Shop) -> None:
        customer = shop.customer().waits()
        page = open_desk()
        claim(page, customer)
        page.route(REPLIES, lambda route: route.abort())
        reply(page, "stale")
        expect(log(page).get_by_text("Not sent yet, trying again")).to_be_visible()
        page.unroute_all()
        age_replies(page, hours=3)
        page.reload()
        expect(log(page)).to_contain_text("This reply was never sent.")
        assert customer.heard() == []
        log(page).get_by_role("button", name="Send").click()
        expect(log(page).locator(".me .delivery")).to_have_text("Sent")
        assert customer.heard() == ["stale"]

    def test_a_refusal_for_good_gives_the_words_back(self, open_desk: OpenDesk, shop: Shop) -> None:
        customer = shop.customer().waits()
        page = open_desk()
        claim(page, customer)
        refusal = {"error": {"code": "too_long", "message": "The message is too long."}}
        page.route(REPLIES, lambda route: route.fulfill(status=413, json=refusal), times=1)
        reply(page, "more than the shop allows")
        expect(log(page).get_by_role("alert")).to_contain_text("Not sent")
        expect(log(page)).to_contain_text("The reply is too long. Please shorten it.")
        log(page).get_by_role("button", name="Edit").click()
        expect(reply_box(page)).to_have_value("more than the shop allows")
        reply(page, "shorter")
        expect(log(page).locator(".me .delivery")).to_have_text("Sent")
        assert customer.heard() == ["shorter"]

    def test_a_reply_after_another_tab_resolved_is_refused_in_words(self, open_desk: OpenDesk, shop: Shop) -> None:
        customer = shop.customer().waits()
        page = open_desk()
        claim(page, customer)

        def resolved_meanwhile(route: Route) -> None:
            token = page.request.get("/api/desk/session").json()["csrf_token"]
            headers = {"X-CSRF-Token": token}
            page.request.post(f"/api/desk/conversations/{customer.id}/resolve", headers=headers, data="{}")
            route.continue_()

        page.route(REPLIES, resolved_meanwhile)
        reply(page, "too late")
        expect(log(page)).to_contain_text("The conversation has changed meanwhile")
        log(page).get_by_role("button", name="Discard").click()
        expect(log(page).get_by_text("too late")).to_have_count(0)
        assert customer.heard() == []


def test_an_outdated_csrf_token_is_renewed_without_a_word(open_desk: OpenDesk, shop: Shop) -> None:
    customer = shop.customer().waits()
    page = open_desk()
    login = {"email": "asha@example.com", "password": "correct horse battery"}
    page.request.post("/api/desk/login", data=json.dumps(login))  # in another tab: a new session, a new token
    claim(page, customer)


def test_the_end_of_the_log_stays_in_view_unless_the_agent_reads_further_up(open_desk: OpenDesk, shop: Shop) -> None:
    customer = shop.customer().waits()
    page = open_desk()
    claim(page, customer)
    for number in range(25):
        customer.says(f"line {number}")
    expect(log(page).get_by_text("line 24")).to_be_in_viewport()
    log(page).evaluate("(frame) => { frame.scrollTop = 0; }")
    expect(log(page).get_by_text("line 24")).not_to_be_in_viewport()
    customer.says("the newest")
    page.get_by_role("button", name="New messages").click()
    expect(log(page).get_by_text("the newest")).to_be_in_viewport()
    expect(page.get_by_role("button", name="New messages")).not_to_be_visible()


def test_a_resolved_conversation_can_be_taken_up_again(open_desk: OpenDesk, shop: Shop) -> None:
    customer = shop.customer().waits()
    page = open_desk()
    claim(page, customer)
    leave(page, "resolve")
    expect(page.get_by_text("This conversation is resolved.")).to_be_visible()
    action(page, "claim").click()
    reply(page, "I forgot to say goodbye.")
    wait_until(lambda: customer.heard() == ["I forgot to say goodbye."], "the reply arrives")
    choose(page, "Mine")
    expect(card(page, customer)).to_be_visible()


def age_replies(page: Page, hours: int) -> None:
    """As if the browser had been closed so long ago."""
    page.evaluate(
        """(hours) => {
            for (const key of Object.keys(localStorage).filter((key) => key.startsWith("sahay.desk.reply."))) {
                const reply = JSON.parse(localStorage[key]);
                localStorage[key] = JSON.stringify({ ...reply, at: reply.at - hours * 3600000 });
            }
        }""",
        hours,
    )


def test_on_a_phone_a_notice_leaves_the_reply_box_free(open_desk: OpenDesk, shop: Shop) -> None:
    customer = shop.customer().waits()
    page = open_desk(**PHONE)
    claim(page, customer)
    notice, composer = (page.locator(part).bounding_box() for part in (".notice", ".composer"))
    assert notice is not None
    assert composer is not None
    assert notice["y"] + notice["height"] <= composer["y"]
