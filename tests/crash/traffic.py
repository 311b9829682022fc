"""Customers and agents at work at the same time, and when they pause."""

import asyncio
from collections.abc import Coroutine
from random import Random
from typing import Protocol

from tests.crash.agents import Agent
from tests.crash.answers import is_told
from tests.crash.chat import Chat
from tests.crash.customers import Customer
from tests.crash.desk import Desk
from tests.crash.steps import Announcements
from tests.crash.system import System

CUSTOMERS = 8
AGENTS = 2
# The longest that somebody in the middle of something may need to come to its end.
PAUSE_SECONDS = 180.0
CAUGHT_UP_SECONDS = 5.0  # well below the life of most streams: a change that wakes nobody is seen
FINAL_TRIES = 4
FINAL_PAUSE_SECONDS = 3.0


class Stuck(Exception):
    """Somebody did not come to the end of what they do."""


class Person(Protocol):
    async def do_something(self) -> None: ...


class Shift:
    """People who do one thing after the other while they may."""

    def __init__(self) -> None:
        self._open = asyncio.Event()
        self._idle: dict[int, asyncio.Event] = {}

    async def work(self, person: Person) -> None:
        idle = self._idle[id(person)] = asyncio.Event()
        while True:
            idle.set()
            while not self._open.is_set():  # it may be closed again before this one wakes
                await self._open.wait()
            idle.clear()
            await person.do_something()

    def resume(self) -> None:
        self._open.set()

    async def pause(self) -> None:
        """Return when all have finished what they do. Raises Stuck."""
        self._open.clear()
        try:
            async with asyncio.timeout(PAUSE_SECONDS):
                for idle in self._idle.values():
                    await idle.wait()
        except TimeoutError:
            raise Stuck(f"somebody is not done after {PAUSE_SECONDS:g} s") from None


class Traffic:
    """Everybody. `faults` collects what must never be answered."""

    def __init__(self, system: System, random: Random, announcements: Announcements) -> None:
        self.faults: list[str] = []
        self._demo = system.demo
        self._customers_shift, self._agents_shift = Shift(), Shift()
        self._desk_lock = asyncio.Lock()
        self._tasks: list[asyncio.Task[None]] = []
        parts = (self.faults.append, announcements.tell)

        def apart() -> Random:
            """A generator for each person, so that one's luck does not depend on another's pace."""
            return Random(random.getrandbits(64))  # noqa: S311 (to be repeated, not to be guessed)

        orders = random.sample(self._demo["orders"], CUSTOMERS)
        self.customers = [Customer(Chat(system.url, apart(), *parts), order, apart()) for order in orders]
        self.agents = [Agent(Desk(system.url, apart(), *parts), apart()) for _ in range(AGENTS)]

    async def begin(self) -> None:
        """Everybody arrives, and begins."""
        for customer in self.customers:
            await customer.begin()
            self._start(customer.chat.follow())
            self._start(self._customers_shift.work(customer))
        for agent, login in zip(self.agents, self._demo["agents"], strict=False):
            await agent.begin(login)
            self._start(self._agents_shift.work(agent))
        self.resume()

    def resume(self) -> None:
        self._customers_shift.resume()
        self._agents_shift.resume()

    async def pause(self) -> None:
        """Return when nobody is in the middle of anything: agents go on as long as customers wait for them."""
        self.raise_failure()
        await self._customers_shift.pause()
        await self._agents_shift.pause()

    async def catch_up(self) -> None:
        """Every customer's open page shows the log to its end, by itself; what it misses is a fault."""
        for customer in self.customers:
            chat = customer.chat
            log = await chat.whole_log()
            if not await chat.until(lambda chat=chat, log=log: chat.cursor >= log[-1].seq, CAUGHT_UP_SECONDS):
                self.faults.append(
                    f"{chat.conversation_id}: the page shows {chat.cursor} of {log[-1].seq} lines "
                    f"after {CAUGHT_UP_SECONDS:g} quiet seconds"
                )

    async def finish(self) -> dict[str, str]:
        """Each customer asks for the order once more; what the bot said to it last, by conversation.

        To be called while nobody else works.
        """
        answers = await asyncio.gather(*(self._track_finally(customer) for customer in self.customers))
        return {customer.chat.conversation_id: answer for customer, answer in zip(self.customers, answers, strict=True)}

    async def end(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(customer.chat.close() for customer in self.customers))
        await asyncio.gather(*(agent.desk.close() for agent in self.agents))

    def raise_failure(self) -> None:
        """Raise what ended somebody's work, if anything did."""
        for task in self._tasks:
            if task.done():
                task.result()

    def _start(self, work: Coroutine[None, None, None]) -> None:
        self._tasks.append(asyncio.create_task(work))

    async def _track_finally(self, customer: Customer) -> str:
        """More than one try: the app may not have noticed yet that the engine is back (its circuit breaker)."""
        for _ in range(FINAL_TRIES):
            await self._hand_back(customer)
            answer = await customer.track("final")
            if is_told(customer.order["number"], answer):
                break
            await asyncio.sleep(FINAL_PAUSE_SECONDS)
        return answer

    async def _hand_back(self, customer: Customer) -> None:
        """No human has the customer's conversation any more."""
        async with self._desk_lock:
            while customer.chat.with_human:
                for agent in self.agents:
                    await agent.settle()
                await customer.chat.until(lambda: not customer.chat.with_human, 1.0)
