from datetime import timedelta

import pytest
from actions.order_form import AskOrderContact, AskOrderNumber, ValidateOrderForm

from sahay.shop.orders import Refused
from tests.unit.actions.stage import EMAIL, NOW, PHONE, ran, slot, user

FORM = ran("track_order_form")


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("order_number", "10234", "10234"),
        ("order_number", "SH-10234", "SH-10234"),  # how shops number their orders is theirs
        ("order_number", "१०२३४", "१०२३४"),
        ("order_number", "yesterday", None),  # no digit, no number
        ("order_contact", "asha@example.com", "asha@example.com"),
        ("order_contact", "+919825012345", "+919825012345"),
        ("order_contact", "98250 12345", "98250 12345"),
        ("order_contact", "12", None),  # too short for a phone number
        ("order_contact", "asha at example", None),
        # What is no text was not given.
        ("order_number", 10234, None),
        ("order_number", ["10234"], None),
        ("order_number", {"1": "2"}, None),
        ("order_number", True, None),
        ("order_contact", 9825012345, None),
        ("order_contact", [EMAIL], None),
    ],
)
async def test_what_can_be_the_detail_is_kept(perform, name, value, kept):
    outcome = await perform(ValidateOrderForm, user("..."), FORM, slot(name, value), form=True)

    assert outcome.slots == {name: kept}


async def test_both_details_of_one_message_are_looked_at(perform):
    given = (slot("order_number", "10234"), slot("order_contact", "nobody"))
    outcome = await perform(ValidateOrderForm, user("..."), FORM, *given, form=True)

    assert outcome.slots == {"order_number": "10234", "order_contact": None}


def proved(contact=EMAIL, minutes_ago=5, **changes):
    return {"proved_contact": contact, "proved_at": (NOW - timedelta(minutes=minutes_ago)).isoformat()} | changes


@pytest.mark.parametrize(
    ("number", "earlier", "contact"),
    [
        ("10235", proved(), EMAIL),
        ("10235", proved(PHONE), PHONE),  # the one that was given
        ("10235", proved(minutes_ago=29), EMAIL),
        ("10235", proved(minutes_ago=30), None),  # the device may be another's by now
        ("10235", proved(minutes_ago=-1), None),  # from the future
        ("10235", proved("ravi@example.com"), None),  # another customer's order: asked for as if nothing was known
        ("99999", proved(), None),  # and so is one that does not exist
        ("10235", {}, None),
        ("10235", proved(proved_at=None), None),
        ("10235", proved(proved_at="yesterday"), None),
        ("10235", proved(proved_at="2026-11-20T06:29:00"), None),  # in which zone?
        ("10235", proved(proved_contact=[EMAIL]), None),
    ],
)
async def test_who_has_proved_an_order_is_not_asked_for_the_contact_of_the_next_one(perform, number, earlier, contact):
    outcome = await perform(ValidateOrderForm, user("..."), FORM, slot("order_number", number), form=True, **earlier)

    assert outcome.slots == {"order_number": number} | ({"order_contact": contact} if contact else {})


async def test_a_contact_that_is_given_counts_for_more_than_the_one_kept(perform):
    given = (slot("order_number", "10235"), slot("order_contact", "new@example.com"))
    outcome = await perform(ValidateOrderForm, user("..."), FORM, *given, form=True, **proved())

    assert outcome.slots == {"order_number": "10235", "order_contact": "new@example.com"}


async def test_a_kept_contact_is_never_an_attempt(perform, services):
    for number in ["10234", "99999"] * 5:
        given = slot("order_number", number)
        await perform(ValidateOrderForm, user("..."), FORM, given, form=True, **proved("ravi@example.com"))

    wrong = {"conversation_id": "conversation-1", "message_id": "m", "now": NOW}
    assert await services.orders.track("10234", "wrong@example.com", **wrong) == Refused(2)


async def test_a_turn_without_details_changes_nothing(perform):
    outcome = await perform(ValidateOrderForm, user("..."), FORM, form=True)

    assert (outcome.messages, outcome.events) == ([], [])


AT_CONTACT = {"form": True, "requested_slot": "order_contact", "order_number": "10004"}


@pytest.mark.parametrize(
    ("message", "slots"),
    [
        (user("sorry, order 10012", order_number="10012"), {"order_number": "10012"}),  # corrects
        (user("not 10004 but order 10012", order_number=("10004", "10012")), {"order_number": "10012"}),
        (user("order 10004 or order 10012?", order_number=("10004", "10012")), {"order_number": "10012"}),
        (user("order 10011 or order 10012?", order_number=("10011", "10012")), {"order_number": None}),  # asked which
        (user('/inform{"order_number": "10012"}', order_number="10012"), {"order_number": "10012"}),  # an old button
        (user("98250", order_number="98250"), {}),  # may be a part of anything
        (user("maine 12894 diye", order_number="12894"), {}),
        (user("it is for order 10004", order_number="10004"), {}),
    ],
)
async def test_while_the_contact_is_asked_for_only_what_is_called_an_order_is_another_one(perform, message, slots):
    assert (await perform(ValidateOrderForm, message, FORM, **AT_CONTACT)).slots == slots


