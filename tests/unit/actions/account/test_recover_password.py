import re

from sahay.shop.backend import Capability
from sahay.shop.identity import Method
from tests.unit.actions.stage import ASHA, EMAIL, NOW


async def test_the_link_goes_to_the_account_after_a_code(play, mails):
    assert await play("forgot my password", "recover_password") == ["utter_ask_account_email"]
    assert await play(EMAIL, "inform", email=EMAIL) == ["utter_ask_code"]
    code = re.search(r"\b\d{6}\b", mails.mails[0].text)[0]
    assert await play(code, "inform") == ["utter_password_link_sent"]
    assert [(mail.kind, mail.to) for mail in mails.mails[1:]] == [("password_link", EMAIL)]


async def test_an_address_without_an_account_is_answered_alike(play):
    await play("forgot my password", "recover_password")

    assert await play("x@example.com", "inform", email="x@example.com") == ["utter_ask_code"]
    assert await play("000000", "inform") == ["utter_code_wrong"]


async def test_a_fourth_link_in_a_day_is_not_sent(play, services, mails):
    await services.identities.grant("conversation-1", ASHA.id, Method.LOGIN, now=NOW)
    said = [await play("forgot my password", "recover_password") for _ in range(4)]

    assert said == [*[["utter_password_link_sent"]] * 3, ["utter_password_link_limited"]]
    assert len(mails.mails) == 3


async def test_a_shop_without_links_has_a_person_do_it(play, backend):
    backend.capabilities -= {Capability.PASSWORD_LINK}

    assert await play("forgot my password", "recover_password") == ["utter_handed_over"]
