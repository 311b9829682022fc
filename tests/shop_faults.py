"""A shop that is slow, fails, loses its answers or lies: any backend, with faults by plan.

    shop = FaultyBackend(MemoryBackend(...), {"orders.cancel": [lost, None, unavailable]})

The first call of `orders.cancel` is made and its answer lost, the second one works, the third one is refused for now,
and all later ones work. `shop.calls` are the names of all that was called, in order.
"""

import asyncio
import inspect
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from sahay.shop.backend import Backend, BadAnswer, OutcomeUnknown, Unavailable

Call = Callable[[], Awaitable[Any]]
# Makes the call, or does something else instead of it.
Fault = Callable[[Call], Awaitable[Any]]


async def unavailable(call: Call) -> Any:
    """The shop cannot be asked: nothing is done."""
    raise Unavailable("by plan")


async def lost(call: Call) -> Any:
    """Half of a write: it is done, and no answer comes."""
    await call()
    raise OutcomeUnknown("by plan, and done")


async def never_arrived(call: Call) -> Any:
    """The other half: nothing is done, and nobody knows."""
    raise OutcomeUnknown("by plan, and not done")


async def nonsense(call: Call) -> Any:
    """It is done, and the answer makes no sense."""
    await call()
    raise BadAnswer("by plan")


def lying(answer: Any) -> Fault:
    """Whatever is asked, it is `answer`."""

    async def lie(call: Call) -> Any:
        return answer

    return lie


def altered(change: Callable[[Any], Any]) -> Fault:
    """It is done, and the answer is changed on its way."""

    async def alter(call: Call) -> Any:
        return change(await call())

    return alter


def held(until: asyncio.Event, reached: asyncio.Event | None = None) -> Fault:
    """So slow that the answer comes when the test says so. `reached` is set when the call is there."""

    async def hold(call: Call) -> Any:
        if reached is not None:
            reached.set()
        await until.wait()
        return await call()

    return hold


def dying(error: BaseException, *, done: bool) -> Fault:
    """The process dies in the middle of the call: before it is made, or after."""

    async def die(call: Call) -> Any:
        if done:
            await call()
        raise error

    return die


class FaultyBackend:
    """See `sahay.shop.backend.Backend`. `plan` are faults by port and method; None for a call that works."""

    def __init__(self, backend: Backend, plan: Mapping[str, Sequence[Fault | None]] | None = None) -> None:
        self._backend = backend
        self._plan = {name: list(faults) for name, faults in (plan or {}).items()}
        self.calls: list[str] = []

    def then(self, name: str, *faults: Fault | None) -> None:
        """Plan more faults for a method, after those that are planned."""
        self._plan.setdefault(name, []).extend(faults)

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._backend, name)
        if name == "capabilities":
            return value
        return self._faulty(name, value) if callable(value) else _Port(self, name, value)

    def _faulty(self, name: str, method: Any) -> Any:
        if not inspect.iscoroutinefunction(method):
            return method

        async def call(*arguments: Any, **named: Any) -> Any:
            self.calls.append(name)
            planned = self._plan.get(name)
            fault = planned.pop(0) if planned else None
            if fault is None:
                return await method(*arguments, **named)
            return await fault(lambda: method(*arguments, **named))

        return call


class _Port:
    def __init__(self, backend: FaultyBackend, name: str, port: Any) -> None:
        self._backend = backend
        self._name = name
        self._port = port

    def __getattr__(self, name: str) -> Any:
        return self._backend._faulty(f"{self._name}.{name}", getattr(self._port, name))
