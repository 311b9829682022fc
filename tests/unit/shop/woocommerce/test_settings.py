"""`backend:` of a WooCommerce shop."""

import pytest

from sahay.config import Shop
from sahay.config.document import read_section
from sahay.config.errors import ConfigError
from sahay.shop.orders import OrderState, PaymentMethod
from sahay.shop.woocommerce import WooCommerce, open_woocommerce
from tests.fakes import ManualClock

URL = {"url": "https://shop.example"}
SHOP = Shop(name="Small", url="https://shop.example", email="care@shop.example", phone="+91 79 4000 1234")
KEYS = {"SAHAY_WOOCOMMERCE_KEY": "ck", "SAHAY_WOOCOMMERCE_SECRET": "cs"}


def read(given):
    return read_section("backend", WooCommerce, given, "sahay.yml")


def test_an_address_is_enough():
    options = read(URL)

    assert options.api_refund is False
    assert options.delivery_days is None
    assert options.state("completed") is OrderState.DELIVERED
    assert options.method("cod") is PaymentMethod.COD
    assert options.method("some_gateway") is PaymentMethod.CARD


def test_a_shops_own_words():
    options = read(
        URL
        | {
            "statuses": {"completed": "shipped", "with-courier": "out_for_delivery"},
            "payment_methods": {"razorpay": "upi"},
            "delivery_days": [2, 7],
        }
    )

    assert options.state("completed") is OrderState.SHIPPED
    assert options.state("with-courier") is OrderState.OUT_FOR_DELIVERY
    assert options.state("unheard-of") is None
    assert options.method("razorpay") is PaymentMethod.UPI
    assert options.delivery_days == (2, 7)
    assert options.status(OrderState.CANCELLED) == "cancelled"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "backend.url: is missing"),
        (URL | {"statuses": {"completed": "gone"}}, "backend.statuses: must be names of the shop's, each with one of"),
        (URL | {"statuses": ["completed"]}, "backend.statuses: must be names"),
        (URL | {"payment_methods": {"x": ["upi"]}}, "backend.payment_methods: must be names"),
        (URL | {"delivery_days": [7, 2]}, "backend.delivery_days: must name the fewest days first"),
        (URL | {"delivery_days": 7}, "backend.delivery_days: must be the fewest and the most days"),
        (URL | {"api_refund": "yes"}, "backend.api_refund: must be true or false"),
        ({"url": "http://shop.example"}, "backend.url: must begin with https://"),  # the key goes there
        (URL | {"key": "ck_1"}, "backend.key: is not a setting"),  # keys belong into the environment
    ],
)
def test_mistakes(given, message):
    with pytest.raises(ConfigError, match=f"^sahay.yml: {message}"):
        read(given)


@pytest.mark.parametrize("missing", KEYS)
async def test_without_its_keys_it_does_not_open(missing):
    with pytest.raises(ConfigError, match=f"^{missing}: is missing"):
        open_woocommerce(read(URL), SHOP, KEYS | {missing: ""}, ManualClock())
