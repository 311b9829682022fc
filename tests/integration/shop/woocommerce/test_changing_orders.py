"""Changes of a WooCommerce order: what is sent, what is refused, and what became of half-done ones."""

import pytest

from sahay.shop.backend import BadAnswer, OutcomeUnknown, Unavailable
from sahay.shop.orders import Address, Line, OrderState
from sahay.shop.refusal import Refusal, Why
from tests.fakes_shops.http import Response
from tests.integration.shop.contract import small_shop as small
from tests.integration.shop.woocommerce.conftest import asks

PLACED, CONFIRMED, SHIPPED, DELIVERED, CANCELLED = 301, 302, 304, 305, 306
NEW_HOME = Address("8 Marine Drive", "Kochi", "Kerala", "682031")


async def cancel(shop, number, fee=0, key="m1:cancel"):
    return await shop.orders.cancel(number, fee=fee, reason="changed my mind", key=key, now=small.NOW)


async def change_items(shop, number, *lines, key="m1:change"):
    return await shop.orders.change_items(number, [Line(*line) for line in lines], key=key, now=small.NOW)


async def change_address(shop, number, address=NEW_HOME, key="m1:address"):
    return await shop.orders.change_address(number, address, key=key, now=small.NOW)


async def reinstate(shop, number, key="m2:back"):
    return await shop.orders.reinstate(number, key=key, now=small.NOW)


def amounts(fake, number):
    return [each["amount"] for each in fake.refunds.get(number, ())]


async def test_a_cancelled_order_is_refunded_but_for_the_fee(shop, fake):
    view = await cancel(shop, "A1001", fee=50_00)

    assert view.state is OrderState.CANCELLED
    assert amounts(fake, PLACED) == ["2447.00"]
    assert [refund.amount for refund in view.refunds] == [2_447_00]


async def test_one_that_was_refunded_whole_is_still_a_cancelled_one(shop, fake):
    view = await cancel(shop, "A1001")

    assert fake.orders[PLACED]["status"] == "refunded"  # WooCommerce does so by itself
    assert view.state is OrderState.CANCELLED
    assert (await shop.orders.find("A1001")).view == view


async def test_what_was_not_paid_is_not_refunded(shop, fake):
    view = await cancel(shop, "A1002")

    assert view.state is OrderState.CANCELLED
    assert amounts(fake, CONFIRMED) == []


async def test_a_fee_above_the_payment_leaves_nothing_to_refund(shop, fake):
    await cancel(shop, "A1001", fee=9_999_00)

    assert amounts(fake, PLACED) == []


@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("A9999", Why.NOT_FOUND),
        ("A1004", Why.TOO_LATE),  # on its way
        ("A1005", Why.TOO_LATE),  # delivered
        ("A1006", Why.ALREADY_DONE),
    ],
)
async def test_what_cannot_be_cancelled(shop, fake, number, why):
    refused = await cancel(shop, number)

    assert isinstance(refused, Refusal)
    assert refused.why is why
    assert fake.asked("PUT") == []


async def test_asked_twice_it_is_cancelled_once(shop, fake):
    first = await cancel(shop, "A1001")
    again = await cancel(shop, "A1001")

    assert again == first
    assert len(fake.asked("PUT")) == 1
    assert amounts(fake, PLACED) == ["2497.00"]


@pytest.mark.parametrize("lost", ["orders/301", "orders/301/refunds"])  # the answer to the first write, or the second
async def test_a_write_without_an_answer_is_open_and_settled_by_the_same_key(shop, fake, lost):
    fake.trouble(of=lambda request: request.method != "GET" and request.path.endswith(lost), dropped=True)

    with pytest.raises(OutcomeUnknown):
        await cancel(shop, "A1001")
    view = await cancel(shop, "A1001")

    assert view.state is OrderState.CANCELLED
    assert len(fake.asked("PUT", "orders/301")) == 1
    assert len(fake.asked("POST", "refunds")) == 1
    assert amounts(fake, PLACED) == ["2497.00"]


