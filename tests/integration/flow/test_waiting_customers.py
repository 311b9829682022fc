"""What who waits is told, and what they can do."""

import pytest
from sqlalchemy import insert, select, update

from sahay.domain.conversation import Handoff, Owner, Reason
from sahay.domain.waiting import LEAST_WAITS, Range
from sahay.domain.work import Outcome
from sahay.flow.taps import LEAVE_QUEUE
from sahay.shop.tables.tickets import ticket
from sahay.shop.tickets import TicketKind, TicketState
from tests.fakes import answer
from tests.integration.flow.conftest import ASHA, World


async def wait(world: World, minutes: float) -> None:
    """Somebody waits for so long, and is served."""
    await world.begin()
    await world.queued()
    await world.later(minutes=minutes)
    await world.desk.claim(world.conversation_id, ASHA)


async def test_the_range_is_told_once_enough_have_waited(world: World) -> None:
    for _ in range(LEAST_WAITS - 1):
        await wait(world, 4)
    await world.begin()
    [told] = await world.queued()
    assert told.text.startswith("You are number 1 in the queue. There is no need")
    await world.later(minutes=4)
    await world.desk.claim(world.conversation_id, ASHA)
    await world.begin()
    [told] = await world.queued()

    assert told.text.startswith("You are number 1 in the queue. It usually takes 3 to 5 minutes.")
    assert await world.care.waits.range(None) == Range(3, 5)


async def test_a_team_has_a_range_of_its_own_and_a_closed_desk_none(world: World) -> None:
    for _ in range(LEAST_WAITS):
        await wait(world, 4)
    assert await world.care.waits.range("payments") is None
    world.is_at("2026-11-20 21:00")
    assert await world.care.waits.range(None) is None


async def test_who_does_not_want_to_wait_goes_on_with_the_bot(world: World) -> None:
    [told] = await world.queued()
    assert [button.payload for button in told.buttons] == [LEAVE_QUEUE]
    [left] = await world.customer(tap=LEAVE_QUEUE)

    assert left.text.startswith("You have left the queue.")
    assert (await world.conversation()).owner is Owner.BOT
    async with world.store.snapshot() as snapshot:
        turns = await snapshot.turns(world.conversation_id)
    assert [(turn.outcome, turn.intent) for turn in turns][1:] == [(Outcome.NOTED, "app_leave_queue")]
    world.engine.script.append(answer("Here I am."))
    assert [line.text for line in await world.customer("where is my order")] == ["Here I am."]


async def test_the_same_tap_twice_is_one(world: World) -> None:
    await world.queued()
    await world.customer(tap=LEAVE_QUEUE)
    world.sent -= 1  # the client did not hear that it arrived
    before = len(await world.log())
    await world.customer(tap=LEAVE_QUEUE)

    assert len(await world.log()) == before


async def test_an_old_button_does_nothing_to_who_is_with_an_agent(world: World) -> None:
    await world.queued()
    await world.desk.claim(world.conversation_id, ASHA)
    [told] = await world.customer(tap=LEAVE_QUEUE)

    assert told.text.startswith("You are not in the queue any more.")
    assert (await world.conversation()).owner is Owner.AGENT


async def tickets(world: World) -> list[tuple[str, str | None, str]]:
    async with world.database.read() as connection:
        found = await connection.execute(select(ticket.c.reference, ticket.c.contact, ticket.c.text))
        return [(row.reference, row.contact, row.text) for row in found]


@pytest.mark.parametrize(
    ("text", "email", "phone"),
    [
        ("Mail me at Priya.Shah@Example.com, please.", "priya.shah@example.com", None),
        ("98765 43210", None, "+919876543210"),
        ("call +91 98765-43210 or priya@example.com", "priya@example.com", "+919876543210"),
    ],
)
async def test_outside_hours_one_leaves_how_to_be_reached(
    world: World, text: str, email: str | None, phone: str | None
) -> None:
    world.is_at("2026-11-20 21:00")
    _, outside = await world.queued()
    assert "leave an e-mail address or a phone number" in outside.text
    place = (await world.conversation()).ranked_at
    [told] = await world.customer(text)

    [(reference, contact, matter)] = await tickets(world)
    assert contact == (email or phone)
    assert matter.splitlines() == ["I want a person", text]
    assert f"Your reference number is {reference}" in told.text
    assert f"we have noted {', '.join(filter(None, (email, phone)))}." in told.text  # so that a slip is seen
    assert "Saturday 21 November" in told.text  # eight opening hours later
    after = await world.conversation()
    assert (after.owner, after.ranked_at, after.ticket) == (Owner.QUEUED, place, reference)
    async with world.store.snapshot() as snapshot:
        known = await snapshot.contact(after.contact_id)
    assert known is not None
    assert (known.email, known.phone) == (email, phone)


