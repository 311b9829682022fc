"""The settings of a shop over HTTP, and its token."""

import pytest

from sahay.config.errors import ConfigError, Invalid
from sahay.shop.remote.opening import token_of
from sahay.shop.remote.options import TOKEN, HttpOptions


@pytest.mark.parametrize(
    "url",
    [
        "https://shop.example/sahay/v1",
        "http://127.0.0.1:8070",  # on this machine nobody listens in
        "http://[::1]:8070/",
        "http://localhost:8070",
    ],
)
def test_an_address_that_the_token_may_go_to(url):
    assert HttpOptions(url=url).url == url


@pytest.mark.parametrize(
    ("settings", "key"),
    [
        ({"url": "http://shop.example"}, "url"),  # for everybody on the way to read
        ({"url": "http://127.0.0.1.shop.example"}, "url"),
        ({"url": "http://10.0.0.7"}, "url"),
        ({"url": "https://user:word@shop.example"}, "url"),
        ({"url": "https://shop.example?key=1"}, "url"),
        ({"url": "https://shop.example", "timeout_seconds": 4.0}, "timeout_seconds"),  # more than the budget
    ],
)
def test_a_setting_that_cannot_be(settings, key):
    with pytest.raises(Invalid) as refused:
        HttpOptions(**settings)
    assert refused.value.key == key


@pytest.mark.parametrize(
    "token", ["", "short", "x" * 15, "with a space in it", "with\na line's end", "टोकनटोकनटोकनटोकन"]
)
def test_a_token_that_cannot_be(token):
    with pytest.raises(ConfigError, match=TOKEN) as refused:
        token_of({TOKEN: token})
    assert not token or token not in str(refused.value)


def test_a_token_comes_from_the_environment():
    assert token_of({TOKEN: "x" * 32}) == "x" * 32
    with pytest.raises(ConfigError, match=TOKEN):
        token_of({})
