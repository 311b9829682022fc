"""A write that went wrong on its way is asked again with its key, and is made once; and no lie gets through."""

import asyncio
from dataclasses import replace

import pytest

from sahay.shop.backend import BadAnswer, OutcomeUnknown, Unavailable
from sahay.shop.memory import MemoryLedgers
from sahay.shop.orders import OrderState
from sahay.shop.ownership import ProvedOwnership
from sahay.shop.verification import Digest, Policy, Refused
from tests.integration.shop.contract import small_shop as small
from tests.integration.shop.contract.adapters.memory import memory
from tests.shop_faults import FaultyBackend, altered, dying, held, lost, lying, never_arrived, nonsense, unavailable

NOW = small.NOW


@pytest.fixture
async def shop(tmp_path):
    async with memory(tmp_path) as backend:
        yield FaultyBackend(backend)


@pytest.fixture
def ledgers():
    return MemoryLedgers()


async def cancel(shop, key="k1"):
    return await shop.orders.cancel("A1001", fee=0, reason="", key=key, now=NOW)


async def refunds(shop):
    return (await shop.orders.find("A1001")).view.refunds


class Killed(BaseException):
    """kill -9."""


@pytest.mark.parametrize(
    ("fault", "error", "is_done"),
    [
        (unavailable, Unavailable, False),
        (lost, OutcomeUnknown, True),
        (never_arrived, OutcomeUnknown, False),
        (nonsense, BadAnswer, True),
        (dying(Killed(), done=True), Killed, True),
        (dying(Killed(), done=False), Killed, False),
    ],
)
async def test_asked_again_with_the_same_key_it_is_made_once(shop, fault, error, is_done):
    shop.then("orders.cancel", fault)
    with pytest.raises(error):
        await cancel(shop)
    assert len(await refunds(shop)) == is_done
    assert (await cancel(shop)).state is OrderState.CANCELLED
    assert len(await refunds(shop)) == 1


async def test_a_slow_answer_and_the_impatient_second_one_are_the_same(shop):
    go, reached = asyncio.Event(), asyncio.Event()
    shop.then("orders.cancel", held(go, reached))
    slow = asyncio.create_task(cancel(shop))
    await reached.wait()
    quick = await cancel(shop)
    go.set()
    assert await slow == quick
    assert shop.calls == ["orders.cancel", "orders.cancel"]
    assert len(await refunds(shop)) == 1


def owned(shop, ledgers):
    return ProvedOwnership(shop.orders, ledgers, Digest("a key for tests"), Policy())


async def prove(ownership, number="A1001", contact=small.RAVI.email, message="m1"):
    return await ownership.prove(number, contact, conversation_id="c1", message_id=message, now=NOW)


async def test_another_order_than_the_one_asked_for_is_not_told(shop, ledgers):
    shop.then("orders.find", lying(small.PAID_TWICE))
    with pytest.raises(BadAnswer):
        await prove(owned(shop, ledgers))
    assert await prove(owned(shop, ledgers)) == Refused(2)  # the lie was not counted


async def test_while_the_shop_sleeps_nothing_is_counted(shop, ledgers):
    shop.then("orders.find", *[unavailable] * 5)
    for turn in range(5):
        with pytest.raises(Unavailable):
            await prove(owned(shop, ledgers), message=f"m{turn}")
    assert await prove(owned(shop, ledgers), message="m9") == Refused(2)


async def test_an_answer_can_be_altered_by_plan(shop):
    shop.then("orders.find", altered(lambda order: replace(order, customer=small.RAVI)))
    assert (await shop.orders.find("A1001")).customer == small.RAVI
    assert (await shop.orders.find("A1001")).customer == small.ASHA
