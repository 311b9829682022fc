"""Who wants to know that something changed. A hint, never the truth: readers always look in the store."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

# The topic of everything that the desk lists.
DESK = "desk"
# The topic of those who wait: somebody joined or left the queue.
QUEUE = "queue"
# Passing signals kept for a slow reader; older ones are worthless.
SIGNALS = 20


@dataclass(frozen=True, slots=True)
class Typing:
    """Somebody types in a conversation: passing, never stored."""

    conversation_id: str
    author: str
    on: bool
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """A conversation's log or owner changed, or what agents keep of it."""

    conversation_id: str


@dataclass(frozen=True, slots=True)
class Viewing:
    """An agent has a conversation before them, and may be typing in it; or not any more (`here`)."""

    conversation_id: str
    agent_id: str
    name: str
    typing: bool = False
    here: bool = True


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A note names agents, who want to know at once."""

    conversation_id: str
    note_id: str
    by: str
    agents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AgentsChanged:
    """Somebody's availability, role or name changed."""

    conversation_id: str = DESK


Signal = Typing | Changed | Viewing | Mentioned | AgentsChanged


class Subscription:
    """One reader's mailbox. Of passing signals it keeps the latest `signals`."""

    def __init__(self, signals: int = SIGNALS) -> None:
        self._signals: deque[Signal] = deque(maxlen=signals)
        self._changed: dict[str, None] = {}
        self._woken = asyncio.Event()

    def put(self, signal: Signal) -> None:
        match signal:
            case Changed(conversation_id):
                self._changed[conversation_id] = None  # many changes are one reason to look
            case _:
                self._signals.append(signal)
        self._woken.set()

    async def wait(self, seconds: float) -> list[Signal]:
        """What happened since the last call; empty when nothing did for so long."""
        return self.take() if await self.woken(seconds) else []

    async def woken(self, seconds: float) -> bool:
        """Whether something happened within so long."""
        try:
            async with asyncio.timeout(seconds):
                await self._woken.wait()
        except TimeoutError:
            return False
        return True

    def take(self) -> list[Signal]:
        """What happened since the last time, without waiting."""
        signals = [*(Changed(conversation_id) for conversation_id in self._changed), *self._signals]
        self._changed.clear()
        self._signals.clear()
        self._woken.clear()
        return signals


class Hub:
    """Carries signals to the readers of a topic: a conversation's id, DESK or QUEUE.

    Within this process; `relay` passes on what is published to other processes, where there are any.
    """

    def __init__(self) -> None:
        self._readers: defaultdict[str, set[Subscription]] = defaultdict(set)
        self._woken: defaultdict[str, list[Callable[[], None]]] = defaultdict(list)
        self.closed = False
        self.relay: Callable[[Signal], None] | None = None

    @contextmanager
    def subscribe(self, *topics: str, signals: int = SIGNALS) -> Iterator[Subscription]:
        subscription = Subscription(signals)
        for topic in topics:
            self._readers[topic].add(subscription)
        try:
            yield subscription
        finally:
            for topic in topics:
                self._readers[topic].discard(subscription)
                if not self._readers[topic]:
                    del self._readers[topic]

    def wake(self, topic: str, worker: Callable[[], None]) -> None:
        """`worker` is called at each signal of a topic, from now on."""
        self._woken[topic].append(worker)

    def publish(self, signal: Signal) -> None:
        """Tell the conversation's readers and the desk, here and in the other apps."""
        self.tell(signal)
        if self.relay:
            self.relay(signal)

    def queue_moved(self) -> None:
        """Somebody joined or left the queue: those who wait may have another position."""
        self.publish(Changed(QUEUE))

    def agents_changed(self) -> None:
        """Somebody came, went, or is called something else."""
        self.publish(AgentsChanged())

    def tell(self, signal: Signal) -> None:
        """Tell the readers within this process."""
        self._tell(signal.conversation_id, signal)
        if signal.conversation_id not in (QUEUE, DESK):
            self._tell(DESK, signal)

    def look_everywhere(self) -> None:
        """Signals may have been missed: every reader looks in the store."""
        for topic in tuple(self._readers):
            self._tell(topic, Changed(topic))

    def close(self) -> None:
        """Wake every reader for the last time."""
        self.closed = True
        self.look_everywhere()

    def _tell(self, topic: str, signal: Signal) -> None:
        for subscription in tuple(self._readers.get(topic, ())):
            subscription.put(signal)
        for worker in self._woken.get(topic, ()):
            worker()

    def readers(self) -> int:
        """How many mailboxes are open."""
        return len({id(reader) for readers in self._readers.values() for reader in readers})
