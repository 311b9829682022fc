"""A change is made once, whatever goes wrong: in memory, on SQLite and on PostgreSQL."""

import asyncio
from dataclasses import replace

import pytest

from sahay.shop.backend import BadAnswer, OutcomeUnknown, Unavailable
from sahay.shop.operations import Done, Kind, Unsettled
from sahay.shop.operations.ledger import Entry, State
from sahay.shop.operations.running import operation_id
from sahay.shop.refusal import Refusal, Why
from tests.integration.shop.operations.conftest import ASHA
from tests.stand_in_shop import WRITES

CANCEL = WRITES[Kind.CANCEL_ORDER]
REFUSED = Refusal(Why.TOO_LATE, "packed an hour ago")


class Failing:
    """Trouble at a moment of the call, so many times."""

    def __init__(self, moment, error, times=1):
        self.moment, self.error, self.times = moment, error, times

    async def __call__(self, moment):
        if moment == self.moment and self.times:
            self.times -= 1
            raise self.error


class Held:
    """The shop holds the call until it is let go."""

    def __init__(self, moment="before"):
        self.moment = moment
        self.came, self.go = asyncio.Event(), asyncio.Event()

    async def __call__(self, moment):
        if moment == self.moment:
            self.came.set()
            await self.go.wait()


async def state(ledger, kind=Kind.CANCEL_ORDER, asker=ASHA):
    return await ledger.entry(operation_id("a secret for tests", asker.message_id, kind))


async def test_it_is_known_of_a_message_whether_it_has_asked_for_a_change(changes):
    before = await changes.has_begun(ASHA.message_id)
    await changes.run(CANCEL, ASHA)

    assert not before
    assert await changes.has_begun(ASHA.message_id)
    assert not await changes.has_begun("c1:3")


async def test_a_change_is_made_and_recorded(changes, ledger, shop, clock):
    done = await changes.run(CANCEL, ASHA)
    entry = await state(ledger)

    assert isinstance(done, Done)
    assert done.result["state"] == "cancelled"
    assert done.result["refunds"] == [{"refund_id": "r-1", "amount": 310000, "expected_on": "2026-11-30"}]
    assert (entry.write, entry.asker, entry.state) == (CANCEL, ASHA, State.DONE)
    assert (entry.id, entry.result, entry.started_at, entry.ended_at) == (done.id, done.result, *[clock.now()] * 2)
    assert shop.effects.keys == [done.id]


async def test_run_again_for_the_same_message_it_answers_the_same_and_asks_nobody(changes, other_process, shop, clock):
    first = await changes.run(CANCEL, ASHA)
    clock.forward(3600)
    again = await other_process.run(replace(CANCEL, arguments={"order_number": "other"}), ASHA)

    assert again == first
    assert shop.asked == ["cancel"]


async def test_another_message_or_another_kind_is_another_change(changes, shop):
    await changes.run(CANCEL, ASHA)
    await changes.run(CANCEL, replace(ASHA, message_id="c1:4"))
    await changes.run(WRITES[Kind.CHANGE_ADDRESS], ASHA)

    assert shop.effects.done == {"cancel": 2, "change_address": 1}
    assert len(set(shop.effects.keys)) == 3


async def test_a_refusal_is_an_answer_and_stays(changes, ledger, shop):
    shop.answers["cancel"] = REFUSED
    assert await changes.run(CANCEL, ASHA) == REFUSED
    shop.answers.clear()
    assert await changes.run(CANCEL, ASHA) == REFUSED
    assert shop.asked == ["cancel"]
    assert (await state(ledger)).state is State.REFUSED


async def test_when_the_shop_cannot_be_asked_nothing_has_changed(changes, ledger, shop):
    shop.trouble = Failing("before", Unavailable("down"))
    with pytest.raises(Unavailable):
        await changes.run(CANCEL, ASHA)
    assert (await state(ledger)).state is State.NOT_DONE

    assert isinstance(await changes.run(CANCEL, ASHA), Done)  # the same message, before anybody answered it
    assert (await state(ledger)).state is State.DONE


async def test_what_the_customer_was_told_was_not_done_is_never_done(changes, ledger, store, shop, clock):
    shop.trouble = Failing("before", Unavailable("down"))
    with pytest.raises(Unavailable):
        await changes.run(CANCEL, ASHA)
    async with store.transaction() as tx:
        await ledger.told(tx, ASHA.message_id, clock.now())
    with pytest.raises(Unavailable):
        await changes.run(CANCEL, ASHA)

    assert shop.effects.keys == []
    assert shop.asked == ["cancel"]


@pytest.mark.parametrize(
    "trouble",
    [
        Failing("after", OutcomeUnknown("no answer")),
        Failing("before", OutcomeUnknown("no answer")),
        Failing("after", BadAnswer("<html>")),
    ],
)
async def test_without_an_answer_it_is_asked_for_again_with_the_same_key(changes, ledger, shop, trouble, clock):
    trouble.times = 1
    shop.trouble = trouble
    first = await changes.run(CANCEL, ASHA)
    assert isinstance(first, Unsettled)
    assert (await state(ledger)).state is State.STARTED

    clock.forward(60)
    second = await changes.run(CANCEL, ASHA)
    assert isinstance(second, Done)
    assert first.id == second.id == shop.effects.keys[0]
    assert shop.effects.done == {"cancel": 1}


