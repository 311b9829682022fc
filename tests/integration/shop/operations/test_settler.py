"""What no reply told of is found out, and told: with the real turns, in memory, on SQLite and on PostgreSQL."""

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from sahay.domain.message import Author
from sahay.engine.client import EngineTrouble
from sahay.shop.backend import OutcomeUnknown, Unavailable
from sahay.shop.operations import Done, Kind
from sahay.shop.operations.ledger import GRACE, State
from sahay.shop.operations.settler import FIRST_PAUSE, GIVES_UP_AFTER, LONGEST_PAUSE, Settler, pause
from sahay.shop.refusal import Refusal, Why
from sahay.shop.tickets import Priority, TicketKind
from tests.fakes import ScriptedEngine, answer
from tests.integration.shop.operations.conftest import ASHA
from tests.integration.shop.operations.test_running import Failing, state
from tests.stand_in_shop import WRITES
from tests.unit.flow.harness import POLICY, Flow

SOON = (GRACE + timedelta(seconds=1)).total_seconds()
DOWN = EngineTrouble("unreachable")


@dataclass
class Customer:
    """A conversation over the ledger's own store, in which the bot makes a change and answers."""

    flow: Flow
    changes: object
    asked: int = 0

    async def asks(self, write, *, reply=True):
        """What the change gave; `reply`: whether the bot's reply gets through."""
        message = await self.flow.customer("please")
        self.asker = replace(
            ASHA,
            conversation_id=self.flow.conversation_id,
            message_id=f"{self.flow.conversation_id}:{message.seq}",
        )
        try:
            outcome = await self.changes.run(write, self.asker)
        except (Unavailable, KeyError) as error:
            outcome = error
        self.flow.engine.script.extend([answer("what the bot says")] if reply else [DOWN] * POLICY.attempts)
        await self.flow.turns.drain(self.flow.conversation_id)
        self.asked = (await self.flow.log())[-1].seq
        return outcome

    async def hears(self):
        """What is said in the conversation from now on by itself."""
        await self.flow.settling.work()
        await self.flow.settling.work()
        return [line.text for line in await self.flow.log(after=self.asked) if line.author is Author.BOT]


@pytest.fixture
def settler(ledger, changes, tickets):
    return Settler(ledger, changes, tickets)


@pytest.fixture
async def customer(store, settler, changes, clock):
    flow = Flow(ScriptedEngine(), clock=clock, store=store, changes=settler)
    flow.conversation_id = (await flow.inbox.open("web", "en", shop="Saral Store")).id
    return Customer(flow, changes)


async def test_what_the_reply_told_is_not_told_again(customer, clock, ledger):
    await customer.asks(WRITES[Kind.CANCEL_ORDER])
    clock.forward(SOON)

    assert await customer.hears() == []
    assert (await state(ledger, asker=customer.asker)).told_at is not None


@pytest.mark.parametrize(
    ("refusal", "text"),
    [
        (None, "Order 10234 is cancelled"),
        (Refusal(Why.TOO_LATE), "Order 10234 is not cancelled"),
    ],
)
async def test_after_an_apology_the_customer_hears_what_became_of_it(customer, clock, shop, refusal, text):
    if refusal:
        shop.answers["cancel"] = refusal
    await customer.asks(WRITES[Kind.CANCEL_ORDER], reply=False)
    assert await customer.hears() == []  # there may still be a reply
    clock.forward(SOON)

    assert await customer.hears() == [text]
    assert shop.asked == ["cancel"]


async def test_what_was_not_done_is_told_and_not_tried_again(customer, clock, shop):
    shop.trouble = Failing("before", Unavailable("down"))
    await customer.asks(WRITES[Kind.CANCEL_ORDER], reply=False)
    clock.forward(SOON)

    assert await customer.hears() == ["Order 10234 is not cancelled"]
    with pytest.raises(Unavailable):  # a process that was held up all the while
        await customer.changes.run(WRITES[Kind.CANCEL_ORDER], customer.asker)
    assert shop.effects.keys == []


async def test_what_is_unsettled_is_driven_to_its_end_and_told(customer, clock, shop):
    shop.trouble = Failing("after", OutcomeUnknown("no answer"))
    await customer.asks(WRITES[Kind.CANCEL_ORDER])
    clock.forward(SOON)

    assert await customer.hears() == ["Order 10234 is cancelled"]
    assert shop.effects.done == {"cancel": 1}


async def test_an_older_answer_tells_nothing_when_the_reply_is_of_a_later_one(customer, clock, shop, ledger):
    """Two processes work on one message: the second was told that nobody knows, and its reply is the one that counts,
    even though the first finds out before that is stored."""
    message = f"{customer.flow.conversation_id}:2"
    asker = replace(ASHA, conversation_id=customer.flow.conversation_id, message_id=message)
    await customer.flow.customer("please")
    shop.trouble = Failing("before", OutcomeUnknown("no answer"))
    await customer.changes.run(WRITES[Kind.CANCEL_ORDER], asker)
    entry = await state(ledger, asker=asker)
    first = await ledger.again(entry.id)
    second = await ledger.again(entry.id)
    await ledger.answered(entry.id, second.number, State.STARTED)
    await ledger.end(entry.id, State.DONE, {}, clock.now(), first.number)
    customer.flow.engine.script.append(answer("I am finding out."))
    await customer.flow.turns.drain(customer.flow.conversation_id)
    customer.asked = 3
    clock.forward(SOON)

    assert await customer.hears() == ["Order 10234 is cancelled"]


