"""The cart's address from its template."""

import pytest

from sahay.shop.catalogue import cart_url
from sahay.shop.remote.cart import filled

LINES = [("K-1", 2), ("S/2 &", 1)]


@pytest.mark.parametrize(
    ("template", "lines", "url"),
    [
        ("https://s.example/cart{?add*}", LINES, "https://s.example/cart?add=K-1%3A2&add=S%2F2%20%26%3A1"),
        ("https://s.example/cart?from=chat{&add*}", LINES[:1], "https://s.example/cart?from=chat&add=K-1%3A2"),
        ("https://s.example/cart/{lines}", LINES, "https://s.example/cart/K-1%3A2,S%2F2%20%26%3A1"),
        ("https://s.example/cart", LINES, "https://s.example/cart"),  # the cart is just opened
        ("https://s.example/cart{?add*}", [], "https://s.example/cart"),
        ("https://s.example/{}{", LINES, "https://s.example/{}{"),  # no variable
    ],
)
def test_a_template_is_filled(template, lines, url):
    assert filled(template, lines) == url


def test_our_own_shop_pages_have_such_a_cart():
    assert filled("https://s.example/cart{?add*}", [("K-1", 2), ("K-2", 1)]) == cart_url(
        "https://s.example/", [("K-1", 2), ("K-2", 1)]
    )
