import pytest

from sahay.shop.accounts import AccountKind
from sahay.shop.backend import Capability
from sahay.shop.identity import Method
from sahay.shop.orders import Customer
from tests.unit.actions.stage import ASHA, EMAIL, HOME, NOW, make_order

MEERA = "meera@example.com"


@pytest.fixture
async def known(services):
    await services.identities.grant("conversation-1", ASHA.id, Method.LOGIN, now=NOW)


async def account(backend):
    return await backend.accounts.get(ASHA.id)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("change the name in my account", "utter_ask_new_name"),
        ("change my email id", "utter_ask_new_email"),
        ("update my mobile number", "utter_ask_new_phone"),
        ("मेरे खाते में नाम बदलना है", "utter_ask_new_name"),  # which sounds like "no"
        ("ખાતામાં મોબાઈલ નંબર બદલવો છે", "utter_ask_new_phone"),
        ("account me mera naam badalna hai", "utter_ask_new_name"),
        ("maru email badalvu chhe", "utter_ask_new_email"),
        ("change my name and my phone", "utter_ask_field"),  # one after the other
        ("I want to change my details", "utter_ask_field"),
    ],
)
async def test_what_is_to_be_changed_is_heard(known, play, text, key):
    assert await play(text, "edit_account") == [key]


async def test_what_is_given_at_once_is_not_asked(known, play, backend):
    said = await play(f"change my email from {EMAIL} to {MEERA}", "edit_account", email=(EMAIL, MEERA))

    assert said == ["utter_confirm_new_email"]
    assert play.said.messages[0]["value"] == MEERA
    assert await play("yes", "affirm") == ["utter_account_edited"]
    assert (await account(backend)).email == MEERA


async def test_who_says_their_address_to_be_known_does_not_change_it(play, services):
    assert await play("I want to change my details", "edit_account") == ["utter_ask_account_email"]
    assert await play(f"my mail is {EMAIL}", "inform", email=EMAIL) == ["utter_ask_code"]
    assert play.details == {"email": EMAIL}


async def test_a_value_of_another_kind_is_asked_for_again(known, play):
    await play("change my email id", "edit_account")

    assert await play("Asha", "out_of_scope") == ["utter_ask_email_again"]


async def test_what_somebody_else_has_is_refused(known, play, backend):
    meera = Customer("meera", "Meera", MEERA, "+919825099999", HOME)
    await backend.accounts.create(meera.name, meera.email, meera.phone, key="k", now=NOW)
    await play(f"change my email to {MEERA}", "edit_account", email=MEERA)

    assert await play("yes", "affirm") == ["utter_account_value_refused"]
    assert (await account(backend)).email == EMAIL


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("switch my account to a business account", AccountKind.BUSINESS),
        ("मेरा खाता बिज़नेस खाते में बदलना है", AccountKind.BUSINESS),
        ("maro account business karvo chhe", AccountKind.BUSINESS),
        ("make it a personal account", AccountKind.PERSONAL),
    ],
)
async def test_the_kind_of_account(known, play, backend, text, kind):
    assert await play(text, "switch_account") == ["utter_confirm_account_kind"]
    assert await play("yes", "affirm") == ["utter_account_edited"]
    assert (await account(backend)).kind is kind


async def test_another_log_in_is_told_to_anybody(play):
    assert await play("log in with a different account", "switch_account") == []
    assert play.said.said


async def test_the_kind_is_asked_where_it_is_not_said(known, play):
    assert await play("switch account", "switch_account") == ["utter_ask_account_kind"]
    assert await play("Business", "nlu_fallback") == ["utter_confirm_account_kind"]


@pytest.mark.parametrize("intent", ["edit_account", "switch_account"])
async def test_a_shop_that_cannot_do_it_has_a_person_do_it(known, play, backend, services, intent):
    backend.capabilities -= {Capability.EDIT_ACCOUNT}

    assert await play("change it", intent) == ["utter_handed_over"]
    (ticket,) = await services.tickets.of_conversation("conversation-1")
    assert ticket.account_id == ASHA.id


async def test_nothing_of_another_account_is_changed_by_an_order_that_is_proved(play, backend):
    """Number and contact prove an order, not an account."""
    backend.orders.put(make_order("20001"))
    await play("where is 20001", "track_order", order_number="20001")
    await play(EMAIL, "inform", email=EMAIL)

    assert await play("change my email id", "edit_account") == ["utter_ask_account_email"]
