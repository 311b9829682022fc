import pytest

from actions.deny import Deny
from tests.unit.actions.stage import bot, ran, user

NO = user("no", "deny")


@pytest.mark.parametrize(
    "before",
    [
        (),
        (user("hm"), bot("utter_offer_human")),
        (user("what are the rules"), bot("utter_task_offer", "/return_product")),
        (user("where is it", "track_order"), ran("action_finish_task"), bot("utter_order_shipped")),  # nothing was done
    ],
)
async def test_a_no_to_what_was_offered_leaves_it(perform, before):
    outcome = await perform(Deny, *before, NO)

    assert (outcome.keys, outcome.events) == (["utter_deny"], [])


async def test_a_no_with_another_number_is_about_that_order(perform):
    outcome = await perform(Deny, user("no, not that one, 10234", "deny", order_number="10234"))

    assert outcome.messages == []
    assert outcome.slots["task"]["name"] == "track_order"


@pytest.mark.parametrize(
    ("told", "text", "key"),
    [
        ("utter_order_delivered", "no, it never came", "utter_never_came"),
        ("utter_order_delivered", "no thanks", "utter_deny"),
        ("utter_order_shipped", "no, it never came", "utter_deny"),  # nobody says that it did
    ],
)
async def test_a_parcel_that_is_said_to_be_delivered_and_never_came(perform, told, text, key):
    outcome = await perform(Deny, user("where is it", "track_order"), bot(told), user(text, "deny"))

    assert outcome.keys == [key]
