"""Who is at the desk: what agents choose, and the signs that their consoles give."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sahay.domain.agent import Agent, Availability
from sahay.domain.availability import availability
from sahay.domain.clock import Clock
from sahay.domain.conversation import Conversation
from sahay.domain.routing import Rules, loads
from sahay.flow.hub import AgentsChanged, Hub
from sahay.store.base import Store

# A console's sign is written down at most so often. It is shorter than the shortest silence that means anything.
SIGN_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody who may sit at the desk: whether they are there now, and how much they have and are offered."""

    agent: Agent
    availability: Availability
    load: int


class Roster:
    """`wake` is called when somebody comes or goes."""

    def __init__(self, store: Store, hub: Hub, clock: Clock, rules: Rules, wake: Callable[[], None]) -> None:
        self._store = store
        self._hub = hub
        self._clock = clock
        self._rules = rules
        self._wake = wake
        self._signs: dict[str, datetime] = {}

    async def seen(self, agent: Agent) -> None:
        """Their console gives a sign."""
        now, last = self._clock.now(), self._signs.get(agent.id)
        if last and now - last < SIGN_EVERY:
            return
        self._signs[agent.id] = now
        async with self._store.transaction() as tx:
            known = await tx.agent(agent.id)
            if known is None:
                return
            back = replace(known, seen_at=now)
            await tx.save_agent(back)
        if self._of(back) is not self._of(known):
            self._tell()

    async def left(self, agent: Agent) -> None:
        """They sign out: they are away at once, unless another console of theirs gives a sign."""
        silent_since = self._clock.now() - self._rules.silence.away
        self._signs.pop(agent.id, None)
        async with self._store.transaction() as tx:
            known = await tx.agent(agent.id)
            if known and known.seen_at and known.seen_at > silent_since:
                await tx.save_agent(replace(known, seen_at=silent_since))
        self._tell()

    async def choose(self, agent: Agent, chosen: Availability) -> Seat:
        """Be there, away or not there, from now on."""
        now = self._clock.now()
        async with self._store.transaction() as tx:
            known = await tx.agent(agent.id) or agent
            chooses = replace(known, availability=chosen, chosen_at=now, seen_at=now)
            await tx.save_agent(chooses)
            load = await tx.load(agent.id)
        self._tell()
        return Seat(chooses, self._of(chooses), load)

    async def seats(self) -> list[Seat]:
        """Everybody who may sign in, by name."""
        async with self._store.snapshot() as snapshot:
            agents = await snapshot.agents()
            conversations: list[Conversation] = [*await snapshot.queue(), *await snapshot.with_agents()]
        load = loads(conversations)
        active = sorted((each for each in agents.values() if each.is_active), key=lambda each: (each.name, each.id))
        return [Seat(each, self._of(each), load.get(each.id, 0)) for each in active]

    def _of(self, agent: Agent) -> Availability:
        return availability(agent, self._clock.now(), self._rules.silence)

    def _tell(self) -> None:
        self._hub.publish(AgentsChanged())
        self._wake()
