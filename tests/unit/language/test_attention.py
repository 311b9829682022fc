"""How much of a message is looked at."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahay.language.attention import CHARACTERS, beginning
from sahay.language.identify import identify

FULL = "x" * CHARACTERS


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("", ""),
        ("hello", "hello"),
        (FULL, FULL),
        (FULL + "y", FULL),  # one word without an end
        ("x" * (CHARACTERS - 3) + " 10234", "x" * (CHARACTERS - 3)),  # half a number is another number
        ("x" * (CHARACTERS - 6) + " 10234 more", "x" * (CHARACTERS - 6) + " 10234"),  # a whole one is not
    ],
)
def test_the_beginning_of_a_text(text, seen):
    assert beginning(text) == seen


@given(st.text(max_size=3 * CHARACTERS))
def test_it_is_never_longer_and_never_something_else(text):
    seen = beginning(text)
    assert len(seen) <= CHARACTERS
    assert text.startswith(seen)


END = " मेरा ऑर्डर कहाँ है, delivery kab hogi"


def test_a_language_is_told_by_the_beginning():
    start = "where is my order " * 40
    assert identify(start + END * 100) == identify(start)
