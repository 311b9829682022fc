"""Signals: hints that are merged, and passing ones that are not kept for ever."""

from sahay.flow.hub import DESK, QUEUE, SIGNALS, Changed, Hub, Typing


async def test_many_changes_are_one_reason_to_look() -> None:
    hub = Hub()
    with hub.subscribe("c1") as subscription:
        for _ in range(100):
            hub.publish(Changed("c1"))

        assert await subscription.wait(1) == [Changed("c1")]


async def test_a_reader_hears_of_its_topic_only() -> None:
    hub = Hub()
    with hub.subscribe("c1") as mine, hub.subscribe(DESK) as desk:
        hub.publish(Changed("c2"))

        assert await mine.wait(0.001) == []
        assert await desk.wait(1) == [Changed("c2")]


async def test_typing_is_passed_on_and_old_signs_are_dropped() -> None:
    hub = Hub()
    with hub.subscribe("c1") as subscription:
        for number in range(SIGNALS + 5):
            hub.publish(Typing("c1", "agent", on=number % 2 == 0))

        assert len(await subscription.wait(1)) == SIGNALS


async def test_those_who_wait_hear_that_the_queue_moved() -> None:
    hub = Hub()
    with hub.subscribe("c1", QUEUE) as subscription:
        hub.queue_moved()

        assert await subscription.wait(1) == [Changed(QUEUE)]


async def test_nothing_is_kept_of_readers_who_left() -> None:
    hub = Hub()
    with hub.subscribe("c1", QUEUE):
        assert hub.readers() == 1

    assert hub.readers() == 0


async def test_closing_wakes_everybody() -> None:
    hub = Hub()
    with hub.subscribe("c1") as subscription:
        hub.close()

        assert await subscription.wait(1) == [Changed("c1")]
        assert hub.closed
