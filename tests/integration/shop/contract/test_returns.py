"""Sending goods back, in every adapter that can."""

from dataclasses import replace
from datetime import timedelta

import pytest

from sahay.shop.backend import Capability
from sahay.shop.orders import OrderState
from sahay.shop.refusal import Why
from sahay.shop.returns import ReturnKind, ReturnLine, ReturnState
from tests.integration.shop.contract import small_shop as small
from tests.integration.shop.contract.conftest import needs
from tests.integration.shop.contract.writes import slot_id, wanted

NOW = small.NOW
KURTA = small.KURTA.sku
SOCKS = small.SOCKS.sku

pytestmark = needs(Capability.REQUEST_RETURN)


async def request(backend, *lines, key="k1", **changes):
    return await backend.returns.request(await wanted(backend, *lines, **changes), key=key, now=NOW)


async def state(backend, number="A1005"):
    return (await backend.orders.find(number)).view.state


async def test_pick_ups_are_to_come_and_in_order(backend):
    slots = await backend.returns.slots(small.AHMEDABAD.pin, NOW, limit=4)
    assert 0 < len(slots) <= 4
    assert all(NOW < slot.begins < slot.ends for slot in slots)
    assert [slot.begins for slot in slots] == sorted(slot.begins for slot in slots)
    assert len({slot.id for slot in slots}) == len(slots)


async def test_nobody_fetches_where_nobody_delivers(backend):
    for pin in (small.LEH.pin, small.KOCHI.pin, "12", ""):  # in Kochi nothing is fetched, though it is brought
        assert list(await backend.returns.slots(pin, NOW)) == []


async def test_a_return_is_kept_with_its_order(backend):
    chosen = (await backend.returns.slots(small.AHMEDABAD.pin, NOW))[1]
    goods = await request(backend, ReturnLine(KURTA, 2), slot_id=chosen.id)
    assert (goods.order_number, goods.state, goods.lines) == (
        "A1005",
        ReturnState.REQUESTED,
        (ReturnLine(KURTA, 2),),
    )
    assert goods.pickup == chosen
    assert list(await backend.returns.of_order("A1005")) == [goods]
    assert await state(backend) is OrderState.RETURN_REQUESTED
    assert list(await backend.returns.of_order("A1004")) == []


async def test_the_day_of_delivery_stays_what_it_was(backend):
    await request(backend)
    assert (await backend.orders.find("A1005")).view.delivered_at == small.DELIVERED.view.delivered_at


async def test_the_rest_can_go_back_later_the_latest_first(backend):
    first = await request(backend, ReturnLine(KURTA, 1))
    second = await request(backend, ReturnLine(KURTA, 1), ReturnLine(SOCKS, 1), key="k2")
    assert {goods.number for goods in await backend.returns.of_order("A1005")} == {first.number, second.number}
    refused = await request(backend, ReturnLine(KURTA, 1), key="k3")
    assert refused.why is Why.ALREADY_DONE


@pytest.mark.parametrize(
    ("changes", "lines", "why"),
    [
        ({"order_number": "A1004"}, [(small.BOTTLE.sku, 1)], Why.TOO_EARLY),  # on its way
        ({"order_number": "A1001"}, [(small.BOTTLE.sku, 1)], Why.TOO_EARLY),
        ({"order_number": "A1006"}, [(small.BOTTLE.sku, 1)], Why.NOT_ALLOWED),  # cancelled
        ({"order_number": "A9999"}, [(KURTA, 1)], Why.NOT_FOUND),
        ({}, [(small.BOTTLE.sku, 1)], Why.NOT_FOUND),  # is not in it
        ({}, [(KURTA, 3)], Why.INVALID),  # there are two
        ({}, [(KURTA, 1), (KURTA, 1)], Why.INVALID),  # one line a product
        ({"slot_id": "2020-01-01T10"}, [(KURTA, 1)], Why.INVALID),  # past
        ({"slot_id": "whenever"}, [(KURTA, 1)], Why.INVALID),
    ],
)
async def test_what_cannot_go_back_is_refused(backend, changes, lines, why):
    refused = await request(backend, *(ReturnLine(*line) for line in lines), **changes)
    assert refused.why is why
    assert list(await backend.returns.of_order("A1005")) == []
    assert await state(backend) is OrderState.DELIVERED


async def test_what_is_wanted_instead_is_laid_aside(backend):
    """One set of socks is left."""
    goods = await request(backend, ReturnLine(KURTA, 1), kind=ReturnKind.EXCHANGE, exchange_sku=SOCKS)
    assert goods.kind is ReturnKind.EXCHANGE
    assert (await backend.catalogue.product(SOCKS)).stock == 0
    refused = await request(backend, ReturnLine(SOCKS, 1), key="k2", kind=ReturnKind.EXCHANGE)
    assert refused.why is Why.OUT_OF_STOCK


class TestWithdraw:
    pytestmark = needs(Capability.WITHDRAW_RETURN)

    async def test_the_order_is_as_before(self, backend):
        goods = await request(backend, kind=ReturnKind.EXCHANGE)
        later = NOW + timedelta(hours=1)
        called_off = await backend.returns.withdraw(goods.number, key="k2", now=later)
        assert called_off == replace(goods, state=ReturnState.WITHDRAWN)
        assert list(await backend.returns.of_order("A1005")) == [called_off]
        assert await state(backend) is OrderState.DELIVERED
        assert (await backend.catalogue.product(KURTA)).stock == small.KURTA.stock
        again = await request(backend, ReturnLine(KURTA, 2), key="k3")
        assert again.number != goods.number

    async def test_another_return_of_the_order_goes_on(self, backend):
        first, _ = [await request(backend, ReturnLine(KURTA, 1), key=f"k{turn}") for turn in range(2)]
        await backend.returns.withdraw(first.number, key="k9", now=NOW)
        assert await state(backend) is OrderState.RETURN_REQUESTED

    async def test_what_is_called_off_or_unknown_is_refused(self, backend):
        goods = await request(backend)
        await backend.returns.withdraw(goods.number, key="k2", now=NOW)
        assert (await backend.returns.withdraw(goods.number, key="k3", now=NOW)).why is Why.ALREADY_DONE
        assert (await backend.returns.withdraw("R9999-1", key="k4", now=NOW)).why is Why.NOT_FOUND


async def test_a_time_that_is_there_can_be_had(backend):
    assert (await request(backend, slot_id=await slot_id(backend))).pickup is not None
