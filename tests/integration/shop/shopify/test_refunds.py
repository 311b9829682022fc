"""Refunds of Shopify: with its idempotency key, and once."""

import pytest

from sahay.shop.backend import BadAnswer, OutcomeUnknown
from sahay.shop.orders import RefundState
from sahay.shop.refusal import Refusal, Why
from tests.fakes_shops.http import Response
from tests.integration.shop.contract import small_shop as small
from tests.integration.shop.shopify.conftest import asks

DELIVERED = "gid://shopify/Order/305"
PAYMENT = "A1005-P1"


async def refund(shop, amount=899_00, number="A1005", payment=PAYMENT, key="m1:refund"):
    return await shop.refunds.request(number, payment, amount, "one too many", key=key, now=small.NOW)


async def test_a_refund_is_sent_to_where_the_money_came_from(shop, fake):
    given = await refund(shop)

    assert (given.state, given.amount, given.payment_id) == (RefundState.PAID, 899_00, PAYMENT)
    sent = next(each for each in fake.requests if asks("RefundCreate")(each)).body["variables"]
    assert sent["input"]["transactions"] == [
        {
            "orderId": DELIVERED,
            "parentId": "gid://shopify/OrderTransaction/A1005-P1",
            "amount": "899.00",
            "gateway": "upi_gateway",
            "kind": "REFUND",
        }
    ]
    assert "m1" not in sent["key"]
    assert [each.id for each in (await shop.orders.find("A1005")).view.refunds] == [given.id]


async def test_in_parts_until_nothing_is_left(shop):
    assert (await refund(shop, 899_00, key="m1")).amount == 899_00
    assert (await refund(shop, 1_249_00, key="m2")).why is Why.INVALID  # one rupee too many
    assert (await refund(shop, 1_248_00, key="m3")).amount == 1_248_00


@pytest.mark.parametrize(
    ("number", "payment", "amount", "why"),
    [
        ("A9999", PAYMENT, 1_00, Why.NOT_FOUND),
        ("A1005", "9", 1_00, Why.NOT_FOUND),
        ("A1002", "A1002-P1", 1_00, Why.NOTHING_PAID),  # cash on delivery
        ("A1007", "A1007-P1", 1_00, Why.NOTHING_PAID),  # the payment failed
        ("A1005", PAYMENT, 0, Why.INVALID),
        ("A1005", PAYMENT, 2_147_01, Why.INVALID),
    ],
)
async def test_what_is_not_refunded(shop, fake, number, payment, amount, why):
    refused = await refund(shop, amount, number, payment)

    assert isinstance(refused, Refusal)
    assert refused.why is why
    assert "RefundCreate" not in fake.operations


@pytest.mark.parametrize("done", [True, False])  # the answer was lost, or the request
async def test_asked_again_with_the_same_key_there_is_one_refund(shop, fake, done):
    fake.trouble(of=asks("RefundCreate"), dropped=True, done=done)
    with pytest.raises(OutcomeUnknown):
        await refund(shop)

    given = await refund(shop)

    assert len(fake.orders[DELIVERED]["_refunds"]) == 1
    assert await refund(shop) == given


async def test_one_of_two_payments_is_given_back(shop, fake):
    given = await refund(shop, 978_00, "B1008", "B1008-P2")

    assert given.payment_id == "B1008-P2"
    assert (await refund(shop, 1_00, "B1008", "B1008-P2", key="m2")).why is Why.ALREADY_DONE


async def test_another_amount_than_asked_for(shop, fake):
    fake.trouble(
        of=asks("RefundCreate"),
        after=lambda response: Response(200, more(response.body["data"])),
    )

    with pytest.raises(BadAnswer):
        await refund(shop)


def more(data):
    money = {"shopMoney": {"amount": "8990.0"}}
    made = data["refundCreate"]["refund"] | {"totalRefundedSet": money}
    return {"data": {"refundCreate": {"refund": made, "userErrors": []}}}
