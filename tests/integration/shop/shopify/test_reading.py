"""What a Shopify shop keeps of the small shop comes back in our words."""

import pytest

from sahay.shop.backend import BadAnswer, Unavailable
from sahay.shop.orders import OrderState
from tests.fakes_shops.http import Response
from tests.fakes_shops.shopify.server import throttled
from tests.integration.shop.contract import small_shop as small
from tests.integration.shop.contract.adapters.shopify import kept
from tests.integration.shop.shopify.conftest import asks

FIRST = "gid://shopify/Order/301"


@pytest.mark.parametrize("order", small.ORDERS, ids=lambda order: order.view.number)
async def test_an_order_is_found(shop, order):
    found = await shop.orders.find(order.view.number)

    assert found == kept(order)


@pytest.mark.parametrize("number", ["A9999", "", "A1001 ", "A100", "#A1001", 'A1001" OR name:"B1008', "9" * 40])
async def test_what_is_not_there_is_not_found(shop, number):
    assert await shop.orders.find(number) is None


async def test_a_number_with_letters_around_it(shop, fake):
    fake.orders[FIRST]["name"] = "SR-1001"

    assert (await shop.orders.find("SR-1001")).view.number == "SR-1001"


async def test_a_customers_orders_come_the_latest_first(shop):
    found = await shop.orders.of_customer("501")

    expected = sorted(
        (order.view for order in small.ORDERS if order.customer == small.ASHA),
        key=lambda view: view.placed_at,
        reverse=True,
    )
    assert [view.number for view in found] == [view.number for view in expected]
    assert len(await shop.orders.of_customer("501", limit=2)) == 2
    assert list(await shop.orders.of_customer("c-nobody")) == []
    assert list(await shop.orders.of_customer("guest-301")) == []


async def test_no_question_costs_more_than_a_shop_allows(shop, fake):
    await shop.orders.of_customer("501")
    await shop.catalogue.products()

    assert max(fake.costs.values()) <= 1000


@pytest.mark.parametrize(
    ("number", "states"),
    [
        ("A1001", [OrderState.PLACED, OrderState.CONFIRMED]),
        ("A1002", [OrderState.PLACED]),  # cash on delivery
        ("A1004", [OrderState.PLACED, OrderState.CONFIRMED, OrderState.SHIPPED]),
        ("A1005", [OrderState.PLACED, OrderState.CONFIRMED, OrderState.SHIPPED, OrderState.DELIVERED]),
        ("A1006", [OrderState.PLACED, OrderState.CONFIRMED, OrderState.CANCELLED]),
    ],
)
async def test_milestones(shop, number, states):
    found = await shop.orders.find(number)

    assert [milestone.state for milestone in found.view.milestones] == states


@pytest.mark.parametrize(
    ("financial", "fulfilment", "state"),
    [
        ("PENDING", "UNFULFILLED", OrderState.PLACED),
        ("AUTHORIZED", "UNFULFILLED", OrderState.CONFIRMED),
        ("PAID", "UNFULFILLED", OrderState.CONFIRMED),
        ("PAID", "ON_HOLD", OrderState.CONFIRMED),
        ("PARTIALLY_REFUNDED", "UNFULFILLED", OrderState.CONFIRMED),
        ("PENDING", "IN_PROGRESS", OrderState.PACKED),
        ("PAID", "FULFILLED", OrderState.SHIPPED),  # no word from a carrier
        ("REFUNDED", "UNFULFILLED", OrderState.REFUNDED),
        ("VOIDED", "UNFULFILLED", OrderState.PAYMENT_FAILED),
        ("EXPIRED", "UNFULFILLED", OrderState.PAYMENT_FAILED),
    ],
)
async def test_statuses(shop, fake, financial, fulfilment, state):
    fake.orders[FIRST] |= {"displayFinancialStatus": financial, "displayFulfillmentStatus": fulfilment}

    assert (await shop.orders.find("A1001")).view.state is state


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("LABEL_PRINTED", OrderState.PACKED),
        ("CONFIRMED", OrderState.SHIPPED),
        ("ATTEMPTED_DELIVERY", OrderState.SHIPPED),
        ("OUT_FOR_DELIVERY", OrderState.OUT_FOR_DELIVERY),
        ("DELIVERED", OrderState.DELIVERED),
        ("NOT_DELIVERED", OrderState.DELIVERY_FAILED),
        (None, OrderState.SHIPPED),
    ],
)
async def test_what_the_carrier_says(shop, fake, status, state):
    fake.orders["gid://shopify/Order/304"]["_fulfillments"][0]["displayStatus"] = status

    assert (await shop.orders.find("A1004")).view.state is state


