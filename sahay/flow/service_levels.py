"""The service level of each conversation, kept in the transactions that move it; warnings and breaches, told once."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import UTC
from typing import Any

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.domain.clock import Clock
from sahay.domain.conversation import Conversation, Owner, Transition
from sahay.domain.message import Author, Message
from sahay.domain.service_level import Breach, Deadline, Rules, ServiceLevel, Stage
from sahay.flow.hub import Changed, Hub
from sahay.flow.mover import Mover
from sahay.flow.taps import is_tap
from sahay.store.service_levels import add_wait, last_queued, read_level, read_levels, read_open, save_level
from sahay.store.sql import SqlStore, SqlTransaction

log = structlog.get_logger()

# A person has it, or will.
WITH_PEOPLE = frozenset({Owner.QUEUED, Owner.AGENT, Owner.SNOOZED})
TOLD = frozenset({Stage.WARNED, Stage.BREACHED})
# Told of a breach within the transaction that notes it: what it writes there is written if and only if that is.
OnBreach = Callable[[SqlTransaction, Breach], Awaitable[None]]


class ServiceLevels:
    """See `sahay.store.watched.Witness`: what every move and line means for the clocks."""

    def __init__(self, rules: Rules, clock: Clock) -> None:
        self.rules = rules
        self._clock = clock

    async def moved(self, tx: SqlTransaction, transition: Transition) -> None:
        if not {transition.before, transition.after} & WITH_PEOPLE:
            return
        known = await read_level(tx.connection, transition.conversation_id)
        level = self._after(transition, known)
        if level and level != known:
            await save_level(tx.connection, transition.conversation_id, level)
        if (transition.before, transition.after) == (Owner.QUEUED, Owner.AGENT):
            await self._note_wait(tx, transition)

    async def said(self, tx: SqlTransaction, message: Message) -> None:
        if message.author not in (Author.AGENT, Author.CUSTOMER) or is_tap(message.payload):
            return
        level = await read_level(tx.connection, message.conversation_id)
        if level is None:
            return
        event = level.agent_wrote if message.author is Author.AGENT else level.customer_wrote
        after = event(message.at, self.rules.hours)
        if after != level:
            await save_level(tx.connection, message.conversation_id, after)

    async def marks(self, connection: AsyncConnection, conversations: Sequence[Conversation]) -> Mapping[str, Any]:
        """The field `sla` of cards: the clock that is due first. See `sahay.desk.views.Marks`."""
        now = self._clock.now()
        with_people = {each.id: each for each in conversations if each.owner in WITH_PEOPLE}
        levels = await read_levels(connection, with_people) if with_people else {}
        clocks = {
            conversation_id: level.deadlines(with_people[conversation_id].priority, self.rules, now)
            for conversation_id, level in levels.items()
        }
        return {conversation_id: {"sla": _shown(found[0])} for conversation_id, found in clocks.items() if found}

    def _after(self, transition: Transition, known: ServiceLevel | None) -> ServiceLevel | None:
        at, hours = transition.at, self.rules.hours
        if transition.before not in WITH_PEOPLE:
            awaited = transition.after is Owner.QUEUED
            if known and transition.before is Owner.RESOLVED:
                return known.reopened(at, hours, awaited=awaited)
            return ServiceLevel.handed_off(at) if awaited else ServiceLevel.taken_up(at)
        if known is None:
            return None  # it was with people before anybody kept account
        if transition.after not in WITH_PEOPLE:
            return known.ended(at, hours)
        if transition.after is Owner.SNOOZED:
            return known.snoozed(at, hours)
        return known.woken(at, hours)

    async def _note_wait(self, tx: SqlTransaction, transition: Transition) -> None:
        joined = await last_queued(tx.connection, transition.conversation_id)
        if joined:
            since, team = joined
            waited = self.rules.hours.between(since, transition.at)
            await add_wait(tx.connection, transition.conversation_id, team, transition.at, waited)


class Escalation:
    """Looks after the deadlines. `on_breach` are told of each breach, `Changed` tells the desk to look at the card."""

    def __init__(self, store: SqlStore, levels: ServiceLevels, mover: Mover, hub: Hub, clock: Clock) -> None:
        self._store = store
        self._mover = mover
        self._levels = levels
        self._hub = hub
        self._clock = clock
        self.on_breach: list[OnBreach] = []

    async def work(self) -> None:
        """Tell what nobody was told yet."""
        async with self._store.database.read() as connection:
            levels = await read_open(connection)
        rules, now = self._levels.rules, self._clock.now()
        due = [key for key, priority, level in levels if _untold(level, level.deadlines(priority, rules, now))]
        for conversation_id in due:
            try:
                await self._tell(conversation_id)
            except Exception:
                # The others must not wait for one that cannot be dealt with.
                log.exception("service_level.failed", conversation=conversation_id)

    async def _tell(self, conversation_id: str) -> None:
        async with self._store.transaction() as tx:
            conversation = await tx.conversation(conversation_id)
            level = await read_level(tx.connection, conversation_id)
            if level is None:
                return
            untold = _untold(level, level.deadlines(conversation.priority, self._levels.rules, self._clock.now()))
            for clock in untold:
                level = level.has_told(clock.measure, clock.stage)
                if clock.stage is Stage.BREACHED:
                    conversation = await self._escalate(tx, conversation, clock)
            await save_level(tx.connection, conversation_id, level)
        for clock in untold:
            log.info("service_level.told", conversation=conversation_id, measure=clock.measure, stage=clock.stage)
        self._hub.publish(Changed(conversation_id))
        self._hub.queue_moved()

    async def _escalate(self, tx: SqlTransaction, conversation: Conversation, clock: Deadline) -> Conversation:
        """The next priority up, and everybody told who asked to be."""
        now, moved = self._clock.now(), conversation.escalate(self._clock.now(), clock.measure)
        after, due_at = await self._mover.move(tx, moved), clock.due_at or now
        breach = Breach(conversation.id, clock.measure, due_at, now, conversation.priority, after.priority)
        for listener in self.on_breach:
            await listener(tx, breach)
        return after


def _untold(level: ServiceLevel, clocks: Sequence[Deadline]) -> list[Deadline]:
    """Warnings and breaches; who is told of a breach need not be warned of it."""
    return [clock for clock in clocks if clock.stage in TOLD and (clock.measure, clock.stage) not in level.told]


def _shown(clock: Deadline) -> dict[str, Any]:
    due_at = clock.due_at.astimezone(UTC).isoformat() if clock.due_at else None
    return {"clock": clock.measure, "due_at": due_at, "state": clock.stage}
