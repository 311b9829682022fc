"""How an order was paid for, and what went back. The times promised are those of data/faq."""

from datetime import datetime, timedelta
from random import Random

from sahay.shop.demo.plans import Charge, Plan
from sahay.shop.demo.timeline import Timeline
from sahay.shop.orders import (
    OrderState,
    Payment,
    PaymentMethod,
    PaymentState,
    Refund,
    RefundState,
)
from sahay.shop.workdays import working_days_after

COD_MOST = 10_000_00  # paise
REFERENCE_DIGITS = 12  # as UPI's are
FAILURES = ("insufficient_funds", "bank_timeout", "declined", "cancelled_by_customer")
_METHODS = {
    PaymentMethod.UPI: 45,
    PaymentMethod.CARD: 20,
    PaymentMethod.NETBANKING: 10,
    PaymentMethod.COD: 25,
}
# Working days until a refund is with the customer: two to send it, the rest is the bank's.
_REFUND_DAYS = {
    PaymentMethod.UPI: 4,
    PaymentMethod.COD: 4,
    PaymentMethod.CARD: 9,
    PaymentMethod.NETBANKING: 9,
}
# After how long a refund is asked for when the bank took money twice, and after how long it is sent.
_NOTICED = timedelta(days=1)
_SENT = timedelta(days=2)

# Each attempt to pay at the order, a minute apart.
_ATTEMPTS = {
    Charge.ONCE: (PaymentState.PAID,),
    Charge.RETRIED: (PaymentState.FAILED, PaymentState.PAID),
    Charge.TWICE: (PaymentState.PAID, PaymentState.PAID),
    Charge.TWICE_UNSETTLED: (PaymentState.PAID, PaymentState.PAID),
}


def payments(plan: Plan, story: Timeline, total: int, random: Random) -> tuple[Payment, ...]:
    method = _method(plan, total, random)
    if method is PaymentMethod.COD:
        return _in_cash(plan, story, total)
    states = (
        (PaymentState.FAILED,) * random.randint(1, 2)
        if plan.state is OrderState.PAYMENT_FAILED
        else _ATTEMPTS[plan.charge]
    )
    return tuple(
        Payment(
            id=f"{plan.number}-P{place}",
            method=method,
            state=state,
            amount=total,
            at=story.moments[OrderState.PLACED] + timedelta(minutes=place),
            reference="".join(random.choices("0123456789", k=REFERENCE_DIGITS)),
            failure=random.choice(FAILURES) if state is PaymentState.FAILED else None,
        )
        for place, state in enumerate(states, start=1)
    )


def refunds(plan: Plan, story: Timeline, paid: tuple[Payment, ...], now: datetime) -> tuple[Refund, ...]:
    taken = [payment for payment in paid if payment.state is PaymentState.PAID]
    if plan.charge is Charge.TWICE:
        return _refund(plan, taken[1], story.moments[OrderState.PLACED] + _NOTICED, None, now)
    if OrderState.RETURNED in story.reached:
        sent = story.moments[OrderState.REFUNDED] if plan.state is OrderState.REFUNDED else None
        return _refund(plan, taken[0], story.moments[OrderState.RETURNED], sent, now)
    if plan.state is OrderState.CANCELLED and taken:
        return _refund(plan, taken[0], story.moments[OrderState.CANCELLED], None, now)
    return ()


def _method(plan: Plan, total: int, random: Random) -> PaymentMethod:
    is_cash_possible = total <= COD_MOST and plan.charge is Charge.ONCE and plan.state is not OrderState.PAYMENT_FAILED
    methods = {
        method: weight for method, weight in _METHODS.items() if is_cash_possible or method is not PaymentMethod.COD
    }
    return random.choices(tuple(methods), tuple(methods.values()))[0]


def _in_cash(plan: Plan, story: Timeline, total: int) -> tuple[Payment, ...]:
    """Nothing is left to pay for an order that was cancelled."""
    if plan.state is OrderState.CANCELLED:
        return ()
    is_paid = OrderState.DELIVERED in story.reached
    state = PaymentState.PAID if is_paid else PaymentState.PENDING
    moment = story.moments[OrderState.DELIVERED if is_paid else OrderState.PLACED]
    return (Payment(f"{plan.number}-P1", PaymentMethod.COD, state, total, moment),)


def _refund(plan: Plan, payment: Payment, asked: datetime, sent: datetime | None, now: datetime) -> tuple[Refund, ...]:
    """Sent when it says so; otherwise some days after it was asked for, if that is in the past."""
    if asked > now:
        return ()
    if sent is None and plan.state is not OrderState.RETURNED:
        sent = asked + _SENT if asked + _SENT <= now else None
    return (
        Refund(
            id=f"{plan.number}-F1",
            payment_id=payment.id,
            state=RefundState.PAID if sent else RefundState.PENDING,
            amount=payment.amount,
            requested_at=asked,
            expected_on=working_days_after(asked.date(), _REFUND_DAYS[payment.method]),
            paid_at=sent,
        ),
    )