async def test_a_write_that_never_arrived_is_done_by_the_second_asking(shop, fake):
    fake.trouble(of=asks("PUT", "orders/301"), dropped=True, done=False)

    with pytest.raises(OutcomeUnknown):
        await cancel(shop, "A1001")
    await cancel(shop, "A1001")

    assert len(fake.asked("PUT", "orders/301")) == 2
    assert amounts(fake, PLACED) == ["2497.00"]


async def test_a_slow_write_is_open_too(opened, fake):
    shop = opened(timeout_seconds=0.3)
    fake.trouble(of=asks("PUT", "orders/301"), held=True)

    with pytest.raises(OutcomeUnknown):
        await cancel(shop, "A1001")

    assert fake.orders[PLACED]["status"] == "cancelled"
    assert (await cancel(shop, "A1001")).state is OrderState.CANCELLED


async def test_no_write_is_sent_twice_by_itself(shop, fake):
    for _ in range(5):
        fake.trouble(of=asks("PUT", "orders/301"), instead=Response(500, raw=b"a critical error"))

    with pytest.raises(OutcomeUnknown):
        await cancel(shop, "A1001")

    assert len(fake.asked("PUT")) == 1


async def test_a_write_that_was_turned_away_is_no_open_one(shop, fake):
    denied = Response(401, {"code": "woocommerce_rest_cannot_edit", "message": "Sorry", "data": {"status": 401}})
    fake.trouble(of=asks("PUT", "orders/301"), instead=denied)  # a key that may read only

    with pytest.raises(Unavailable):
        await cancel(shop, "A1001")


async def test_a_shop_that_says_it_did_and_did_not(shop, fake):
    unchanged = Response(200, fake.orders[PLACED])
    fake.trouble(of=asks("PUT", "orders/301"), instead=unchanged)

    with pytest.raises(BadAnswer):
        await cancel(shop, "A1001")


async def test_a_cancelled_order_comes_back_as_it_was(shop, fake):
    await cancel(shop, "A1002")

    view = await reinstate(shop, "A1002")

    assert view.state is OrderState.CONFIRMED
    assert fake.orders[CONFIRMED]["status"] == "processing"
    assert await reinstate(shop, "A1002") == view
    assert len(fake.asked("PUT")) == 2


@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("A9999", Why.NOT_FOUND),
        ("A1001", Why.ALREADY_DONE),  # was never cancelled
        ("A1006", Why.NOT_ALLOWED),  # the shop itself cancelled it
    ],
)
async def test_what_cannot_be_reinstated(shop, number, why):
    assert (await reinstate(shop, number)).why is why


async def test_a_cancellation_of_the_shops_own_is_not_ours_to_take_back(shop, fake):
    fake.orders[CONFIRMED]["status"] = "cancelled"

    assert (await reinstate(shop, "A1002")).why is Why.NOT_ALLOWED


async def test_quantities_are_changed_with_their_sums(shop, fake):
    view = await change_items(shop, "A1001", ("HH-103", 1), ("CL-201", 3))

    assert [(item.sku, item.quantity, item.unit_price) for item in view.items] == [
        ("HH-103", 1, 799_00),
        ("CL-201", 3, 899_00),
    ]
    assert view.total == 799_00 + 3 * 899_00


async def test_a_product_is_put_in_and_another_taken_out(shop, fake):
    view = await change_items(shop, "A1001", ("HH-103", 0), ("HH-999", 2))

    assert [(item.sku, item.quantity) for item in view.items] == [("CL-201", 1), ("HH-999", 2)]
    assert view.total == 899_00 + 2 * 99_00


async def test_a_discount_stays_a_share_of_the_price(shop, fake):
    line = fake.orders[PLACED]["line_items"][0]  # two bottles
    line["total"] = "1000.00"  # of 1521.904762, by a coupon

    await change_items(shop, "A1001", ("HH-103", 1))

    line = fake.orders[PLACED]["line_items"][0]
    assert (line["total"], line["subtotal"]) == ("500.000000", "760.952381")


