"""What becomes of an order: whatever it is and whatever is asked, no money appears or is lost."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahay.shop import changes
from sahay.shop.orders import Item, Line, OrderState, PaymentState, RefundState
from sahay.shop.refusal import Refusal, Why
from tests.unit.shop.views import NOW, PRICES, SKUS, views

DAY = NOW.date()
GOODS = {sku: Item(sku, f"Product {sku}", 1, price, 5) for sku, price in PRICES.items()}
OPEN = st.sampled_from((OrderState.PLACED, OrderState.CONFIRMED))


def promise(_method):
    return DAY + timedelta(days=4)


def has(view):
    """What the shop has of the customer's money."""
    return sum(changes.left(view, payment) for payment in view.payments)


def owed(view):
    return sum(payment.amount for payment in view.payments if payment.state is PaymentState.PENDING)


def is_sound(view):
    """No payment gives back more than it brought, and no two parts have one id."""
    assert all(changes.left(view, payment) >= 0 for payment in view.payments)
    ids = [part.id for part in (*view.payments, *view.refunds)]
    assert len(set(ids)) == len(ids)


@given(views(), st.integers(0, 1_000_00))
def test_a_cancelled_order_keeps_the_fee_and_no_more(view, fee):
    after = changes.cancelled(view, fee, promise, NOW)
    if isinstance(after, Refusal):
        assert view.state not in changes.CANCELLABLE
        return
    is_sound(after)
    assert has(after) == min(fee, has(view))
    assert owed(after) == 0
    assert after.state is OrderState.CANCELLED
    assert changes.cancelled(after, fee, promise, NOW) == Refusal(Why.ALREADY_DONE)


@given(views(st.sampled_from(sorted(changes.CANCELLABLE))), st.integers(0, 1_000_00))
def test_a_cancellation_taken_back_leaves_what_was(view, fee):
    after = changes.reinstated(changes.cancelled(view, fee, promise, NOW), DAY, NOW)
    is_sound(after)
    assert (after.state, after.items, after.total, after.refunds) == (view.state, view.items, view.total, view.refunds)
    assert has(after) == has(view)
    brought = sum(payment.amount for payment in view.payments if payment.state is PaymentState.PAID)
    assert owed(after) == (0 if view.state is OrderState.PAYMENT_FAILED else max(view.total - brought, 0))
    assert changes.taken(view, after) == {}


lines = st.lists(st.builds(Line, st.sampled_from(SKUS), st.integers(0, 6)), max_size=3, unique_by=lambda each: each.sku)


@given(views(OPEN), lines)
def test_changed_items_are_paid_for_to_the_paisa(view, wanted):
    after = changes.with_items(view, wanted, GOODS, promise, NOW)
    if isinstance(after, Refusal):
        assert after.why in {Why.NOT_FOUND, Why.NOT_ALLOWED, Why.ALREADY_DONE}
        return
    is_sound(after)
    assert after.total == sum(item.total for item in after.items) + after.delivery_charge - after.discount >= 0
    counted = {item.sku: item.quantity for item in after.items}
    assert all(counted.get(line.sku, 0) == line.quantity for line in wanted)
    # Dearer is to be paid; cheaper comes back, or less is to be paid, as far as there is any.
    assert has(after) - has(view) + owed(after) - owed(view) >= after.total - view.total
    if after.total >= view.total:
        assert has(after) == has(view)
        assert owed(after) - owed(view) == after.total - view.total
    elif has(view) + owed(view) >= view.total:
        assert has(after) + owed(after) == has(view) + owed(view) + after.total - view.total


@given(views(OPEN), lines, lines)
def test_the_stock_is_told_what_goes_and_what_comes(view, first, second):
    once = changes.with_items(view, first, GOODS, promise, NOW)
    once = view if isinstance(once, Refusal) else once
    twice = changes.with_items(once, second, GOODS, promise, NOW)
    twice = once if isinstance(twice, Refusal) else twice
    parts = [changes.taken(view, once), changes.taken(once, twice)]
    summed = {sku: sum(part.get(sku, 0) for part in parts) for sku in SKUS}
    assert changes.taken(view, twice) == {sku: count for sku, count in summed.items() if count}


@given(views(), st.integers(-10, 3_000_00))
def test_a_refund_is_never_more_than_what_is_left(view, amount):
    for payment in view.payments:
        after = changes.refunded(view, payment.id, amount, promise, NOW)
        if isinstance(after, Refusal):
            assert after.why in {Why.NOTHING_PAID, Why.ALREADY_DONE, Why.INVALID}
            assert not 0 < amount <= changes.left(view, payment)
        else:
            is_sound(after)
            assert has(after) == has(view) - amount


@pytest.mark.parametrize(
    ("quantities", "why"),
    [
        ([("A", 1), ("A", 2)], Why.INVALID),  # which?
        ([("A", changes.MOST_PIECES + 1)], Why.INVALID),
        ([("A", -1)], Why.INVALID),
        ([("X", 1)], Why.NOT_FOUND),  # is not sold
        ([], Why.ALREADY_DONE),
    ],
)
@given(view=views(OPEN))
def test_lines_that_make_no_sense_are_refused(quantities, why, view):
    wanted = [Line(sku, quantity) for sku, quantity in quantities]
    assert changes.with_items(view, wanted, GOODS, promise, NOW).why is why


@given(views())
def test_a_refund_that_was_sent_keeps_an_order_cancelled(view):
    cancelled = changes.cancelled(view, 0, promise, NOW)
    if isinstance(cancelled, Refusal) or cancelled.refunds == view.refunds:
        return
    new = cancelled.refunds[len(view.refunds) :]
    sent = tuple(replace(refund, state=RefundState.PAID) for refund in new)
    after = replace(cancelled, refunds=(*view.refunds, *sent))
    assert changes.reinstated(after, DAY, NOW).why is Why.TOO_LATE
