"""Places in the queue, for many who wait and look at the same moment: the order is read once for all of them."""

import asyncio
from collections.abc import Mapping
from types import MappingProxyType

from sahay.store.base import Store


class Places:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._reading = asyncio.Lock()
        self._begun_at = float("-inf")
        self._places: Mapping[str, int] = MappingProxyType({})

    async def of(self, conversation_id: str) -> int | None:
        """The place from 1 as it is now or later; None for who does not wait. A reading that began after one has asked
        is as good as one's own."""
        asked_at = asyncio.get_running_loop().time()
        async with self._reading:
            if self._begun_at < asked_at:
                self._begun_at = asyncio.get_running_loop().time()
                async with self._store.snapshot() as snapshot:
                    queue = await snapshot.queue()
                self._places = {each.id: place for place, each in enumerate(queue, start=1)}
        return self._places.get(conversation_id)
