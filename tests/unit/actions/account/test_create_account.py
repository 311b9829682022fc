import pytest

from sahay.shop.backend import Capability
from sahay.shop.identity import Method
from tests.unit.actions.stage import ASHA, EMAIL, NOW, PHONE

MEERA, NUMBER = "meera@example.com", "+919825099999"


@pytest.fixture
def summed_up(play):
    """Everything is said but the yes."""

    async def say(email=MEERA, phone=NUMBER):
        assert await play("open an account", "create_account") == ["utter_ask_name"]
        assert await play("Meera Joshi", "out_of_scope") == ["utter_ask_email"]
        assert await play(email, "inform", email=email) == ["utter_ask_phone"]
        assert await play(phone, "inform", phone_number=phone) == ["utter_confirm_account"]

    return say


async def test_an_account_is_opened_after_a_yes_and_a_link_is_sent(summed_up, play, backend, mails):
    await summed_up()
    assert await backend.accounts.having(MEERA) == []
    assert await play("yes", "affirm") == ["utter_account_made"]
    (account,) = await backend.accounts.having(MEERA)
    assert (account.name, account.phone) == ("Meera Joshi", NUMBER)
    assert [(mail.kind, mail.to) for mail in mails.mails] == [("password_link", MEERA)]


async def test_who_has_an_account_gets_a_link_and_the_asker_hears_the_same(summed_up, play, mails):
    await summed_up(email=EMAIL)

    assert await play("yes", "affirm") == ["utter_account_made"]
    assert [mail.to for mail in mails.mails] == [EMAIL]


async def test_of_a_number_that_has_an_account_nobody_hears(summed_up, play, mails):
    await summed_up(phone=PHONE)

    assert await play("yes", "affirm") == ["utter_account_made"]
    assert mails.mails == []


async def test_nobody_is_flooded_with_links(summed_up, play, mails):
    for _ in range(4):
        await summed_up(email=EMAIL)
        assert await play("yes", "affirm") == ["utter_account_made"]

    assert len(mails.mails) == 3


async def test_who_is_known_has_one(play, services):
    await services.identities.grant("conversation-1", ASHA.id, Method.LOGIN, now=NOW)

    assert await play("open an account", "create_account") == ["utter_account_known"]


async def test_a_shop_that_cannot_do_it_has_a_person_do_it(play, backend, services):
    backend.capabilities -= {Capability.CREATE_ACCOUNT}

    assert await play("open an account", "create_account") == ["utter_handed_over"]
    (ticket,) = await services.tickets.of_conversation("conversation-1")
    assert play.handoff == {"reason": "requested", "topic": "create_account", "ticket": ticket.reference}
