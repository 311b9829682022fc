"""One word says what is wanted, or only what it is about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.single_words import SingleWords

EXAMPLES = [
    ("my order status", "track"),
    ("track my order", "track"),
    ("cancel the order", "cancel"),
    ("cancel it", "cancel"),
    ("change my order", "change"),
    ("refund my money", "refund"),
    ("is my refund done", "track_refund"),
    ("refund", "refund"),
]
SINGLE = SingleWords.learn(*zip(*EXAMPLES, strict=True))


@pytest.mark.parametrize(
    ("text", "vague"),
    [
        ("order", True),  # of three intents
        ("Order!!", True),
        ("ordder", True),  # as it sounds
        ("cancel", False),  # of one
        ("refund", False),  # of two, but somebody who says it alone means one of them
        ("cancel order", False),  # two words
        ("order order", True),  # the same one
        ("shoes", False),  # of none
        ("", False),
        ("10234", False),
    ],
)
def test_which_words_leave_open_what_is_wanted(text, vague):
    assert SINGLE.is_vague(text) is vague


@given(st.text())
def test_any_text_is_vague_or_not(text):
    assert SINGLE.is_vague(text) in (True, False)
