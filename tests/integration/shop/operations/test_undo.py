"""Taking a change back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from sahay.shop.backend import Capability
from sahay.shop.operations import Done, Kind
from sahay.shop.operations.ledger import UNDOABLE
from sahay.shop.refusal import Refusal, Why
from tests.integration.shop.operations.conftest import ASHA
from tests.stand_in_shop import HOME_JSON, NUMBER, WRITES

LATER = replace(ASHA, message_id="c1:4")

# What takes each kind back, with its arguments. None: nothing does.
UNDOS = {
    Kind.CANCEL_ORDER: (Kind.REINSTATE_ORDER, NUMBER | {"fee": 4900, "reason": "changed_mind"}),
    Kind.REINSTATE_ORDER: (Kind.CANCEL_ORDER, NUMBER | {"fee": 4900, "reason": "changed_mind"}),
    Kind.CHANGE_ITEMS: (
        Kind.CHANGE_ITEMS,
        NUMBER | {"lines": [{"sku": "K1", "quantity": 2}, {"sku": "B1", "quantity": 0}]},
    ),
    Kind.CHANGE_ADDRESS: (Kind.CHANGE_ADDRESS, NUMBER | {"address": HOME_JSON}),
    Kind.REQUEST_RETURN: (Kind.WITHDRAW_RETURN, {"return_number": "R-1"}),
    Kind.SET_NEWSLETTER: (Kind.SET_NEWSLETTER, {"email": "meera@example.com", "on": False}),
}


@pytest.mark.parametrize("kind", Kind)
async def test_what_takes_a_change_back(changes, clock, kind):
    await changes.run(WRITES[kind], ASHA)
    past = await changes.last_undoable("c1", clock.now())

    undo = (past.undo.kind, past.undo.arguments) if past else None
    assert undo == UNDOS.get(kind)
    assert past is None or (past.write, past.undo.subject) == (WRITES[kind], WRITES[kind].subject)


async def test_it_is_done_once_and_then_the_one_before_is_the_last(changes, clock, shop):
    await changes.run(WRITES[Kind.SET_NEWSLETTER], ASHA)
    clock.forward(60)
    await changes.run(WRITES[Kind.CHANGE_ADDRESS], replace(ASHA, message_id="c1:3"))
    past = await changes.last_undoable("c1", clock.now())
    assert past.write.kind is Kind.CHANGE_ADDRESS

    done = await changes.run_undo(past, LATER)
    assert isinstance(done, Done)
    assert await changes.run_undo(past, LATER) == done
    assert shop.effects.done == {"set_newsletter": 1, "change_address": 2}
    assert (await changes.last_undoable("c1", clock.now())).write.kind is Kind.SET_NEWSLETTER


async def test_another_message_cannot_take_it_back_once_more(changes, clock, shop):
    await changes.run(WRITES[Kind.CANCEL_ORDER], ASHA)
    past = await changes.last_undoable("c1", clock.now())
    await changes.run_undo(past, LATER)

    assert (await changes.run_undo(past, replace(ASHA, message_id="c1:6"))).why is Why.ALREADY_DONE
    assert shop.asked == ["cancel", "reinstate"]


async def test_run_again_after_a_crash_it_finds_what_it_took_back_itself(changes, clock, shop):
    await changes.run(WRITES[Kind.SET_NEWSLETTER], ASHA)
    clock.forward(60)
    await changes.run(WRITES[Kind.CANCEL_ORDER], replace(ASHA, message_id="c1:3"))
    past = await changes.last_undoable("c1", clock.now(), LATER.message_id)
    done = await changes.run_undo(past, LATER)

    assert await changes.last_undoable("c1", clock.now(), LATER.message_id) == past
    other = await changes.last_undoable("c1", clock.now())
    assert other.write.kind is Kind.SET_NEWSLETTER
    assert await changes.run_undo(other, LATER) == done  # one message takes back one change
    assert shop.asked == ["set_newsletter", "cancel", "reinstate"]


async def test_an_undo_that_is_refused_has_undone_nothing(changes, clock, shop):
    await changes.run(WRITES[Kind.CANCEL_ORDER], ASHA)
    shop.answers["reinstate"] = refused = Refusal(Why.TOO_LATE)
    past = await changes.last_undoable("c1", clock.now())

    assert await changes.run_undo(past, LATER) == refused
    assert await changes.last_undoable("c1", clock.now()) == past


async def test_only_the_conversation_itself_and_only_for_a_while(changes, clock):
    await changes.run(WRITES[Kind.CANCEL_ORDER], ASHA)

    assert await changes.last_undoable("c2", clock.now()) is None
    assert await changes.last_undoable("c1", clock.now() + UNDOABLE) is not None
    assert await changes.last_undoable("c1", clock.now() + UNDOABLE + timedelta(seconds=1)) is None


async def test_what_was_refused_is_not_taken_back(changes, clock, shop):
    shop.answers["cancel"] = Refusal(Why.TOO_LATE)
    await changes.run(WRITES[Kind.CANCEL_ORDER], ASHA)

    assert await changes.last_undoable("c1", clock.now()) is None


async def test_a_shop_that_cannot_take_it_back_is_not_asked(changes, clock, shop):
    shop.capabilities = frozenset(Capability) - {Capability.REINSTATE_ORDER}
    await changes.run(WRITES[Kind.CANCEL_ORDER], ASHA)

    assert await changes.last_undoable("c1", clock.now()) is None


async def test_what_was_before_is_read_once(changes, other_process, ledger, shop, clock, monkeypatch):
    """After a crash the shop has the new address already: the old one is what was kept before."""
    first = await changes.run(WRITES[Kind.CHANGE_ADDRESS], ASHA)

    async def unknown(_):
        return None

    monkeypatch.setattr(shop, "find", unknown)
    assert await other_process.run(WRITES[Kind.CHANGE_ADDRESS], ASHA) == first
    assert first.result["before"] == {"address": HOME_JSON}
