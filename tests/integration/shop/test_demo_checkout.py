"""Orders that visitors of the demo place: their own numbers, out of the stock, and gone with the demo's next day."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import insert, select

from sahay.shop import tables
from sahay.shop.changes import CANCELLABLE
from sahay.shop.demo.checkout import Checkout
from sahay.shop.demo.customers import demo_customer
from sahay.shop.demo.seed import seed
from sahay.shop.orders import Line, OrderView, PaymentMethod, PaymentState
from sahay.shop.refusal import Refusal, Why
from sahay.shop.sql import SqlBackend
from tests.integration.shop.contract import small_shop as small

LUNCH_BOX = [Line("HH-101", 1)]
COD, UPI = PaymentMethod.COD, PaymentMethod.UPI


@pytest.fixture
async def checkout(database, now):
    await seed(database, now)
    return Checkout(database, small.RULES)


async def test_an_order_is_one_like_any_other(database, checkout, now):
    asha = await demo_customer(database, "demo-01")
    placed = await checkout.place(asha, LUNCH_BOX, UPI, key="k", now=now)
    backend = SqlBackend(database, small.RULES)
    found = await backend.orders.find(placed.number)

    assert found.view == placed
    assert found.customer == asha
    assert placed.payments[0].state is PaymentState.PAID
    assert placed.state in CANCELLABLE
    cancelled = await backend.orders.cancel(placed.number, fee=0, reason="", key="c", now=now)
    assert cancelled.refunds[0].amount == placed.total


async def test_many_at_once_have_a_number_each_and_one_key_one_order(database, checkout, now):
    asha = await demo_customer(database, "demo-01")
    taken = {"number": "10093", "customer_id": "demo-01", "state": "placed", "placed_at": now, "total": 1}
    nowhere = {"address_line": "", "city": "", "region": "", "pin": "", "delivery_charge": 0, "discount": 0}
    async with database.write() as connection:
        await connection.execute(insert(tables.order).values(taken | nowhere))  # somebody's own, not the demo's
    keys = ["a", "b", "a", "c", "b"]
    placed = await asyncio.gather(*(checkout.place(asha, LUNCH_BOX, COD, key=key, now=now) for key in keys))

    assert sorted({order.number for order in placed}) == ["10094", "10095", "10096"]
    assert placed[0] == placed[2]


async def test_what_there_is_can_be_had_once(database, checkout, now):
    stock = select(tables.product.c.stock).where(tables.product.c.sku == "CL-211")
    asha = await demo_customer(database, "demo-01")
    wishes = (checkout.place(asha, [Line("CL-211", 3)], UPI, key=key, now=now) for key in "ab")  # five are there
    answers = await asyncio.gather(*wishes)

    assert sorted(map(type, answers), key=str) == sorted([OrderView, Refusal], key=str)
    async with database.read() as connection:
        assert await connection.scalar(stock) == 2


async def test_nothing_goes_where_nobody_delivers(database, checkout, now):
    asha = await demo_customer(database, "demo-01")
    away = replace(asha, address=replace(asha.address, pin="744101"))

    assert await checkout.place(away, LUNCH_BOX, UPI, key="k", now=now) == Refusal(Why.NOT_ALLOWED)


async def test_the_next_day_it_is_forgotten(database, checkout, now):
    asha = await demo_customer(database, "demo-01")
    placed = await checkout.place(asha, LUNCH_BOX, COD, key="k", now=now)
    await seed(database, now + timedelta(days=1))

    assert await SqlBackend(database, small.RULES).orders.find(placed.number) is None
