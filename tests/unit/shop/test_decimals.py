"""Money between decimal text and paise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahay.shop.backend import BadAnswer
from sahay.shop.decimals import decimal, paise, share


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("649.50", 649_50),
        ("649.5", 649_50),  # so Shopify writes it
        ("649", 649_00),
        ("0.005", 1),  # half a paisa, up
        ("760.952381", 760_95),
        ("-10.00", -10_00),
        ("0", 0),
    ],
)
def test_amounts(text, amount):
    assert paise(text, "total") == amount


@pytest.mark.parametrize(
    "text",
    [None, "", " 1", "1,000.00", "₹10", "1.000,00", "1e3", "NaN", "Infinity", "--1", ".5", "1.", "१०", "9" * 13],
)
def test_what_is_no_amount_is_not_guessed_at(text):
    with pytest.raises(BadAnswer, match=r"^total is not an amount$"):
        paise(text, "total")


@given(st.integers(-(10**13), 10**13))
def test_there_and_back(amount):
    assert paise(decimal(amount), "total") == amount


@pytest.mark.parametrize(
    ("amount", "part", "whole", "expected"),
    [(100, 1, 3, 33), (100, 2, 3, 67), (1, 1, 2, 1), (100, 1, 0, 0)],
)
def test_shares(amount, part, whole, expected):
    assert share(amount, part, whole) == expected
