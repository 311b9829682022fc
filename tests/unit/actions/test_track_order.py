from dataclasses import replace
from datetime import timedelta

import pytest
from actions.track_order import TrackOrder, report

from sahay.config import Shop
from sahay.shop.orders import CarrierEvent, CarrierStep, Milestone, OrderState, ShipmentKind
from tests.unit.actions.stage import EMAIL, NOW, PARCEL, PHONE, TODAY, make_order, user
from tests.unit.texts.test_responses import LANGUAGES, PLACEHOLDER, TEXTS, wording

SHOP = Shop(name="Saral", url="https://shop.example", email="care@shop.example", phone="+91 79 1234")
ARRIVED = replace(PARCEL, events=(CarrierEvent(CarrierStep.DELIVERED, "Surat", NOW),))


def keys(order, language="en"):
    return [key for key, _ in report(order.view, language, SHOP, TODAY)]


@pytest.mark.parametrize("contact", [EMAIL, PHONE, "98250 12345", " ASHA@Example.com "])
async def test_the_order_is_told_to_its_own_customer(perform, contact):
    outcome = await perform(TrackOrder, user("..."), order_number="10234", order_contact=contact)

    assert outcome.keys == ["utter_order_shipped", "utter_order_expected"]
    assert outcome.slots == {
        "known_order": "10234",
        "proved_contact": contact,  # it serves for the next order
        "proved_at": NOW.isoformat(),
        "order_number": None,
        "order_contact": None,
    }


PROVED = {"proved_contact": EMAIL, "proved_at": NOW.isoformat()}


@pytest.mark.parametrize(
    ("known", "keys"),
    [
        ("10234", ["utter_order_expected"]),
        ("10235", ["utter_order_shipped", "utter_order_expected"]),  # another one was told
    ],
)
async def test_who_asks_when_the_order_comes_that_was_told_hears_that_only(perform, known, keys):
    details = {"order_number": "10234", "order_contact": EMAIL}
    outcome = await perform(TrackOrder, user("when will it come"), **details, **PROVED, known_order=known)

    assert outcome.keys == keys


async def test_where_there_is_no_day_to_say_the_order_is_told_again(perform, services, monkeypatch):
    delivered = make_order(state=OrderState.DELIVERED, expected_on=None)
    monkeypatch.setitem(services.orders._orders, "10234", delivered)
    details = {"order_number": "10234", "order_contact": EMAIL}
    outcome = await perform(TrackOrder, user("when will it come"), **details, **PROVED, known_order="10234")

    assert outcome.keys == ["utter_order_delivered"]


@pytest.mark.parametrize(
    ("number", "contact"),
    [
        ("10234", "somebody@else.example"),  # another's order
        ("99999", EMAIL),  # no order
        ("99999", "somebody@else.example"),
    ],
)
async def test_a_refusal_does_not_say_what_was_wrong(perform, number, contact):
    outcome = await perform(TrackOrder, user("..."), order_number=number, order_contact=contact)

    assert outcome.keys == ["utter_order_refused"]
    assert outcome.messages[0]["attempts_left"] == "2"


@pytest.mark.parametrize(
    ("number", "contact"),
    [(10234, EMAIL), (["10234"], EMAIL), ({}, EMAIL), ("10234", [EMAIL]), ("10234", {"a": "b"}), ("10234", 98250)],
)
async def test_a_detail_that_is_no_text_was_not_given(perform, number, contact):
    outcome = await perform(TrackOrder, user("..."), order_number=number, order_contact=contact)

    assert outcome.keys == ["utter_order_refused"]


async def test_a_refusal_leaves_the_earlier_proof_as_it_is(perform):
    outcome = await perform(TrackOrder, user("..."), order_number="10234", order_contact="x@y.example")

    assert not {"proved_contact", "proved_at"} & outcome.slots.keys()


async def test_after_a_refusal_the_form_waits_for_both_details(perform):
    outcome = await perform(TrackOrder, user("..."), order_number="10234", order_contact="x@y.example")

    assert outcome.slots == {"order_number": None, "order_contact": None, "requested_slot": "order_number"}
    assert [event["name"] for event in outcome.events[-3:]] == ["track_order_form", "requested_slot", "action_listen"]


async def test_when_the_attempts_are_used_up_a_person_is_called_even_for_the_right_details(perform):
    wrong = {"order_number": "10234", "order_contact": "x@y.example"}
    right = {"order_number": "10234", "order_contact": EMAIL}
    asked = [user("...")]
    for _ in range(2):
        await perform(TrackOrder, *asked, **wrong)
        asked.append(user("..."))

    for details in (wrong, right):
        outcome = await perform(TrackOrder, *asked, **details)
        asked.append(user("..."))
        assert outcome.keys == ["utter_verification_exhausted"]
        assert outcome.handoff == {"reason": "verification_exhausted", "order": "10234"}
        assert outcome.slots == {"requested_slot": None, "order_number": None, "order_contact": None}


async def test_the_same_message_again_is_not_another_attempt(perform):
    """As after a crash: the engine runs the turn anew."""
    wrong = {"order_number": "10234", "order_contact": "x@y.example"}
    outcomes = [await perform(TrackOrder, user("..."), **wrong) for _ in range(4)]

    assert {outcome.messages[0]["attempts_left"] for outcome in outcomes} == {"2"}


ON_ITS_WAY = replace(make_order().view, shipments=(PARCEL,))


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
def test_what_is_said_of_an_order(order, keys):
    assert [key for key, _ in report(order.view, "en", SHOP, TODAY)] == [f"utter_order_{key}" for key in keys]


@pytest.mark.parametrize(
    ("language", "placed", "expected"),
    [
        ("en", "17 November 2026", "Sunday, 22 November"),
        ("hi", "17 नवंबर 2026", "रविवार, 22 नवंबर"),
        ("gu", "17 નવેમ્બર 2026", "રવિવાર, 22 નવેમ્બર"),
        ("hi-Latn", "17 November 2026", "Sunday, 22 November"),  # months are in English among Latin letters
    ],
)
def test_dates_money_and_items_are_said_as_the_customer_says_them(language, placed, expected):
    order = make_order(total=12_345_678)
    (_, head), (_, when) = report(order.view, language, SHOP, TODAY)

    assert head == {
        "number": "10234",
        "placed": placed,
        "items": "2 × Copper bottle, 1 × Kurta",
        "total": "₹1,23,456.78",  # lakhs
    }
    assert when == {"expected": expected}


def test_a_day_is_the_shops_day():
    late_at_night = NOW.replace(hour=20)  # 01:30 of the next day in Ahmedabad
    (_, head), *_ = report(make_order(placed_at=late_at_night).view, "en", SHOP, TODAY)

    assert head["placed"] == "21 November 2026"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", OrderState)
@pytest.mark.parametrize("expected_on", [None, TODAY, TODAY - timedelta(days=2)])
def test_every_state_can_be_told_without_a_gap(language, state, expected_on):
    order = make_order(
        state=state,
        expected_on=expected_on,
        shipments=(PARCEL,),
        milestones=(Milestone(OrderState.DELIVERED, NOW),) if state is OrderState.DELIVERED else (),
    )

    for key, values in report(order.view, language, SHOP, TODAY):
        assert set(PLACEHOLDER.findall(wording(TEXTS[language][key]))) <= values.keys()
