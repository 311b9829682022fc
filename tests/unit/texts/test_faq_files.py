"""The knowledge base that comes with the demo: complete in every language, and found by its own words."""

import re
from pathlib import Path

import pytest
import yaml

from actions.knowledge import look_up
from sahay.language.identify import identify
from sahay.shop.faq import QUESTION_LANGUAGES, Entry
from sahay.shop.faq.files import read_directory
from tests.unit.actions.stage import FaqInMemory

ROOT = Path(__file__).parents[3]
LANGUAGES = ("en", "hi", "gu")
ENTRIES = read_directory(ROOT / "data" / "faq", LANGUAGES)

SHOP_DETAILS = {"shop.name", "shop.email", "shop.phone", "shop.url"}
TOPICS = {"account", "delivery", "feedback", "invoices", "offers", "orders", "payments", "products", "returns", "shop"}
LONGEST_ANSWER = 320  # characters: what is read on a phone without scrolling

RULES = yaml.safe_load((ROOT / "data" / "rules" / "tasks.yml").read_text("utf-8"))["rules"]
ROUTINE = {step["intent"] for rule in RULES if rule["rule"] == "a routine wish" for step in rule["steps"][0]["or"]}

by_key = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.key)


def test_the_routine_questions_are_answered():
    keys = {entry.key for entry in ENTRIES}

    assert len(keys) >= 64
    assert {"delivery_time", "returns_window", "refund_time", "payment_methods", "warranty", "opening_hours"} <= keys


def test_every_routine_wish_has_an_answer_of_its_own():
    assert {entry.intent for entry in ENTRIES if entry.intent} == ROUTINE - {
        "track_order",
        "undo",
    }  # which no rule answers


@by_key
def test_an_entry_is_worded_as_customers_write_in_every_language_and_script(entry: Entry):
    assert set(entry.questions) == set(QUESTION_LANGUAGES)
    assert all(len(wordings) >= 3 for wordings in entry.questions.values())
    assert entry.topic in TOPICS
    assert entry.tags


@by_key
def test_an_answer_is_there_in_every_language_and_script_short_and_fills_in_only_what_the_shop_has(entry: Entry):
    assert set(entry.answers) == set(QUESTION_LANGUAGES)
    for answer in entry.answers.values():
        assert len(answer) <= LONGEST_ANSWER
        assert set(re.findall(r"\{(.*?)\}", answer)) <= SHOP_DETAILS


@by_key
def test_all_answers_of_an_entry_give_the_same_figures_and_details(entry: Entry):
    """A translation that forgets the price, or has another one, answers wrongly."""
    english, *others = (sorted(re.findall(r"[\d,]*\d|\{.*?\}", answer)) for answer in entry.answers.values())

    assert all(other == english for other in others)


@by_key
@pytest.mark.parametrize("language", QUESTION_LANGUAGES)
def test_an_answer_is_told_as_what_it_is_written_in(entry: Entry, language: str):
    """We are understood by our own measure, also where Hindi and Gujarati in Latin letters are full of English."""
    assert identify(entry.answers[language]).tag == language


@by_key
async def test_an_entry_is_the_answer_to_each_of_its_own_questions(entry: Entry):
    for wordings in entry.questions.values():
        for wording in wordings:
            found = await look_up(FaqInMemory(), wording, "en")
            assert found.clear, wording
            assert found.clear.key == entry.key, wording
