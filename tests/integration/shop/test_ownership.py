"""Proving an order, whatever keeps it: in memory, on SQLite and on PostgreSQL."""

import asyncio
from collections import Counter
from datetime import timedelta

import pytest

from sahay.shop.orders import Order, OrderState
from sahay.shop.verification import DAY, Exhausted, Policy, Refused, Side

MINUTE = timedelta(minutes=1)
POLICY = Policy()


@pytest.fixture
def ask(ownership, now):
    """Tracks an order with one attempt; what is not given is a wrong contact for the first order."""

    async def track(number="10001", contact="wrong@example.com", *, conversation="c1", message="m1", later=0):
        moment = now + later * MINUTE
        return await ownership.prove(number, contact, conversation_id=conversation, message_id=message, now=moment)

    return track


async def test_every_order_is_told_whole_to_its_customer(ask, filled):
    for order in filled:
        assert await ask(order.view.number, order.customer.email, conversation=order.view.number) == order


@pytest.mark.parametrize("state", OrderState)
async def test_a_phone_number_proves_as_well(ask, filled, state):
    order = next(order for order in filled if order.view.state is state)
    told = await ask(order.view.number, order.customer.phone.removeprefix("+91"))
    assert isinstance(told, Order)
    assert told.view.state is state


async def test_moments_know_their_zone(ask, filled):
    told = await ask(filled[0].view.number, filled[0].customer.email)
    assert told.view.placed_at.utcoffset() is not None


@pytest.mark.parametrize(
    ("number", "contact"),
    [
        ("10001", "wrong@example.com"),
        ("99999", "wrong@example.com"),  # no such order
        ("", ""),
        ("10001'; DROP TABLE shop_order; --", "' OR '1'='1"),
        ("\x00", "\x00"),  # what PostgreSQL does not store
        ("\ud800", "\udfff"),  # what no encoding has
        ("9" * 100_000, "a@" * 50_000),  # more than any column has
        ("१" * 50, "सहाय@उदाहरण.भारत"),
    ],
)
async def test_whatever_is_wrong_is_refused_in_the_same_way(ask, number, contact):
    assert await ask(number, contact) == Refused(attempts_left=2)


async def test_the_last_attempt_locks_the_conversation(ask, now, filled):
    answers = [await ask(message=f"m{turn}", later=turn) for turn in range(3)]
    until = now + 32 * MINUTE
    assert answers == [Refused(2), Refused(1), Exhausted(until)]
    right = {"contact": filled[0].customer.email, "message": "m9"}
    assert await ask(**right, later=31) == Exhausted(until)
    assert await ask(**right, later=32) == filled[0]


async def test_another_conversation_has_its_own_attempts(ask, filled):
    for turn in range(3):
        await ask(message=f"m{turn}")
    assert await ask(contact=filled[0].customer.email, conversation="c2") == filled[0]


async def test_guessing_a_contact_in_ever_new_conversations_is_bounded(ask, now, filled):
    for turn in range(POLICY.daily):
        await ask(contact=f"guess{turn}@example.com", conversation=f"c{turn}")
    answer = await ask(contact=filled[0].customer.email, conversation="the customer's")
    assert answer == Exhausted(now + DAY)


async def test_guessing_a_number_in_ever_new_conversations_is_bounded(ask, now, filled):
    for turn in range(POLICY.daily):
        await ask(str(20000 + turn), filled[0].customer.email, conversation=f"c{turn}")
    answer = await ask(contact=filled[0].customer.email, conversation="one more")
    assert answer == Exhausted(now + DAY)


async def test_an_action_that_is_run_again_makes_no_second_attempt(ask, filled):
    again = [await ask(later=turn) for turn in range(5)]
    assert again == [Refused(2)] * 5
    proof = {"contact": filled[0].customer.email, "message": "m2"}
    assert [await ask(**proof) for _ in range(2)] == [filled[0]] * 2
    assert await ask(message="m3") == Refused(1)


async def test_many_at_once_have_no_more_attempts_than_one_after_the_other(ask, now):
    limit = POLICY.limit(Side.ORDER)
    guesses = [ask(contact=f"guess{turn}@example.com", conversation=f"c{turn}") for turn in range(3 * limit)]
    answers = Counter(type(answer) for answer in await asyncio.gather(*guesses))
    # From the last one of the limit on, each conversation has had its one try.
    assert answers == {Refused: limit - 1, Exhausted: 2 * limit + 1}


async def test_whose_order_it_is_can_be_asked_without_an_attempt(ownership, ask, filled):
    for order in filled[:3]:
        assert await ownership.belongs(order.view.number, order.customer.email)
        assert not await ownership.belongs(order.view.number, "wrong@example.com")
    assert not await ownership.belongs("99999", filled[0].customer.email)
    assert await ask() == Refused(2)


async def test_one_message_at_once_is_one_attempt(ask):
    assert await asyncio.gather(*(ask() for _ in range(6))) == [Refused(2)] * 6


async def test_an_order_is_told_to_its_account_and_to_no_other(ownership, filled):
    order, other = filled[0], next(each for each in filled if each.customer.id != filled[0].customer.id)
    assert await ownership.of_account(f"#{order.view.number}", order.customer.id) == order
    assert await ownership.of_account(order.view.number, other.customer.id) is None
    assert await ownership.of_account("99999", order.customer.id) is None
