"""Whose order, by its number and what proves it: with the task that only tells where it is."""

from datetime import timedelta

import pytest

from sahay.shop.identity import Method
from sahay.shop.orders import OrderState
from sahay.shop.verification import Refused
from tests.unit.actions.stage import ASHA, EMAIL, NOW, PHONE, make_order

TOLD = ["utter_order_shipped", "utter_order_expected"]


def proved(contact=EMAIL, minutes_ago=5, **changes):
    return {"proved_contact": contact, "proved_at": (NOW - timedelta(minutes=minutes_ago)).isoformat()} | changes


@pytest.mark.parametrize(
    ("number", "earlier", "keys"),
    [
        ("10235", proved(), ["utter_order_delivered"]),
        ("10235", proved(PHONE), ["utter_order_delivered"]),
        ("10235", proved(minutes_ago=29), ["utter_order_delivered"]),
        ("10235", proved(minutes_ago=30), ["utter_ask_order_contact"]),  # the device may be another's by now
        ("10235", proved(minutes_ago=-1), ["utter_ask_order_contact"]),  # from the future
        ("10235", proved("ravi@example.com"), ["utter_ask_order_contact"]),  # asked for as if nothing was known
        ("99999", proved(), ["utter_ask_order_contact"]),  # and so it is for one that does not exist
        ("10235", {}, ["utter_ask_order_contact"]),
        ("10235", proved(proved_at=None), ["utter_ask_order_contact"]),
        ("10235", proved(proved_at="yesterday"), ["utter_ask_order_contact"]),
        ("10235", proved(proved_at="2026-11-20T06:29:00"), ["utter_ask_order_contact"]),  # in which zone?
        ("10235", proved(proved_contact=[EMAIL]), ["utter_ask_order_contact"]),
    ],
)
async def test_who_has_proved_an_order_is_not_asked_for_the_contact_of_the_next_one(play, number, earlier, keys):
    play.slots |= earlier

    assert await play(f"track {number}", "track_order", order_number=number) == keys


async def test_a_kept_contact_is_never_an_attempt(play, services):
    play.slots |= proved("ravi@example.com")
    for number in ["10234", "99999"] * 5:
        await play(f"track {number}", "track_order", order_number=number)
        await play("never mind", "deny")

    wrong = {"conversation_id": "conversation-1", "message_id": "m", "now": NOW}
    assert await services.ownership.prove("10234", "wrong@example.com", **wrong) == Refused(2)


AT_CONTACT = "track order 10234"


@pytest.mark.parametrize(
    ("text", "numbers", "order"),
    [
        ("sorry, order 10235", "10235", "10235"),  # corrects
        ("not 10234 but order 10235", ("10234", "10235"), "10235"),
        ("order 10234 or order 10235?", ("10234", "10235"), "10235"),
        ("order 10011 or order 10012?", ("10011", "10012"), "10234"),  # two others
        ('/inform{"order_number": "10235"}', "10235", "10235"),  # an old button
        ("98250", "98250", "10234"),  # may be a part of anything
        ("maine 12894 diye", "12894", "10234"),
        ("it is for order 10234", "10234", "10234"),
    ],
)
async def test_while_the_contact_is_asked_for_only_what_is_called_an_order_is_another_one(play, text, numbers, order):
    await play(AT_CONTACT, "track_order", order_number="10234")
    await play(text, "inform", order_number=numbers)

    assert play.asks == "proof"
    assert play.details["order"] == order


async def test_where_another_order_is_is_another_wish(play, backend):
    """In a task about one order; after it that task goes on."""
    backend.orders.put(make_order("20001", OrderState.PLACED))
    await play("cancel order 20001", "cancel_order", order_number="20001")
    await play(EMAIL, "inform", email=EMAIL)

    said = await play("where is order 10234", "track_order", order_number="10234")
    assert said == [*TOLD, "utter_resume", "utter_ask_cancel_reason"]
    assert play.details["order"] == "20001"


async def test_a_number_beside_the_contact_is_no_order(play):
    await play(AT_CONTACT, "track_order", order_number="10234")

    said = await play(
        "my email is asha@example.com, pin 38001, I paid 12894",
        "inform",
        email=EMAIL,
        order_number=("38001", "12894"),
    )
    assert said == TOLD


async def test_of_two_orders_in_one_message_it_is_asked_which(play):
    play.slots |= proved()

    said = await play("track 10234 and 10235", "track_order", order_number=("10234", "10235"))
    assert said == ["utter_ask_order_number_which"]
    assert play.said.titles == ["10234", "10235"]
    assert play.said.payloads == ['/inform{"order_number": "10234"}', '/inform{"order_number": "10235"}']
    assert await play(play.said.payloads[1]) == ["utter_order_delivered"]


