import pytest
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Tracker

from actions.order_numbers import called, given
from actions.turn import Turn
from tests.unit.actions.stage import user


def turn(text, *numbers, kind="text"):
    message = user(text, "inform", order_number=numbers)
    latest = message["parse_data"] | {"text": text, "metadata": {"kind": kind}}
    return Turn(Tracker("c", {}, latest, [], False, None, {}, None), CollectingDispatcher(), "en")


@pytest.mark.parametrize(
    ("text", "numbers", "order"),
    [
        ("order 20004", ("20004",), ["20004"]),
        ("sorry, 20004", ("20004",), ["20004"]),
        ("#20004", ("20004",), ["20004"]),
        ("my Order No. is 20004", ("20004",), ["20004"]),
        ("20004 wala order", ("20004",), ["20004"]),
        ("ऑर्डर नंबर 20004 है", ("20004",), ["20004"]),
        ("ઓર્ડર 20004", ("20004",), ["20004"]),
        ("not 20003 but order 20004", ("20003", "20004"), ["20004"]),
        ("order 20003 or order 20004", ("20003", "20004"), ["20003", "20004"]),
        ("order 20004, yes order 20004", ("20004",), ["20004"]),
        ("mera email kavita.joshi@example.com hai, pin 38001, maine 12894 diye", ("38001", "12894"), []),
        ("98250", ("98250",), []),  # the beginning of a phone number, perhaps
        ("my order total was 12894", ("12894",), []),
    ],
)
def test_which_numbers_are_called_an_orders(text, numbers, order):
    assert called(turn(text, *numbers)) == order


def test_a_number_that_is_tapped_is_an_orders():
    assert called(turn('/inform{"order_number": "20004"}', "20004", kind="payload")) == ["20004"]


def test_a_number_that_is_said_twice_is_one():
    assert given(turn("20004, that is 20004, or 20005", "20004", "20004", "20005")) == ["20004", "20005"]
