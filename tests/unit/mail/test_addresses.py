"""E-mail addresses in what people write."""

import pytest

from sahay.mail.addresses import find_address


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("priya@example.com", "priya@example.com"),
        ("Mail me at Priya.Shah@Example.COM, please.", "priya.shah@example.com"),  # as one writes it in a sentence
        ("<priya@example.com>", "priya@example.com"),
        ("मेरा ईमेल priya@example.com है।", "priya@example.com"),
        ("મારું ઈમેલ: priya@example.co.in", "priya@example.co.in"),
        ("a@b.example or c@d.example", "a@b.example"),  # the first one
        ("priya at example.com", None),
        ("priya@example", None),  # nobody has an address there
        ("@priya", None),
        ("priya@", None),
        ("a@b@c.example", None),
        ("", None),
    ],
)
def test_find(text: str, address: str | None) -> None:
    assert find_address(text) == address
