"""Entries in memory: which wording a customer gets, and what is found."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from sahay.shop.faq import Answer, Entry
from sahay.shop.faq.entries import Catalogue

RETURNS = Entry(
    "returns",
    "returns",
    {"en": ("Can I return it?", "What is the return policy?"), "hi": ("क्या मैं लौटा सकता हूँ?",)},
    {"en": "Within 10 days.", "hi": "10 दिन में।"},
    "return_product",
)
TODAY = date(2026, 11, 20)
HOURS = Entry("hours", "shop", {"gu": ("દુકાન ક્યારે ખુલે છે?",)}, {"gu": "10 વાગ્યે.", "gu-Latn": "10 vagye."})


@pytest.mark.parametrize(
    ("key", "language", "question", "text"),
    [
        ("returns", "en", "Can I return it?", "Within 10 days."),  # the first question is the one shown
        ("returns", "hi", "क्या मैं लौटा सकता हूँ?", "10 दिन में।"),
        ("returns", "hi-Latn", "क्या मैं लौटा सकता हूँ?", "10 दिन में।"),  # not in these letters: in the language's own
        ("hours", "gu-Latn", "દુકાન ક્યારે ખુલે છે?", "10 vagye."),  # in these letters, where there is one
        ("returns", "gu", "Can I return it?", "Within 10 days."),  # not worded: the shop's default
        ("hours", "hi", "દુકાન ક્યારે ખુલે છે?", "10 વાગ્યે."),  # nor in the default: what there is
    ],
)
def test_an_answer_is_in_the_customers_language_if_it_can_be(key, language, question, text):
    entry = {"returns": RETURNS, "hours": HOURS}[key]
    answer = Catalogue.of([RETURNS, HOURS]).answer(key, language, TODAY)
    assert answer == Answer(key, entry.topic, question, text, 1.0, entry.intent)


def test_a_wish_is_answered_by_the_entry_that_names_it():
    catalogue = Catalogue.of([HOURS, RETURNS])
    assert catalogue.answer_to("return_product", "hi", TODAY) == catalogue.answer("returns", "hi", TODAY)
    assert catalogue.answer_to("store_info", "hi", TODAY) is None


def test_there_is_no_answer_under_an_unknown_key():
    assert Catalogue.of([RETURNS]).answer("refunds", "en", TODAY) is None


@pytest.mark.parametrize(
    "asked",
    ["return policy", "kya main lauta sakta hun", "क्या लौटा सकते हैं"],  # any wording and script of the entry
)
def test_an_entry_is_found_in_every_language_and_told_in_one(asked):
    found = Catalogue.of([RETURNS, HOURS]).search(asked, "hi", 2, TODAY)
    assert (found[0].key, found[0].text) == ("returns", "10 दिन में।")
    assert all(first.score >= second.score for first, second in pairwise(found))


def test_no_more_is_found_than_was_asked_for():
    twins = [Entry(f"e{number}", "t", {"en": (f"Return policy {number}?",)}, {"en": "Yes."}) for number in range(5)]
    assert len(Catalogue.of(twins).search("return policy", "en", 3, TODAY)) == 3


def test_nothing_is_found_where_there_is_nothing():
    assert Catalogue.of([]).search("return policy", "en", 3, TODAY) == []
    assert Catalogue.of([RETURNS]).search("", "en", 3, TODAY) == []


@pytest.mark.parametrize(
    ("valid_from", "valid_until", "there"),
    [
        (None, None, True),
        (date(2026, 11, 20), date(2026, 11, 20), True),  # its only day
        (date(2026, 11, 21), None, False),  # from tomorrow
        (None, date(2026, 11, 19), False),  # until yesterday
        (date(2026, 11, 1), None, True),
        (None, date(2026, 11, 30), True),
    ],
)
def test_an_entry_is_there_on_its_days_only(valid_from, valid_until, there):
    dated = replace(RETURNS, valid_from=valid_from, valid_until=valid_until)
    catalogue = Catalogue.of([dated, HOURS])
    assert (catalogue.answer("returns", "en", TODAY) is not None) == there
    assert (catalogue.answer_to("return_product", "en", TODAY) is not None) == there
    assert any(answer.key == "returns" for answer in catalogue.search("return policy", "en", 3, TODAY)) == there


def test_what_is_not_there_today_takes_no_place_among_what_is_found():
    over = replace(RETURNS, key="over", intent=None, valid_until=date(2026, 1, 1))
    assert [answer.key for answer in Catalogue.of([over, RETURNS]).search("return policy", "en", 1, TODAY)] == [
        "returns"
    ]