@pytest.mark.parametrize(
    ("first", "asks", "key"),
    [
        (("track my order", "track_order", {}), "order", "utter_help_order_number"),
        ((AT_CONTACT, "track_order", {"order_number": "10234"}), "proof", "utter_help_order_contact"),
    ],
)
async def test_who_hesitates_is_helped_and_it_goes_on(play, first, asks, key):
    text, intent, entities = first
    await play(text, intent, **entities)

    assert await play("i dont remember it", "recover_password") == [key]
    assert play.asks == asks


async def test_who_gives_a_detail_does_not_hesitate(play):
    await play("track my order", "track_order")

    said = await play("i dont know the number, asha@example.com", "nlu_fallback", email=EMAIL)
    assert said == ["utter_ask_order_number_next"]


@pytest.mark.parametrize(
    ("text", "earlier", "keys"),
    [
        ("when will it come", proved(), ["utter_order_delivered"]),
        ("ye kab aayega", proved(), ["utter_order_delivered"]),
        ("track my order", proved(), ["utter_ask_order_number"]),  # another one
        ("when will it come", {}, ["utter_ask_order_number"]),  # the proof is too old, or never was
    ],
)
async def test_when_it_comes_is_asked_of_the_order_that_was_told(play, text, earlier, keys):
    play.slots |= earlier | {"known_order": "10235"}

    assert await play(text, "track_order") == keys


@pytest.mark.parametrize(
    ("text", "intent", "keys"),
    [
        ("hm", "nlu_fallback", ["utter_ask_order_number_again"]),
        ("yes", "affirm", ["utter_ask_order_number_again"]),
        ("1234", "inform", ["utter_ask_order_number_again"]),
        # About something else, which was answered: no reason to explain.
        ("hello", "greet", ["utter_greet", "utter_ask_order_number"]),
    ],
)
async def test_how_the_order_number_is_asked_for_again(play, text, intent, keys):
    assert await play("track my order", "track_order") == ["utter_ask_order_number"]
    assert await play(text, intent) == keys


async def test_the_contact_may_come_first(play):
    assert await play("track, asha@example.com", "track_order", email=EMAIL) == ["utter_ask_order_number_next"]
    assert await play("10234", "inform", order_number="10234") == TOLD


async def test_what_is_no_contact_is_asked_for_in_more_words(play):
    await play(AT_CONTACT, "track_order", order_number="10234")

    assert await play("hm", "nlu_fallback") == ["utter_ask_order_contact_again"]


async def test_of_a_proved_order_no_other_contact_is_looked_at(play, backend, services):
    backend.orders.put(make_order("20001", OrderState.PLACED))
    await play("cancel order 20001", "cancel_order", order_number="20001")
    await play(EMAIL, "inform", email=EMAIL)
    await play("or ravi@example.com", "inform", email="ravi@example.com")

    wrong = {"conversation_id": "conversation-1", "message_id": "m", "now": NOW}
    assert await services.ownership.prove("20001", "wrong@example.com", **wrong) == Refused(2)


async def test_a_known_customer_with_one_order_is_asked_for_nothing(play, services, backend):
    backend.orders._records.orders.pop("10235")
    await services.identities.grant("conversation-1", ASHA.id, Method.LOGIN, now=NOW)

    assert await play("where is my order", "track_order") == TOLD


async def test_a_known_customer_chooses_of_several(play, services):
    await services.identities.grant("conversation-1", ASHA.id, Method.LOGIN, now=NOW)

    assert await play("where is my order", "track_order") == ["utter_choose_order"]
    assert await play("my last one", "nlu_fallback") == ["utter_order_delivered"]


async def test_a_known_customer_without_orders_is_told_so(play, services, backend):
    backend.orders._records.orders.clear()
    await services.identities.grant("conversation-1", ASHA.id, Method.LOGIN, now=NOW)

    assert await play("where is my order", "track_order") == ["utter_no_such_orders"]


async def test_an_order_is_found_by_a_code_that_comes_by_e_mail(play, mails):
    await play("track my order", "track_order")
    await play("hm", "nlu_fallback")

    assert await play('/inform{"choice": "by_email"}') == ["utter_ask_account_email"]
    assert await play(EMAIL, "inform", email=EMAIL) == ["utter_ask_code"]
    code = next(word for word in mails.mails[0].text.split() if word.isdecimal() and len(word) == 6)
    assert await play(f"it is {code}", "inform") == ["utter_choose_order"]
    assert await play("10234", "inform", order_number="10234") == TOLD
