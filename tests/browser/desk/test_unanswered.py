"""What the bot did not know, at the desk: listed in groups, put aside, and as what it would be taught."""

import sqlite3
from contextlib import closing
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.desk.conftest import OpenDesk
from tests.browser.desk.test_accessible import LOOKS, violations
from tests.browser.shop import Shop

ENGRAVE = ("do you engrave names", "engraving names possible? call 98250 12345")
HINDI = "क्या आप मोर पालते हैं?"
# The stand-in engine knows everything; afterwards it did not.
UNKNOWN = """UPDATE turn SET intent = 'nlu_fallback', actions = '["action_fallback"]'"""
ANSWERS = {"en": "Yes, on steel bottles.", "hi": "हाँ, स्टील की बोतलों पर।", "gu": "હા, સ્ટીલની બોટલ પર."}


@pytest.fixture
def desk(shop: Shop, open_desk: OpenDesk) -> OpenDesk:
    """The page, for a supervisor, with three questions."""
    for text in ENGRAVE:
        shop.customer().asks(text)
    shop.customer("hi").asks(HINDI)
    change(shop, UNKNOWN)
    change(shop, "UPDATE agent SET role = 'supervisor' WHERE name = 'Asha'")

    def open_page(**options: Any) -> Page:
        page = open_desk(**options)
        page.goto("/desk#/unanswered")
        expect(page.locator(".unanswered-group").first).to_be_visible()
        return page

    return open_page


def change(shop: Shop, statement: str) -> None:
    with closing(sqlite3.connect(shop._var / "sahay.db", timeout=10)) as connection, connection:
        connection.execute(statement)


def group(page: Page, text: str) -> Locator:
    return page.locator(".unanswered-group").filter(has_text=text)


def fill_in(page: Page) -> None:
    for tag, answer in ANSWERS.items():
        questions, said = page.locator(f"fieldset textarea[lang={tag}]").all()
        if not questions.input_value():
            questions.fill({"hi": "क्या नाम खोदते हैं?", "gu": "નામ કોતરી આપો છો?"}[tag])
        said.fill(answer)


def test_the_same_question_is_one_group_and_leads_to_its_conversations(desk: OpenDesk) -> None:
    page = desk()
    expect(page.locator(".unanswered .sum")).to_have_text("3 questions in 2 groups, of the last 30 days")
    engraving = page.locator(".unanswered-group").first
    expect(engraving).to_contain_text("Asked 2 times")
    expect(engraving).to_contain_text("by 2 customers")
    engraving.locator("summary").click()
    engraving.locator(".examples a").click()
    expect(page.locator("desk-conversation")).to_contain_text("engrav")


def test_what_needs_no_answer_is_put_aside_and_taken_up_again(desk: OpenDesk) -> None:
    page = desk()
    page.get_by_role("button", name=f"Put aside: {HINDI}").click()
    expect(group(page, HINDI)).to_have_count(0)
    page.get_by_role("button", name="Put aside", exact=True).click()
    page.get_by_role("button", name=f"Take up again: {HINDI}").click()
    expect(page.get_by_text("Nothing is put aside")).to_be_visible()
    page.get_by_role("button", name="Open", exact=True).click()
    expect(group(page, HINDI)).to_be_visible()


def test_an_entry_begins_with_what_was_asked_and_shows_what_it_changes(desk: OpenDesk) -> None:
    page = desk()
    page.locator(".unanswered-group").first.get_by_role("button", name="Write an answer").click()
    expect(page.get_by_role("heading", name="An answer for everybody who asks this")).to_be_focused()
    english = page.locator("fieldset textarea[lang=en]").first
    assert set(english.input_value().splitlines()) == {ENGRAVE[0], "engraving names possible? call 12345"}

    page.get_by_role("button", name="Show the changes").click()
    expect(page.locator(".wrong")).to_contain_text("questions.hi: is missing")
    fill_in(page)
    expect(page.locator(".wrong")).to_have_count(0)
    page.get_by_role("button", name="Show the changes").click()
    expect(page.locator("figcaption")).to_have_text(["data/faq/taught.yml", "tests/conversations/scripts/taught.yml"])
    expect(page.locator("pre").first).to_contain_text("+    en: Yes, on steel bottles.")

    page.get_by_role("button", name="Cancel").click()
    expect(page.locator(".unanswered-group")).to_have_count(2)


def test_utterances_name_their_intent_and_language(desk: OpenDesk) -> None:
    page = desk()
    group(page, HINDI).get_by_role("button", name="Teach as an intent").click()
    expect(page.get_by_label(f"Language of “{HINDI}”")).to_have_value("hi")
    page.locator(".field select").select_option("out_of_scope")
    page.get_by_role("button", name="Show the changes").click()
    expect(page.locator("pre").first).to_contain_text(f"+      - {HINDI}")


@pytest.mark.parametrize("look", [LOOKS["light"], LOOKS["phone"], LOOKS["Gujarati in the dark"]])
def test_axe_finds_nothing_wrong(desk: OpenDesk, look: dict[str, Any]) -> None:
    page = desk(**look)
    page.locator(".unanswered-group summary").click()
    assert violations(page) == []
    page.locator(".unanswered-group .primary").first.click()
    fill_in(page)
    page.locator(".lesson .actions button").nth(1).click()
    expect(page.locator("pre").first).to_be_visible()
    assert violations(page) == []


def test_an_agent_does_not_see_it(desk: OpenDesk, open_desk: OpenDesk) -> None:
    page = open_desk("ravi@example.com")
    page.goto("/desk#/unanswered")
    expect(page.get_by_text("There is no such page, or your role does not open it.")).to_be_visible()
