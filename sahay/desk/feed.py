"""The desk's live events: worked out once for each change, whoever listens, and sent to all as they are.

A change is told at once, unless another one was told a moment ago: then it waits for what else happens in that moment,
so that a burst of changes is one event.
"""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

import structlog

from sahay.desk.presence import Presence
from sahay.desk.views import Views
from sahay.domain.agent import Agent
from sahay.domain.clock import Clock
from sahay.domain.message import Author
from sahay.flow.hub import DESK, AgentsChanged, Changed, Hub, Mentioned, Signal, Typing, Viewing

log = structlog.get_logger()

# Two events of changes are so far apart at least.
MOMENT_SECONDS = 0.05
# How often it is looked for consoles that have fallen silent.
SILENCE_SECONDS = 5.0
# Passing signals that wait to be told.
SIGNALS = 2000
# Events that wait for a reader. Who is further behind begins again with everything.
BACKLOG = 200
# How long nothing is told when the store could not be read.
PAUSE_SECONDS = 1.0

Json = dict[str, Any]
# An event's name and what it says, as it goes over the line.
Encode = Callable[[str, Json], str]


class Listener:
    """One agent's console."""

    def __init__(self, agent: Agent) -> None:
        self.agent_id = agent.id
        self._events: list[str] = []
        self._stale = False
        self._woken = asyncio.Event()

    def put(self, event: str) -> None:
        if len(self._events) >= BACKLOG:
            self.begin_again()
        elif not self._stale:
            self._events.append(event)
        self._woken.set()

    def begin_again(self) -> None:
        """What it knows is not to be relied upon any more."""
        self._events.clear()
        self._stale = True
        self._woken.set()

    async def wait(self, seconds: float) -> bool:
        """Whether there is something to take within so long."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._woken.wait()
                return True
        return False

    def take(self) -> str | None:
        """The events since the last time, one after the other; None when it has to begin again with everything."""
        stale, events = self._stale, "".join(self._events)
        self._events.clear()
        self._stale = False
        self._woken.clear()
        return None if stale else events


class Feed:
    def __init__(self, hub: Hub, views: Views, clock: Clock, encode: Encode) -> None:
        self._hub = hub
        self._views = views
        self._clock = clock
        self._encode = encode
        self._presence = Presence()
        self._listeners: set[Listener] = set()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        if self._task:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    @contextmanager
    def listen(self, agent: Agent) -> Iterator[Listener]:
        listener = Listener(agent)
        self._listeners.add(listener)
        try:
            yield listener
        finally:
            self._listeners.discard(listener)

    async def everything(self, agent: Agent) -> str:
        """What a console begins with: the lists, and who is where."""
        queue = self._encode("queue", await self._views.queue(agent))
        return queue + "".join(self._present(conversation_id) for conversation_id in self._presence.signs)

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        next_at = 0.0
        with self._hub.subscribe(DESK, signals=SIGNALS) as subscription:
            while True:
                if await subscription.woken(SILENCE_SECONDS):
                    await asyncio.sleep(next_at - loop.time())
                next_at = loop.time() + MOMENT_SECONDS
                try:
                    await self._tell(subscription.take())
                except Exception:
                    log.exception("feed.failed")
                    self._begin_again()
                    await asyncio.sleep(PAUSE_SECONDS)

    async def _tell(self, signals: Sequence[Signal]) -> None:
        changed = [signal.conversation_id for signal in signals if isinstance(signal, Changed)]
        if DESK in changed:
            self._begin_again()
        elif changed and self._listeners:
            await self._tell_changes(changed)
        for signal in signals:
            self._pass_on(signal)
        for conversation_id in self._presence.expire(self._clock.now()):
            self._send(self._present(conversation_id))

    async def _tell_changes(self, conversation_ids: Sequence[str]) -> None:
        changes = await self._views.changes(conversation_ids)
        hints = [{name: card[name] for name in ("id", "last_seq", "owner")} for card in changes["cards"]]
        self._send(self._encode("changes", changes) + "".join(self._encode("conversation", hint) for hint in hints))

    def _pass_on(self, signal: Signal) -> None:
        match signal:
            case Typing(author=Author.CUSTOMER):
                self._send(self._encode("typing", {"id": signal.conversation_id, "on": signal.on}))
            case Viewing() if self._presence.note(signal, self._clock.now()):
                self._send(self._present(signal.conversation_id))
            case Mentioned():
                said = {"id": signal.conversation_id, "note": signal.note_id, "by": signal.by}
                self._send(self._encode("mention", said), to=signal.agents)
            case AgentsChanged():
                self._send(self._encode("agents", {}))

    def _present(self, conversation_id: str) -> str:
        agents = self._presence.view(conversation_id)
        return self._encode("presence", {"id": conversation_id, "agents": agents})

    def _send(self, event: str, to: Sequence[str] | None = None) -> None:
        for listener in self._listeners:
            if to is None or listener.agent_id in to:
                listener.put(event)

    def _begin_again(self) -> None:
        for listener in self._listeners:
            listener.begin_again()
