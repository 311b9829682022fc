"""Routing on every store, with two apps at once: each decision is made by one of them."""

import asyncio
import random
from collections import Counter
from dataclasses import replace

import pytest
from sqlalchemy import insert

from sahay.domain.agent import Availability
from sahay.domain.conversation import Handoff, MoveRefused, Owner, Reason
from sahay.domain.priority import Priority
from sahay.domain.routing import Assignment
from sahay.flow.dispatch import Dispatch
from sahay.store import schema
from sahay.store.base import Store
from sahay.store.sql import SqlStore
from tests.fakes import MORNING
from tests.unit.flow.shift import AGENTS, ASHA, RAVI, RULES, Shift

CUSTOMERS = 7


async def begin(store: Store, assignment: Assignment = Assignment.AUTOMATIC) -> Shift:
    if isinstance(store, SqlStore):
        async with store.database.write() as connection:
            for agent in AGENTS:
                what = {"capacity": agent.capacity, "languages": list(agent.languages), "teams": list(agent.teams)}
                who = {"id": agent.id, "name": agent.name, "email": agent.email, "created_at": MORNING}
                await connection.execute(insert(schema.agent).values(**who, **what))
    shift = Shift(store=store, rules=replace(RULES, assignment=assignment))
    await shift.open()
    return shift


async def test_an_agent_is_read_as_they_were_kept(store: Store) -> None:
    shift = await begin(store)
    seat = await shift.roster.choose(await shift.agent(RAVI.id), Availability.AWAY)

    now = shift.clock.now()
    assert await shift.agent(RAVI.id) == replace(RAVI, availability=Availability.AWAY, chosen_at=now, seen_at=now)
    assert (seat.availability, seat.load) == (Availability.AWAY, 0)
    async with store.snapshot() as snapshot:
        assert await snapshot.agent("nobody") is None


async def test_what_an_agent_has_is_counted(store: Store) -> None:
    shift = await begin(store, Assignment.OFFER)
    claimed, offered, resolved = [await shift.arrive(Handoff(Reason.REQUESTED)) for _ in range(3)]
    await shift.desk.claim(claimed, ASHA)
    await shift.desk.claim(resolved, ASHA)
    await shift.desk.resolve(resolved, ASHA)
    async with store.transaction() as tx:
        await tx.save((await tx.conversation(offered)).offer(ASHA, shift.clock.now()))
        assert await tx.load(ASHA.id) == 2


async def test_two_apps_never_both_give_it_to_somebody(store: Store) -> None:
    shift = await begin(store)
    customers = [await shift.arrive(Handoff(Reason.REQUESTED)) for _ in range(CUSTOMERS)]
    other = Dispatch(store, shift.dispatcher._mover, shift.rules, shift.clock)
    await asyncio.gather(shift.dispatcher.work(), other.work())

    held = Counter(each.assignee_id for each in await shift.held())
    assert held == {ASHA.id: 2, RAVI.id: 1}  # as much as they can take; nobody here is for Meera
    for conversation_id in customers:
        steps = [step.action for step in await shift.transitions(conversation_id)]
        assert steps.count("assign") <= 1


@pytest.mark.parametrize("assignment", Assignment)
async def test_a_busy_morning_leaves_nobody(store: Store, assignment: Assignment) -> None:
    """Many events in an order that is always the same; what must hold after each look holds (`Shift.dispatch`)."""
    shift, chance = await begin(store, assignment), random.Random(5)  # noqa: S311
    customers = [
        await shift.arrive(
            Handoff(Reason.REQUESTED, chance.choice([None, "payment_issue"]), priority=priority), language
        )
        for priority in Priority
        for language in ("en", "gu")
    ]
    verbs = (shift.desk.claim, shift.desk.give_back, shift.desk.resolve, shift.desk.decline, shift.desk.wake)
    for _ in range(25):
        try:
            await chance.choice(verbs)(chance.choice(customers), chance.choice(AGENTS))
        except MoveRefused:
            continue
        shift.clock.forward(chance.choice([5, 90]))
        await shift.roster.seen(chance.choice(AGENTS))
        await shift.dispatch()
    for _ in range(20):
        shift.clock.forward(61)
        await shift.roster.seen(ASHA)
        await shift.dispatch()
        for each in [*await shift.waiting(), *await shift.held()]:
            if assignment is Assignment.MANUAL or ASHA.id in (each.offered_to, each.assignee_id):
                await _finish(shift, each.id, each.owner)

    assert await shift.waiting() == []
    assert await shift.held() == []


async def _finish(shift: Shift, conversation_id: str, owner: Owner) -> None:
    if owner is Owner.QUEUED:
        await shift.desk.claim(conversation_id, ASHA)
    conversation = await shift.conversation(conversation_id)
    if conversation.assignee_id == ASHA.id:
        await shift.desk.resolve(conversation_id, ASHA)
