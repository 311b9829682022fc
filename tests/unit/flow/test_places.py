"""Places in the queue: never older than the question, and read once for many."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sahay.domain.conversation import Conversation, Handoff, Reason
from sahay.flow.places import Places
from sahay.store.base import Contact
from sahay.store.memory import MemoryStore, MemoryTransaction
from tests.fakes import MORNING


class CountingStore(MemoryStore):
    """Takes its time for each reading, and counts them."""

    readings = 0

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[MemoryTransaction]:
        async with super().snapshot() as snapshot:
            self.readings += 1
            await asyncio.sleep(0)
            yield snapshot


async def queued(store: MemoryStore, conversation_id: str) -> None:
    made = Conversation(conversation_id, "p", "web", "en", MORNING, MORNING)
    async with store.transaction() as tx:
        await tx.add_contact(Contact("p", MORNING))
        await tx.add_conversation(made)
        await tx.save(made.hand_off(Handoff(Reason.REQUESTED), MORNING).conversation)


async def test_many_who_ask_at_once_are_answered_by_two_readings_at_most() -> None:
    store = CountingStore()
    for number in range(50):
        await queued(store, f"c{number:02}")
    places = Places(store)

    found = await asyncio.gather(*(places.of(f"c{number:02}") for number in range(50)))
    assert found == list(range(1, 51))
    assert store.readings <= 2


async def test_a_place_is_as_it_is_now() -> None:
    store = CountingStore()
    await queued(store, "c1")
    await queued(store, "c2")
    places = Places(store)
    assert await places.of("c2") == 2
    async with store.transaction() as tx:
        first = await tx.conversation("c1")
        await tx.save(first.leave_queue(MORNING).conversation)

    assert (await places.of("c1"), await places.of("c2")) == (None, 1)
