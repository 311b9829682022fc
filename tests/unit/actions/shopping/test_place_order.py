import pytest

from actions.shopping.place_order import speaks_of_again
from sahay.shop.identity import Method
from sahay.shop.orders import Item, OrderState
from tests.unit.actions.stage import ASHA, EMAIL, NOW, make_order

LAMP = Item("EL-309", "Desk lamp", 1, 79_900, 18)
SOCKS = Item("CL-214", "Socks", 3, 34_900, 5)


@pytest.mark.parametrize(
    ("text", "sku", "key", "values"),
    [
        ("a copper bottle", "HH-103", "utter_buy", {"price": "₹799.00", "url": "https://shop.example/p/HH-103"}),
        ("a candle", "HH-999", "utter_buy", {"url": "https://shop.example/cart?add=HH-999%3A1"}),  # without a page
        ("3 copper bottles", "HH-103", "utter_buy_several", {"total": "₹2,397.00", "pieces": "3"}),
        ("a kurti", "CL-202", "utter_buy_few", {"left": "3"}),
        ("30 bottles", "HH-103", "utter_buy_few", {"left": "20"}),
        ("a desk lamp", "EL-309", "utter_buy_sold_out", {}),
    ],
)
async def test_the_page_of_a_product(play, text, sku, key, values):
    assert await play(f"i want to buy {text}", "place_order", product=sku) == [key]
    assert {name: play.said.messages[0][name] for name in values} == values


async def test_who_does_not_say_what_is_asked(play):
    assert await play("i want to buy something", "place_order") == ["utter_ask_product"]
    assert await play("thingamajig", "nlu_fallback") == ["utter_ask_product_again"]
    assert await play("a bottle", "product_question", product="HH-103") == ["utter_buy"]


async def test_who_asks_how_it_is_done_is_told(play):
    assert await play("how do i order here?", "place_order") == ["utter_how_to_order"]
    assert play.asks is None


@pytest.mark.parametrize(
    ("items", "key", "values"),
    [
        ((), "utter_reorder", {"items": "2 × Copper bottle, 1 × Kurta"}),
        ((SOCKS, LAMP), "utter_reorder_some", {"items": "1 × Socks", "missing": "2 × Socks, 1 × Desk lamp"}),
        ((LAMP,), "utter_reorder_none", {}),
        ((Item("XX-1", "Gone", 1, 100, 5),), "utter_reorder_none", {}),  # not sold any more
    ],
)
async def test_the_same_again(play, backend, items, key, values):
    backend.orders.put(make_order("20001", OrderState.DELIVERED, **({"items": items} if items else {})))
    await play("order 20001 again", "place_order", order_number="20001")

    assert await play(EMAIL, "inform", email=EMAIL) == [key]
    assert {name: play.said.messages[0][name] for name in values} == values
    assert backend.orders.asked == []


async def test_a_known_customer_has_the_last_order_again(play, services, backend):
    backend.orders.put(make_order("20001", OrderState.DELIVERED, placed_at=NOW))
    await services.identities.grant("conversation-1", ASHA.id, Method.LOGIN, now=NOW)

    assert await play("the same again please", "place_order") == ["utter_reorder"]
    assert play.said.messages[0]["order"] == "20001"


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("reorder", True),
        ("order again my last order", True),
        ("phir se wahi order karna hai", True),
        ("वही ऑर्डर फिर से", True),
        ("ફરીથી એ જ ઓર્ડર", True),
        ("fari thi e j order", True),
        ("i want to order a kurta", False),
    ],
)
def test_what_was_ordered_before(text, again):
    assert speaks_of_again(text) is again
