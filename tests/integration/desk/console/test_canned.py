"""Canned responses: whose they are."""

import pytest

from sahay.desk.canned import Canned, Everybodys, NoSuchResponse, ShortcutTaken, Wording
from sahay.shop.demo import canned as demo
from tests.integration.desk.console.conftest import ASHA, RAVI, World

HELLO = Wording("hello", "Hello", {"en": "Hello {customer}!", "hi": "नमस्ते {customer}!"})
ALL = Wording("bye", "Goodbye", {"en": "Goodbye!"}, shared=True)


async def of(world: World, agent: object) -> list[str]:
    return [each.wording.shortcut for each in await world.console.canned.of(agent)]


async def test_ones_own_are_ones_own_and_those_of_all_are_everybodys(world: World) -> None:
    await world.console.canned.add(ASHA, HELLO, leads=False)
    await world.console.canned.add(ASHA, ALL, leads=True)

    assert await of(world, ASHA) == ["bye", "hello"]
    assert await of(world, RAVI) == ["bye"]


async def test_what_is_kept_is_what_was_written(world: World) -> None:
    added = await world.console.canned.add(ASHA, HELLO, leads=False)

    assert await world.console.canned.of(ASHA) == [Canned(added.id, "asha", HELLO)]


async def test_those_of_all_only_a_supervisor_changes(world: World) -> None:
    shared = await world.console.canned.add(ASHA, ALL, leads=True)

    with pytest.raises(Everybodys):
        await world.console.canned.add(RAVI, ALL, leads=False)
    with pytest.raises(Everybodys):
        await world.console.canned.change(shared.id, RAVI, HELLO, leads=False)
    with pytest.raises(Everybodys):
        await world.console.canned.remove(shared.id, RAVI, leads=False)
    await world.console.canned.remove(shared.id, RAVI, leads=True)
    assert await of(world, ASHA) == []


async def test_another_agents_own_is_not_there(world: World) -> None:
    own = await world.console.canned.add(ASHA, HELLO, leads=False)

    with pytest.raises(NoSuchResponse):
        await world.console.canned.change(own.id, RAVI, HELLO, leads=True)
    with pytest.raises(NoSuchResponse):
        await world.console.canned.remove(own.id, RAVI, leads=True)


async def test_a_shortcut_is_for_one_response(world: World) -> None:
    await world.console.canned.add(ASHA, HELLO, leads=False)
    await world.console.canned.add(RAVI, HELLO, leads=False)  # everybody has shortcuts of their own

    with pytest.raises(ShortcutTaken):
        await world.console.canned.add(ASHA, HELLO, leads=False)


async def test_the_demos_are_there_once_and_stay_deleted(world: World) -> None:
    await demo.ensure(world.store.database, world.clock.now())
    first = await world.console.canned.of(ASHA)
    await world.console.canned.remove(first[0].id, ASHA, leads=True)
    await demo.ensure(world.store.database, world.clock.now())

    assert all(each.wording.shared for each in first)
    assert await world.console.canned.of(ASHA) == first[1:]
