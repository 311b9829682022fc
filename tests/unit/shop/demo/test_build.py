"""The demo shop hangs together, at whatever moment it is made."""

from collections import Counter
from datetime import datetime, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from phonenumbers import carrier

from sahay.shop.demo.build import build
from sahay.shop.demo.data import routes
from sahay.shop.demo.plans import plans
from sahay.shop.demo.timeline import AWAITED, PATHS
from sahay.shop.orders import (
    CarrierStep,
    OrderState,
    PaymentMethod,
    PaymentState,
    RefundState,
    ShipmentKind,
)
from sahay.shop.workdays import working_days_after

INDIA = ZoneInfo("Asia/Kolkata")
NOON = datetime(2026, 3, 14, 12, tzinfo=INDIA)

MOMENTS = [
    NOON,
    datetime(2026, 3, 14, 0, 0, 1, tzinfo=INDIA),  # hardly any of today has passed
    datetime(2026, 3, 14, 6, 30, tzinfo=INDIA),  # before the couriers start
    datetime(2026, 3, 14, 23, 59, 59, tzinfo=INDIA),
    datetime(2026, 1, 1, 10, tzinfo=INDIA),  # a year ends behind it
    datetime(2026, 4, 3, 10, tzinfo=INDIA),  # a financial year
    datetime(2028, 2, 29, 18, tzinfo=INDIA),
]
PLANS = {plan.number: plan for plan in plans()}
MINUTES = 10 * 365 * 24 * 60
moments = st.sampled_from(MOMENTS) | st.integers(0, MINUTES).map(lambda minutes: NOON + timedelta(minutes=minutes))


@cache
def made(now):
    return build(now)


def every_order(check):
    """A property of each order, at many moments: `check(view)`."""

    @settings(max_examples=30, deadline=None)
    @given(moments)
    def test(now):
        for order in made(now).orders:
            check(order.view)

    test.__doc__ = check.__doc__
    return test


@every_order
def test_the_total_is_items_and_delivery_less_discount(view):
    value = sum(item.quantity * item.unit_price for item in view.items)
    assert view.total == value + view.delivery_charge - view.discount
    assert 0 <= view.discount < value
    assert view.delivery_charge == (0 if value >= 999_00 else 79_00)


@every_order
def test_the_state_is_the_last_that_was_reached(view):
    assert tuple(milestone.state for milestone in view.milestones) == PATHS[view.state]
    assert view.milestones[0].at == view.placed_at
    assert all(earlier.at < later.at for earlier, later in pairwise(view.milestones))


@settings(max_examples=30, deadline=None)
@given(moments)
def test_nothing_has_happened_in_the_future(now):
    for view in (order.view for order in made(now).orders):
        happened = [
            *(milestone.at for milestone in view.milestones),
            *(event.at for parcel in view.shipments for event in parcel.events),
            *(payment.at for payment in view.payments),
            *(moment for refund in view.refunds for moment in (refund.requested_at, refund.paid_at) if moment),
            *([view.invoice.issued_at] if view.invoice else []),
        ]
        assert max(happened) <= now
        assert min(happened) >= view.placed_at
        assert now - view.placed_at < timedelta(days=60)


@settings(max_examples=30, deadline=None)
@given(moments)
def test_a_delivery_is_expected_while_it_is_awaited(now):
    for view in (order.view for order in made(now).orders):
        assert (view.expected_on is not None) == (view.state in AWAITED)
        if view.expected_on and view.state in (OrderState.OUT_FOR_DELIVERY, OrderState.DELIVERY_FAILED):
            assert now.date() <= view.expected_on <= now.date() + timedelta(days=2)
        is_late = view.expected_on is not None and view.expected_on < now.date()
        assert is_late == PLANS[view.number].is_late


