"""Slips to learn from and to measure with: one a text, as fingers make them."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.mistyping import mistyped
from sahay.language.slips import is_slip


def chance(seed):
    return random.Random(seed)  # noqa: S311 - no secret


@given(st.text(), st.integers())
def test_a_mistyped_text_is_one_slip_away(text, seed):
    assert is_slip(text, mistyped(text, chance(seed)))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "10234",
        "a 1 b",  # no two letters in a row
        "👍",
    ],
)
def test_a_text_without_two_letters_in_a_row_stays(text):
    assert mistyped(text, chance(1)) == text


def test_every_kind_of_slip_is_made():
    made = {mistyped("ab", chance(seed)) for seed in range(200)}
    assert {"b", "aab", "ba", "ax"} <= made


def test_the_same_chance_makes_the_same_slip():
    assert mistyped("refund", chance(3)) == mistyped("refund", chance(3))
