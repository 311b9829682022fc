from dataclasses import replace

import pytest

from sahay.shop.orders import OrderState
from tests.unit.actions.conftest import make_services
from tests.unit.actions.orders.conftest import PAID
from tests.unit.actions.play import Play


async def test_the_rule_is_told_to_who_names_no_order(play):
    assert await play("what does cancelling cost?", "check_cancellation_fee") == ["utter_cancellation_rule"]
    said = play.said.messages[0]
    assert (said["free"], said["minutes"], said["fee"], said["last"]) == (
        "not yet packed",
        "30",
        "₹49.00",
        "still with us",
    )
    assert play.asks is None


@pytest.mark.parametrize(
    "changes",
    [
        {"cancellation_fee": 0},
        {"cancel_until": "confirmed", "cancel_free_until": "confirmed"},
    ],
)
async def test_a_shop_that_takes_no_fee(backend, changes):
    services = make_services(backend)
    policies = replace(services.settings.policies, **changes)
    play = Play(replace(services, settings=replace(services.settings, policies=policies)))

    assert await play("what does cancelling cost?", "check_cancellation_fee") == ["utter_cancellation_rule_free"]


@pytest.mark.parametrize(
    ("state", "key"),
    [
        (OrderState.PLACED, "utter_cancellation_free_now"),
        (OrderState.PACKED, "utter_cancellation_fee_now"),
        (OrderState.SHIPPED, "utter_cancel_refused_on_its_way"),
    ],
)
async def test_what_it_would_cost_now(proved, play, order, backend, state, key):
    order(state, payments=PAID)

    assert await proved("the fee for", "check_cancellation_fee") == [key]
    assert backend.orders.asked == []


async def test_of_a_known_customer_it_is_that_of_the_only_order(known, play, order):
    order(OrderState.PACKED, payments=PAID)
    await known()

    assert await play("what would it cost to cancel", "check_cancellation_fee") == ["utter_cancellation_fee_now"]


async def test_of_several_orders_none_is_guessed(known, play, order):
    order()
    order(number="20002")
    await known()

    assert await play("what would it cost to cancel", "check_cancellation_fee") == ["utter_cancellation_rule"]
