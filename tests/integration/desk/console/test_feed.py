"""The live feed: worked out once, told to all, and only what each may hear."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from sahay.desk import feed
from sahay.desk.feed import BACKLOG, Feed, Listener
from sahay.desk.presence import LIFE
from sahay.domain.agent import Agent
from sahay.flow.hub import DESK, AgentsChanged, Changed, Mentioned, Typing, Viewing
from tests.integration.desk.console.conftest import ASHA, RAVI, World

PATIENCE = 5.0


@pytest.fixture
def world_feed(world: World) -> Feed:
    return world.console.feed


@pytest.fixture
async def live(world_feed: Feed, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Feed]:
    monkeypatch.setattr(feed, "SILENCE_SECONDS", 0.05)
    world_feed.start()
    await asyncio.sleep(0)  # it subscribes
    yield world_feed
    await world_feed.stop()


def events(told: str | None) -> list[tuple[str, Any]]:
    """(name, data) of each."""
    assert told is not None
    lines = [block.split("\n") for block in told.split("\n\n") if block]
    return [(name.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for name, data in lines]


async def heard(listener: Listener) -> list[tuple[str, Any]]:
    assert await listener.wait(PATIENCE)
    return events(listener.take())


async def test_a_change_is_told_with_the_card_and_the_queues_order(world: World, live: Feed) -> None:
    await world.waiting("c1")
    await world.waiting("c2")
    with live.listen(ASHA) as listener:
        world.hub.publish(Changed("c2"))
        changes, hint = await heard(listener)

    assert changes[0] == "changes"
    assert [(card["id"], card["position"]) for card in changes[1]["cards"]] == [("c2", 2)]
    assert (changes[1]["queued"], changes[1]["gone"]) == (["c1", "c2"], [])
    assert hint == ("conversation", {"id": "c2", "last_seq": 1, "owner": "queued"})


async def test_a_burst_is_one_event_and_worked_out_once_for_all(
    world: World, live: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        await world.waiting(f"c{number}")
    asked: list[list[str]] = []
    changes = world.console.views.changes

    async def counted(ids: list[str]) -> dict[str, Any]:
        asked.append(list(ids))
        return await changes(ids)

    monkeypatch.setattr(world.console.views, "changes", counted)
    with live.listen(ASHA) as one, live.listen(RAVI) as other:
        for number in range(5):
            world.hub.publish(Changed(f"c{number}"))
        assert await heard(one) == await heard(other)

    assert asked == [[f"c{number}" for number in range(5)]]


async def test_a_conversation_that_is_not_there_any_more_is_gone(world: World, live: Feed) -> None:
    with live.listen(ASHA) as listener:
        world.hub.publish(Changed("erased"))
        ((_, changes),) = await heard(listener)

    assert (changes["cards"], changes["gone"]) == ([], ["erased"])


async def test_nothing_is_worked_out_while_nobody_listens(
    world: World, world_feed: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(world.console.views, "changes", None)  # calling it would fail

    await world_feed._tell([Changed("c1")])
    with world_feed.listen(ASHA), pytest.raises(TypeError):
        await world_feed._tell([Changed("c1")])


async def test_a_mention_is_for_whom_it_names(world: World, live: Feed) -> None:
    with live.listen(ASHA) as asha, live.listen(RAVI) as ravi:
        world.hub.publish(Mentioned("c1", "n1", "Asha", ("ravi",)))
        world.hub.publish(AgentsChanged())

        assert await heard(asha) == [("agents", {})]
        assert await heard(ravi) == [("mention", {"id": "c1", "note": "n1", "by": "Asha"}), ("agents", {})]


async def test_that_a_customer_types_is_told_and_that_an_agent_does_is_not(world: World, live: Feed) -> None:
    with live.listen(ASHA) as listener:
        world.hub.publish(Typing("c1", "agent", on=True))
        world.hub.publish(Typing("c1", "customer", on=True))

        assert await heard(listener) == [("typing", {"id": "c1", "on": True})]


async def test_who_views_is_told_until_their_console_is_silent(world: World, live: Feed) -> None:
    def present(*agents: dict[str, Any]) -> list[tuple[str, Any]]:
        return [("presence", {"id": "c1", "agents": list(agents)})]

    with live.listen(ASHA) as listener:
        world.hub.publish(Viewing("c1", "ravi", "Ravi", typing=True))
        assert await heard(listener) == present({"id": "ravi", "name": "Ravi", "typing": True})
        assert ("presence", present()[0][1] | {"agents": [{"id": "ravi", "name": "Ravi", "typing": True}]}) in events(
            await live.everything(ASHA)
        )
        world.clock.forward((LIFE + timedelta(seconds=1)).total_seconds())
        assert await heard(listener) == present()


async def test_after_a_lost_relay_everybody_begins_again(world: World, live: Feed) -> None:
    with live.listen(ASHA) as listener:
        world.hub.publish(Changed(DESK))
        assert await listener.wait(PATIENCE)

        assert listener.take() is None


async def test_when_the_store_cannot_be_read_everybody_begins_again(
    world: World, live: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed, "PAUSE_SECONDS", 0.01)
    monkeypatch.setattr(world.console.views, "changes", None)
    with live.listen(ASHA) as listener:
        world.hub.publish(Changed("c1"))
        assert await listener.wait(PATIENCE)

        assert listener.take() is None


def test_who_is_too_far_behind_begins_again() -> None:
    listener = Listener(Agent("asha", "Asha", "asha@example.com"))
    for number in range(BACKLOG + 1):
        listener.put(f"event {number}")
    listener.put("one more")

    assert listener.take() is None
    listener.put("from here on")
    assert listener.take() == "from here on"
