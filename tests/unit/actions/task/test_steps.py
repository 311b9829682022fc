"""How a wish begins, in the midst of another too, and what is told of its rules instead."""

import pytest

from tests.unit.actions.stage import EMAIL

RULE = "how many days do I have to return something"


async def test_a_wish_begins_with_its_first_question(play):
    assert await play("I want to return something", "return_product") == ["utter_ask_order_number"]
    assert (play.slots["task"]["name"], play.asks) == ("return_product", "order")


async def test_a_question_about_its_rules_is_answered_and_the_wish_offered(play):
    assert await play(RULE, "return_product") == ["utter_task_offer"]
    assert play.said.said
    assert play.said.payloads == ["/return_product"]  # and nobody is asked whether the answer helped
    assert not play.in_form


@pytest.mark.parametrize(
    ("text", "intent", "entities"),
    [
        ("yes please", "affirm", {}),
        ("/return_product", "return_product", {}),
        ("for 10235", "inform", {"order_number": "10235"}),
    ],
)
async def test_what_was_offered_is_begun(play, text, intent, entities):
    await play(RULE, "return_product")
    await play(text, intent, **entities)

    assert play.slots["task"]["name"] == "return_product"
    assert play.asks == ("proof" if entities else "order")


async def test_what_is_told_anyway_is_not_offered(play):
    assert await play("is there a delivery charge", "delivery_options") == []
    assert play.said.said
    assert play.said.payloads == []


async def test_a_question_in_the_midst_of_a_task_is_answered_and_the_task_asks_again(play):
    await play("where is my order", "track_order")

    assert await play(RULE, "return_product") == ["utter_ask_order_number"]  # not as if it had not been understood
    assert play.said.said
    assert play.slots["task"]["name"] == "track_order"


async def test_another_wish_takes_over_what_is_known_and_the_first_one_goes_on_after_it(play):
    await play("where is order 10234", "track_order", order_number="10234")

    assert await play("I want to cancel it", "cancel_order") == ["utter_ask_order_contact"]
    assert play.slots["task"]["suspended"]["name"] == "track_order"
    said = await play(EMAIL, "inform", email=EMAIL)
    assert said[:2] == ["utter_cancel_refused_on_its_way", "utter_resume"]
    assert "utter_order_shipped" in said  # what was proved meanwhile is proved
    assert play.slots["task"] is None


async def test_of_three_wishes_the_first_is_not_waited_for(play):
    for wish in ("track_order", "cancel_order", "get_invoice"):
        await play(wish, wish)

    assert play.slots["task"]["name"] == "get_invoice"
    assert play.slots["task"]["suspended"]["name"] == "cancel_order"
    assert play.slots["task"]["suspended"]["suspended"] is None


async def test_the_same_wish_again_is_no_answer(play):
    await play("where is my order", "track_order")

    assert await play("I said where is my order", "track_order") == ["utter_ask_order_number_again"]
    assert await play("where is my order!", "track_order") == ["utter_ask_order_number_again"]
    assert await play("track it", "track_order") == ["utter_handoff_not_understood"]
    assert play.handoff == {"reason": "not_understood", "topic": "track_order"}


@pytest.mark.parametrize(
    ("text", "intent", "said"),
    [
        ("never mind", "deny", "utter_leave_task"),
        ("bye", "goodbye", "utter_goodbye"),
        ("stop", "out_of_scope", "utter_leave_task"),
    ],
)
async def test_who_leaves_leaves_nothing_for_whoever_comes_after(play, text, intent, said):
    await play("where is order 10234", "track_order", order_number="10234")

    assert await play(text, intent) == [said]
    assert not play.in_form
    assert (play.slots["task"], play.slots["order_number"]) == (None, None)


async def test_what_has_no_task_is_told_in_the_midst_of_one(play):
    await play("where is my order", "track_order")

    assert await play("which ways to pay are there", "check_payment_methods") == ["utter_ask_order_number"]
    assert play.said.said
    assert await play("I cannot sign up", "registration_problems") == ["utter_guide_person"]
    assert not play.in_form  # the offer of a person is what waits for an answer
    assert await play("yes", "affirm") == ["utter_handoff"]
    assert play.handoff == {"reason": "requested", "topic": "registration_problems"}
