"""A slip of the finger is forgiven, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahay.language.slips import Slips, is_slip

KNOWN = {"refund": 30, "return": 20, "order": 50, "orders": 5, "cancel": 9, "pay": 40, "cart": 8, "रिफंड": 3, "rare": 1}
SLIPS = Slips(KNOWN, common=2)
NEAR = st.text(alphabet="refundoscal'1 फ", max_size=8)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("refund", "refund"),
        ("refnd", "refund"),  # a letter too few
        ("refuund", "refund"),  # one too many
        ("refunf", "refund"),  # another one
        ("refudn", "refund"),  # two swapped
        ("eefund", "refund"),  # the first letter, in a word that is long enough
        ("rfnd", "rfnd"),  # two slips
        ("ordders", "orders"),
        ("ordeer", "order"),  # "orders" is as near as "order", and rarer
        ("order", "order"),  # what is known is never taken for its neighbour
        ("pya", "pya"),  # too short to tell
        ("pays", "pays"),  # the known word is too short to tell
        ("kart", "kart"),  # of four letters, and another first one
        ("carts", "cart"),
        ("raree", "raree"),  # what hardly anybody writes is not meant
        ("rare", "rare"),
        ("refun1", "refun1"),  # not all letters
        ("", ""),
    ],
)
def test_what_is_meant(word, meant):
    assert SLIPS.meant(word) == meant


@given(st.one_of(st.text(), NEAR))
def test_what_is_meant_is_the_word_or_a_known_one_a_slip_away(word):
    meant = SLIPS.meant(word)
    assert meant == word or (meant in KNOWN and is_slip(word, meant))


def test_nothing_known_is_nothing_meant():
    assert Slips({}).meant("refund") == "refund"


@given(st.text(alphabet="abc", max_size=6), st.text(alphabet="abc", max_size=6))
def test_a_slip_is_a_distance_of_one_at_most(word, other):
    assert is_slip(word, other) == (distance(word, other) <= 1)


def distance(word, other):
    """Optimal string alignment, by the table that defines it."""
    table = {(row, 0): row for row in range(len(word) + 1)} | {(0, column): column for column in range(len(other) + 1)}
    for row, mine in enumerate(word, 1):
        for column, theirs in enumerate(other, 1):
            ways = [table[row - 1, column] + 1, table[row, column - 1] + 1]
            ways.append(table[row - 1, column - 1] + (mine != theirs))
            if word[row - 2 : row] == other[column - 2 : column][::-1] and min(row, column) > 1:
                ways.append(table[row - 2, column - 2] + 1)
            table[row, column] = min(ways)
    return table[len(word), len(other)]
