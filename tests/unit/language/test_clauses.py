"""A message is parted where people part it, and nowhere inside a number or an address."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahay.language.canonical import canonical
from sahay.language.clauses import _BORDER, clauses
from sahay.language.tokens import words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cancel my order and refund me", ["cancel my order", "refund me"]),
        ("Cancel my order. Refund me!", ["cancel my order", "refund me"]),
        ("order cancel kar do aur paise wapas karo", ["order cancel kar do", "paise wapas karo"]),
        ("ऑर्डर कैंसल करो और रिफंड दो", ["ऑर्डर कैंसल करो", "रिफंड दो"]),
        ("ऑर्डर कैंसल करो। रिफंड दो", ["ऑर्डर कैंसल करो", "रिफंड दो"]),  # a danda is a full stop
        ("ઓર્ડર કેન્સલ કરો અને રિફંડ આપો", ["ઓર્ડર કેન્સલ કરો", "રિફંડ આપો"]),
        ("order cancel karo ane paisa aapo", ["order cancel karo", "paisa aapo"]),
        ("where is it - also send bill", ["where is it", "send bill"]),
        ("my invoice & my refund", ["my invoice", "my refund"]),
        ("first line\nsecond line", ["first line second line"]),  # canonical space: people break lines anywhere
        ("hi, where is my order", ["where is my order"]),  # one word is no clause
        ("it cost 1,299 and 12.50 rs", ["it cost 1,299", "12.50 rs"]),
        ("mail a.b@shop.in my bill", ["mail a.b@shop.in my bill"]),
        ("a pre-paid order", ["a pre-paid order"]),  # a dash inside a word
        ("my handbag and-so brand", ["my handbag and-so brand"]),  # only a word of its own parts
        ("where is my order", ["where is my order"]),
        ("order", []),
        (" ,.! and ", []),
        ("", []),
    ],
)
def test_clauses(text, expected):
    assert clauses(text) == expected


@given(st.one_of(st.text(), st.text(alphabet="ab ,.-&+\nandઅનેऔर")))
def test_clauses_are_parts_of_the_canonical_text_in_order(text):
    whole, at = canonical(text), 0
    for clause in clauses(text):
        found = whole.find(clause, at)
        assert found >= at
        assert len(words(clause)) >= 2
        at = found + len(clause)


@pytest.mark.parametrize("part", ["and ", " and", ",", ".", ", ", " - ", "- ", "&", "+ ", "और ", "aur phir ", "saath "])
def test_four_times_the_text_is_not_sixteen_times_the_work(part):
    short, long = (min(seconds(part * times) for _ in range(3)) for times in (5_000, 20_000))
    assert long < 10 * max(short, 0.001)


def seconds(text):
    begun = time.process_time()
    _BORDER.split(text)
    return time.process_time() - begun
