"""What all ways to keep tickets do: in memory, on SQLite and on PostgreSQL."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from sahay.shop.tickets import NewTicket, Priority, TicketKind, TicketState
from sahay.shop.tickets.memory import MemoryTickets
from sahay.shop.tickets.sql import SqlTickets
from tests.fakes import MORNING
from tests.integration.shop.databases import DATABASES

WITHIN = {Priority.LOW: 24, Priority.NORMAL: 8, Priority.HIGH: 4, Priority.URGENT: 1}
NEW = NewTicket(TicketKind.COMPLAINT, Priority.NORMAL, "The box came open.", "c1", "en", "10234", "a1", "m@example.com")


def promise(priority, now):
    return now + timedelta(hours=WITHIN[priority])


@pytest.fixture(params=["memory", *DATABASES])
async def tickets(request, tmp_path):
    if request.param == "memory":
        yield MemoryTickets(promise)
        return
    async with DATABASES[request.param](tmp_path) as opened:
        yield SqlTickets(opened, promise)


def later(minutes):
    return MORNING + timedelta(minutes=minutes)


async def test_a_ticket_is_kept_with_a_promise(tickets):
    ticket = await tickets.open(NEW, key="k1", now=MORNING)

    assert (ticket.state, ticket.opened_at, ticket.respond_by) == (TicketState.OPEN, MORNING, later(8 * 60))
    assert (ticket.kind, ticket.text, ticket.order_number) == (TicketKind.COMPLAINT, "The box came open.", "10234")
    assert (ticket.account_id, ticket.contact, ticket.language) == ("a1", "m@example.com", "en")
    assert await tickets.of_conversation("c1") == await tickets.of_account("a1") == [ticket]


async def test_the_same_key_is_the_same_ticket(tickets):
    first = await tickets.open(NEW, key="k1", now=MORNING)
    again = await tickets.open(replace(NEW, text="other words"), key="k1", now=later(5))

    assert again == first
    assert await tickets.waiting() == [first]


async def test_two_at_once_with_the_same_key_open_one(tickets):
    opened = await asyncio.gather(*(tickets.open(NEW, key="k1", now=MORNING) for _ in range(5)))

    assert len({ticket.reference for ticket in opened}) == 1
    assert len(await tickets.waiting()) == 1


async def test_the_latest_come_first_and_only_ones_own(tickets):
    made = [await tickets.open(NEW, key=f"k{number}", now=later(number)) for number in range(3)]
    await tickets.open(replace(NEW, conversation_id="c2", account_id=None), key="other", now=MORNING)

    assert await tickets.of_conversation("c1") == await tickets.of_account("a1") == made[::-1]
    assert await tickets.of_account("nobody") == []


async def test_more_of_the_customer_is_added_once(tickets):
    ticket = await tickets.open(NEW, key="k1", now=MORNING)
    for _ in range(2):
        more = await tickets.add(ticket.reference, "And wet.", key="k2", now=later(1))
    last = await tickets.add(ticket.reference, "And late.", key="k3", now=later(2))

    assert more.text == "The box came open.\n\nAnd wet."
    assert last.text == "The box came open.\n\nAnd wet.\n\nAnd late."
    assert await tickets.of_conversation("c1") == [last]
    assert await tickets.add("T-000000", "lost", key="k4", now=later(3)) is None


async def test_who_waits_shortest_before_the_promise_comes_first(tickets):
    low = await tickets.open(replace(NEW, priority=Priority.LOW), key="k1", now=MORNING)
    urgent = await tickets.open(replace(NEW, priority=Priority.URGENT), key="k2", now=later(60))
    normal = await tickets.open(NEW, key="k3", now=later(1))

    assert await tickets.waiting() == [urgent, normal, low]
    assert await tickets.waiting(limit=1) == [urgent]


async def test_what_is_solved_waits_no_longer_and_may_be_opened_again(tickets):
    ticket = await tickets.open(NEW, key="k1", now=MORNING)
    begun = await tickets.move(ticket.reference, TicketState.IN_PROGRESS, by="Asha", now=later(1))
    assert (begun.state, begun.closed_at) == (TicketState.IN_PROGRESS, None)
    assert await tickets.waiting() == [begun]

    solved = await tickets.move(ticket.reference, TicketState.SOLVED, by="Asha", now=later(2))
    assert (solved.state, solved.closed_at) == (TicketState.SOLVED, later(2))
    assert await tickets.move(ticket.reference, TicketState.SOLVED, by="Ravi", now=later(3)) == solved
    assert await tickets.waiting() == []

    opened = await tickets.move(ticket.reference, TicketState.OPEN, by="Ravi", now=later(4))
    assert (opened.closed_at, await tickets.waiting()) == (None, [opened])
    assert await tickets.move("T-000000", TicketState.OPEN, by="Ravi", now=later(5)) is None


async def test_an_urgent_one_is_promised_sooner(tickets):
    ticket = await tickets.open(NEW, key="k1", now=MORNING)
    raised = await tickets.raise_priority(ticket.reference, Priority.HIGH, now=later(10))

    assert (raised.priority, raised.respond_by) == (Priority.HIGH, later(10 + 4 * 60))
    assert await tickets.of_conversation("c1") == [raised]


async def test_a_promise_is_never_put_off(tickets):
    ticket = await tickets.open(NEW, key="k1", now=MORNING)
    raised = await tickets.raise_priority(ticket.reference, Priority.HIGH, now=later(7 * 60))

    assert (raised.priority, raised.respond_by) == (Priority.HIGH, ticket.respond_by)


@pytest.mark.parametrize("least", [Priority.LOW, Priority.NORMAL])
async def test_what_is_as_urgent_already_stays(tickets, least):
    ticket = await tickets.open(NEW, key="k1", now=MORNING)

    assert await tickets.raise_priority(ticket.reference, least, now=later(10)) == ticket


async def test_what_is_solved_is_not_urgent_any_more(tickets):
    ticket = await tickets.open(NEW, key="k1", now=MORNING)
    solved = await tickets.move(ticket.reference, TicketState.SOLVED, by="Ravi", now=later(5))

    assert await tickets.raise_priority(ticket.reference, Priority.HIGH, now=later(10)) == solved
    assert await tickets.raise_priority("T-000000", Priority.HIGH, now=later(10)) is None
