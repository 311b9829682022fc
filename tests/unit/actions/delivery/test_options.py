import pytest

from sahay.shop.backend import Capability
from sahay.shop.identity import Method
from tests.unit.actions.stage import ASHA, EMAIL, NOW


async def test_the_ways_to_a_place_are_listed(play):
    assert await play("how do you deliver", "delivery_options") == ["utter_ask_pin"]
    assert await play("380015", "inform", pin_code="380015") == ["utter_delivery_options"]
    assert play.said.messages[0]["options"] == "- Standard: 4-7 working days, ₹79.00, cash on delivery"


async def test_a_place_that_is_named_is_not_asked(play):
    assert await play("do you deliver to 380015", "delivery_options", pin_code="380015") == ["utter_delivery_options"]


async def test_of_who_is_known_the_place_is_known(play, services):
    await services.identities.grant("conversation-1", ASHA.id, Method.LOGIN, now=NOW)

    assert await play("how do you deliver", "delivery_options") == ["utter_delivery_options"]
    assert play.said.messages[0]["pin"] == "380001"


async def test_where_nobody_delivers_another_place_may_be_asked(play, backend):
    async def none(_pin):
        return ()

    backend.delivery.options = none

    assert await play("do you deliver to 380015", "delivery_options", pin_code="380015") == ["utter_delivery_none"]


@pytest.mark.parametrize("intent", ["delivery_options", "delivery_period"])
async def test_a_shop_that_does_not_know_says_what_it_says_to_everybody(play, backend, intent):
    backend.capabilities -= {Capability.DELIVERY_OPTIONS}

    assert await play("do you deliver to 380015", intent, pin_code="380015") == []
    assert play.said.said


async def test_how_long_it_takes_is_told_in_general_unless_a_place_is_named(play):
    await play("how long does it take", "delivery_period")

    assert play.said.keys == []
    assert play.said.said
    assert await play("how long to 380015", "delivery_period", pin_code="380015") == ["utter_delivery_options"]


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("when will my order arrive", {}),
        ("मेरा सामान कब आएगा", {}),
        ("10234 how long", {"order_number": "10234"}),
    ],
)
async def test_when_the_own_parcel_comes_is_looked_up(play, text, entities):
    await play(text, "delivery_period", **entities)

    assert play.slots["task"]["name"] == "track_order"
    assert play.asks == ("proof" if entities else "order")


async def test_when_it_comes_is_asked_of_the_order_that_was_told(play):
    await play("where is order 10234", "track_order", order_number="10234")
    await play(EMAIL, "inform", email=EMAIL)

    assert await play("when will it come", "delivery_period") == ["utter_order_expected"]


async def test_how_long_delivery_takes_is_told_when_its_button_is_tapped(play):
    await play("/delivery_period")

    assert play.said.said[0].startswith("In Gujarat your order reaches you")
    assert not play.in_form


async def test_a_task_that_looks_up_the_own_parcel_already_asks_on(play):
    await play("where is my order", "track_order")

    assert await play("when will my order arrive", "delivery_period") == ["utter_ask_order_number_again"]
    assert play.slots["task"]["suspended"] is None
