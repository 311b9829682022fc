"""What a message refuses, and what only sounds like a refusal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahay.language.canonical import canonical
from sahay.language.negation import refused
from sahay.language.tokens import words


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("dont cancel my order", [["cancel", "my"]]),
        ("please do not delete it", [["delete", "it"]]),
        ("I don\u2019t want to track my order", [["track", "my"]]),
        ("i did not ask for a human", [["human"]]),
        ("never call me", [["call", "me"]]),
        ("i dont want refund, i want replacement", [["refund"]]),  # up to the end of the clause
        ("order cancel mat karna", [["order", "cancel"]]),
        ("refund nahi chahiye", [["refund"]]),
        ("cancel to nahi karna", [["cancel"]]),  # a particle between
        ("ऑर्डर कैंसल मत करो", [["ऑर्डर", "कैंसल"]]),
        ("મારે કેન્સલ નથી કરવું", [["મારે", "કેન્સલ"]]),
        ("return nathi karvu, paisa nathi joita", [["return"]]),  # an ending that is not listed
    ],
)
def test_what_is_refused(text, things):
    assert list(refused(text)) == things


@pytest.mark.parametrize(
    "text",
    [
        "i could not cancel my order",  # could not: wants to
        "i cannot track it",
        "it is not delivered",
        "refund nahi mila",  # did not get it
        "order nahi aaya",
        "મારો ઓર્ડર નથી આવ્યો",
        "no",
        "do not",
        "",
    ],
)
def test_nothing_is_refused(text):
    assert list(refused(text)) == []


@given(st.text())
def test_only_words_of_the_text_are_refused(text):
    said = words(canonical(text))
    assert all(set(thing) <= set(said) for thing in refused(text))
