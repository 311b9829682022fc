"""Who works when, while everything else is killed."""

import asyncio

from tests.crash.traffic import Shift


class Busy:
    def __init__(self) -> None:
        self.done = 0

    async def do_something(self) -> None:
        await asyncio.sleep(0)
        self.done += 1


async def test_a_shift_that_opens_and_closes_at_once_lets_nobody_begin():
    shift, person = Shift(), Busy()
    work = asyncio.create_task(shift.work(person))
    await asyncio.sleep(0)
    shift.resume()

    await shift.pause()
    for _ in range(5):
        await asyncio.sleep(0)

    assert person.done == 0
    work.cancel()


async def test_a_pause_waits_for_what_was_begun():
    shift, person = Shift(), Busy()
    work = asyncio.create_task(shift.work(person))
    shift.resume()
    await asyncio.sleep(0)

    await shift.pause()

    assert person.done == 1
    work.cancel()
