import pytest

from sahay.shop.orders import OrderState, Payment, PaymentMethod, PaymentState
from tests.unit.actions.stage import EMAIL, NOW, make_order

PAID = (Payment("p-1", PaymentMethod.UPI, PaymentState.PAID, 249_700, NOW),)


@pytest.fixture
def order(backend):
    """Puts an order of Asha's into the shop."""

    def put(state=OrderState.PLACED, number="20001", **changes):
        backend.orders.put(make_order(number, state, **changes))

    return put


async def at_the_reason(play):
    await play("cancel order 20001", "cancel_order", order_number="20001")
    return await play(EMAIL, "inform", email=EMAIL)


async def at_the_summary(play):
    await at_the_reason(play)
    return await play('/inform{"choice": "mistake"}')


async def test_an_order_is_cancelled_after_a_yes(play, order, backend):
    order()
    assert await play("cancel order 20001", "cancel_order", order_number="20001") == ["utter_ask_order_contact"]
    assert await play(EMAIL, "inform", email=EMAIL) == ["utter_ask_cancel_reason"]
    assert await play('/inform{"choice": "mistake"}') == ["utter_confirm_cancel_unpaid"]
    assert backend.orders.asked == []
    assert await play("yes", "affirm") == ["utter_cancel_done"]
    assert backend.orders.asked == ["cancel_order"]
    assert (await backend.orders.find("20001")).view.state is OrderState.CANCELLED
    assert play.said.payloads == ["/undo"]
