"""The orders that a script can name: one of each state, and special ones.

An order is two copper bottles (HH-103, Rs 1,598.00, delivery free), paid by UPI, placed four days ago, in Ahmedabad;
of several the first one that a script names is the latest, a minute before the second, unless its plan says else.
Of what has left the shop there is an invoice and a parcel; what was delivered came yesterday, what is on its way comes
the day after tomorrow. Every product has a stock of thousands, but SOLD_OUT.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from sahay.shop.demo import data
from sahay.shop.orders import (
    CarrierEvent,
    CarrierStep,
    Customer,
    Invoice,
    Item,
    Milestone,
    Order,
    OrderState,
    OrderView,
    Payment,
    PaymentMethod,
    PaymentState,
    Refund,
    RefundState,
    Shipment,
    ShipmentKind,
)

SOLD_OUT: Final = "EL-309"  # LED desk lamp

BOTTLES: Final = (("HH-103", 2),)
SEVERAL: Final = (("HH-103", 2), ("CL-201", 1), ("HH-104", 1))  # bottles, kurta, tumblers: Rs 2,946.00

_USUAL: Final = (
    OrderState.PLACED,
    OrderState.CONFIRMED,
    OrderState.PACKED,
    OrderState.SHIPPED,
    OrderState.OUT_FOR_DELIVERY,
    OrderState.DELIVERED,
    OrderState.RETURN_REQUESTED,
    OrderState.RETURNED,
    OrderState.REFUNDED,
)
_OTHER_WAYS: Final[Mapping[OrderState, tuple[OrderState, ...]]] = {
    OrderState.DELIVERY_FAILED: (*_USUAL[:5], OrderState.DELIVERY_FAILED),
    OrderState.CANCELLED: (*_USUAL[:2], OrderState.CANCELLED),
    OrderState.PAYMENT_FAILED: (OrderState.PLACED, OrderState.PAYMENT_FAILED),
}
# In these the parcel is with the carrier, and in all of EXPECTED the day on which it comes is known.
_MOVING: Final = frozenset({OrderState.SHIPPED, OrderState.OUT_FOR_DELIVERY, OrderState.DELIVERY_FAILED})
_EXPECTED: Final = _MOVING | {OrderState.PLACED, OrderState.CONFIRMED, OrderState.PACKED}
_GIVEN_BACK: Final = frozenset({OrderState.RETURNED, OrderState.REFUNDED, OrderState.CANCELLED})

PAID, FAILED, PENDING = PaymentState.PAID, PaymentState.FAILED, PaymentState.PENDING


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is special about an order. Times are how long ago something was; `expected` is how soon it comes."""

    state: OrderState
    lines: tuple[tuple[str, int], ...] = BOTTLES
    placed: timedelta = timedelta(days=4)
    delivered: timedelta = timedelta(days=1)
    expected: timedelta = timedelta(days=2)
    method: PaymentMethod = PaymentMethod.UPI
    charges: tuple[PaymentState, ...] = (PAID,)
    refund_asked: timedelta | None = None


def _plan(state: OrderState) -> Plan:
    return Plan(
        state=state,
        charges=(FAILED,) if state is OrderState.PAYMENT_FAILED else (PAID,),
        refund_asked=timedelta(days=1) if state in _GIVEN_BACK else None,
    )


_LONG_AGO: Final = {"placed": timedelta(days=45), "delivered": timedelta(days=40)}

PLANS: Final[Mapping[str, Plan]] = {
    **{state.value: _plan(state) for state in OrderState},
    # Before it leaves: a packed one costs a fee of Rs 49 to cancel, unless it is as new as `packed_now`.
    "packed_now": Plan(state=OrderState.PACKED, placed=timedelta(minutes=5)),
    "several": Plan(state=OrderState.PLACED, lines=SEVERAL),
    "unpaid": Plan(state=OrderState.CONFIRMED, method=PaymentMethod.COD, charges=(PENDING,)),
    "by_card": Plan(state=OrderState.CONFIRMED, method=PaymentMethod.CARD),
    # Payments: taken twice; failed once and then paid; failed by card.
    "paid_twice": Plan(state=OrderState.CONFIRMED, charges=(PAID, PAID)),
    "paid_later": Plan(state=OrderState.CONFIRMED, charges=(FAILED, PAID)),
    # Two days late.
    "late": Plan(state=OrderState.SHIPPED, placed=timedelta(days=9), expected=timedelta(days=-2)),
    # With the customer: for 40 days, paid in cash, several products, what never goes back, electronics (7 days).
    "delivered_old": Plan(state=OrderState.DELIVERED, **_LONG_AGO),
    "delivered_cash": Plan(state=OrderState.DELIVERED, method=PaymentMethod.COD),
    "delivered_several": Plan(state=OrderState.DELIVERED, lines=SEVERAL),
    "delivered_socks": Plan(
        state=OrderState.DELIVERED,
        lines=(("CL-214", 1), ("HH-103", 1)),
        placed=timedelta(days=8),
        delivered=timedelta(days=4),
    ),
    "delivered_kettle": Plan(
        state=OrderState.DELIVERED,
        lines=(("EL-303", 1),),
        placed=timedelta(days=13),
        delivered=timedelta(days=9),
    ),
    # Cancelled long ago, and the money is still not there.
    "refund_late": Plan(state=OrderState.CANCELLED, placed=timedelta(days=30), refund_asked=timedelta(days=25)),
}


