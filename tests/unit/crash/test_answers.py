"""What the bot must say of an order is read from the texts themselves."""

import re

import pytest

from sahay.language.tag import TAGS
from tests.crash.answers import is_told, pattern

ORDER = {"number": "10001", "state": "delivered"}


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        ("Order 10001 of 8 November 2026 was delivered on Friday: 1 × Kettle. Total ₹1.", True),
        ("Order 10002 of 8 November 2026 was delivered on Friday: 1 × Kettle. Total ₹1.", False),  # another order
        ("Order 10001 of 8 November 2026 was cancelled: 1 × Kettle. Total ₹1.", False),  # another state
        ("What is your order number?", False),
        ("", False),
    ],
)
def test_a_right_answer(answer, right):
    assert bool(re.search(pattern(ORDER), answer)) is right


def test_each_language_has_its_own_in_each_script():
    assert len(pattern(ORDER).split("|")) == len(TAGS)


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("Order 10001 of 8 November 2026 was cancelled: 1 × Kettle. Total ₹1.", True),  # in whatever state
        ("Order 10002 of 8 November 2026 was cancelled: 1 × Kettle. Total ₹1.", False),
        ("For order 10001 I need the e-mail address or the mobile number.", False),  # a question
    ],
)
def test_an_order_is_told(answer, told):
    assert is_told("10001", answer) is told
