"""Telephone numbers in what people write."""

import pytest

from sahay.shop.tickets.callback import find_phone


@pytest.mark.parametrize(
    ("text", "country", "number"),
    [
        ("98765 43210", "IN", "+919876543210"),
        ("call me on 98765-43210 after six", "IN", "+919876543210"),
        ("९८७६५४३२१०", "IN", "+919876543210"),  # in the customer's own digits
        ("૯૮૭૬૫ ૪૩૨૧૦", "IN", "+919876543210"),
        ("+91 (98765) 43210", "IN", "+919876543210"),
        ("079 4000 1234", "IN", "+917940001234"),  # of a house, with its zero
        ("+49 30 901820", "IN", "+4930901820"),
        ("0151 23456789", "DE", "+4915123456789"),
        ("my order is 10234", "IN", None),
        ("order 1234567890", "IN", None),  # as long as a number, and none that one gives out
        ("paid on 21-11-2026", "IN", None),
        ("nobody", "IN", None),
    ],
)
def test_find(text: str, country: str, number: str | None) -> None:
    assert find_phone(text, country) == number
