"""What comes to an agent by itself: offered conversations, and the choice to be there for them."""

from playwright.sync_api import Route, expect

from tests.browser.desk.conftest import OpenDesk
from tests.browser.desk.steps import card, reply_box, state
from tests.browser.desk.test_accessible import violations
from tests.browser.shop import Customer, Shop

ASHA = "asha@example.com"


def offered(shop: Shop, customer: Customer, seconds: float = 600) -> None:
    shop.offer(customer.id, ASHA, seconds)
    customer.says("Hello?")  # the news brings the offer along


def test_an_offer_is_accepted_by_one_key_wherever_the_agent_is(open_desk: OpenDesk, shop: Shop) -> None:
    customer = shop.customer().waits()
    page = open_desk()
    page.goto("/desk#/tickets")
    offered(shop, customer)
    offer = page.get_by_role("region", name="For you")
    for fact in (customer.name, "Asked for a person", "English", "Website"):
        expect(offer).to_contain_text(fact)
    assert violations(page) == []
    page.keyboard.press("a")
    expect(page.get_by_role("heading", name=customer.name)).to_be_visible()
    expect(state(page)).to_contain_text("With you")
    expect(offer).to_be_hidden()


def test_an_offer_that_is_declined_leaves_the_customer_waiting(open_desk: OpenDesk, shop: Shop) -> None:
    customer = shop.customer().waits()
    page = open_desk()
    offered(shop, customer)
    page.get_by_role("button", name="Not now").click()
    expect(page.get_by_role("region", name="For you")).to_be_hidden()
    expect(card(page, customer)).to_be_visible()


def test_an_offer_counts_down_and_goes_by_itself_and_nobody_else_sees_it(open_desk: OpenDesk, shop: Shop) -> None:
    customer = shop.customer().waits()
    page, other = open_desk(), open_desk("ravi@example.com")
    expect(card(page, customer)).to_be_visible()
    offered(shop, customer, seconds=3)
    expect(page.locator(".remaining-seconds")).to_have_text("1 s")
    expect(page.get_by_role("region", name="For you")).to_be_hidden()
    expect(card(other, customer)).to_be_visible()
    expect(other.get_by_role("region", name="For you")).to_be_hidden()


def test_who_is_there_is_seen_and_chosen(open_desk: OpenDesk) -> None:
    page, other = open_desk(), open_desk("ravi@example.com")
    control = page.get_by_role("button", name="Availability")
    expect(control).to_contain_text("Online")
    count = other.locator(".availability-count [aria-hidden]").nth(1)
    before = int(count.inner_text())
    control.click()
    colleagues = page.get_by_role("dialog", name="Availability").get_by_role("listitem")
    expect(colleagues.filter(has_text="Ravi Patel")).to_contain_text("Online")
    expect(colleagues.filter(has_text="Meera Shah")).to_contain_text("0/6")
    assert violations(page) == []
    page.get_by_role("button", name="Away You keep yours").click()
    expect(control).to_contain_text("Away")
    expect(count).to_have_text(str(before - 1))
    page.reload()
    expect(control).to_contain_text("Away")


def test_a_choice_that_the_server_refuses_is_told(open_desk: OpenDesk) -> None:
    page = open_desk()

    def refuse(route: Route) -> None:
        route.fulfill(status=503, json={"error": {"code": "unavailable", "message": "Please try again in a moment."}})

    page.route("**/me/availability", refuse)
    control = page.get_by_role("button", name="Availability")
    control.click()
    page.get_by_role("button", name="Offline Yours are given back").click()
    expect(page.get_by_role("alert").get_by_text("Please try again in a moment.")).to_be_visible()
    expect(control).to_contain_text("Online")


def test_letters_do_not_accept_while_one_writes(open_desk: OpenDesk, shop: Shop) -> None:
    mine, other = shop.customer().waits(), shop.customer().waits()
    page = open_desk()
    card(page, mine).click()
    page.keyboard.press("c")
    expect(reply_box(page)).to_be_focused()
    offered(shop, other)
    expect(page.get_by_role("region", name="For you")).to_be_visible()
    page.keyboard.type("a")
    expect(reply_box(page)).to_have_value("a")
    expect(page.get_by_role("region", name="For you")).to_be_visible()


MENTION = """(id) => {
    const { live } = document.querySelector("desk-console").desk;
    live.dispatchEvent(new CustomEvent("mention", { detail: { id, note: "1", by: "Ravi Patel" } }));
}"""


def test_who_is_mentioned_in_a_note_reads_it_at_once_and_is_led_there(open_desk: OpenDesk, shop: Shop) -> None:
    customer = shop.customer().waits()
    page = open_desk()
    expect(card(page, customer)).to_be_visible()
    page.evaluate(MENTION, customer.id)
    notice = page.locator(".notice").filter(has_text="Ravi Patel has mentioned you in a note.")
    assert violations(page) == []
    notice.get_by_role("link", name="Open").click()
    expect(page.get_by_role("heading", name=customer.name)).to_be_visible()
