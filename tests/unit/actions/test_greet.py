import pytest

from actions.greet import Greet
from sahay.shop.identity import Method
from sahay.shop.orders import OrderState
from sahay.shop.tickets import NewTicket, Priority, TicketKind, TicketState
from tests.unit.actions.stage import ASHA, NOW, make_order, user

HELLO = user("hello", "greet")


@pytest.fixture
async def known(services):
    await services.identities.grant("conversation-1", ASHA.id, Method.LOGIN, now=NOW)


def ticket(account=ASHA.id, conversation="conversation-1"):
    return NewTicket(TicketKind.COMPLAINT, Priority.NORMAL, "It is late.", conversation, "en", account_id=account)


async def test_who_is_not_known_is_told_nothing_of_anybodys(perform, services):
    await services.tickets.open(ticket(), key="k1", now=NOW)
    outcome = await perform(Greet, HELLO)

    assert (outcome.keys, outcome.events) == (["utter_greet"], [])


async def test_an_account_that_is_gone_is_nobodys(perform, services):
    await services.identities.grant("conversation-1", "gone", Method.LOGIN, now=NOW)

    assert (await perform(Greet, HELLO)).keys == ["utter_greet"]


async def test_who_is_known_is_greeted_by_name_and_with_what_is_under_way(perform, known):
    outcome = await perform(Greet, HELLO)

    assert outcome.keys == ["utter_greet_known", "utter_greet_orders"]
    assert outcome.messages[0]["name"] == "Asha"
    assert outcome.messages[1]["orders"] == "10234"  # 10235 is delivered


@pytest.mark.parametrize(
    ("state", "is_told"),
    [
        (OrderState.PLACED, True),
        (OrderState.SHIPPED, True),
        (OrderState.DELIVERY_FAILED, True),
        (OrderState.DELIVERED, False),
        (OrderState.CANCELLED, False),
        (OrderState.RETURNED, False),
        (OrderState.REFUNDED, False),
    ],
)
async def test_an_order_is_told_until_nothing_more_is_to_come(perform, known, backend, state, is_told):
    backend.orders.put(make_order("10234", state))

    assert ("utter_greet_orders" in (await perform(Greet, HELLO)).keys) is is_told


async def test_open_matters_are_told_also_those_of_other_conversations(perform, services, backend, known):
    backend.orders.put(make_order("10234", OrderState.DELIVERED))
    here = await services.tickets.open(ticket(), key="k1", now=NOW)
    there = await services.tickets.open(ticket(conversation="conversation-2"), key="k2", now=NOW)
    await services.tickets.open(ticket(account="ravi", conversation="conversation-3"), key="k3", now=NOW)
    closed = await services.tickets.open(ticket(), key="k4", now=NOW)
    await services.tickets.move(closed.reference, TicketState.CLOSED, by="Ravi", now=NOW)
    outcome = await perform(Greet, HELLO)

    assert outcome.keys == ["utter_greet_known", "utter_greet_tickets"]
    assert set(outcome.messages[1]["tickets"].split(", ")) == {here.reference, there.reference}
