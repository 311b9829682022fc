"""Writes on the same thing wait for each other; others do not."""

import asyncio

from sahay.shop.turns import Turns, in_turn


class Shop:
    def __init__(self):
        self.turns = Turns()
        self.begun = []
        self.go_on = asyncio.Event()

    @in_turn
    async def write(self, number, name):
        self.begun.append((number, name))
        await self.go_on.wait()
        return name


async def test_one_after_the_other():
    shop = Shop()
    writes = [asyncio.create_task(shop.write(*each)) for each in (("1", "a"), ("1", "b"), ("2", "c"))]
    while len(shop.begun) < 2:
        await asyncio.sleep(0)

    assert shop.begun == [("1", "a"), ("2", "c")]
    shop.go_on.set()
    assert await asyncio.gather(*writes) == ["a", "b", "c"]


async def test_a_lock_that_nobody_holds_is_forgotten():
    turns = Turns()
    async with turns.of("1"):
        assert len(turns._locks) == 1
    assert len(turns._locks) == 0
