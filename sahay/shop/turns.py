"""One write after the other on the same thing, within this process.

A system without idempotency keys is first looked at and then changed; between the two nobody else may do the same.
Other processes are kept apart by `operations`, which runs a message's change in one place.
"""

import asyncio
import functools
from collections.abc import Callable, Hashable
from typing import Any, Protocol, TypeVar, cast
from weakref import WeakValueDictionary

Write = TypeVar("Write", bound=Callable[..., Any])


# What changes of items have in common.
GOODS = "the shop's goods"


class Turns:
    """A lock for each thing, for as long as somebody waits for it."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[Hashable, asyncio.Lock] = WeakValueDictionary()

    def of(self, thing: Hashable) -> asyncio.Lock:
        lock = self._locks.get(thing)
        if lock is None:
            lock = self._locks[thing] = asyncio.Lock()
        return lock


class TakesTurns(Protocol):
    turns: Turns


def in_turn(method: Write) -> Write:
    """A write on the thing that its first argument names."""

    @functools.wraps(method)
    async def waiting(self: TakesTurns, thing: Hashable, *arguments: Any, **named: Any) -> Any:
        async with self.turns.of(thing):
            return await method(self, thing, *arguments, **named)

    return cast(Write, waiting)
