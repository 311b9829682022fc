"""A day at the desk: three agents at their consoles, six customers at once, and whatever may happen to them."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import chain
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.desk.conftest import OpenDesk, opened
from tests.browser.desk.steps import (
    action,
    card,
    choose,
    claim,
    countdown,
    log,
    names,
    open_conversation,
    reply,
    state,
)
from tests.browser.desk.test_dialogs import dialog, more, submit
from tests.browser.desk.test_profile import panel
from tests.browser.shop import Customer, Shop, wait_until
from tests.browser.widget.chat import Chat

ASHA, RAVI, MEERA = DESK = ("asha@example.com", "ravi@example.com", "meera@example.com")
SECTIONS = ("Waiting", "Mine", "Others’", "Recent")


@pytest.fixture(scope="module")
def open_shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    with opened(tmp_path_factory.mktemp("together"), login_per_minute=1000, sessions_per_minute=1000) as shop:
        yield shop


@pytest.fixture
def shop(shop: Shop) -> Shop:
    """Asha may do everything and knows every language; Ravi knows no Gujarati, Meera no Hindi."""
    shop.become(ASHA, "admin")
    shop.speaks(ASHA, "en", "hi", "gu")
    shop.speaks(RAVI, "en", "hi")
    shop.speaks(MEERA, "en", "gu")
    return shop


def test_six_customers_are_served_by_three_agents(open_desk: OpenDesk, shop: Shop) -> None:
    asha, ravi, meera = desk = consoles(open_desk)
    customers = [shop.customer(language).waits() for language in ("en", "en", "gu", "hi", "en", "en")]
    first, second, third, fourth, fifth, sixth = customers

    everybody_sees(desk, customers)
    assert [customer.place for customer in customers] == [1, 2, 3, 4, 5, 6]
    for page in desk:
        expect(countdown(page, first)).to_have_attribute("data-shown", "running")

    open_conversation(meera, sixth)
    more(meera, "Priority")
    dialog(meera).get_by_role("radio", name="Urgent").check()
    submit(meera)
    everybody_sees(desk, [sixth, first, second, third, fourth, fifth])
    assert (sixth.place, first.place) == (1, 2)

    for page, customer in ((asha, sixth), (ravi, first), (meera, second)):
        choose(page, "Waiting")
        claim(page, customer)
        answers(page, customer, "Hello, I am looking.")
    everybody_sees(desk, [third, fourth, fifth])
    assert [customer.place for customer in (third, fourth, fifth)] == [1, 2, 3]

    passes_on(asha, sixth, "Ravi Patel", "The box came open.")
    choose(ravi, "Mine")
    open_conversation(ravi, sixth)
    expect(log(ravi).locator(".message.note")).to_contain_text("The box came open.")
    sixth.says("It is the blue one.")
    expect(log(ravi)).to_contain_text("It is the blue one.")
    answers(ravi, sixth, "A new one is on its way.")
    assert not any("came open" in message["text"] for message in sixth.log()["messages"])

    sets_aside(meera, second)
    second.says("I have found the bill.")
    expect(state(meera)).to_contain_text("With you")
    expect(log(meera)).to_contain_text("I have found the bill.")

    shop.waited(fourth, minutes=120)
    for page in desk:
        choose(page, "Waiting")
        expect(countdown(page, fourth)).to_have_attribute("data-shown", "breached")
        expect(card(page, fourth)).to_contain_text("High")
    everybody_sees(desk, [fourth, third, fifth])
    claim(ravi, fourth)
    answers(ravi, fourth, "Sorry that it took so long.")
    expect(countdown(ravi, fourth)).not_to_have_attribute("data-shown", "breached")

    for page, customer in ((asha, third), (meera, fifth)):
        choose(page, "Waiting")
        claim(page, customer)
        answers(page, customer, "Hello, I am here.")

    choose(ravi, "Mine")
    open_conversation(ravi, sixth)
    resolves(ravi, "Information given")
    is_asked_how_it_was(shop, sixth)
    sixth.taps("/app_rate_5")
    choose(asha, "Recent")
    open_conversation(asha, sixth)
    expect(log(asha)).to_contain_text("Ravi Patel resolved it: Information given")
    expect(panel(asha).get_by_role("img", name="5 of 5")).to_be_visible()
    expect(panel(asha)).not_to_contain_text("app_rate_5")  # that is nothing that the bot has understood
    expect(log(asha).locator("[data-stars=★★★★★]")).to_have_text("5 – Very good")
    expect(log(asha)).not_to_contain_text("app_rate_5")

    agree(desk, customers)
    assert said(first) == ["Hello, I am looking."]
    assert said(second) == ["Hello, I am looking.", "I have found the bill."]
    assert said(third) == said(fifth) == ["Hello, I am here."]
    assert said(fourth) == ["Sorry that it took so long."]
    request, promise = "It is the blue one.", "A new one is on its way."
    assert said(sixth) == ["Hello, I am looking.", request, promise, "5 – Very good"]


def test_who_goes_offline_leaves_nobody_alone(open_desk: OpenDesk, shop: Shop) -> None:
    with shop.decided(desk={"assignment": "offer", "language_patience_minutes": 60}):
        asha, ravi, meera = desk = consoles(open_desk)
        customer = shop.customer("gu").waits()
        accepts(asha, customer)
        answers(asha, customer, "નમસ્તે!")
        goes_offline(asha)
        shop.offline_since(ASHA, minutes=9)
        expect(state(asha)).to_contain_text("With you")  # it may have been a slip
        shop.offline_since(ASHA, minutes=10)
        expect(state(asha)).to_contain_text("Waiting · number 1")
        accepts(meera, customer)  # the other one who knows Gujarati
        expect(offer(ravi)).to_be_hidden()
        answers(meera, customer, "હું મદદ કરું છું.")
        expect(log(asha)).to_contain_text("હું મદદ કરું છું.")
        assert said(customer) == ["નમસ્તે!", "હું મદદ કરું છું."]
        agree(desk, [customer])


def test_outside_hours_the_customer_is_told_and_can_be_reached(
    open_desk: OpenDesk, open_page: OpenDesk, shop: Shop
) -> None:
    today = datetime.now(ZoneInfo("Asia/Kolkata")).date()
    with shop.decided(hours={"holidays": [today, today + timedelta(days=1)]}):
        desk, opens = consoles(open_desk), today + timedelta(days=2)
        waiting = [shop.customer(language).waits() for language in ("en", "hi", "gu", "en", "en")]
        page = open_page()
        page.goto("/")
        chat = Chat(page).open().asks_for_a_person()
        away = chat.bubbles.filter(has_text="Our team is away right now")
        expect(away).to_contain_text(f"{opens.day} {opens:%B}")
        chat.says("ravi.desai@example.com")
        kept = chat.bubbles.filter(has_text="Your reference number is")
        expect(kept).to_be_visible()
        reference = re.search(r"number is (\S+),", kept.inner_text())
        assert reference

        name = f"Customer {chat.session['conversation'][:6]}"
        everybody_sees(desk, [customer.name for customer in waiting] + [name])
        for page in desk:
            page.get_by_role("link", name=name).click()
            expect(panel(page)).to_contain_text(reference[1])
            expect(panel(page)).to_contain_text("ravi.desai@example.com")


# --- what they do


def consoles(open_desk: OpenDesk) -> list[Page]:
    """Of Asha, Ravi and Meera."""
    return [open_desk(email) for email in DESK]


def answers(page: Page, customer: Customer, text: str) -> None:
    reply(page, text)
    wait_until(lambda: text in customer.heard(), f"the customer hears: {text}")


def passes_on(page: Page, customer: Customer, colleague: str, note: str) -> None:
    action(page, "transfer").click()
    dialog(page).get_by_role("radio", name=re.compile(colleague)).check()
    dialog(page).get_by_label("Private note (optional)").fill(note)
    submit(page)
    expect(state(page)).to_contain_text(f"With {colleague}")
    wait_until(lambda: customer.log()["agent"]["name"] == colleague, "the customer knows who answers")


def sets_aside(page: Page, customer: Customer) -> None:
    action(page, "snooze").click()
    submit(page)
    expect(state(page)).to_contain_text("Set aside until")
    choose(page, "Mine")
    expect(card(page, customer)).to_be_visible()  # it stays with who has set it aside


def resolves(page: Page, reason: str) -> None:
    action(page, "resolve").click()
    dialog(page).get_by_role("radio", name=reason).check()
    submit(page)
    expect(state(page)).to_contain_text("Resolved")


def is_asked_how_it_was(shop: Shop, customer: Customer) -> None:
    question = "How was the help you got here?"
    shop.asks_at_once()
    wait_until(lambda: question in customer.heard("system"), "the customer is asked how it was")


def accepts(page: Page, customer: Customer) -> None:
    expect(offer(page)).to_contain_text(customer.name)
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    expect(page.get_by_role("heading", name=customer.name)).to_be_visible()
    expect(state(page)).to_contain_text("With you")


def goes_offline(page: Page) -> None:
    page.get_by_role("button", name="Availability").click()
    page.get_by_role("button", name="Offline Yours are given back").click()
    expect(page.get_by_role("button", name="Availability")).to_contain_text("Offline")


# --- what there is to see


def offer(page: Page) -> Locator:
    return page.get_by_role("region", name="For you")


def everybody_sees(desk: Iterable[Page], waiting: Iterable[Customer | str]) -> None:
    """The same customers wait, in the same order."""
    expected = [each if isinstance(each, str) else each.name for each in waiting]
    for page in desk:
        choose(page, "Waiting")
        expect(names(page)).to_have_text(expected)


def agree(desk: list[Page], customers: list[Customer]) -> None:
    """In the end every console shows each customer once, and what is nobody's or is over in the same order; in each
    conversation it shows what the customer sees, which is everything once and in order."""
    wait_until(lambda: are_one([lists_of(page) for page in desk], customers), "the consoles show the same")
    for customer in customers:
        messages = customer.log()["messages"]
        assert [message["seq"] for message in messages] == list(range(1, len(messages) + 1))
        for page in desk:
            page.goto(f"/desk#/c/{customer.id}")
            expect(page.get_by_role("heading", name=customer.name)).to_be_visible()
            texts = log(page).locator(".message:not(.note) .bubble")
            expect(texts).to_have_text([message["text"] for message in messages])


def are_one(views: list[dict[str, list[str]]], customers: list[Customer]) -> bool:
    everybody = sorted(customer.name for customer in customers)
    complete = all(sorted(chain(*view.values())) == everybody for view in views)
    alike = all(view[section] == views[0][section] for view in views for section in ("Waiting", "Recent"))
    taken = sorted(name for view in views for name in view["Mine"])
    return complete and alike and taken == sorted(views[0]["Mine"] + views[0]["Others’"])


def lists_of(page: Page) -> dict[str, list[str]]:
    """The customers in each list, from above."""
    found = {}
    for section in SECTIONS:
        choose(page, section)
        found[section] = names(page).all_text_contents()
    return found


def said(customer: Customer) -> list[str]:
    """What people said to each other since the customer asked for one of them."""
    people = [message["text"] for message in customer.log()["messages"] if message["author"] in ("agent", "customer")]
    return people[1:]
