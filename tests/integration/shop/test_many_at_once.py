"""Many changes of few orders at once: no piece and no paisa is lost or made."""

import asyncio
from random import Random

import pytest

from sahay.shop import changes
from sahay.shop.orders import Line, OrderState
from sahay.shop.refusal import Refusal
from tests.integration.shop.contract import small_shop as small
from tests.integration.shop.contract.adapters.sql import seeded

NOW = small.NOW
ORDERS = ("A1001", "A1002")
COUNTED = (small.BOTTLE, small.KURTA, small.SOCKS)
AT_ONCE = 100


@pytest.fixture
async def shop(database):
    return await seeded(database)


async def pieces(shop, product):
    """In the store and in the orders together."""
    views = [(await shop.orders.find(number)).view for number in ORDERS]
    ordered = sum(
        item.quantity
        for view in views
        for item in view.items
        if item.sku == product.sku and view.state is not OrderState.CANCELLED
    )
    return (await shop.catalogue.product(product.sku)).stock + ordered


async def test_nothing_is_lost_and_nothing_is_made(shop):
    random = Random("many at once")  # noqa: S311  the same each time
    before = [await pieces(shop, product) for product in COUNTED]

    def change(key):
        number = random.choice(ORDERS)
        line = Line(random.choice(COUNTED).sku, random.randrange(6))
        return random.choice(
            (
                lambda: shop.orders.cancel(number, fee=0, reason="", key=key, now=NOW),
                lambda: shop.orders.reinstate(number, key=key, now=NOW),
                lambda: shop.orders.change_items(number, [line], key=key, now=NOW),
                lambda: shop.refunds.request("B1008", "B1008-P1", random.randrange(1, 300_00), "", key=key, now=NOW),
            )
        )()

    answers = await asyncio.gather(*(change(f"k{turn}") for turn in range(AT_ONCE)))
    assert {isinstance(answer, Refusal) for answer in answers} == {True, False}
    assert [await pieces(shop, product) for product in COUNTED] == before
    for number in (*ORDERS, "B1008"):
        view = (await shop.orders.find(number)).view
        assert all(changes.left(view, payment) >= 0 for payment in view.payments)
        assert view.total == sum(item.total for item in view.items) + view.delivery_charge - view.discount
