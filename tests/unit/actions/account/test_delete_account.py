import pytest

from sahay.shop.identity import Method
from sahay.shop.tickets import Priority, TicketKind
from tests.unit.actions.stage import ASHA, NOW


@pytest.fixture
async def known(services):
    await services.identities.grant("conversation-1", ASHA.id, Method.LOGIN, now=NOW)


async def test_a_person_closes_it_after_a_yes(known, play, services, backend):
    assert await play("delete my account", "delete_account") == ["utter_confirm_delete_account"]
    assert await services.tickets.of_account(ASHA.id) == []
    assert await play("yes", "affirm") == ["utter_delete_account_done"]
    (ticket,) = await services.tickets.of_account(ASHA.id)
    assert (ticket.kind, ticket.priority) == (TicketKind.DATA_DELETION, Priority.HIGH)
    assert play.said.messages[0]["reference"] == ticket.reference
    assert await backend.accounts.get(ASHA.id)


async def test_a_no_leaves_it(known, play, services):
    await play("delete my account", "delete_account")

    assert await play("no", "deny") == ["utter_unchanged"]
    assert await services.tickets.of_account(ASHA.id) == []


async def test_it_needs_more_than_an_address(play):
    assert await play("delete my account", "delete_account") == ["utter_ask_account_email"]
