from datetime import timedelta

import pytest

from sahay.shop.orders import OrderState, Payment, PaymentMethod, PaymentState, Refund, RefundState
from tests.unit.actions.stage import EMAIL, NOW, TODAY, make_order

TOTAL = 249_700
PAID = (Payment("p-1", PaymentMethod.UPI, PaymentState.PAID, TOTAL, NOW),)


def refund(state=RefundState.PENDING, days=3):
    paid_at = NOW if state is RefundState.PAID else None
    return Refund("r-1", "p-1", state, TOTAL, NOW, TODAY + timedelta(days=days), paid_at)


@pytest.fixture
def proved(play, backend):
    async def say(intent, state, payments=PAID, refunds=()):
        backend.orders.put(make_order("20001", state, payments=payments, refunds=refunds))
        await play("the money for 20001", intent, order_number="20001")
        return await play(EMAIL, "inform", email=EMAIL)

    return say


@pytest.mark.parametrize("intent", ["track_refund", "get_refund"])
@pytest.mark.parametrize(
    ("refunds", "key"),
    [
        ((refund(),), "utter_refund_expected"),
        ((refund(days=0),), "utter_refund_expected"),  # today
        ((refund(days=-1),), "utter_refund_late"),
        ((refund(RefundState.PAID),), "utter_refund_paid"),
    ],
)
async def test_where_the_money_is(proved, intent, refunds, key):
    assert await proved(intent, OrderState.CANCELLED, refunds=refunds) == [key]


async def test_each_part_of_the_money_is_told(proved):
    said = await proved("track_refund", OrderState.CANCELLED, refunds=(refund(RefundState.PAID), refund()))

    assert said == ["utter_refund_paid", "utter_refund_expected"]


@pytest.mark.parametrize("intent", ["track_refund", "get_refund"])
@pytest.mark.parametrize(
    ("state", "payments", "key", "payloads"),
    [
        (OrderState.PAYMENT_FAILED, (), "utter_refund_nothing_paid", []),
        (OrderState.PLACED, (), "utter_refund_nothing_paid", []),
        (OrderState.PLACED, PAID, "utter_refund_by_cancelling", ["/cancel_order"]),
        (OrderState.SHIPPED, PAID, "utter_refund_not_yet", []),
        (OrderState.DELIVERED, PAID, "utter_refund_by_return", ["/return_product"]),
        (OrderState.RETURN_REQUESTED, PAID, "utter_refund_after_return", []),
    ],
)
async def test_the_way_to_the_money(proved, play, intent, state, payments, key, payloads):
    assert await proved(intent, state, payments) == [key]
    assert play.said.payloads == payloads
