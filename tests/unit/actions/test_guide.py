"""Wishes without a skill: what the shop says, a person where somebody has to act, and one's own parcel."""

import pytest
import yaml

from actions.guide import NEEDS_A_PERSON, Guide
from actions.knowledge import filled_in
from sahay.config import ROOT
from tests.unit.actions.stage import EMAIL, NOW, user

RULES = yaml.safe_load((ROOT / "data" / "rules" / "guide.yml").read_text("utf-8"))["rules"]
GUIDED = [step["intent"] for rule in RULES for step in rule["steps"][0]["or"]]
FORM_BEGINS = ["track_order_form"]


def followups(outcome):
    return [event["name"] for event in outcome.events if event["event"] == "followup"]


@pytest.mark.parametrize("language", ["en", "hi", "gu", "hi-Latn", "gu-Latn"])
@pytest.mark.parametrize("intent", GUIDED)
async def test_every_wish_is_answered_when_its_button_is_tapped(perform, services, intent, language):
    outcome = await perform(Guide, user(f"/{intent}", intent), language=language)

    answer = await services.faq.answer_to(intent, language)
    assert outcome.said == [filled_in(answer.text, services.settings.shop)]
    assert outcome.keys == (["utter_guide_person"] if intent in NEEDS_A_PERSON else [])


def test_only_what_is_guided_can_need_a_person():
    assert set(GUIDED) >= NEEDS_A_PERSON


@pytest.mark.parametrize(
    ("intent", "text", "beginning"),
    [
        ("delivery_options", "do you ship to dubai", "For now we deliver only within India"),  # a question of the topic
        ("delivery_options", "which courier do you use", "A courier brings it"),  # none: the wish's own answer
        ("check_payment_methods", "cod available hai kya", "Yes, for orders of up to ₹10,000"),
        ("complaint", "the parcel came with a broken cup", "I'm sorry about that. Send a photo"),
        ("store_info", "r u open on sunday", "The shop is open Monday to Saturday"),
        ("cancel_order", "withdrawing my purchase 10234", "Until an order is packed you can cancel"),
        ("cancel_order", "do you ship abroad? if not cancel it", "Until an order is packed"),  # of another topic
        ("cancel_order", "cancellation charges", "Until an order is packed"),  # another wish: the intent knows better
    ],
)
async def test_a_question_of_the_same_topic_is_answered_as_such(perform, intent, text, beginning):
    outcome = await perform(Guide, user(text, intent))

    assert outcome.said[0].startswith(beginning)


async def test_what_the_shop_has_no_entry_for_goes_to_a_person(perform, services, monkeypatch):
    monkeypatch.setattr(type(services.faq), "answer_to", nothing)
    outcome = await perform(Guide, user("/offers", "offers"))

    assert (outcome.said, outcome.keys) == ([], ["utter_guide_person"])


async def nothing(*_):
    return None


@pytest.mark.parametrize(
    "slots", [{"order_number": "10234"}, {"known_order": "10234"}, {"order_number": "10234", "known_order": "10235"}]
)
async def test_the_person_is_offered_for_the_order_that_was_named_or_told(perform, slots):
    outcome = await perform(Guide, user("cancel it", "cancel_order"), **slots)

    assert outcome.keys == ["utter_guide_person_order"]
    assert outcome.messages[-1]["order"] == "10234"


async def test_a_password_is_no_orders(perform):
    outcome = await perform(Guide, user("forgot my password", "recover_password"), known_order="10234")

    assert outcome.keys == ["utter_guide_person"]


@pytest.mark.parametrize("intent", ["cancel_order", "get_refund"])
async def test_in_the_form_another_wish_leaves_it_as_its_answer_would_be_taken_for_tracking(perform, intent):
    outcome = await perform(Guide, user("no, do that", intent), form=True, order_number="10234", order_contact="a@b.in")

    assert {"event": "active_loop", "name": None, "timestamp": None} in outcome.events
    assert outcome.slots == {"requested_slot": None, "order_contact": None}  # the number is for the person
    assert followups(outcome) == ["action_listen"]


async def test_in_the_form_a_question_is_answered_and_the_form_goes_on(perform):
    outcome = await perform(Guide, user("which ways to pay are there", "check_payment_methods"), form=True)

    assert outcome.said
    assert outcome.events == []


@pytest.mark.parametrize(
    "message",
    [
        user("when will my order arrive", "delivery_period"),
        user("मेरा सामान कब आएगा", "delivery_period"),
        user("10234 how long", "delivery_period", order_number="10234"),
    ],
)
async def test_when_the_own_parcel_comes_is_looked_up(perform, message):
    outcome = await perform(Guide, message)

    assert outcome.messages == []
    assert followups(outcome) == FORM_BEGINS


@pytest.mark.parametrize("text", ["how long does delivery take", "/delivery_period"])
async def test_how_long_delivery_takes_is_answered(perform, text):
    outcome = await perform(Guide, user(text, "delivery_period"))

    assert outcome.said[0].startswith("In Gujarat your order reaches you")
    assert outcome.events == []


async def test_when_it_comes_is_asked_of_the_order_that_was_told(perform):
    proved = {"proved_contact": EMAIL, "proved_at": NOW.isoformat()}
    outcome = await perform(Guide, user("when will it come", "delivery_period"), known_order="10234", **proved)

    assert (outcome.messages, followups(outcome)) == ([], FORM_BEGINS)


async def test_in_the_form_it_asks_on_by_itself(perform):
    outcome = await perform(Guide, user("when will my order arrive", "delivery_period"), form=True)

    assert (outcome.messages, outcome.events) == ([], [])
