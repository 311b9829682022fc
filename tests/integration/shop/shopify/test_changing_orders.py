"""Changes of a Shopify order: what is sent, what is refused, and what became of half-done ones."""

import pytest

from sahay.shop.backend import BadAnswer, OutcomeUnknown, Unavailable
from sahay.shop.orders import Address, Line, OrderState
from sahay.shop.refusal import Refusal, Why
from tests.fakes_shops.http import Response
from tests.fakes_shops.shopify.server import throttled
from tests.integration.shop.contract import small_shop as small
from tests.integration.shop.shopify.conftest import asks

PLACED = "gid://shopify/Order/301"
NEW_HOME = Address("8 Marine Drive", "Kochi", "Kerala", "682031")


async def cancel(shop, number, fee=0, key="m1:cancel"):
    return await shop.orders.cancel(number, fee=fee, reason="changed my mind", key=key, now=small.NOW)


async def change_items(shop, number, *lines, key="m1:change"):
    return await shop.orders.change_items(number, [Line(*line) for line in lines], key=key, now=small.NOW)


async def change_address(shop, number, address=NEW_HOME, key="m1:address"):
    return await shop.orders.change_address(number, address, key=key, now=small.NOW)


def amounts(fake, order=PLACED):
    return [each["totalRefundedSet"]["shopMoney"]["amount"] for each in fake.orders[order]["_refunds"]]


async def test_without_a_fee_shopify_gives_everything_back(shop, fake):
    view = await cancel(shop, "A1001")

    assert view.state is OrderState.CANCELLED
    assert view.total == 2_497_00  # what it was worth, and not what is left of it
    assert [(item.sku, item.quantity) for item in view.items] == [("HH-103", 2), ("CL-201", 1)]
    assert amounts(fake) == ["2497.0"]
    assert "RefundCreate" not in fake.operations


async def test_with_a_fee_the_rest_is_given_back(shop, fake):
    view = await cancel(shop, "A1001", fee=50_00)

    assert [refund.amount for refund in view.refunds] == [2_447_00]
    assert amounts(fake) == ["2447.0"]


async def test_of_two_payments_the_fee_is_kept_once(shop, fake):
    view = await cancel(shop, "B1008", fee=1_000_00)

    assert [refund.amount for refund in view.refunds] == [956_00]
    assert [(each["parentId"], each["amount"]) for each in refund_parts(fake)] == [
        ("gid://shopify/OrderTransaction/B1008-P2", "956.00")
    ]


def refund_parts(fake):
    sent = next(each for each in fake.requests if asks("RefundCreate")(each))
    return sent.body["variables"]["input"]["transactions"]


async def test_what_was_not_paid_is_not_refunded(shop, fake):
    await cancel(shop, "A1002", fee=50_00)

    assert amounts(fake, "gid://shopify/Order/302") == []


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
    assert "OrderCancel" not in fake.operations


@pytest.mark.parametrize("fee", [0, 50_00])
async def test_asked_twice_it_is_cancelled_once(shop, fake, fee):
    first = await cancel(shop, "A1001", fee)

    assert await cancel(shop, "A1001", fee) == first
    assert fake.operations.count("OrderCancel") == 1
    assert len(amounts(fake)) == 1


@pytest.mark.parametrize("lost", ["OrderCancel", "RefundCreate"])  # the answer to the first write, or the second
async def test_a_write_without_an_answer_is_open_and_settled_by_the_same_key(shop, fake, lost):
    fake.job_polls = 0
    fake.trouble(of=asks(lost), dropped=True)
    with pytest.raises(OutcomeUnknown):
        await cancel(shop, "A1001", fee=50_00)

    view = await cancel(shop, "A1001", fee=50_00)

    assert view.state is OrderState.CANCELLED
    assert fake.operations.count("OrderCancel") == 1
    assert amounts(fake) == ["2447.0"]


async def test_the_job_takes_its_time(shop, fake, pace):
    fake.job_polls = 3

    assert (await cancel(shop, "A1001")).state is OrderState.CANCELLED
    assert pace.slept == [0.5, 1.0, 2.0]


async def test_a_job_that_takes_too_long_is_open(shop, fake):
    fake.job_polls = 20
    with pytest.raises(OutcomeUnknown):
        await cancel(shop, "A1001")

    fake.job_polls = 0
    assert (await cancel(shop, "A1001")).state is OrderState.CANCELLED


async def test_a_job_that_does_not_cancel(shop, fake):
    """The parcel left between the question and the job."""
    fake.trouble(
        of=asks("Job"),
        after=lambda response: (
            fake.orders[PLACED]["_fulfillments"].append(fake.orders["gid://shopify/Order/304"]["_fulfillments"][0]),
            response,
        )[1],
    )
    fake.job_polls = 2

    assert (await cancel(shop, "A1001")).why is Why.NOT_ALLOWED


async def test_a_throttled_write_is_sent_again(shop, fake):
    """Nothing is done of what is throttled: https://shopify.dev/docs/api/usage/limits"""
    fake.trouble(of=asks("OrderCancel"), instead=throttled())

    assert (await cancel(shop, "A1001")).state is OrderState.CANCELLED


async def test_no_other_write_is_sent_twice(shop, fake):
    for _ in range(5):
        fake.trouble(of=asks("OrderCancel"), instead=Response(502, raw=b"bad gateway"))

    with pytest.raises(OutcomeUnknown):
        await cancel(shop, "A1001")
    assert len([each for each in fake.requests if asks("OrderCancel")(each)]) == 1