async def test_that_it_cannot_be_asked_again_says_nothing_of_the_first_time(changes, ledger, shop, clock):
    shop.trouble = Failing("after", OutcomeUnknown("no answer"))
    await changes.run(CANCEL, ASHA)
    shop.trouble = Failing("before", Unavailable("down"))
    clock.forward(60)

    assert isinstance(await changes.run(CANCEL, ASHA), Unsettled)
    assert (await state(ledger)).state is State.STARTED


async def test_a_shop_that_hangs_keeps_nobody_waiting(changes, ledger, shop):
    shop.trouble = Held()
    async with asyncio.timeout(5):
        assert isinstance(await changes.run(CANCEL, ASHA), Unsettled)
    assert (await state(ledger)).state is State.STARTED


async def test_a_fault_of_ours_leaves_it_started(changes, ledger):
    with pytest.raises(KeyError):
        await changes.run(replace(CANCEL, arguments={}), ASHA)
    assert (await state(ledger)).state is State.STARTED


async def test_only_one_process_at_a_time_asks_the_shop(changes, other_process, shop):
    shop.trouble = held = Held()
    first = asyncio.create_task(changes.run(CANCEL, ASHA))
    await held.came.wait()
    second = asyncio.create_task(other_process.run(CANCEL, ASHA))
    await asyncio.sleep(0.02)
    held.go.set()

    assert await second == await first
    assert shop.asked == ["cancel"]


async def test_who_waits_for_another_process_in_vain_does_not_know(changes, other_process, ledger, shop, means, clock):
    shop.trouble = held = Held()
    patient = type(changes)(ledger, means, clock, "a secret for tests", 60)
    first = asyncio.create_task(patient.run(CANCEL, ASHA))
    await held.came.wait()

    assert isinstance(await other_process.run(CANCEL, ASHA), Unsettled)
    assert shop.asked == ["cancel"]
    held.go.set()
    assert isinstance(await first, Done)


async def test_what_a_dead_process_held_is_free_after_a_while(changes, ledger, shop, clock):
    shop.trouble = held = Held("after")
    task = asyncio.create_task(changes.run(CANCEL, ASHA))
    await held.came.wait()
    task.cancel()  # done at the shop, and nobody wrote it down
    await asyncio.gather(task, return_exceptions=True)
    held.go.set()

    assert isinstance(await changes.run(CANCEL, ASHA), Unsettled)
    clock.forward(5)
    assert isinstance(await changes.run(CANCEL, ASHA), Done)
    assert shop.effects.done == {"cancel": 1}


async def test_who_asks_again_for_what_may_be_done_already_is_not_given_it_twice(changes, shop, clock):
    """In a later message, with other words: the first may have got through."""
    refund = WRITES[Kind.REQUEST_REFUND]
    shop.trouble = Failing("after", OutcomeUnknown("no answer"))
    first = await changes.run(refund, ASHA)
    again = replace(refund, arguments={**refund.arguments, "reason": "I said so already"})
    later = replace(ASHA, message_id="c1:4")
    clock.forward(10)

    assert await changes.run(again, later) == first
    assert isinstance(await changes.run(replace(refund, subject="order 2"), later), Done)  # this is another one
    assert isinstance(await changes.run(again, replace(later, conversation_id="c2", message_id="c2:2")), Done)
    assert shop.effects.done == {"request": 3}


async def test_links_are_sent_three_times_a_day_whoever_asks(changes, mails, clock):
    link = WRITES[Kind.SEND_PASSWORD_LINK]
    askers = [replace(ASHA, conversation_id=f"c{place}", message_id=f"c{place}:2") for place in range(6)]

    assert [type(await changes.run(link, asker)) for asker in askers[:4]] == [Done, Done, Done, Refusal]
    assert isinstance(await changes.run(link, askers[0]), Done)  # the same message is answered as before
    assert isinstance(await changes.run(replace(link, subject="account c-2"), askers[4]), Done)  # another account
    assert len(mails.mails) == 4
    clock.forward(24 * 60 * 60 + 1)
    assert isinstance(await changes.run(link, askers[5]), Done)


@pytest.mark.parametrize("kind", [Kind.OPEN_TICKET, Kind.ADD_REVIEW, Kind.ADD_ADDRESS])
async def test_what_is_added_may_be_added_again(changes, ledger, kind, clock):
    await ledger.begin(Entry("1" * 64, WRITES[kind], ASHA, clock.now()), "a process that died", clock.now())

    assert isinstance(await changes.run(WRITES[kind], replace(ASHA, message_id="c1:4")), Done)


async def test_the_key_is_not_to_be_guessed():
    keys = {
        operation_id(secret, message, kind)
        for secret in ("one", "two")
        for message in ("c1:2", "c1:3")
        for kind in (Kind.CANCEL_ORDER, Kind.CHANGE_ITEMS)
    }

    assert len(keys) == 8
    assert all(len(key) == 64 for key in keys)
