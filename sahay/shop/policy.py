"""What the shop allows and promises, as its settings say, whatever system it runs on, which may refuse more.

Money is in paise.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Final

from sahay.config.sections import BEFORE_SHIPPING, Policies
from sahay.shop.catalogue import Product
from sahay.shop.orders import OrderState, OrderView, Payment, PaymentMethod, PaymentState
from sahay.shop.refusal import Refusal, Why
from sahay.shop.returns import ReturnReason

# Reasons that are the shop's fault: such a piece goes back whatever it is.
FAULTS: Final = frozenset({ReturnReason.DAMAGED, ReturnReason.WRONG_ITEM})

# States in which the goods are with the customer, all or some of them.
_HANDED_OVER: Final = frozenset({OrderState.DELIVERED, OrderState.RETURN_REQUESTED})
_SENT_BACK: Final = frozenset({OrderState.RETURNED, OrderState.REFUNDED})
_NOT_ORDERED: Final = frozenset({OrderState.CANCELLED, OrderState.PAYMENT_FAILED})


@dataclass(frozen=True, slots=True)
class Terms:
    """What cancelling costs: `fee` is kept, `refund` given back, within `refund_days` working days (0: nothing to
    give back)."""

    fee: int
    refund: int
    refund_days: int


def paid(view: OrderView) -> int:
    """What the shop has of the customer's money: paid, and not given back or promised back."""
    taken = sum(payment.amount for payment in view.payments if payment.state is PaymentState.PAID)
    return taken - sum(refund.amount for refund in view.refunds)


def cancellation(view: OrderView, policies: Policies, now: datetime) -> Terms | Refusal:
    """The terms on which the order can be cancelled now."""
    if view.state is OrderState.CANCELLED:
        return Refusal(Why.ALREADY_DONE)
    if view.state is not OrderState.PAYMENT_FAILED and not _is_until(view, policies.cancel_until):
        return Refusal(Why.TOO_LATE, f"is {view.state}")
    has = max(paid(view), 0)
    is_new = now - view.placed_at < timedelta(minutes=policies.cancel_free_minutes)
    is_free = is_new or view.state is OrderState.PAYMENT_FAILED or _is_until(view, policies.cancel_free_until)
    # Cash on delivery is not collected for a parcel that does not come: there is nothing to keep a fee from.
    fee = 0 if is_free else min(policies.cancellation_fee, has)
    return Terms(fee, has - fee, _longest(view, policies) if has > fee else 0)


def item_change(view: OrderView, policies: Policies) -> Refusal | None:
    """None when products can be added, taken out and counted anew."""
    return _change(view, policies.change_items_until)


def address_change(view: OrderView, policies: Policies) -> Refusal | None:
    """None when the parcel can go to another address."""
    return _change(view, policies.change_address_until)


def returnable(
    view: OrderView,
    product: Product,
    policies: Policies,
    today: date,
    *,
    reason: ReturnReason | None = None,
    timezone: tzinfo = UTC,
) -> Refusal | None:
    """None when this product of the order can be sent back today, a day in the shop's `timezone`.

    Without a reason: whether any would do. What came damaged or wrong goes back for some days even if its kind never
    does.
    """
    if product.sku not in {item.sku for item in view.items}:
        return Refusal(Why.NOT_FOUND)
    if view.state in _SENT_BACK:
        return Refusal(Why.ALREADY_DONE)
    if view.state in _NOT_ORDERED:
        return Refusal(Why.NOT_ALLOWED, f"is {view.state}")
    if view.state not in _HANDED_OVER or view.delivered_at is None:
        return Refusal(Why.TOO_EARLY, f"is {view.state}")
    days = return_days(product, policies)
    if reason is None or reason in FAULTS:
        days = max(days, policies.damaged_days)
    if days == 0:
        return Refusal(Why.NOT_ALLOWED, "never goes back")
    passed = (today - view.delivered_at.astimezone(timezone).date()).days
    return Refusal(Why.TOO_LATE, f"{days} days are given") if passed > days else None


def return_days(product: Product, policies: Policies) -> int:
    """For how many days after delivery the product can be sent back; 0 for never."""
    if product.return_days is not None:
        return product.return_days
    return policies.return_days_of.get(product.category, policies.return_days)


def refund_due(method: PaymentMethod, policies: Policies) -> int:
    """Within how many working days money is back that was paid in this way."""
    return policies.refund_days[method.value]


def _change(view: OrderView, until: str) -> Refusal | None:
    if view.state in _NOT_ORDERED:
        return Refusal(Why.NOT_ALLOWED, f"is {view.state}")
    return None if _is_until(view, until) else Refusal(Why.TOO_LATE, f"is {view.state}")


def _is_until(view: OrderView, last: str) -> bool:
    """Whether the order has not gone beyond the state `last`."""
    return view.state.value in BEFORE_SHIPPING[: BEFORE_SHIPPING.index(last) + 1]


def _longest(view: OrderView, policies: Policies) -> int:
    taken: list[Payment] = [payment for payment in view.payments if payment.state is PaymentState.PAID]
    return max((refund_due(payment.method, policies) for payment in taken), default=0)
