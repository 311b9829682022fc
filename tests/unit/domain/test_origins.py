"""Which websites are meant."""

import pytest

from sahay.domain.origins import is_allowed


@pytest.mark.parametrize(
    ("origin", "allowed", "is_in"),
    [
        ("https://shop.example", ["https://shop.example"], True),
        ("https://SHOP.example", ["https://shop.example"], True),
        ("https://other.example", ["https://shop.example", "https://other.example"], True),
        ("http://shop.example", ["https://shop.example"], False),  # the scheme counts
        ("https://shop.example:8443", ["https://shop.example"], False),  # so does the port
        ("https://shop.example.evil.example", ["https://shop.example"], False),
        ("null", ["https://shop.example"], False),  # a sandboxed frame
        ("https://www.shop.example", ["https://*.shop.example"], True),
        ("https://a.b.shop.example", ["https://*.shop.example"], True),
        ("https://shop.example", ["https://*.shop.example"], False),  # it is none below itself
        ("https://.shop.example", ["https://*.shop.example"], False),
        ("https://evilshop.example", ["https://*.shop.example"], False),
        ("http://www.shop.example", ["https://*.shop.example"], False),
        ("https://shop.example", [], False),
    ],
)
def test_an_origin(origin, allowed, is_in):
    assert is_allowed(origin, allowed) is is_in
