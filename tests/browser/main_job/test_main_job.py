"""The main job, end to end: a customer asks, the bot answers from the shop's records, a human takes over and leaves."""

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.main_job.conftest import Sahay
from tests.browser.widget.chat import Chat


def begin(context: BrowserContext) -> Chat:
    page = context.new_page()
    page.goto("/")
    return Chat(page).open()


def ask(chat: Chat, text: str, answer: str) -> None:
    """Say it, and wait for a new bubble of the bot that answers."""
    before = chat.bubbles.count()
    chat.says(text)
    expect(chat.bubbles.nth(before + 1)).to_be_visible()
    expect(chat.log.locator(".row.bot .bubble").filter(has_text=answer).last).to_be_visible()


def sign_in(context: BrowserContext, sahay: Sahay) -> Page:
    page = context.new_page()
    page.goto("/desk")
    page.get_by_label("E-mail").fill(sahay.demo["agent"]["email"])
    page.get_by_label("Password", exact=True).fill(sahay.demo["agent"]["password"])
    page.get_by_label("Password", exact=True).press("Enter")
    expect(page.get_by_role("tab", name="Waiting")).to_be_visible()
    return page


def picture(page: Page, screenshots: Path, name: str) -> None:
    if screenshots.is_dir():
        page.screenshot(path=screenshots / f"{name}.png")


def test_from_the_first_question_to_the_human_and_back(
    sahay: Sahay, customer: BrowserContext, agent: BrowserContext, screenshots: Path
) -> None:
    order = sahay.order("shipped")
    chat = begin(customer)

    # The order: its number, the proof, its state from the records.
    ask(chat, "where is my order?", "order number")
    ask(chat, order["number"], "e-mail")
    ask(chat, order["email"], f"Order {order['number']}")
    expect(chat.log).to_contain_text("on its way")
    expect(chat.log.get_by_role("link", name="https://track.example.com/")).to_be_visible()
    picture(chat.page, screenshots, "order")

    # A question that the knowledge base answers.
    ask(chat, "is cash on delivery available", "courier takes cash")

    # A person: the queue, and the desk that sees why and what was said.
    chat.says("I want to talk to a person")
    expect(chat.owner).to_contain_text("1")
    desk = sign_in(agent, sahay)
    desk.get_by_role("tabpanel").get_by_role("link").first.click()
    expect(desk.get_by_role("log")).to_contain_text(order["number"])
    expect(desk.get_by_role("log")).to_contain_text("I want to talk to a person")
    desk.locator("button[data-verb=claim]").click()
    expect(chat.owner).to_contain_text("Asha")

    # Both see each message at once, and the bot is silent.
    desk.locator("#reply").fill("Hello, Asha here. What can I do for you?")
    desk.locator("#reply").press("Enter")
    expect(chat.row("Hello, Asha here. What can I do for you?")).to_be_visible()
    expect(chat.log).to_contain_text("Asha")
    chat.says("Please leave it with my neighbour.")
    expect(desk.get_by_role("log").get_by_text("Please leave it with my neighbour.")).to_be_visible()
    picture(desk, screenshots, "desk")
    picture(chat.page, screenshots, "agent")
    said_by_bot = len(chat.texts("bot"))

    # Resolved: the bot answers again, and rightly.
    desk.locator("button[data-verb=resolve]").click()
    desk.get_by_role("dialog").locator("button[type=submit]").click()
    expect(chat.log).to_contain_text("closed")
    assert len(chat.texts("bot")) == said_by_bot
    ask(chat, "how long does delivery take?", "working days")

    # A reload and a second tab show the same conversation.
    everything = chat.texts()
    second = chat.another()
    second.open()
    expect(second.bubbles).to_have_count(len(everything))
    assert second.texts() == everything
    chat.reload()
    if not chat.panel.is_visible():
        chat.open()
    expect(chat.bubbles).to_have_count(len(everything))
    assert chat.texts() == everything


@pytest.mark.parametrize(
    ("language", "question", "asks_number", "asks_contact", "state"),
    [
        ("hi-IN", "मेरा ऑर्डर कहाँ है?", "ऑर्डर नंबर", "मोबाइल", "रास्ते"),
        ("gu-IN", "મારો ઓર્ડર ક્યાં પહોંચ્યો?", "ઓર્ડર નંબર", "મોબાઇલ", "રસ્તામાં"),
        ("en-IN", "mera order kab aayega", "order number kya", "mobile", "raste"),  # Hindi in Latin letters
    ],
)
def test_the_same_in_the_customers_language(
    sahay: Sahay,
    phone: BrowserContext,
    screenshots: Path,
    language: str,
    question: str,
    asks_number: str,
    asks_contact: str,
    state: str,
) -> None:
    order = sahay.order("shipped")
    phone.add_init_script(f"Object.defineProperty(navigator, 'language', {{get: () => '{language}'}})")
    chat = begin(phone)
    ask(chat, question, asks_number)
    ask(chat, order["number"], asks_contact)
    ask(chat, order["phone"], state)
    picture(chat.page, screenshots, f"phone-{asks_number[:2]}-{language}")


def test_a_stranger_learns_nothing_and_meets_a_person_in_the_end(sahay: Sahay, customer: BrowserContext) -> None:
    order = sahay.order("delivered")
    chat = begin(customer)
    ask(chat, f"track order {order['number']}", "e-mail")
    refusals = []
    for guess in ("a@example.com", "b@example.com", "c@example.com"):
        if refusals:
            ask(chat, order["number"], "e-mail")
        before = len(chat.texts("bot"))
        chat.says(guess)
        expect(chat.log.locator(".row.bot .bubble")).to_have_count(before + 1)
        refusals.append(chat.texts("bot")[-1])

    assert not any("delivered" in text.lower() for text in refusals)
    expect(chat.widget.locator("header")).to_have_attribute("data-owner", "queued")