@pytest.mark.parametrize(
    ("number", "lines", "why"),
    [
        ("A9999", [("HH-103", 1)], Why.NOT_FOUND),
        ("A1005", [("CL-201", 1)], Why.TOO_LATE),
        ("A1001", [("HH-103", 0), ("CL-201", 0)], Why.NOT_ALLOWED),  # nothing would be left
        ("A1001", [("XX-1", 1)], Why.NOT_FOUND),  # no such product
        ("A1001", [("HH-999", 0)], Why.NOT_FOUND),  # not in the order
        ("A1001", [("EL-309", 1)], Why.OUT_OF_STOCK),
        ("A1001", [("HH-103", 23)], Why.OUT_OF_STOCK),  # 21 more; 20 are there
        ("A1001", [("HH-103", -1)], Why.INVALID),
    ],
)
async def test_item_changes_that_are_refused(shop, fake, number, lines, why):
    refused = await change_items(shop, number, *lines)

    assert isinstance(refused, Refusal)
    assert refused.why is why
    assert fake.asked("PUT") == []


async def test_items_are_changed_once(shop, fake):
    fake.trouble(of=asks("PUT", "orders/301"), dropped=True)
    with pytest.raises(OutcomeUnknown):
        await change_items(shop, "A1001", ("HH-999", 2))

    again = await change_items(shop, "A1001", ("HH-999", 2))

    assert not isinstance(again, Refusal)
    assert [item["sku"] for item in fake.orders[PLACED]["line_items"]] == ["HH-103", "CL-201", "HH-999"]


async def test_other_items_than_asked_for(shop, fake):
    unchanged = Response(200, fake.orders[PLACED])
    fake.trouble(of=asks("PUT", "orders/301"), instead=unchanged)

    with pytest.raises(BadAnswer):
        await change_items(shop, "A1001", ("HH-103", 1))


async def test_what_was_recorded_a_moment_ago_is_taken_back_with_the_cancellation(shop, fake):
    await cancel(shop, "A1001")

    view = await reinstate(shop, "A1001")

    assert (view.state, view.refunds) == (OrderState.PLACED, ())
    assert amounts(fake, PLACED) == []


async def test_what_is_refunded_after_all_was_not_cancelled(shop, fake):
    await cancel(shop, "A1001")
    await reinstate(shop, "A1001")
    fake.orders[PLACED]["status"] = "refunded"  # by the shop, weeks later

    assert (await shop.orders.find("A1001")).view.state is OrderState.REFUNDED


@pytest.mark.parametrize(
    "change",
    [
        {"refunded_payment": True},  # the gateway sent it
        {"reason": "by hand"},  # somebody else's
        {"date_created_gmt": "2026-11-19T06:30:00"},  # since then somebody may have paid it
    ],
)
async def test_money_on_its_way_stays_there(shop, fake, change):
    await cancel(shop, "A1001")
    fake.refunds[PLACED][0] |= change

    assert (await reinstate(shop, "A1001")).why is Why.TOO_LATE
    assert len(fake.refunds[PLACED]) == 1


async def test_the_address_is_changed_with_the_code_of_its_state(shop, fake):
    view = await change_address(shop, "A1001")

    assert view.address == NEW_HOME
    shipping = fake.orders[PLACED]["shipping"]
    assert (shipping["state"], shipping["first_name"]) == ("KL", "Asha")
    assert await change_address(shop, "A1001") == view
    assert len(fake.asked("PUT")) == 1


@pytest.mark.parametrize(("number", "why"), [("A9999", Why.NOT_FOUND), ("A1004", Why.TOO_LATE)])
async def test_addresses_that_stay(shop, number, why):
    assert (await change_address(shop, number)).why is why


async def test_two_writes_leave_two_marks_and_nothing_of_the_customer(shop, fake):
    await change_address(shop, "A1001", key="conversation-7:message-3")
    await change_items(shop, "A1001", ("HH-103", 1), key="conversation-7:message-4")

    marks = [entry for entry in fake.orders[PLACED]["meta_data"] if entry["key"].startswith("_sahay_")]
    assert [entry["value"] for entry in marks] == ["address changed", "items changed"]
    assert "message" not in str(marks)
