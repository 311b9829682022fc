import pytest

from sahay.shop.identity import Method
from sahay.shop.orders import Address
from tests.unit.actions.stage import ASHA, HOME, NOW


@pytest.fixture(autouse=True)
async def known(services):
    await services.identities.grant("conversation-1", ASHA.id, Method.LOGIN, now=NOW)


async def test_an_address_more_after_a_yes(play, backend):
    assert await play("add an address", "set_up_shipping_address") == ["utter_ask_address"]
    assert await play("9 Marine Drive, Kochi, 682036", "inform", pin_code="682036") == ["utter_confirm_add_address"]
    assert (await backend.accounts.get(ASHA.id)).addresses == (HOME,)
    assert await play("yes", "affirm") == ["utter_address_added"]
    new = Address("9 Marine Drive", "Kochi", "Kerala", "682036")
    assert (await backend.accounts.get(ASHA.id)).addresses == (HOME, new)


async def test_a_no_adds_nothing(play, backend):
    await play("add an address", "set_up_shipping_address")
    await play("9 Marine Drive, Kochi, 682036", "inform", pin_code="682036")

    assert await play("no", "deny") == ["utter_unchanged"]
    assert (await backend.accounts.get(ASHA.id)).addresses == (HOME,)
