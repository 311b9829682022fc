"""Proving an order of a shop that lies, or that cannot be asked."""

from datetime import UTC, datetime

import pytest

from sahay.shop.backend import BadAnswer, Unavailable
from sahay.shop.memory import MemoryBackend, MemoryLedgers
from sahay.shop.orders import Address, Customer, Order, OrderState, OrderView
from sahay.shop.ownership import ProvedOwnership
from sahay.shop.unsupported import ReadOnlyOrders
from sahay.shop.verification import Digest, Policy, Refused

NOW = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)
ADDRESS = Address("1 Some Road", "Surat", "Gujarat", "395007")
ASHA = Customer("c-1", "Asha Hegde", "asha@example.com", "+916500001030", ADDRESS)
ORDER = Order(ASHA, OrderView("10001", ASHA.name, OrderState.PLACED, NOW, None, ADDRESS, (), 0, 0, 0, ()))


def owned(orders, ledgers=None):
    return ProvedOwnership(orders, ledgers or MemoryLedgers(), Digest("key"), Policy())


async def ask(ownership, number, message="m"):
    return await ownership.prove(number, ASHA.email, conversation_id="c", message_id=message, now=NOW)


class LyingOrders(ReadOnlyOrders):
    """Whatever is asked for, it is Asha's."""

    async def find(self, number):
        return ORDER


async def test_another_order_than_the_one_asked_for_is_never_told():
    ownership = owned(LyingOrders())
    with pytest.raises(BadAnswer):
        await ask(ownership, "10002")
    with pytest.raises(BadAnswer):
        await ownership.of_account("10002", ASHA.id)


class SleepingOrders(ReadOnlyOrders):
    async def find(self, number):
        raise Unavailable


async def test_a_shop_that_cannot_be_asked_costs_no_attempt():
    ledgers = MemoryLedgers()
    for turn in range(5):
        with pytest.raises(Unavailable):
            await ask(owned(SleepingOrders(), ledgers), "10001", f"m{turn}")
    assert await ask(owned(MemoryBackend().orders, ledgers), "10001") == Refused(2)