@every_order
def test_parcels_agree_with_the_state(view):
    reached = {milestone.state: milestone.at for milestone in view.milestones}
    outbound = view.outbound
    assert bool(outbound) == (OrderState.SHIPPED in reached)
    assert all(parcel.delivered_at for parcel in outbound[:-1])  # only the last is still on its way
    if outbound:
        last = outbound[-1]
        steps = {event.step: event.at for event in last.events}
        assert last.delivered_at == reached.get(OrderState.DELIVERED)
        assert steps[CarrierStep.PICKED_UP] == reached[OrderState.SHIPPED]
        assert steps.get(CarrierStep.OUT_FOR_DELIVERY) == reached.get(OrderState.OUT_FOR_DELIVERY)
        assert steps.get(CarrierStep.ATTEMPT_FAILED) == reached.get(OrderState.DELIVERY_FAILED)


@every_order
def test_a_return_has_its_own_parcel(view):
    reached = {milestone.state: milestone.at for milestone in view.milestones}
    back = [parcel for parcel in view.shipments if parcel.kind is ShipmentKind.RETURN]
    assert len(back) == (OrderState.RETURN_REQUESTED in reached)
    for parcel in back:
        assert parcel.delivered_at == reached.get(OrderState.RETURNED)
        assert all(event.at > reached[OrderState.RETURN_REQUESTED] for event in parcel.events)
        assert parcel not in view.outbound


@every_order
def test_a_parcel_goes_from_city_to_city_in_order_of_time(view):
    for parcel in view.shipments:
        steps = [event.step for event in parcel.events]
        assert steps == sorted(steps, key=list(CarrierStep).index)
        assert all(earlier.at < later.at for earlier, later in pairwise(parcel.events))
        cities = [routes().city, view.address.city]
        start, end = cities if parcel.kind is ShipmentKind.OUTBOUND else reversed(cities)
        assert {event.city for event in parcel.events if event.step is CarrierStep.PICKED_UP} <= {start}
        assert {event.city for event in parcel.events if event.step is CarrierStep.DELIVERED} <= {end}
        assert parcel.tracking_url == f"https://track.example.com/{parcel.tracking_number}"


@every_order
def test_every_item_is_in_a_parcel_and_no_parcel_is_empty(view):
    assert {item.shipment_id for item in view.items} == ({parcel.id for parcel in view.outbound} or {None})
    assert len({item.sku for item in view.items}) == len(view.items)


def paid(view):
    return [payment for payment in view.payments if payment.state is PaymentState.PAID]


@every_order
def test_payments_agree_with_the_state(view):
    states = [payment.state for payment in view.payments]
    assert all(payment.amount == view.total for payment in view.payments)
    assert all((payment.failure is None) == (payment.state is not PaymentState.FAILED) for payment in view.payments)
    if view.state is OrderState.PAYMENT_FAILED:
        assert set(states) == {PaymentState.FAILED}
    elif view.state is not OrderState.CANCELLED:
        assert PaymentState.PAID in states or states == [PaymentState.PENDING]


@every_order
def test_cash_is_paid_at_the_door(view):
    for payment in view.payments:
        is_cash = payment.method is PaymentMethod.COD
        assert is_cash == (payment.reference is None)
        if is_cash:
            assert payment.amount <= 10_000_00
            assert (payment.state is PaymentState.PAID) == (view.delivered_at is not None)
            assert payment.at == (view.delivered_at or view.placed_at)


@every_order
def test_a_refund_pays_back_what_was_paid(view):
    for refund in view.refunds:
        (payment,) = (payment for payment in paid(view) if payment.id == refund.payment_id)
        assert refund.amount == payment.amount
        assert (refund.paid_at is None) == (refund.state is RefundState.PENDING)
        assert refund.requested_at > payment.at
        assert refund.paid_at is None or refund.paid_at > refund.requested_at
        assert refund.expected_on > refund.requested_at.date()


@every_order
def test_money_goes_back_when_the_order_does(view):
    refunds = [refund.state for refund in view.refunds]
    if view.state is OrderState.RETURNED:
        assert refunds == [RefundState.PENDING]
    if view.state is OrderState.REFUNDED:
        assert refunds == [RefundState.PAID]
        assert view.refunds[0].paid_at == view.milestones[-1].at
    if view.state is OrderState.CANCELLED:
        assert len(refunds) == len(paid(view))


