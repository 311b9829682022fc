"""Looking orders up, in every adapter."""

import pytest

from tests.integration.shop.contract import small_shop as small


@pytest.mark.parametrize("order", small.ORDERS, ids=lambda order: order.view.number)
async def test_an_order_is_found_whole(backend, adapter, order):
    assert await backend.orders.find(order.view.number) == adapter.order(order)


@pytest.mark.parametrize(
    "number",
    [
        "A9999",  # well formed, and nobody's
        "",
        "A1001 ",
        "A100",
        "../A1001",
        "A1001/cancel",
        "A1001?x=1",
        "' OR '1'='1",
        "9" * 40,
    ],
)
async def test_what_is_not_there_is_not_found(backend, number):
    assert await backend.orders.find(number) is None


async def test_a_customers_orders_come_the_latest_first(backend, adapter, asha):
    expected = sorted(
        (adapter.order(order).view for order in small.ORDERS if order.customer == small.ASHA),
        key=lambda view: view.placed_at,
        reverse=True,
    )
    assert list(await backend.orders.of_customer(asha)) == expected
    assert list(await backend.orders.of_customer(asha, limit=2)) == expected[:2]


async def test_a_stranger_has_no_orders(backend):
    assert list(await backend.orders.of_customer("c-nobody")) == []


@pytest.mark.parametrize("order", small.ORDERS, ids=lambda order: order.view.number)
async def test_parcels_and_payments_are_those_of_the_order(backend, adapter, order):
    view = adapter.order(order).view
    assert tuple(await backend.shipments.of_order(view.number)) == view.shipments
    assert tuple(await backend.payments.of_order(view.number)) == view.payments


async def test_no_order_has_no_parcels_and_no_payments(backend):
    assert list(await backend.shipments.of_order("A9999")) == []
    assert list(await backend.payments.of_order("A9999")) == []


async def test_a_shop_that_works_says_so(backend):
    assert (await backend.health()).ok
