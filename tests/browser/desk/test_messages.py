"""What stands in the log beside text: cards as the customer has them, and how far a message has come."""

import sqlite3
from contextlib import closing
from datetime import date, timedelta

from playwright.sync_api import expect

from sahay.domain.card import Choice, ListCard, Money, OrderCard, Progress
from sahay.domain.message import Author, Button, Draft
from tests.browser.desk.conftest import OpenDesk
from tests.browser.desk.steps import log, open_conversation, state
from tests.browser.desk.test_accessible import violations
from tests.browser.shop import Customer, Shop

ORDER = OrderCard(
    title="10234",
    state="Shipped",
    lines=("2 × Copper bottle",),
    steps=(Progress("Placed", done=True), Progress("Shipped", done=True), Progress("Delivered", done=False)),
    total=Money("1549.50", "INR"),
    expected=date.today() - timedelta(days=1),  # noqa: DTZ011  the browser's own
    image="/shop/pictures/missing.svg",
    actions=(Choice("Cancel <b>it</b>", "/cancel_order"),),
)
LIST = ListCard("Your orders", (Choice("10234", "/one", "Shipped"), Choice("10199", "/two", "Delivered")))
# The state of an agent's message, what the provider said, and what the agent reads.
ARRIVED = [
    ("read", None, "Read"),
    ("failed", "whatsapp: more than 24 hours since the customer wrote", "more than 24 hours since the customer wrote"),
    ("unknown", None, "it may have arrived. It is not sent again by itself"),
]


def on_whatsapp(shop: Shop, customer: Customer) -> None:
    """As if it all had gone by WhatsApp, and its last messages had come so far."""
    with closing(sqlite3.connect(shop._var / "sahay.db", timeout=10)) as connection, connection:
        connection.execute("UPDATE conversation SET channel = 'whatsapp'")
        (last,) = connection.execute("SELECT last_seq FROM conversation WHERE id = ?", (customer.id,)).fetchone()
        for back, (delivery, error, _) in enumerate(reversed(ARRIVED)):
            connection.execute(
                "INSERT INTO outbox VALUES (?, ?, ?, 1, '2026-11-22 06:00:00', ?)",
                (customer.id, last - back, delivery, error),
            )


def test_cards_and_what_became_of_a_message(open_desk: OpenDesk, shop: Shop) -> None:
    customer = shop.customer().waits()
    said = [Draft(Author.BOT, "Which order?", card=LIST), Draft(Author.BOT, "It is on its way.", card=ORDER)]
    said[1:1] = [Draft(Author.BOT, "A person?", buttons=(Button("Yes", "/contact_human_agent"),))]
    shop.keeps(customer.id, [*said, *(Draft(Author.AGENT, f"Message {number}", "Asha") for number in range(3))])
    on_whatsapp(shop, customer)
    page = open_desk()
    open_conversation(page, customer)

    order, rows = log(page).get_by_role("group", name="Order 10234"), log(page).get_by_role("group", name="Your orders")
    expect(order.get_by_role("img", name="Step 2 of 3: Shipped")).to_be_visible()
    for words in ("2 × Copper bottle", "Yesterday", "₹1,549.50", "Cancel <b>it</b>"):
        expect(order).to_contain_text(words)
    expect(order.locator("img")).to_be_hidden()  # it does not exist
    expect(rows.get_by_role("listitem")).to_contain_text(["10234Shipped", "10199Delivered"])
    expect(log(page).locator(".message-card").get_by_role("button")).to_have_count(0)  # only the customer taps

    expect(state(page)).to_contain_text("WhatsApp")
    expect(page.locator("#reply-sign")).to_contain_text("then nothing until the customer writes again")
    for line, (delivery, _, words) in zip(log(page).locator(".message.agent").all(), ARRIVED, strict=True):
        expect(line.locator(f".delivery.{delivery}")).to_be_visible()
        expect(line).to_contain_text(words)
    assert violations(page) == []
