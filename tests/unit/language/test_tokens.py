"""Words stay whole in every script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahay.language.tokens import words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("मेरा ऑर्डर कहाँ है?", ["मेरा", "ऑर्डर", "कहाँ", "है"]),
        ("મારો ઓર્ડર ક્યાં છે।", ["મારો", "ઓર્ડર", "ક્યાં", "છે"]),  # the danda is no part of a word
        ("don't know, ok...", ["dont", "know", "ok"]),
        ("order #10234.", ["order", "10234"]),
        ("ok👍🙏", ["ok", "👍", "🙏"]),  # emoji are words
        ("'quoted'", ["quoted"]),
        ("?!", []),
        ("", []),
    ],
)
def test_words(text, expected):
    assert words(text) == expected


@given(st.text())
def test_words_are_never_empty_and_hold_no_space(text):
    assert all(word and not any(char.isspace() for char in word) for word in words(text))