async def test_a_number_beside_the_contact_is_no_order(perform):
    message = user("my email is asha@example.com, pin 38001, I paid 12894", order_number=("38001", "12894"))
    outcome = await perform(ValidateOrderForm, message, FORM, slot("order_contact", EMAIL), **AT_CONTACT)

    assert outcome.slots == {"order_contact": EMAIL}


async def test_of_two_orders_in_one_message_it_is_asked_which(perform):
    message = user("track 10234 and 10235", "track_order", order_number=("10234", "10235"))
    last = slot("order_number", "10235")  # Rasa takes it

    assert (await perform(ValidateOrderForm, message, last, **proved())).slots == {"order_number": None}
    outcome = await perform(AskOrderNumber, message, last, slot("order_number", None))
    assert outcome.keys == ["utter_ask_order_number_which"]
    assert outcome.titles == ["10234", "10235"]
    assert outcome.payloads == ['/inform{"order_number": "10234"}', '/inform{"order_number": "10235"}']


@pytest.mark.parametrize(
    ("requested", "skill", "key"),
    [
        ("order_number", AskOrderNumber, "utter_help_order_number"),
        ("order_contact", AskOrderContact, "utter_help_order_contact"),
    ],
)
async def test_who_hesitates_is_helped_and_the_form_stays(perform, requested, skill, key):
    message = user("i dont remember it", "recover_password")
    state = {"form": True, "requested_slot": requested}

    # A slot that is set, if only to nothing, keeps the form from leaving the message to the intent's own rule.
    assert (await perform(ValidateOrderForm, message, FORM, **state)).slots == {requested: None}
    assert (await perform(skill, message, FORM, **state)).keys == [key]


async def test_who_gives_a_detail_does_not_hesitate(perform):
    message = user("i dont know the number, asha@example.com")
    given = slot("order_contact", EMAIL)
    outcome = await perform(ValidateOrderForm, message, FORM, given, form=True, requested_slot="order_number")

    assert outcome.slots == {"order_contact": EMAIL}


@pytest.mark.parametrize(
    ("text", "earlier", "order"),
    [
        ("when will it come", proved(), "10235"),
        ("ye kab aayega", proved(), "10235"),
        ("track my order", proved(), None),  # another one
        ("when will it come", {}, None),  # the proof is too old, or never was
    ],
)
async def test_when_it_comes_is_asked_of_the_order_that_was_told(perform, text, earlier, order):
    outcome = await perform(ValidateOrderForm, user(text, "track_order"), known_order="10235", **earlier)

    assert outcome.slots == ({"order_number": order, "order_contact": EMAIL} if order else {})


ASKED = {"form": True, "requested_slot": "order_number"}


@pytest.mark.parametrize(
    ("events", "state", "key"),
    [
        ((user("track", "track_order"), FORM), {"form": False}, "utter_ask_order_number"),  # asked for the first time
        ((user("hm"), FORM), ASKED, "utter_ask_order_number_again"),
        ((user("hm"), ran("action_fallback"), FORM), ASKED, "utter_ask_order_number_again"),
        ((user("yes"), ran("action_affirm"), FORM), ASKED, "utter_ask_order_number_again"),
        # The number was no number: it was extracted, then put back by the validation.
        (
            (user("x"), slot("order_number", "x"), FORM, slot("order_number", None)),
            ASKED,
            "utter_ask_order_number_again",
        ),
        # About something else, which was answered: no reason to explain.
        ((user("do you take cod?"), ran("action_answer_faq"), FORM), ASKED, "utter_ask_order_number"),
        ((user("hello"), ran("utter_greet"), FORM), ASKED, "utter_ask_order_number"),
        # The other detail came first, and is kept.
        ((user("a@b.in"), slot("order_contact", "a@b.in"), FORM), ASKED, "utter_ask_order_number_next"),
        (
            (user("track, a@b.in"), slot("order_contact", "a@b.in"), FORM),
            {"form": False},
            "utter_ask_order_number_next",
        ),
        # What happened in an earlier turn does not matter.
        ((user("cod?"), ran("action_answer_faq"), user("hm"), FORM), ASKED, "utter_ask_order_number_again"),
    ],
)
async def test_how_the_order_number_is_asked_for(perform, events, state, key):
    assert (await perform(AskOrderNumber, *events, **state)).keys == [key]


@pytest.mark.parametrize(
    ("events", "requested", "key"),
    [
        ((user("10234"), slot("order_number", "10234"), FORM), "order_number", "utter_ask_order_contact"),
        ((user("10235"), slot("order_number", "10235"), FORM), "order_contact", "utter_ask_order_contact"),  # corrects
        ((user("hm"), FORM), "order_contact", "utter_ask_order_contact_again"),
    ],
)
async def test_how_the_contact_is_asked_for(perform, events, requested, key):
    outcome = await perform(AskOrderContact, *events, form=True, requested_slot=requested)

    assert outcome.keys == [key]
