"""Deadlines as they are kept with a conversation: shown, warned of, escalated once."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from sahay.desk.audit import SYSTEM, Actor, Audit, Search
from sahay.domain.conversation import Action, Owner
from sahay.domain.priority import Priority
from sahay.domain.service_level import Breach, Measure
from sahay.flow.taps import LEAVE_QUEUE
from sahay.store.sql import SqlTransaction
from sahay.store.tables.aftercare import queue_wait
from tests.integration.flow.conftest import ASHA, World

INDIA = ZoneInfo("Asia/Kolkata")


def due(sla: dict[str, object] | None) -> tuple[str, str, str] | None:
    """(clock, state, time of day in India)."""
    if sla is None:
        return None
    at = f"{datetime.fromisoformat(str(sla['due_at'])).astimezone(INDIA):%H:%M}" if sla["due_at"] else "-"
    return str(sla["clock"]), str(sla["state"]), at


async def test_a_customer_who_waits_has_a_deadline_and_one_of_the_bots_has_none(world: World) -> None:
    assert await world.sla() is None
    await world.queued()
    assert due(await world.sla()) == ("first_response", "running", "11:00")


async def test_the_clocks_follow_the_conversation(world: World) -> None:
    await world.queued()
    await world.later(minutes=10)
    await world.desk.claim(world.conversation_id, ASHA)
    assert due(await world.sla()) == ("first_response", "running", "11:00")  # a claim is no answer
    await world.desk.reply(world.conversation_id, ASHA, "r1", "Hello")
    assert due(await world.sla()) == ("resolution", "paused", "-")
    await world.later(minutes=10)
    await world.customer("and?")
    assert due(await world.sla()) == ("next_response", "running", "12:20")
    await world.desk.resolve(world.conversation_id, ASHA)
    assert await world.sla() is None
    await world.queued()
    assert due(await world.sla()) == ("first_response", "running", "10:50")  # soon again: it is urgent


async def test_what_the_bot_says_stops_no_clock(world: World) -> None:
    """The welcome of a new language, a notice: none is an answer."""
    await world.queued()
    async with world.store.transaction() as tx:
        await world.routing.mover.announce(tx, await world.conversation(), "app_with_people")

    assert due(await world.sla()) == ("first_response", "running", "11:00")


async def test_a_snooze_stops_the_resolution_until_the_customer_writes(world: World) -> None:
    await world.queued()
    await world.desk.claim(world.conversation_id, ASHA)
    await world.desk.reply(world.conversation_id, ASHA, "r1", "I will look")
    await world.desk.snooze(world.conversation_id, ASHA, world.clock.now() + timedelta(hours=5))
    assert due(await world.sla()) == ("resolution", "paused", "-")
    await world.later(hours=1)
    await world.customer("hello?")

    assert due(await world.sla()) == ("next_response", "running", "13:00")


async def test_a_breach_is_warned_of_and_escalated_once(world: World) -> None:
    breaches: list[Breach] = []

    async def note(_tx: SqlTransaction, breach: Breach) -> None:
        breaches.append(breach)

    world.care.escalation.on_breach.append(note)
    await world.queued()
    await world.later(minutes=48)
    assert due(await world.sla()) == ("first_response", "warned", "11:00")
    assert (await world.conversation()).priority is Priority.NORMAL
    for _ in range(3):  # however often one looks
        await world.later(minutes=12)

    after = await world.conversation()
    assert after.priority is Priority.HIGH
    assert [(breach.measure, breach.priority, breach.raised_to) for breach in breaches] == [
        (Measure.FIRST_RESPONSE, Priority.NORMAL, Priority.HIGH)
    ]
    assert due(await world.sla()) == ("first_response", "breached", "10:30")  # by the priority that it now has


async def test_an_escalation_is_in_the_timeline_and_in_the_audit_log_and_not_told_to_the_customer(world: World) -> None:
    await world.queued()
    await world.desk.prioritise(world.conversation_id, ASHA, Priority.HIGH)
    await world.desk.prioritise(world.conversation_id, ASHA, Priority.HIGH)  # it is already
    assert await world.later(minutes=31) == []  # nothing is said

    async with world.store.snapshot() as snapshot:
        moves = list(await snapshot.transitions(world.conversation_id))
    assert [(move.action, move.by, move.detail, move.priority) for move in moves] == [
        (Action.HAND_OFF, None, None, Priority.NORMAL),
        (Action.PRIORITISE, ASHA.name, "high", Priority.HIGH),
        (Action.ESCALATE, None, "first_response", Priority.URGENT),
    ]
    deeds = await Audit(world.database, world.clock).search(Search(action="conversation"))
    assert [(deed.action, deed.actor, deed.target_id, deed.facts) for deed in reversed(deeds)] == [
        ("conversation.prioritised", Actor(ASHA.id, ASHA.name), world.conversation_id, {"priority": "high"}),
        (
            "conversation.escalated",
            SYSTEM,
            world.conversation_id,
            {"priority": "urgent", "clock": "first_response"},
        ),
    ]


async def test_an_escalation_does_not_begin_the_wait_anew(world: World) -> None:
    """It stays in the queue: what is counted is the whole wait."""
    await world.queued()
    await world.later(minutes=65)
    await world.desk.claim(world.conversation_id, ASHA)

    async with world.database.read() as connection:
        assert list(await connection.scalars(select(queue_wait.c.seconds))) == [65 * 60]


async def test_over_the_weekend_nobody_is_late(world: World) -> None:
    world.is_at("2026-11-21 19:30")  # Saturday, half an hour before closing
    await world.queued()
    await world.later(hours=36)  # Monday, half past seven
    assert due(await world.sla()) == ("first_response", "running", "10:30")
    world.is_at("2026-11-23 10:30")
    await world.later(minutes=0)
    assert due(await world.sla())[1] == "breached"


async def test_who_goes_on_with_the_bot_has_no_deadline(world: World) -> None:
    await world.queued()
    await world.customer(tap=LEAVE_QUEUE)

    assert (await world.conversation()).owner is Owner.BOT
    assert await world.sla() is None


@pytest.mark.parametrize(
    ("begun", "claimed_after", "minutes"),
    [
        ("2026-11-20 10:00", {"minutes": 7}, 7),
        ("2026-11-20 19:50", {"hours": 14, "minutes": 15}, 15),  # ten minutes, and five of the next morning
    ],
)
async def test_a_wait_counts_in_opening_hours(
    world: World, begun: str, claimed_after: dict[str, float], minutes: int
) -> None:
    world.is_at(begun)
    await world.queued()
    await world.later(**claimed_after)
    await world.desk.claim(world.conversation_id, ASHA)

    async with world.database.read() as connection:
        assert list(await connection.scalars(select(queue_wait.c.seconds))) == [minutes * 60]
