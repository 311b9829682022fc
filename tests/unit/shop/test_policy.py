"""What the shop allows: by state, by day, by product, and never more money than there is."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahay.config import Policies
from sahay.shop import policy
from sahay.shop.catalogue import Product
from sahay.shop.orders import Item, Milestone, OrderState, OrderView, Payment, PaymentMethod, PaymentState
from sahay.shop.policy import Terms
from sahay.shop.refusal import Refusal, Why
from sahay.shop.returns import ReturnReason
from tests.unit.shop.views import HOME, NOW, views

POLICIES = Policies(cancel_free_minutes=0)
TODAY = NOW.date()
INDIA = ZoneInfo("Asia/Kolkata")
DAY = timedelta(days=1)
FREE = (OrderState.PLACED, OrderState.CONFIRMED, OrderState.PAYMENT_FAILED)


@given(views(), st.builds(Policies, cancellation_fee=st.integers(0, 500_00), cancel_free_minutes=st.integers(0, 90)))
def test_terms_share_out_what_was_paid(view, policies):
    terms = policy.cancellation(view, policies, NOW)
    if isinstance(terms, Refusal):
        assert view.state not in (*FREE, OrderState.PACKED)
        return
    assert terms.fee >= 0
    assert terms.refund >= 0
    assert terms.fee + terms.refund == max(policy.paid(view), 0)
    assert terms.fee <= policies.cancellation_fee
    assert (terms.refund_days > 0) == (terms.refund > 0)
    if view.state in FREE:
        assert terms.fee == 0


@pytest.mark.parametrize(
    ("state", "changes", "answer"),
    [
        (OrderState.PLACED, {}, None),
        (OrderState.PACKED, {}, None),
        (OrderState.PACKED, {"cancel_until": "confirmed"}, Why.TOO_LATE),
        (OrderState.CONFIRMED, {"cancel_until": "placed", "cancel_free_until": "placed"}, Why.TOO_LATE),
        (OrderState.PAYMENT_FAILED, {"cancel_until": "placed", "cancel_free_until": "placed"}, None),
        (OrderState.SHIPPED, {}, Why.TOO_LATE),
        (OrderState.DELIVERED, {}, Why.TOO_LATE),
        (OrderState.CANCELLED, {}, Why.ALREADY_DONE),
    ],
)
def test_until_when_an_order_can_be_cancelled(state, changes, answer, view):
    terms = policy.cancellation(replace(view, state=state), replace(POLICIES, **changes), NOW)
    assert (terms.why if isinstance(terms, Refusal) else None) is answer


@given(views(st.just(OrderState.PACKED)), st.integers(0, 60))
def test_what_was_ordered_a_moment_ago_is_free(view, minutes):
    new = replace(view, placed_at=NOW - timedelta(minutes=minutes))
    terms = policy.cancellation(new, replace(POLICIES, cancel_free_minutes=30), NOW)
    assert isinstance(terms, Terms)
    assert terms.fee == (0 if minutes < 30 else min(POLICIES.cancellation_fee, max(policy.paid(new), 0)))


@pytest.mark.parametrize(
    ("state", "items", "address"),
    [
        (OrderState.PLACED, None, None),
        (OrderState.CONFIRMED, None, None),
        (OrderState.PACKED, Why.TOO_LATE, None),
        (OrderState.SHIPPED, Why.TOO_LATE, Why.TOO_LATE),
        (OrderState.DELIVERED, Why.TOO_LATE, Why.TOO_LATE),
        (OrderState.CANCELLED, Why.NOT_ALLOWED, Why.NOT_ALLOWED),
        (OrderState.PAYMENT_FAILED, Why.NOT_ALLOWED, Why.NOT_ALLOWED),
    ],
)
def test_until_when_an_order_can_be_changed(state, items, address, view):
    view = replace(view, state=state)
    refused = policy.item_change(view, POLICIES), policy.address_change(view, POLICIES)
    assert [refusal and refusal.why for refusal in refused] == [items, address]


@pytest.fixture
def view():
    """An order of two As, paid in full."""
    items = (Item("A", "Product A", 2, 100_00, 5),)
    placed_at = NOW - 2 * DAY
    placed = (Milestone(OrderState.PLACED, placed_at),)
    payments = (Payment("1-P1", PaymentMethod.UPI, PaymentState.PAID, 200_00, placed_at),)
    return OrderView("1", "Asha", OrderState.PLACED, placed_at, TODAY, HOME, items, 0, 0, 200_00, placed, (), payments)


PRODUCT = Product("A", "Product A")
LAMP = replace(PRODUCT, category="electronics")
SOCKS = replace(PRODUCT, return_days=0)


def delivered(view, days):
    milestones = (Milestone(OrderState.PLACED, NOW - 40 * DAY), Milestone(OrderState.DELIVERED, NOW - days * DAY))
    item = replace(view.items[0], sku="A")
    return replace(view, state=OrderState.DELIVERED, milestones=milestones, items=(item,))


@pytest.mark.parametrize(
    ("product", "days", "reason", "why"),
    [
        (PRODUCT, 0, ReturnReason.SIZE, None),
        (PRODUCT, 10, ReturnReason.SIZE, None),  # the last day
        (PRODUCT, 11, ReturnReason.SIZE, Why.TOO_LATE),
        (PRODUCT, 11, None, Why.TOO_LATE),
        (LAMP, 7, ReturnReason.QUALITY, None),
        (LAMP, 8, ReturnReason.QUALITY, Why.TOO_LATE),
        (replace(LAMP, return_days=30), 30, ReturnReason.QUALITY, None),  # the product's own comes first
        (SOCKS, 0, ReturnReason.SIZE, Why.NOT_ALLOWED),
        (SOCKS, 0, ReturnReason.DAMAGED, None),
        (SOCKS, 2, ReturnReason.WRONG_ITEM, None),
        (SOCKS, 3, ReturnReason.DAMAGED, Why.TOO_LATE),
        (SOCKS, 1, None, None),  # for some reason it could
        (replace(PRODUCT, sku="Z"), 1, None, Why.NOT_FOUND),  # another order's
    ],
)
def test_for_how_long_a_product_can_go_back(product, days, reason, why, view):
    refusal = policy.returnable(delivered(view, days), product, POLICIES, TODAY, reason=reason, timezone=INDIA)
    assert (refusal and refusal.why) is why


@pytest.mark.parametrize(
    ("state", "why"),
    [
        (OrderState.SHIPPED, Why.TOO_EARLY),
        (OrderState.RETURN_REQUESTED, None),  # the rest of it
        (OrderState.RETURNED, Why.ALREADY_DONE),
        (OrderState.REFUNDED, Why.ALREADY_DONE),
        (OrderState.CANCELLED, Why.NOT_ALLOWED),
    ],
)
def test_what_must_have_come_before_it_goes_back(state, why, view):
    refusal = policy.returnable(replace(delivered(view, 1), state=state), PRODUCT, POLICIES, TODAY, timezone=INDIA)
    assert (refusal and refusal.why) is why


def test_a_day_is_the_shops(view):
    """Delivered at one in the night in India, which is the evening before in Greenwich."""
    view = delivered(view, 0)
    at_night = NOW.replace(hour=19, minute=30) - 11 * DAY
    view = replace(view, milestones=(Milestone(OrderState.DELIVERED, at_night),))
    assert policy.returnable(view, PRODUCT, POLICIES, TODAY, timezone=INDIA) is None
    assert policy.returnable(view, PRODUCT, POLICIES, TODAY).why is Why.TOO_LATE


@pytest.mark.parametrize("method", PaymentMethod)
def test_every_way_to_pay_has_its_days(method):
    assert policy.refund_due(method, POLICIES) > 0
