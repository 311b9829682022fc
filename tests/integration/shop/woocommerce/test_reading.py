"""What a WooCommerce shop keeps of the small shop comes back in our words."""

import pytest

from sahay.shop.backend import BadAnswer, Unavailable
from sahay.shop.orders import OrderState
from tests.fakes_shops.http import Response
from tests.integration.shop.contract import small_shop as small
from tests.integration.shop.contract.adapters.woocommerce import ACCOUNTS, kept


@pytest.mark.parametrize("order", small.ORDERS, ids=lambda order: order.view.number)
async def test_an_order_is_found(shop, order):
    found = await shop.orders.find(order.view.number)

    assert found == kept(order)


@pytest.mark.parametrize("number", ["A9999", "", "A1001 ", "A100", "../A1001", "301", "9" * 40])
async def test_what_is_not_there_is_not_found(shop, number):
    assert await shop.orders.find(number) is None


async def test_without_a_plugin_the_number_is_the_id(opened, fake):
    fake.orders[301]["number"] = "301"
    plain = opened(order_number_meta=None)

    found = await plain.orders.find("301")

    assert found
    assert found.view.number == "301"
    assert await plain.orders.find("A1001") is None
    assert await plain.orders.find("9999") is None


@pytest.mark.parametrize("status", ["trash", "checkout-draft", "auto-draft"])
async def test_what_nobody_ordered_is_no_order(shop, fake, status):
    fake.orders[301]["status"] = status

    assert await shop.orders.find("A1001") is None


async def test_a_customers_orders_come_the_latest_first(shop):
    of_asha = sorted(
        (order.view for order in small.ORDERS if order.customer == small.ASHA),
        key=lambda view: view.placed_at,
        reverse=True,
    )

    found = await shop.orders.of_customer(str(ACCOUNTS[small.ASHA.id]))

    assert [view.number for view in found] == [view.number for view in of_asha]
    assert [view.state for view in found] == [view.state for view in of_asha]
    assert len(await shop.orders.of_customer("101", limit=2)) == 2
    assert list(await shop.orders.of_customer("c-nobody")) == []
    assert list(await shop.orders.of_customer("guest-301")) == []


@pytest.mark.parametrize(
    ("number", "states"),
    [
        ("A1001", [OrderState.PLACED]),
        ("A1002", [OrderState.PLACED]),  # cash on delivery: nothing was paid, so nothing says when it was confirmed
        ("A1003", [OrderState.PLACED, OrderState.CONFIRMED, OrderState.PACKED]),
        ("A1004", [OrderState.PLACED, OrderState.CONFIRMED, OrderState.SHIPPED]),
        ("A1005", [OrderState.PLACED, OrderState.CONFIRMED, OrderState.DELIVERED]),
        ("A1006", [OrderState.PLACED, OrderState.CONFIRMED, OrderState.CANCELLED]),
        ("A1007", [OrderState.PLACED, OrderState.PAYMENT_FAILED]),
    ],
)
async def test_milestones_are_those_that_woocommerce_keeps(shop, number, states):
    found = await shop.orders.find(number)

    assert [milestone.state for milestone in found.view.milestones] == states


async def test_a_completed_order_was_delivered_when_it_was_completed(shop):
    assert (await shop.orders.find("A1005")).view.delivered_at == small.DELIVERED.view.delivered_at


@pytest.mark.parametrize(
    ("status", "settings", "state"),
    [
        ("pending", {}, OrderState.PLACED),
        ("on-hold", {}, OrderState.PLACED),
        ("processing", {}, OrderState.CONFIRMED),
        ("completed", {}, OrderState.DELIVERED),
        ("completed", {"completed": OrderState.SHIPPED}, OrderState.SHIPPED),  # a shop that completes what leaves
        ("cancelled", {}, OrderState.CANCELLED),
        ("refunded", {}, OrderState.REFUNDED),
        ("failed", {}, OrderState.PAYMENT_FAILED),
        ("with-courier", {"with-courier": OrderState.OUT_FOR_DELIVERY}, OrderState.OUT_FOR_DELIVERY),
    ],
)
async def test_statuses(opened, fake, status, settings, state):
    fake.orders[301]["status"] = status

    assert (await opened(statuses=settings).orders.find("A1001")).view.state is state


async def test_a_tracking_number_says_that_the_goods_have_left(shop, fake):
    fake.orders[304]["status"] = "processing"

    assert (await shop.orders.find("A1004")).view.state is OrderState.SHIPPED


async def test_a_guests_order_belongs_to_no_account(shop, fake):
    fake.orders[301]["customer_id"] = 0

    assert (await shop.orders.find("A1001")).customer.id == "guest-301"
    assert await shop.accounts.get("guest-301") is None


@pytest.mark.parametrize(
    "lie",
    [
        {"total": "2,497.00"},  # a number as people write it
        {"total": "₹2497"},
        {"total": "2497.00e2"},
        {"total": 2497},  # a number where the documentation says text
        {"total": ""},
        {"currency": "USD"},
        {"status": "with-courier"},  # nobody told us what it means
        {"date_created_gmt": "yesterday"},
        {"line_items": None},
        {"customer_id": "101"},
    ],
    ids=range(10),
)
async def test_nonsense_is_not_told_to_customers(shop, fake, lie):
    fake.trouble(
        of=lambda request: request.path.endswith("/orders"),
        after=lambda response: Response(200, [response.body[0] | lie]),
    )

    with pytest.raises(BadAnswer):
        await shop.orders.find("A1001")


async def test_another_customers_orders_are_not_told(shop, fake):
    others = [fake.orders[308]]
    fake.trouble(of=lambda request: "customer" in request.query, instead=Response(200, others))

    with pytest.raises(BadAnswer):
        await shop.orders.of_customer("101")


async def test_a_page_where_an_answer_should_be(shop, fake):
    fake.trouble(of=lambda request: request.path.endswith("/orders"), instead=Response(200, raw=b"<html>Hello</html>"))

    with pytest.raises(BadAnswer):
        await shop.orders.find("A1001")


async def test_a_look_up_is_tried_again(shop, fake):
    fake.trouble(instead=Response(503, raw=b"Briefly unavailable for scheduled maintenance."))
    fake.trouble(dropped=True)

    assert await shop.orders.find("A1001")


async def test_a_shop_that_stays_down_is_unavailable(shop, fake):
    for _ in range(10):
        fake.trouble(instead=Response(500, raw=b"There has been a critical error on this website."))

    with pytest.raises(Unavailable):
        await shop.orders.find("A1001")
    health = await shop.health()
    assert not health.ok


async def test_wrong_keys_are_told_to_the_operator(shop, fake):
    fake.trouble(instead=Response(401, {"code": "woocommerce_rest_cannot_view", "message": "Sorry", "data": {}}))

    health = await shop.health()

    assert (health.ok, health.detail) == (False, "keys_refused")
    assert (await shop.health()).ok


async def test_an_address_without_woocommerce(shop, fake):
    fake.trouble(instead=Response(404, {"code": "rest_no_route", "message": "No route", "data": {"status": 404}}))

    assert "no WooCommerce" in (await shop.health()).detail
