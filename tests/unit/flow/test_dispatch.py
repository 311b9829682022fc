"""What the dispatcher does, and what customers are told of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from sahay.domain.agent import Availability
from sahay.domain.conversation import Handoff, Owner, Reason
from sahay.domain.priority import Priority
from sahay.domain.routing import Assignment, Reopen
from tests.unit.flow.shift import ASHA, MEERA, RAVI, RULES, Shift

PERSON = Handoff(Reason.REQUESTED)


async def begin(assignment: Assignment = Assignment.AUTOMATIC, agents: Sequence = (ASHA,), **rules: object) -> Shift:
    shift = Shift(rules=replace(RULES, assignment=assignment, **rules))
    await shift.open(agents)
    return shift


async def told(shift: Shift, conversation_id: str) -> str:
    async with shift.store.snapshot() as snapshot:
        return (await snapshot.messages(conversation_id))[-1].text


async def after(shift: Shift, seconds: float, *, seen: Sequence = (ASHA,)) -> None:
    """Time passes for everybody whose console is open."""
    shift.clock.forward(seconds)
    for agent in seen:
        await shift.roster.seen(agent)
    await shift.dispatch()


async def test_it_comes_to_an_agent_by_itself() -> None:
    shift = await begin()
    customer = await shift.arrive(PERSON)
    await shift.dispatch()
    taken = await shift.conversation(customer)

    assert (taken.owner, taken.assignee_id) == (Owner.AGENT, ASHA.id)
    assert await told(shift, customer) == "Asha joined"


async def test_where_agents_help_themselves_nothing_comes_to_them() -> None:
    shift = await begin(Assignment.MANUAL)
    customer = await shift.arrive(PERSON)
    await after(shift, 3600)

    assert (await shift.conversation(customer)).owner is Owner.QUEUED


async def test_one_after_the_other_is_asked() -> None:
    shift = await begin(Assignment.OFFER, (ASHA, RAVI))
    customer = await shift.arrive(PERSON)
    await shift.dispatch()
    first = (await shift.conversation(customer)).offered_to
    await after(shift, 29, seen=(ASHA, RAVI))
    assert (await shift.conversation(customer)).offered_to == first == ASHA.id
    await after(shift, 1, seen=(ASHA, RAVI))

    assert (await shift.conversation(customer)).offered_to == RAVI.id
    assert await told(shift, customer) == "Queued as 1"  # what is only offered is nothing to tell


async def test_who_declines_is_left_in_peace_for_a_while() -> None:
    shift = await begin(Assignment.OFFER)
    customer = await shift.arrive(PERSON)
    await shift.dispatch()
    await shift.desk.decline(customer, ASHA)
    await after(shift, 60)
    assert (await shift.conversation(customer)).offered_to is None
    await after(shift, 60)

    assert (await shift.conversation(customer)).offered_to == ASHA.id


async def test_nobody_is_asked_who_is_not_there_any_more() -> None:
    shift = await begin(Assignment.OFFER, (ASHA, RAVI))
    customer = await shift.arrive(PERSON)
    await shift.dispatch()
    await shift.roster.choose(ASHA, Availability.AWAY)
    await shift.dispatch()

    assert (await shift.conversation(customer)).offered_to == RAVI.id


async def test_what_is_offered_can_be_taken() -> None:
    shift = await begin(Assignment.OFFER)
    customer = await shift.arrive(PERSON)
    await shift.dispatch()
    taken = await shift.desk.claim(customer, ASHA)

    assert (taken.owner, taken.offered_to, taken.offered_until) == (Owner.AGENT, None, None)


@pytest.mark.parametrize("silent_minutes", [9, 10])
async def test_an_agent_who_falls_silent_gives_back(silent_minutes: int) -> None:
    shift = await begin(Assignment.MANUAL)
    customer = await shift.arrive(PERSON)
    await shift.desk.claim(customer, ASHA)
    await after(shift, silent_minutes * 60, seen=())
    is_gone = silent_minutes == 10

    assert (await shift.conversation(customer)).owner is (Owner.QUEUED if is_gone else Owner.AGENT)
    assert await told(shift, customer) == ("Asha left; number 1 again" if is_gone else "Asha joined")


async def test_the_old_place_is_kept() -> None:
    shift = await begin(Assignment.MANUAL)
    first = await shift.arrive(PERSON)
    shift.clock.forward(60)
    second = await shift.arrive(PERSON)
    await shift.desk.claim(first, ASHA)
    await shift.desk.give_back(first, ASHA)

    assert [each.id for each in await shift.waiting()] == [first, second]


async def test_what_one_gives_back_does_not_come_back_at_once() -> None:
    shift = await begin(agents=(ASHA, RAVI))
    customer = await shift.arrive(PERSON)
    await shift.dispatch()
    holder = (await shift.conversation(customer)).assignee_id
    await shift.desk.give_back(customer, {ASHA.id: ASHA, RAVI.id: RAVI}[holder or ""])
    await shift.dispatch()

    assert (await shift.conversation(customer)).assignee_id not in (None, holder)


async def test_what_was_set_aside_wakes_in_time() -> None:
    shift = await begin(Assignment.MANUAL)
    customer = await shift.arrive(PERSON)
    await shift.desk.claim(customer, ASHA)
    await shift.desk.snooze(customer, ASHA, shift.clock.now() + timedelta(minutes=2))
    await after(shift, 60)
    assert (await shift.conversation(customer)).owner is Owner.SNOOZED
    await after(shift, 60)
    awake = await shift.conversation(customer)

    assert (awake.owner, awake.assignee_id) == (Owner.AGENT, ASHA.id)


async def test_what_was_set_aside_wakes_when_the_customer_writes() -> None:
    shift = await begin(Assignment.MANUAL)
    customer = await shift.arrive(PERSON)
    await shift.desk.claim(customer, ASHA)
    await shift.desk.snooze(customer, ASHA, shift.clock.now() + timedelta(hours=2))
    await shift.write(customer, "Any news?")

    assert (await shift.conversation(customer)).owner is Owner.AGENT


async def test_what_was_set_aside_by_somebody_who_is_gone_wakes_into_the_queue() -> None:
    shift = await begin(Assignment.MANUAL)
    customer = await shift.arrive(PERSON)
    await shift.desk.claim(customer, ASHA)
    await shift.desk.snooze(customer, ASHA, shift.clock.now() + timedelta(hours=1))
    await after(shift, 3600, seen=())

    assert (await shift.conversation(customer)).owner is Owner.QUEUED
    assert await told(shift, customer) == "Asha left; number 1 again"


async def test_the_team_and_the_urgency_come_from_the_settings() -> None:
    rules = {"topics": {"payment_issue": Priority.HIGH}}
    shift = await begin(agents=(RAVI, MEERA), patience=timedelta(0), **rules)
    customer = await shift.arrive(Handoff(Reason.REQUESTED, "payment_issue", ticket="T-7K3QXM"), "gu")
    waits = await shift.conversation(customer)
    await shift.dispatch()

    assert (waits.team, waits.priority, waits.ticket) == ("payments", Priority.HIGH, "T-7K3QXM")
    assert (await shift.conversation(customer)).assignee_id == MEERA.id


async def resolved(shift: Shift) -> str:
    customer = await shift.arrive(PERSON)
    await shift.desk.claim(customer, ASHA)
    await shift.desk.resolve(customer, ASHA)
    return customer


@pytest.mark.parametrize(
    ("chosen", "owner", "text"),
    [
        (Availability.ONLINE, Owner.AGENT, "Asha joined"),
        (Availability.AWAY, Owner.QUEUED, "Queued as 1"),
        (Availability.OFFLINE, Owner.QUEUED, "Queued as 1"),
    ],
)
async def test_what_was_not_solved_comes_back_to_the_same_agent(chosen: Availability, owner: Owner, text: str) -> None:
    shift = await begin(Assignment.MANUAL, reasons={Reason.NOT_SOLVED: Priority.HIGH})
    customer = await resolved(shift)
    await shift.roster.choose(ASHA, chosen)
    back = await shift.desk.call_back(customer)

    assert (back.owner, back.reason, back.priority) == (owner, Reason.NOT_SOLVED, Priority.HIGH)
    assert await told(shift, customer) == text


async def test_it_comes_back_to_nobody_who_has_no_room() -> None:
    shift = await begin(Assignment.MANUAL, (replace(ASHA, capacity=1),))
    customer = await resolved(shift)
    await shift.desk.claim(await shift.arrive(PERSON), ASHA)

    assert (await shift.desk.call_back(customer)).owner is Owner.QUEUED


@pytest.mark.parametrize(
    ("reopen", "hours", "owner"),
    [
        (Reopen.BOT, 1, Owner.BOT),
        (Reopen.AGENT, 1, Owner.AGENT),
        (Reopen.AGENT, 25, Owner.BOT),  # long ago: another matter
    ],
)
async def test_who_answers_a_message_after_the_matter_was_resolved(reopen: Reopen, hours: int, owner: Owner) -> None:
    shift = await begin(Assignment.MANUAL, reopen=reopen)
    customer = await resolved(shift)
    await after(shift, hours * 3600)
    await shift.write(customer, "One more thing")
    await shift.turns.drain(customer)

    assert (await shift.conversation(customer)).owner is owner
    assert (len(shift.engine.asked) == 2) is (owner is Owner.BOT)  # the handoff, and perhaps this


async def test_the_bot_goes_on_with_what_the_agent_chose() -> None:
    shift = await begin(Assignment.MANUAL)
    customer = await shift.arrive(PERSON)
    await shift.desk.claim(customer, ASHA)
    await shift.desk.return_to_bot(customer, ASHA, "track_order")
    await shift.turns.drain(customer)
    _, asked = shift.engine.asked[-1]

    assert asked.payload == "/track_order"
    assert asked.text == "Asha left; the bot goes on with: Track my order"


async def test_one_that_cannot_be_dealt_with_holds_up_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    shift = await begin()
    first, second = await shift.arrive(PERSON), await shift.arrive(PERSON)
    take = shift.dispatcher._take

    async def fail(decision: object, tx: object, conversation: object) -> bool:
        if conversation.id == first:  # type: ignore[attr-defined]
            raise OSError("the disk is full")
        return await take(decision, tx, conversation)  # type: ignore[arg-type]

    monkeypatch.setattr(shift.dispatcher, "_take", fail)
    await shift.dispatcher.work()

    assert (await shift.conversation(second)).assignee_id == ASHA.id
