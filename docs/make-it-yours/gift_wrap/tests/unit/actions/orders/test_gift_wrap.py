import pytest

from sahay.shop.orders import OrderState


async def test_a_gift_is_wrapped_after_a_yes(play, order, proved):
    order(OrderState.CONFIRMED)

    assert await proved("gift wrap please", "gift_wrap") == ["utter_confirm_gift_wrap"]
    assert await play("yes", "affirm") == ["utter_gift_wrap_done"]
    assert play.said.messages[0]["order"] == "20001"


@pytest.mark.parametrize("state", [OrderState.PACKED, OrderState.SHIPPED, OrderState.CANCELLED])
async def test_what_is_packed_or_further_is_not_wrapped(order, proved, state):
    order(state)

    assert await proved("gift wrap please", "gift_wrap") == ["utter_gift_wrap_too_late"]


async def test_without_a_yes_nobody_is_told(play, order, proved):
    order(OrderState.CONFIRMED)
    await proved("gift wrap please", "gift_wrap")

    assert await play("no", "deny") == ["utter_unchanged"]