async def test_of_two_parcels_the_later_one_counts(shop, fake):
    parcels = fake.orders["gid://shopify/Order/304"]["_fulfillments"]
    parcels.append(parcels[0] | {"id": "gid://shopify/Fulfillment/1", "displayStatus": "DELIVERED"})
    parcels.append(
        parcels[0] | {"id": "gid://shopify/Fulfillment/2", "status": "CANCELLED", "displayStatus": "CANCELED"}
    )

    found = (await shop.orders.find("A1004")).view

    assert found.state is OrderState.SHIPPED
    assert [parcel.id for parcel in found.shipments] == ["3040", "1"]
    assert [item.shipment_id for item in found.items] == [None]  # in which of the two it is, nobody says


@pytest.mark.parametrize(
    ("status", "state"),
    [("RETURN_REQUESTED", OrderState.RETURN_REQUESTED), ("RETURNED", OrderState.RETURNED)],
)
async def test_goods_on_their_way_back(shop, fake, status, state):
    fake.orders["gid://shopify/Order/305"]["returnStatus"] = status

    assert (await shop.orders.find("A1005")).view.state is state


async def test_prices_without_tax_are_told_with_it(shop, fake):
    fake.orders[FIRST]["taxesIncluded"] = False

    assert [item.unit_price for item in (await shop.orders.find("A1001")).view.items] == [838_95, 943_95]


async def test_a_guests_order_belongs_to_no_account(shop, fake):
    fake.orders[FIRST]["customer"] = None

    found = await shop.orders.find("A1001")

    assert (found.customer.id, found.customer.email, found.customer.phone) == (
        "guest-301",
        "asha@example.com",
        "+919825012345",
    )


@pytest.mark.parametrize(
    "lie",
    [
        {"currencyCode": "USD"},
        {"currentTotalPriceSet": {"shopMoney": {"amount": "2,497.0"}}},
        {"currentTotalPriceSet": {"shopMoney": {"amount": 2497.0}}},
        {"displayFulfillmentStatus": "TELEPORTED"},
        {"displayFinancialStatus": "OWED"},
        {"id": "gid://shopify/Order/308"},
        {"processedAt": "yesterday"},
        {"lineItems": None},
        {"lineItems": {"nodes": [], "pageInfo": {"hasNextPage": True}}},  # more than was asked for
    ],
    ids=range(9),
)
async def test_nonsense_is_not_told_to_customers(shop, fake, lie):
    fake.trouble(
        of=asks("OrderById"),
        after=lambda response: Response(200, {"data": {"order": response.body["data"]["order"] | lie}}),
    )

    with pytest.raises(BadAnswer):
        await shop.orders.find("A1001")


async def test_another_customers_orders_are_not_told(shop, fake):
    others = {"data": {"orders": {"nodes": [{"id": "gid://shopify/Order/308", "name": "#B1008"}]}}}
    fake.trouble(of=asks("OrderIds"), instead=Response(200, others))

    with pytest.raises(BadAnswer):
        await shop.orders.of_customer("501")


async def test_throttled_it_waits_for_its_points(shop, fake, pace):
    fake.trouble(instead=throttled(cost=700, available=100, rate=200.0))

    assert await shop.orders.find("A1001")
    assert pace.slept == [3.0]


async def test_throttled_for_too_long_it_is_unavailable(shop, fake):
    for _ in range(10):
        fake.trouble(instead=throttled(cost=1000, available=0, rate=50.0))

    with pytest.raises(Unavailable):
        await shop.orders.find("A1001")


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (Response(200, {"errors": [{"message": "no", "extensions": {"code": "ACCESS_DENIED"}}]}), Unavailable),
        (Response(200, {"errors": [{"message": "oh", "extensions": {"code": "INTERNAL_SERVER_ERROR"}}]}), Unavailable),
        (Response(200, {"errors": [{"message": "Field 'x' doesn't exist"}]}), Unavailable),
        (Response(200, {"errors": "not GraphQL"}), BadAnswer),
        (Response(200, {"data": {}}), BadAnswer),
        (Response(200, raw=b"<html>"), BadAnswer),
        (Response(401, {"errors": "[API] Invalid API key"}), Unavailable),
        (Response(402, {"errors": "Payment required"}), Unavailable),  # a frozen shop
        (Response(404, {"errors": "Not Found"}), Unavailable),
        (Response(500, raw=b"oh"), Unavailable),
    ],
    ids=range(10),
)
async def test_trouble(shop, fake, answer, error):
    for _ in range(6):
        fake.trouble(instead=answer)

    with pytest.raises(error):
        await shop.orders.find("A1001")
    assert not (await shop.health()).ok


async def test_health(shop, fake):
    assert (await shop.health()).ok
    fake.currency = "USD"
    assert (await shop.health()).detail == "the shop's money is USD, not INR"


async def test_a_version_that_is_gone(opened):
    assert (await opened(version="2026-01").health()).detail == "no_such_shop_or_version"