async def test_one_may_leave_it_with_the_wish_for_a_person(world: World) -> None:
    world.is_at("2026-11-20 21:00")
    *_, told = await world.queued("I want a person, call me on 98765 43210")

    [(reference, contact, _)] = await tickets(world)
    assert contact == "+919876543210"
    assert f"noted +919876543210. Your reference number is {reference}" in told.text
    assert (await world.conversation()).ticket == reference


async def test_who_comes_back_with_the_same_open_matter_has_the_same_ticket(world: World) -> None:
    world.is_at("2026-11-20 21:00")
    await world.queued()
    await world.customer("priya@example.com")
    await world.customer(tap=LEAVE_QUEUE)
    await world.later(hours=1)
    await world.queued()
    [told] = await world.customer("call +91 98765 43210")
    assert await world.customer("or 98765 43211") == []  # said once in a wait

    [(reference, contact, _)] = await tickets(world)
    assert contact == "priya@example.com"
    assert told.text.endswith(f"It goes with your request {reference}, which is still open.")


async def test_what_was_settled_is_another_matter(world: World) -> None:
    world.is_at("2026-11-20 21:00")
    await world.queued()
    await world.customer("priya@example.com")
    [(first, *_)] = await tickets(world)
    async with world.database.write() as connection:
        await connection.execute(update(ticket).values(state=TicketState.SOLVED))
    await world.customer(tap=LEAVE_QUEUE)
    await world.later(hours=1)
    await world.queued()
    await world.customer("priya@example.com")

    assert len(await tickets(world)) == 2
    assert (await world.conversation()).ticket != first


async def test_a_complaint_that_brought_them_here_is_the_matter(world: World) -> None:
    """Its ticket learns how they are reached."""
    world.is_at("2026-11-20 21:00")
    row = {"reference": "T-7K3QXM", "key": "k", "kind": TicketKind.COMPLAINT, "priority": "high", "state": "open"}
    row |= {"text": "It broke", "conversation_id": world.conversation_id, "language": "en"}
    now = world.clock.now()
    async with world.database.write() as connection:
        await connection.execute(insert(ticket).values(row | {"opened_at": now, "respond_by": now}))
    world.engine.script.append(answer("One moment.", handoff=Handoff(Reason.REQUESTED, ticket="T-7K3QXM")))
    await world.customer("I want a person")
    [told] = await world.customer("priya@example.com")

    assert [(reference, contact) for reference, contact, _ in await tickets(world)] == [
        ("T-7K3QXM", "priya@example.com")
    ]
    assert "T-7K3QXM, which is still open" in told.text


async def test_it_is_confirmed_once_and_both_are_kept(world: World) -> None:
    world.is_at("2026-11-20 21:00")
    await world.queued()
    await world.customer("priya@example.com")
    assert await world.customer("or 98765 43210") == []

    assert len(await tickets(world)) == 1
    async with world.store.snapshot() as snapshot:
        known = await snapshot.contact((await world.conversation()).contact_id)
    assert known is not None
    assert (known.email, known.phone) == ("priya@example.com", "+919876543210")


@pytest.mark.parametrize(
    ("now", "text"),
    [
        ("2026-11-20 21:00", "my order is 10234"),  # no address, and no number of a telephone
        ("2026-11-20 21:00", "paid 1234567890 paise @ once"),
        ("2026-11-20 12:00", "priya@example.com"),  # somebody is there, and will see it
    ],
)
async def test_nothing_else_is_taken_for_it(world: World, now: str, text: str) -> None:
    world.is_at(now)
    await world.queued()

    assert await world.customer(text) == []
    assert await tickets(world) == []