@every_order
def test_the_invoice_comes_with_the_first_parcel_and_adds_up(view):
    assert (view.invoice is not None) == bool(view.outbound)
    if view.invoice is None:
        return
    bill = view.invoice
    tax = bill.cgst + bill.sgst + bill.igst
    assert bill.total == view.total == bill.taxable + tax
    assert bill.cgst == bill.sgst
    assert bool(bill.cgst) == (view.address.region == routes().region) != bool(bill.igst)
    rates = [item.gst_percent for item in view.items]
    assert min(rates) - 0.1 <= 100 * tax / bill.taxable <= max(rates) + 0.1
    assert bill.issued_at == view.outbound[0].events[0].at


@given(moments, st.integers(-3000, 3000))
@settings(max_examples=30, deadline=None)
def test_only_the_dates_change_from_day_to_day(now, days):
    def undated(shop):
        return [
            (order.customer, order.view.number, order.view.state, order.view.items, order.view.total)
            for order in shop.orders
        ]

    assert undated(made(now)) == undated(made(now + timedelta(days=days)))
    assert build(now) == made(now)


def test_there_is_enough_to_try():
    shop = made(NOON)
    states = Counter(order.view.state for order in shop.orders)
    assert len(shop.customers) >= 30
    assert len(shop.products) >= 40
    assert len(shop.orders) >= 80
    assert min(states[state] for state in OrderState) >= 4
    assert {order.customer.id for order in shop.orders} == {customer.id for customer in shop.customers}
    assert [order.view.number for order in shop.orders] == [str(10001 + place) for place in range(len(shop.orders))]
    assert {order.view.state for order in shop.orders[: len(OrderState)]} == set(OrderState)


@pytest.mark.parametrize(
    ("what", "is_it"),
    [
        ("several items", lambda view: len(view.items) > 2),
        ("two parcels, one of them there", lambda v: len(v.outbound) == 2 and v.state is OrderState.SHIPPED),
        ("two parcels, both there", lambda v: len(v.outbound) == 2 and v.state is OrderState.DELIVERED),
        ("late", lambda view: view.expected_on and view.expected_on < NOON.date()),
        ("a coupon", lambda view: view.discount),
        ("delivery paid for", lambda view: view.delivery_charge),
        ("failed, then paid", lambda view: [p.state.value for p in view.payments] == ["failed", "paid"]),
        ("taken twice, going back", lambda v: len(paid(v)) == 2 and [r.state.value for r in v.refunds] == ["pending"]),
        ("taken twice, back", lambda v: len(paid(v)) == 2 and [r.state.value for r in v.refunds] == ["paid"]),
        ("taken twice, unnoticed", lambda v: len(paid(v)) == 2 and not v.refunds),
        *((method.value, lambda v, m=method: m in {p.method for p in v.payments}) for method in PaymentMethod),
    ],
)
def test_there_is_an_order_with(what, is_it):
    assert any(is_it(order.view) for order in made(NOON).orders), what


def test_customers_are_told_apart_and_belong_to_nobody_real():
    customers = made(NOON).customers
    assert len({customer.email for customer in customers}) == len(customers)
    assert len({customer.phone for customer in customers}) == len(customers)
    for customer in customers:
        assert customer.email.endswith("@example.com")
        assert customer.email.isascii()
        number = phonenumbers.parse(customer.phone)
        assert phonenumbers.is_possible_number(number)
        assert carrier.name_for_number(number, "en") == ""  # no operator has the series


@pytest.mark.parametrize(
    ("day", "count", "then"),
    [
        ("2026-03-13", 1, "2026-03-14"),  # Friday: Saturday is worked
        ("2026-03-14", 1, "2026-03-16"),  # Saturday: Sunday is not
        ("2026-03-14", 7, "2026-03-23"),
        ("2026-03-14", 0, "2026-03-14"),
    ],
)
def test_sundays_are_not_worked(day, count, then):
    assert working_days_after(datetime.fromisoformat(day).date(), count).isoformat() == then


def test_the_first_order_of_a_state_is_a_plain_one():
    assert all(plan.parcels == 1 and not plan.is_late for plan in plans()[: len(OrderState)])
