import pytest

from actions.person import Affirm, CallPerson
from tests.unit.actions.stage import bot, user

WANTS_PERSON = user("a person please", "contact_human_agent")
YES = user("yes", "affirm")


@pytest.mark.parametrize(
    ("known", "told"),
    [
        ({}, {}),
        ({"order_number": "10234"}, {"order": "10234"}),  # named, but not yet proved
        ({"known_order": "10235"}, {"order": "10235"}),  # the last one told
        ({"order_number": "10234", "known_order": "10235"}, {"order": "10234"}),  # the one in question comes first
        ({"form": True, "order_number": "10234"}, {"order": "10234", "topic": "track_order"}),
    ],
)
async def test_the_desk_is_told_what_is_known(perform, known, told):
    outcome = await perform(CallPerson, WANTS_PERSON, **known)

    assert outcome.keys == ["utter_handoff"]
    assert outcome.handoff == {"reason": "requested"} | told


async def test_a_form_is_left(perform):
    outcome = await perform(CallPerson, WANTS_PERSON, form=True)

    assert [event.get("name") for event in outcome.events] == [None, "requested_slot", "action_listen"]


async def test_yes_to_the_offer_of_a_person_calls_one(perform):
    outcome = await perform(Affirm, user("hm"), bot("utter_offer_human"), YES)

    assert outcome.keys == ["utter_handoff"]
    assert outcome.handoff == {"reason": "requested"}


async def test_yes_to_what_the_form_asks_is_no_answer(perform):
    once = await perform(Affirm, YES, form=True)
    missed = (user("hm"), bot("utter_ask_order_number_again"))
    thrice = await perform(Affirm, *missed, *missed, YES, form=True)

    assert (once.messages, once.events) == ([], [])  # the form asks again
    assert thrice.handoff == {"reason": "not_understood", "topic": "track_order"}


async def test_in_the_form_too_a_yes_to_the_offer_of_a_person_calls_one(perform):
    outcome = await perform(Affirm, user("hm", "ask_faq"), bot("utter_offer_human"), YES, form=True)

    assert outcome.handoff == {"reason": "requested", "topic": "track_order"}


@pytest.mark.parametrize(
    "before",
    [
        (),  # yes to nothing
        (user("hello", "greet"), bot("utter_greet")),
        (user("hm"), bot("utter_offer_human"), user("no", "deny"), bot("utter_deny")),  # the offer was declined
    ],
)
async def test_another_yes_asks_what_to_do(perform, before):
    outcome = await perform(Affirm, *before, YES)

    assert outcome.keys == ["utter_affirm"]
    assert outcome.handoff is None
