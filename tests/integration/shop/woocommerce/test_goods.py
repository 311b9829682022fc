"""Products, the cart, and delivery of WooCommerce."""

import pytest

from sahay.shop.backend import BadAnswer, Capability
from sahay.shop.delivery import DeliveryOption
from tests.integration.shop.contract import small_shop as small
from tests.integration.shop.contract.adapters.woocommerce import product

URL = small.SHOP_URL


async def test_products_by_sku(shop):
    expected = sorted((product(each) for each in small.PRODUCTS), key=lambda each: each.sku)

    assert await shop.catalogue.products() == expected
    assert [await shop.catalogue.product(each.sku) for each in expected] == expected
    assert await shop.catalogue.product("XX-1") is None


async def test_every_page_is_read(shop, fake):
    for number in range(1000, 1120):
        fake.products[number] = fake.products[11] | {"id": number, "sku": f"N-{number}"}

    assert len(await shop.catalogue.products()) == 125
    assert len(fake.asked("GET", "/products")) == 3


async def test_a_variation_is_a_product(shop, fake):
    fake.products[50] = fake.products[12] | {"id": 50, "sku": "", "type": "variable", "name": "Shirt &amp; tie"}
    fake.variations[50] = [
        {
            "id": 51,
            "sku": "SH-L",
            "status": "publish",
            "price": "500.00",
            "manage_stock": "parent",
            "stock_quantity": 3,
            "stock_status": "instock",
            "parent_id": 50,
            "attributes": [{"id": 1, "name": "Size", "option": "L"}],
        }
    ]
    listed = [each for each in await shop.catalogue.products() if each.sku == "SH-L"]

    assert [(each.name, each.price, each.stock, each.specification) for each in listed] == [
        ("Shirt & tie (L)", 500_00, 3, {"Size": "L"})
    ]
    assert await shop.catalogue.product("SH-L") == listed[0]


async def test_a_product_without_sku_goes_by_its_number(shop, fake):
    fake.products[60] = fake.products[12] | {"id": 60, "sku": ""}

    assert (await shop.catalogue.product("60")).sku == "60"
    assert await shop.catalogue.product("11") is None  # that one has a SKU


async def test_drafts_are_not_sold(shop, fake):
    fake.products[11]["status"] = "draft"

    assert await shop.catalogue.product("HH-103") is None
    assert "HH-103" not in [each.sku for each in await shop.catalogue.products()]


async def test_a_cart(opened, fake):
    shop = opened()
    unknown = shop.catalogue.cart_url([("HH-103", 2)])
    await shop.catalogue.products()

    assert unknown == f"{fake.url}/?s=HH-103&post_type=product"
    assert shop.catalogue.cart_url([("HH-103", 2)]) == f"{fake.url}/cart/?add-to-cart=11&quantity=2"
    several = shop.catalogue.cart_url([("HH-103", 2), ("CL-201", 1)])
    assert several == f"{fake.url}/checkout-link/?products=11:2,12:1"


def method(kind, title, enabled=True, **settings):
    values = {name: {"id": name, "value": value} for name, value in settings.items()}
    return {"instance_id": 1, "method_id": kind, "title": title, "enabled": enabled, "settings": values or []}


@pytest.fixture
def zones(fake):
    """Gujarat by post code, Kerala by state, the rest of India; nothing elsewhere."""
    fake.zones += [
        {"id": 3, "name": "India", "order": 9},
        {"id": 1, "name": "Near", "order": 1},
        {"id": 2, "name": "Kerala", "order": 2},
    ]
    fake.locations = {
        1: [{"code": "380001...380061", "type": "postcode"}, {"code": "3900*", "type": "postcode"}],
        2: [{"code": "IN:KL", "type": "state"}],
        3: [{"code": "IN", "type": "country"}],
    }
    fake.methods = {
        1: [
            method("flat_rate", "By hand", cost="30"),
            method("free_shipping", "Free", requires="min_amount", min_amount="499"),
            method("local_pickup", "Fetch it"),
            method("flat_rate", "By weight", cost="10 * [qty]"),  # what it costs depends on the cart
            method("flat_rate", "By class", cost="10", class_cost_4="50"),
            method("flat_rate", "Switched off", enabled=False, cost="1"),
            method("free_shipping", "With a coupon", requires="coupon"),
        ],
        2: [method("flat_rate", "By boat", cost="120.50")],
        3: [method("flat_rate", "By post")],
    }
    fake.cod["settings"] = {"enable_for_methods": {"id": "enable_for_methods", "value": ["flat_rate:3"]}}


@pytest.mark.parametrize(
    ("pin", "value", "expected"),
    [
        ("380015", 0, [("By hand", 30_00, True)]),
        ("380015", 499_00, [("Free", 0, False), ("By hand", 30_00, True)]),
        ("390007", 0, [("By hand", 30_00, True)]),
        ("380099", 0, [("By post", 0, True)]),  # beyond the range
        ("695010", 0, [("By boat", 120_50, True)]),
        ("560095", 0, [("By post", 0, True)]),
        ("38001", 0, []),
        ("", 0, []),
    ],
)
async def test_ways_to_a_pin_code(opened, zones, pin, value, expected):
    options = await opened(delivery_days=(2, 6)).delivery.options(pin, value)

    assert list(options) == [DeliveryOption(name, charge, (2, 6), cash) for name, charge, cash in expected]


async def test_a_pin_code_of_two_states_is_not_guessed_at(opened, zones):  # 682: Kerala's and Lakshadweep's
    with pytest.raises(BadAnswer):
        await opened(delivery_days=(2, 6)).delivery.options("682036")


async def test_the_zone_for_everywhere_else(opened, zones, fake):
    fake.locations[3] = [{"code": "LK", "type": "country"}]
    fake.methods[0] = [method("flat_rate", "By ship", cost="900")]

    assert [each.name for each in await opened(delivery_days=(2, 6)).delivery.options("560095")] == ["By ship"]


async def test_without_days_nothing_is_said_of_delivery(shop, opened, zones):
    assert Capability.DELIVERY_OPTIONS not in shop.capabilities
    assert list(await shop.delivery.options("380015")) == []
    assert Capability.DELIVERY_OPTIONS in opened(delivery_days=(2, 6)).capabilities