async def test_a_reply_tells_although_another_process_has_begun_to_ask(customer, clock, ledger):
    message = f"{customer.flow.conversation_id}:2"
    asker = replace(ASHA, conversation_id=customer.flow.conversation_id, message_id=message)
    await customer.flow.customer("please")
    done = await customer.changes.run(WRITES[Kind.CANCEL_ORDER], asker)
    await ledger.again(done.id)  # and then it died
    customer.flow.engine.script.append(answer("Done."))
    await customer.flow.turns.drain(customer.flow.conversation_id)
    customer.asked = 3
    clock.forward(SOON)

    assert await customer.hears() == []


async def test_a_shop_that_does_not_answer_is_asked_less_and_less_often(customer, clock, shop):
    shop.trouble = Failing("before", OutcomeUnknown("no answer"), times=10_000)
    await customer.asks(WRITES[Kind.CANCEL_ORDER])
    for _ in range(24 * 60):
        clock.forward(60)
        await customer.flow.settling.work()

    assert 25 <= len(shop.asked) <= 36
    assert [pause(attempts) for attempts in (0, 1, 50)] == [FIRST_PAUSE, FIRST_PAUSE * 2, LONGEST_PAUSE]


@pytest.mark.parametrize(
    ("kind", "matter"),
    [
        (Kind.CANCEL_ORDER, TicketKind.ORDER),
        (Kind.REQUEST_REFUND, TicketKind.REFUND),
        (Kind.EDIT_ACCOUNT, TicketKind.ACCOUNT),
    ],
)
async def test_after_a_day_a_person_has_to_find_out(customer, clock, shop, tickets, ledger, kind, matter):
    shop.trouble = Failing("before", OutcomeUnknown("no answer"), times=10_000)
    await customer.asks(WRITES[kind])
    clock.forward(GIVES_UP_AFTER.total_seconds() + 1)
    said = await customer.hears()
    (ticket,) = await tickets.waiting()

    assert said == [f"A person looks: {ticket.reference}"]
    assert (ticket.priority, ticket.kind) == (Priority.URGENT, matter)
    assert (await state(ledger, kind, customer.asker)).state is State.UNKNOWN
    assert ticket.order_number == WRITES[kind].arguments.get("order_number")


async def test_a_fault_of_ours_ends_with_a_person_too(customer, clock, tickets):
    write = replace(WRITES[Kind.CANCEL_ORDER], arguments={"order_number": "10234"})
    assert isinstance(await customer.asks(write, reply=False), KeyError)
    clock.forward(GIVES_UP_AFTER.total_seconds() + 1)

    assert await customer.hears() == [f"A person looks: {(await tickets.waiting())[0].reference}"]


async def test_who_is_told_that_it_failed_hears_that_it_was_done_after_all(customer, clock, store, ledger):
    outcome = await customer.asks(WRITES[Kind.CANCEL_ORDER], reply=False)
    assert isinstance(outcome, Done)
    async with store.transaction() as tx:
        await ledger.told(tx, customer.asker.message_id, clock.now(), failed=True)
    clock.forward(SOON)

    assert await customer.hears() == ["Order 10234 is cancelled"]


async def test_of_two_apps_one_tells(customer, clock, settler, store):
    await customer.asks(WRITES[Kind.CANCEL_ORDER], reply=False)
    clock.forward(SOON)
    (change,) = await settler.untold(clock.now())
    statement = await settler.settle(change, clock.now())
    told = []
    for _ in range(2):
        async with store.transaction() as tx:
            told.append(await settler.tell(tx, change, statement, clock.now()))

    assert told == [True, False]


async def test_what_has_changed_meanwhile_is_not_told_as_it_was(customer, clock, settler, store, shop):
    shop.trouble = Failing("before", Unavailable("down"))
    await customer.asks(WRITES[Kind.CANCEL_ORDER], reply=False)
    clock.forward(SOON)
    (change,) = await settler.untold(clock.now())
    statement = await settler.settle(change, clock.now())
    await customer.changes.run(WRITES[Kind.CANCEL_ORDER], customer.asker)  # held up until now, and then it is done

    async with store.transaction() as tx:
        assert not await settler.tell(tx, change, statement, clock.now())
    assert await customer.hears() == ["Order 10234 is cancelled"]


async def test_told_and_said_are_one_transaction(customer, clock, settler, store):
    await customer.asks(WRITES[Kind.CANCEL_ORDER], reply=False)
    clock.forward(SOON)
    (change,) = await settler.untold(clock.now())
    if type(store).__name__ == "SqlStore":  # what is in memory does not go back
        statement = await settler.settle(change, clock.now())

        async def crash():
            async with store.transaction() as tx:
                await settler.tell(tx, change, statement, clock.now())
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            await crash()

    assert await customer.hears() == ["Order 10234 is cancelled"]
