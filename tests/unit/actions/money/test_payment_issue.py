from dataclasses import replace
from datetime import timedelta

import pytest

from sahay.shop.backend import Capability
from sahay.shop.orders import OrderState, Payment, PaymentMethod, PaymentState
from sahay.shop.tickets import Priority, TicketKind
from tests.unit.actions.stage import EMAIL, NOW, make_order

TOTAL = 249_700
PAID = Payment("p-1", PaymentMethod.UPI, PaymentState.PAID, TOTAL, NOW, "4200")
AGAIN = replace(PAID, id="p-2", at=NOW + timedelta(minutes=1))
FAILED = replace(PAID, state=PaymentState.FAILED)


@pytest.fixture
def proved(play, backend):
    async def say(*payments, state=OrderState.CONFIRMED):
        backend.orders.put(make_order("20001", state, payments=payments))
        await play("a problem with the payment of 20001", "payment_issue", order_number="20001")
        return await play(EMAIL, "inform", email=EMAIL)

    return say


async def refunds(backend):
    found = await backend.orders.find("20001")
    return [(refund.payment_id, refund.amount) for refund in found.view.refunds]


@pytest.mark.parametrize(
    ("payments", "state", "key"),
    [
        ((), OrderState.PLACED, "utter_payment_none"),
        ((FAILED,), OrderState.PAYMENT_FAILED, "utter_payment_failed"),
        ((PAID,), OrderState.CONFIRMED, "utter_payment_fine"),
        ((FAILED, AGAIN), OrderState.CONFIRMED, "utter_payment_fine"),  # the second time it went through
        ((replace(PAID, state=PaymentState.PENDING),), OrderState.PLACED, "utter_payment_pending"),
        (
            (replace(PAID, method=PaymentMethod.COD, state=PaymentState.PENDING),),
            OrderState.CONFIRMED,
            "utter_payment_cod",
        ),
    ],
)
async def test_what_became_of_the_payment_is_told(proved, payments, state, key):
    assert await proved(*payments, state=state) == [key]


async def test_what_was_taken_twice_is_given_back_once_and_after_a_yes(proved, play, backend):
    assert await proved(PAID, AGAIN) == ["utter_confirm_twice"]
    assert await refunds(backend) == []
    assert await play("yes", "affirm") == ["utter_twice_refunded"]
    assert await refunds(backend) == [("p-2", TOTAL)]
    await play("a problem with the payment of 20001", "payment_issue", order_number="20001")
    assert play.said.keys == ["utter_twice_on_its_way"]


async def test_a_no_gives_nothing_back(proved, play, backend):
    await proved(PAID, AGAIN)

    assert await play("no", "deny") == ["utter_unchanged"]
    assert await refunds(backend) == []


async def test_a_shop_that_gives_nothing_back_itself_has_a_person_do_it(proved, play, backend, services):
    backend.capabilities -= {Capability.REQUEST_REFUND}

    assert await proved(PAID, AGAIN) == ["utter_handed_over"]
    (ticket,) = await services.tickets.of_conversation("conversation-1")
    assert (ticket.kind, ticket.priority, ticket.order_number) == (TicketKind.PAYMENT, Priority.HIGH, "20001")
