"""Refunds of WooCommerce: recorded or sent, whole or in parts, once."""

import pytest

from sahay.shop.backend import BadAnswer, OutcomeUnknown
from sahay.shop.orders import RefundState
from sahay.shop.refusal import Refusal, Why
from tests.fakes_shops.http import Response
from tests.integration.shop.contract import small_shop as small
from tests.integration.shop.woocommerce.conftest import asks

DELIVERED = 305
PAYMENT = small.DELIVERED.view.payments[0].id


async def refund(shop, amount=899_00, number="A1005", payment=PAYMENT, key="m1:refund"):
    return await shop.refunds.request(number, payment, amount, "one too many", key=key, now=small.NOW)


async def test_a_refund_is_recorded_and_waits_for_a_person(shop, fake):
    given = await refund(shop)

    assert (given.state, given.amount, given.payment_id, given.paid_at) == (RefundState.PENDING, 899_00, PAYMENT, None)
    assert fake.asked("POST", "refunds")[0].body["api_refund"] is False
    assert [each.id for each in (await shop.orders.find("A1005")).view.refunds] == [given.id]


async def test_a_shop_may_have_it_sent_at_once(opened, fake):
    fake.gateways_that_refund.add("upi_gateway")

    given = await refund(opened(api_refund=True))

    assert given.state is RefundState.PAID
    assert given.paid_at == given.requested_at


async def test_a_gateway_that_cannot_refund(opened, fake):
    refused = await refund(opened(api_refund=True))

    assert isinstance(refused, Refusal)
    assert refused.why is Why.NOT_ALLOWED
    assert fake.refunds == {306: fake.refunds[306], 309: fake.refunds[309]}


async def test_in_parts_until_nothing_is_left(shop, fake):
    assert (await refund(shop, 899_00, key="m1")).amount == 899_00
    assert (await refund(shop, 1_249_00, key="m2")).why is Why.INVALID  # one rupee too many
    assert (await refund(shop, 1_248_00, key="m3")).amount == 1_248_00
    assert (await refund(shop, 1, key="m4")).why is Why.ALREADY_DONE
    assert [each["amount"] for each in fake.refunds[DELIVERED]] == ["899.00", "1248.00"]


async def test_paise_are_kept(shop, fake):
    assert (await refund(shop, 1)).amount == 1
    assert fake.asked("POST", "refunds")[0].body["amount"] == "0.01"


@pytest.mark.parametrize(
    ("number", "payment", "amount", "why"),
    [
        ("A9999", PAYMENT, 1_00, Why.NOT_FOUND),
        ("A1005", "another", 1_00, Why.NOT_FOUND),
        ("A1002", "302", 1_00, Why.NOTHING_PAID),  # cash on delivery
        ("A1005", PAYMENT, 0, Why.INVALID),
        ("A1005", PAYMENT, -1_00, Why.INVALID),
        ("A1005", PAYMENT, 2_147_01, Why.INVALID),
    ],
)
async def test_what_is_not_refunded(shop, fake, number, payment, amount, why):
    assert (await refund(shop, amount, number, payment)).why is why
    assert fake.asked("POST") == []


@pytest.mark.parametrize("done", [True, False])  # the answer was lost, or the request
async def test_asked_again_with_the_same_key_there_is_one_refund(shop, fake, done):
    fake.trouble(of=asks("POST", "refunds"), dropped=True, done=done)
    with pytest.raises(OutcomeUnknown):
        await refund(shop)

    given = await refund(shop)

    assert [each["id"] for each in fake.refunds[DELIVERED]] == [int(given.id)]
    assert await refund(shop) == given


async def test_another_amount_than_asked_for(shop, fake):
    wrong = {"id": 1, "date_created_gmt": "2026-11-20T06:30:00", "amount": "8990.00", "refunded_payment": False}
    fake.trouble(of=asks("POST", "refunds"), instead=Response(201, wrong))

    with pytest.raises(BadAnswer):
        await refund(shop)
