"""What several apps would do at the same moment is done once; what other programs are told of it."""

import asyncio
from typing import Any

from sqlalchemy import insert, select

from sahay.desk.webhooks.events import EventType
from sahay.store.tables.integrations import webhook, webhook_delivery
from tests.integration.flow.conftest import World

APPS = 3


async def listen(world: World, *types: EventType) -> None:
    """Another program wants to know of these."""
    values = {"id": "w1", "name": "CRM", "url": "https://crm.example/hook", "types": list(types), "is_active": True}
    async with world.database.write() as connection:
        row = {**values, "generation": 1, "failures": 0, "created_at": world.clock.now()}
        await connection.execute(insert(webhook).values(row))


async def told(world: World) -> list[tuple[str, dict[str, Any]]]:
    async with world.database.read() as connection:
        rows = await connection.execute(select(webhook_delivery.c.type, webhook_delivery.c.data))
        return [(row.type, row.data) for row in rows]


async def test_a_breach_is_told_once(world: World) -> None:
    await listen(world, EventType.SLA_BREACHED)
    await world.queued()
    world.clock.forward(3600)
    await asyncio.gather(*(world.care.escalation.work() for _ in range(APPS)))

    breach = {"clock": "first_response", "due_at": "2026-11-20T05:30:00+00:00", "priority": "high"}
    assert await told(world) == [("sla.breached", breach)]


async def test_a_question_is_asked_once_and_its_answer_told_once(world: World) -> None:
    await listen(world, EventType.CSAT_RECEIVED)
    await world.resolved()
    before = (await world.conversation()).last_seq
    world.clock.forward(60)
    await asyncio.gather(*(world.care.aftercare.ask(world.store, world.routing.mover) for _ in range(APPS)))
    assert len(await world.log(after=before)) == 1
    for tap in ("/app_rate_4", "/app_rate_5"):
        await world.customer(tap=tap)

    assert await told(world) == [("csat.received", {"score": 4, "agent_id": "asha"})]


async def test_one_that_cannot_be_dealt_with_does_not_hold_up_the_others(world: World) -> None:
    """A listener that fails for one conversation undoes that one's transaction only: it is tried again."""
    await world.queued()
    first = world.conversation_id
    await world.begin()
    await world.queued()
    failed: list[str] = []

    async def fail_first(_tx: object, breach: Any) -> None:
        if breach.conversation_id == first and not failed:
            failed.append(first)
            raise RuntimeError("no")

    world.care.escalation.on_breach.append(fail_first)
    world.clock.forward(3600)
    await world.care.escalation.work()
    assert (await world.conversation()).priority == "high"
    await world.care.escalation.work()
    async with world.store.snapshot() as snapshot:
        assert (await snapshot.conversation(first)).priority == "high"
