from dataclasses import replace
from datetime import timedelta

import pytest
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Tracker

from actions.orders.track_order import report
from actions.task.state import State
from actions.task.talk import Talk
from actions.turn import Turn
from sahay.shop.backend import Unavailable
from sahay.shop.orders import CarrierEvent, CarrierStep, Milestone, OrderState, ShipmentKind
from tests.unit.actions.stage import EMAIL, NOW, PARCEL, PHONE, TODAY, make_order
from tests.unit.texts.test_responses import LANGUAGES, PLACEHOLDER, TEXTS, wording

ARRIVED = replace(PARCEL, events=(CarrierEvent(CarrierStep.DELIVERED, "Surat", NOW),))


@pytest.fixture
def told(services):
    """What is said of an order, in a language."""

    def tell(order, language="en"):
        tracker = Tracker("c", {"language": language}, {"text": ""}, [], False, None, {}, "action_listen")
        talk = Talk(Turn(tracker, CollectingDispatcher(), "en"), State("track_order"), services)
        return list(report(order.view, talk))

    return tell


async def track(play, number="10234", contact=EMAIL):
    await play(f"track order {number}", "track_order", order_number=number)
    kind = "email" if "@" in contact else "phone_number"
    return await play(contact, "inform", **{kind: contact})


@pytest.mark.parametrize("contact", [EMAIL, PHONE, "98250 12345", "ASHA@Example.com"])
async def test_the_order_is_told_to_its_own_customer(play, contact):
    assert await track(play, contact=contact) == ["utter_order_shipped", "utter_order_expected"]
    assert play.slots == {
        "known_order": "10234",
        "proved_contact": contact,  # it serves for the next order
        "proved_at": NOW.isoformat(),
        "order_number": None,
        "requested_slot": None,
        "task": None,
    }


async def test_who_asks_when_the_order_comes_that_was_told_hears_that_only(play):
    await track(play)

    assert await play("when will it come", "track_order") == ["utter_order_expected"]


async def test_where_there_is_no_day_to_say_the_order_is_told_again(play):
    await track(play, "10235")

    assert await play("when will it come", "track_order") == ["utter_order_delivered"]


@pytest.mark.parametrize(
    ("number", "contact"),
    [
        ("10234", "somebody@else.example"),  # another's order
        ("99999", EMAIL),  # no order
        ("99999", "somebody@else.example"),
    ],
)
async def test_a_refusal_does_not_say_what_was_wrong(play, number, contact):
    assert await track(play, number, contact) == ["utter_order_refused"]
    assert play.said.messages[0]["attempts_left"] == "2"


async def test_a_refusal_leaves_the_earlier_proof_as_it_is(play):
    await track(play)
    before = {name: play.slots[name] for name in ("proved_contact", "proved_at")}
    await track(play, "99999", "x@y.example")

    assert {name: play.slots[name] for name in before} == before


async def test_after_a_refusal_both_details_are_asked_for(play):
    await track(play, contact="x@y.example")

    assert play.asks == "order"
    assert await play("10234", "inform", order_number="10234") == ["utter_ask_order_contact"]
    assert await play(EMAIL, "inform", email=EMAIL) == ["utter_order_shipped", "utter_order_expected"]


async def test_when_the_attempts_are_used_up_a_person_is_called_even_for_the_right_details(play):
    for _ in range(2):
        await track(play, contact="x@y.example")
        await play("never mind", "deny")

    for contact in ("x@y.example", EMAIL):
        assert await track(play, contact=contact) == ["utter_verification_exhausted"]
        assert play.handoff == {"reason": "verification_exhausted", "topic": "track_order", "order": "10234"}
        assert play.asks is None


async def test_the_same_message_again_is_not_another_attempt(play):
    """As after a crash: the engine runs the turn anew."""
    attempts = set()
    for _ in range(4):
        await play("track order 10234", "track_order", order_number="10234")
        await play("x@y.example", "inform", message_id="c:again", email="x@y.example")
        attempts.add(play.said.messages[0]["attempts_left"])
        await play("never mind", "deny")

    assert attempts == {"2"}


async def test_a_shop_that_does_not_answer_is_told_so(play, backend, monkeypatch):
    async def fail(number):
        raise Unavailable

    monkeypatch.setattr(backend.orders, "find", fail)
    assert (await track(play)) == ["utter_action_failed"]
    assert play.handoff["reason"] == "action_failed"


@pytest.mark.parametrize(
    ("order", "keys"),
    [
        (make_order(), ["shipped", "expected"]),
        (make_order(shipments=(PARCEL,)), ["shipped", "expected", "tracking"]),
        (make_order(expected_on=TODAY), ["shipped", "expected"]),  # today is not late
        (make_order(expected_on=TODAY - timedelta(days=1)), ["shipped", "late"]),
        (make_order(state=OrderState.CANCELLED, expected_on=None), ["cancelled"]),
        (make_order(shipments=(ARRIVED, PARCEL)), ["shipped", "expected", "tracking"]),  # of two parcels one is there
        (make_order(state=OrderState.DELIVERED, expected_on=None, shipments=(ARRIVED,)), ["delivered"]),
        (
            make_order(
                state=OrderState.RETURN_REQUESTED,
                expected_on=None,
                shipments=(ARRIVED, replace(PARCEL, id="s-2", kind=ShipmentKind.RETURN)),
            ),
            ["return_requested", "tracking"],  # the one that goes back can be followed
        ),
    ],
)
def test_what_is_said_of_an_order(told, order, keys):
    assert [key for key, _ in told(order)] == [f"utter_order_{key}" for key in keys]


@pytest.mark.parametrize(
    ("language", "placed", "expected"),
    [
        ("en", "17 November 2026", "Sunday, 22 November"),
        ("hi", "17 नवंबर 2026", "रविवार, 22 नवंबर"),
        ("gu", "17 નવેમ્બર 2026", "રવિવાર, 22 નવેમ્બર"),
        ("hi-Latn", "17 November 2026", "Sunday, 22 November"),  # months are in English among Latin letters
    ],
)
def test_dates_money_and_items_are_said_as_the_customer_says_them(told, language, placed, expected):
    order = make_order(total=12_345_678)
    (_, head), (_, when) = told(order, language)

    assert head == {
        "number": "10234",
        "placed": placed,
        "items": "2 × Copper bottle, 1 × Kurta",
        "total": "₹1,23,456.78",  # lakhs
    }
    assert when == {"expected": expected}


def test_a_day_is_the_shops_day(told):
    late_at_night = NOW.replace(hour=20)  # 01:30 of the next day in Ahmedabad
    (_, head), *_ = told(make_order(placed_at=late_at_night))

    assert head["placed"] == "21 November 2026"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", OrderState)
@pytest.mark.parametrize("expected_on", [None, TODAY, TODAY - timedelta(days=2)])
def test_every_state_can_be_told_without_a_gap(told, language, state, expected_on):
    order = make_order(
        state=state,
        expected_on=expected_on,
        shipments=(PARCEL,),
        milestones=(Milestone(OrderState.DELIVERED, NOW),) if state is OrderState.DELIVERED else (),
    )

    for key, values in told(order, language):
        assert set(PLACEHOLDER.findall(wording(TEXTS[language][key]))) <= values.keys()
