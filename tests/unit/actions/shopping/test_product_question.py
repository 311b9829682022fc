from dataclasses import replace

import pytest

from tests.unit.actions.shop import PRODUCTS

LAMP = replace(next(product for product in PRODUCTS if product.sku == "EL-309"), url="")


@pytest.fixture
def sells(backend):
    def sell(**changes):
        backend.catalogue._records.products["EL-309"] = replace(LAMP, **changes)

    return sell


@pytest.mark.parametrize(
    ("stock", "key"),
    [
        (None, "utter_product_price"),
        (0, "utter_product_sold_out"),
        (1, "utter_product_few"),
        (5, "utter_product_few"),
        (6, "utter_product_in_stock"),
    ],
)
async def test_price_and_stock(play, sells, stock, key):
    sells(stock=stock)

    assert (await play("the lamp", "product_question", product="EL-309"))[0] == key
    assert play.said.messages[0]["price"] == "₹799.00"


@pytest.mark.parametrize(
    ("changes", "keys"),
    [
        ({}, ["utter_product_no_warranty_return"]),
        ({"warranty_months": 12}, ["utter_product_warranty_return"]),
        ({"specification": {"Power": "9 W"}}, ["utter_product_specification", "utter_product_no_warranty_return"]),
        ({"url": "https://shop.example/p/1"}, ["utter_product_no_warranty_return", "utter_product_page"]),
    ],
)
async def test_what_the_catalogue_says_is_told(play, sells, changes, keys):
    sells(**changes)

    assert (await play("the lamp", "product_question", product="EL-309"))[1:] == keys


async def test_which_product_is_asked_and_then_found(play):
    assert await play("a question about a product", "product_question") == ["utter_ask_about_product"]
    assert await play("hm", "out_of_scope") == ["utter_ask_about_product_again"]
    assert (await play("the lamp", "inform", product="EL-309"))[0] == "utter_product_sold_out"


async def test_a_product_that_is_gone(play):
    assert await play("the old lamp", "product_question", product="EL-000") == ["utter_product_gone"]
    assert play.asks == "product"