def order(name: str, number: str, customer: Customer, now: datetime) -> Order:
    """The order that a script calls `name` ("placed", "placed2"). Raises KeyError for what is no plan."""
    plan = PLANS[name.rstrip("0123456789")]
    placed_at = now - plan.placed
    items = tuple(_item(sku, quantity) for sku, quantity in plan.lines)
    total = sum(item.total for item in items)
    milestones = _milestones(plan, placed_at, now)
    parcels = _parcels(plan, number, milestones)
    payments = _payments(plan, number, total, placed_at)
    view = OrderView(
        number=number,
        customer_name=customer.name,
        state=plan.state,
        placed_at=placed_at,
        expected_on=(now + plan.expected).date() if plan.state in _EXPECTED else None,
        address=customer.address,
        items=tuple(replace(item, shipment_id=parcels[0].id) for item in items) if parcels else items,
        delivery_charge=0,
        discount=0,
        total=total,
        milestones=milestones,
        shipments=parcels,
        payments=payments,
        refunds=_refunds(plan, number, payments, now),
        invoice=_invoice(number, total, milestones),
    )
    return Order(customer, view)


def _item(sku: str, quantity: int) -> Item:
    product = next(each for each in data.products() if each.sku == sku)
    return Item(sku, product.name, quantity, product.price, product.gst_percent)


def _milestones(plan: Plan, placed_at: datetime, now: datetime) -> tuple[Milestone, ...]:
    """As far as it has come: evenly until it was delivered, and so from there on."""
    way = _OTHER_WAYS.get(plan.state) or _USUAL[: _USUAL.index(plan.state) + 1]
    before = [state for state in way if state in _USUAL[:5] or state not in _USUAL]
    after = way[len(before) :]
    delivered_at = now - plan.delivered if after else now
    return (*_evenly(before, placed_at, delivered_at), *_evenly(after, delivered_at, now))


def _evenly(states: list[OrderState] | tuple[OrderState, ...], begin: datetime, end: datetime) -> list[Milestone]:
    return [Milestone(state, begin + place * (end - begin) / len(states)) for place, state in enumerate(states)]


def _parcels(plan: Plan, number: str, milestones: tuple[Milestone, ...]) -> tuple[Shipment, ...]:
    moments = {reached.state: reached.at for reached in milestones}
    if OrderState.SHIPPED not in moments:
        return ()
    events = [CarrierEvent(CarrierStep.PICKED_UP, "Surat", moments[OrderState.SHIPPED])]
    if OrderState.DELIVERED in moments:
        events.append(CarrierEvent(CarrierStep.DELIVERED, "Ahmedabad", moments[OrderState.DELIVERED]))
    tracking = f"SL{number}"
    url = f"https://track.example.com/{tracking}"
    return (Shipment(f"s-{number}", ShipmentKind.OUTBOUND, "Setu Logistics", tracking, url, tuple(events)),)


def _payments(plan: Plan, number: str, total: int, placed_at: datetime) -> tuple[Payment, ...]:
    return tuple(
        Payment(
            id=f"{number}-P{place}",
            method=plan.method,
            state=state,
            amount=total,
            at=placed_at + timedelta(minutes=place),
            reference=f"4{number}00000{place}" if plan.method is not PaymentMethod.COD else None,
            failure="declined" if state is FAILED else None,
        )
        for place, state in enumerate(plan.charges, start=1)
    )


def _refunds(plan: Plan, number: str, payments: tuple[Payment, ...], now: datetime) -> tuple[Refund, ...]:
    """Of the first payment, sent only where the order says so."""
    if plan.refund_asked is None:
        return ()
    asked = now - plan.refund_asked
    is_paid = plan.state is OrderState.REFUNDED
    return (
        Refund(
            id=f"{number}-F1",
            payment_id=payments[0].id,
            state=RefundState.PAID if is_paid else RefundState.PENDING,
            amount=payments[0].amount,
            requested_at=asked,
            expected_on=(asked + timedelta(days=5)).date(),
            paid_at=now if is_paid else None,
        ),
    )


def _invoice(number: str, total: int, milestones: tuple[Milestone, ...]) -> Invoice | None:
    """With 5 % GST, in halves, as shop and customer are in the same state."""
    issued_at = next((reached.at for reached in milestones if reached.state is OrderState.SHIPPED), None)
    if issued_at is None:
        return None
    half = round(total * 5 / 105 / 2)
    return Invoice(f"INV/2627/{number}", issued_at, total - 2 * half, half, half, 0, total)
