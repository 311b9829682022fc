"""`backend:` of a Shopify shop."""

import pytest

from sahay.config import Shop
from sahay.config.document import read_section
from sahay.config.errors import ConfigError
from sahay.shop.orders import PaymentMethod
from sahay.shop.shopify import Shopify, open_shopify
from tests.fakes import ManualClock

SHOP = Shop(name="Small", url="https://shop.example", email="care@shop.example", phone="+91 79 4000 1234")


def read(given):
    return read_section("backend", Shopify, given, "sahay.yml")


@pytest.mark.parametrize("name", ["small", "small.myshopify.com"])
def test_a_name_is_enough(name):
    assert read({"shop": name}).domain == "small.myshopify.com"


@pytest.mark.parametrize(
    ("gateway", "manual", "method"),
    [
        ("Cash on Delivery (COD)", True, PaymentMethod.COD),
        ("Bank Deposit", True, PaymentMethod.NETBANKING),
        ("Razorpay", False, PaymentMethod.UPI),  # so the settings say
        ("shopify_payments", False, PaymentMethod.CARD),
    ],
)
def test_gateways(gateway, manual, method):
    assert read({"shop": "small", "payment_methods": {"Razorpay": "upi"}}).method(gateway, manual=manual) is method


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "backend.shop: is missing"),
        ({"shop": "https://small.example"}, "backend.shop: must be the shop's name"),
        ({"shop": "small", "version": "2025-10"}, "backend.version: must be 2026-01 or later"),
        ({"shop": "small", "version": "latest"}, "backend.version: must be a version in quotes"),
        ({"shop": "small", "warranty_metafield": "months"}, "backend.warranty_metafield: must be namespace and key"),
        ({"shop": "small", "token": "shpat_1"}, "backend.token: is not a setting"),
    ],
)
def test_mistakes(given, message):
    with pytest.raises(ConfigError, match=f"^sahay.yml: {message}"):
        read(given)


async def test_without_its_token_it_does_not_open():
    with pytest.raises(ConfigError, match=r"^SAHAY_SHOPIFY_TOKEN: is missing"):
        open_shopify(read({"shop": "small"}), SHOP, {}, ManualClock())