async def test_errors_beside_data_leave_a_write_open(shop, fake):
    half = {"data": {"orderCancel": None}, "errors": [{"message": "x", "extensions": {"code": "TIMEOUT"}}]}
    fake.trouble(of=asks("OrderCancel"), instead=Response(200, half))

    with pytest.raises(OutcomeUnknown):
        await cancel(shop, "A1001")


async def test_a_token_without_the_scope_changes_nothing(shop, fake):
    denied = {"errors": [{"message": "Access denied", "extensions": {"code": "ACCESS_DENIED"}}], "data": None}
    fake.trouble(of=asks("OrderCancel"), instead=Response(200, denied))

    with pytest.raises(Unavailable):
        await cancel(shop, "A1001")


async def test_nothing_comes_back_from_cancellation(shop):
    refused = await shop.orders.reinstate("A1006", key="k", now=small.NOW)

    assert refused.why is Why.UNSUPPORTED


async def test_quantities_are_changed(shop, fake):
    view = await change_items(shop, "A1001", ("HH-103", 1), ("CL-201", 3))

    assert [(item.sku, item.quantity) for item in view.items] == [("HH-103", 1), ("CL-201", 3)]
    assert view.total == 799_00 + 3 * 899_00


async def test_a_product_is_put_in_and_another_taken_out(shop, fake):
    view = await change_items(shop, "A1001", ("HH-103", 0), ("HH-999", 2))

    assert [(item.sku, item.quantity) for item in view.items] == [("CL-201", 1), ("HH-999", 2)]
    assert view.total == 899_00 + 2 * 99_00


@pytest.mark.parametrize(
    ("number", "lines", "why"),
    [
        ("A9999", [("HH-103", 1)], Why.NOT_FOUND),
        ("A1005", [("CL-201", 1)], Why.TOO_LATE),
        ("A1001", [("HH-103", 0), ("CL-201", 0)], Why.NOT_ALLOWED),  # nothing would be left
        ("A1001", [("XX-1", 1)], Why.NOT_FOUND),
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
    assert "EditCommit" not in fake.operations


async def test_an_archived_order_is_not_edited(shop, fake):
    fake.orders[PLACED]["_archived"] = True

    assert (await change_items(shop, "A1001", ("HH-103", 1))).why is Why.NOT_ALLOWED


@pytest.mark.parametrize("lost", ["EditCommit", "SetMarks"])  # the first of two marks
async def test_items_are_changed_once(shop, fake, lost):
    fake.trouble(of=asks(lost), dropped=True)
    with pytest.raises(OutcomeUnknown):
        await change_items(shop, "A1001", ("HH-999", 2))

    view = await change_items(shop, "A1001", ("HH-999", 2))

    assert [(item.sku, item.quantity) for item in view.items] == [("HH-103", 2), ("CL-201", 1), ("HH-999", 2)]
    assert fake.operations.count("EditCommit") == 1


async def test_what_is_laid_out_and_not_committed_changed_nothing(shop, fake):
    before = (await shop.orders.find("A1001")).view
    fake.trouble(of=asks("LayOut"), dropped=True)

    with pytest.raises(Unavailable):
        await change_items(shop, "A1001", ("HH-103", 1))

    assert (await shop.orders.find("A1001")).view == before


async def test_asked_again_later_it_does_not_undo_what_came_between(shop):
    await change_items(shop, "A1001", ("HH-103", 1), key="m1")
    await change_items(shop, "A1001", ("HH-103", 3), key="m2")

    view = await change_items(shop, "A1001", ("HH-103", 1), key="m1")

    assert [item.quantity for item in view.items] == [3, 1]


async def test_a_commit_that_did_something_else(shop, fake):
    fake.trouble(
        of=asks("EditCommit"),
        instead=Response(200, {"data": {"orderEditCommit": {"order": {"id": PLACED}, "userErrors": []}}}),
    )

    with pytest.raises(BadAnswer):
        await change_items(shop, "A1001", ("HH-103", 1))


async def test_the_address_is_changed_for_the_same_person(shop, fake):
    view = await change_address(shop, "A1001")

    assert view.address == NEW_HOME
    assert view.customer_name == "Asha Patel"
    assert (await shop.orders.find("A1001")).customer.phone == "+919825012345"
    assert await change_address(shop, "A1001") == view
    assert fake.operations.count("OrderUpdate") == 1


@pytest.mark.parametrize(("number", "why"), [("A9999", Why.NOT_FOUND), ("A1004", Why.TOO_LATE)])
async def test_addresses_that_stay(shop, number, why):
    assert (await change_address(shop, number)).why is why


async def test_what_shopify_does_not_take_is_refused_without_its_words(shop, fake):
    told = {"order": None, "userErrors": [{"field": ["input", "zip"], "message": "682031 is not a zip for Kochi"}]}
    fake.trouble(of=asks("OrderUpdate"), instead=Response(200, {"data": {"orderUpdate": told}}))

    assert await change_address(shop, "A1001") == Refusal(Why.INVALID, "input.zip")


async def test_another_address_than_asked_for(shop, fake):
    told = {"order": {"id": PLACED, "shippingAddress": {"address1": "elsewhere", "zip": "1"}}, "userErrors": []}
    fake.trouble(of=asks("OrderUpdate"), instead=Response(200, {"data": {"orderUpdate": told}}))

    with pytest.raises(BadAnswer):
        await change_address(shop, "A1001")
