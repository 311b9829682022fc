import pytest

from sahay.shop.backend import Capability
from sahay.shop.identity import Method
from tests.unit.actions.stage import ASHA, NOW


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
