"""What becomes of an order when it is changed, in a shop that keeps its orders itself: pure, and the same in memory and
in a database. Money is in paise.

    placed, confirmed, packed, payment_failed --cancel--> cancelled --reinstate--> what it was before

Goods are paid for in full or in cash at the door. So what a change adds is collected at the door, and what it takes
away goes back to where it came from.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from sahay.shop.orders import (
    Address,
    Item,
    Line,
    Milestone,
    OrderState,
    OrderView,
    Payment,
    PaymentMethod,
    PaymentState,
    Refund,
    RefundState,
)
from sahay.shop.refusal import Refusal, Why

CANCELLABLE: Final = frozenset({OrderState.PLACED, OrderState.CONFIRMED, OrderState.PACKED, OrderState.PAYMENT_FAILED})
ITEMS_CHANGEABLE: Final = frozenset({OrderState.PLACED, OrderState.CONFIRMED})
ADDRESS_CHANGEABLE: Final = frozenset({OrderState.PLACED, OrderState.CONFIRMED, OrderState.PACKED})
_NOT_ORDERED: Final = frozenset({OrderState.CANCELLED, OrderState.PAYMENT_FAILED})

MOST_PIECES: Final = 99  # of one product in one order: more is business for a person

# The day by which money that was paid in this way is back.
Promise = Callable[[PaymentMethod], date]
# Pieces by SKU that an order takes from the stock, or gives back where negative.
Pieces = Mapping[str, int]


def cancelled(view: OrderView, fee: int, promise: Promise, now: datetime) -> OrderView | Refusal:
    if view.state is OrderState.CANCELLED:
        return Refusal(Why.ALREADY_DONE)
    if view.state not in CANCELLABLE:
        return Refusal(Why.TOO_LATE, f"is {view.state}")
    if fee < 0:
        return Refusal(Why.INVALID, "a fee below nothing")
    has = sum(left(view, payment) for payment in view.payments)
    view = _given_back(view, max(has - fee, 0), promise, now)
    return replace(
        view,
        state=OrderState.CANCELLED,
        expected_on=None,
        milestones=(*view.milestones, Milestone(OrderState.CANCELLED, now)),
        payments=tuple(payment for payment in view.payments if payment.state is not PaymentState.PENDING),
    )


def reinstated(view: OrderView, expected_on: date | None, now: datetime) -> OrderView | Refusal:
    """As before the cancellation; what was to be given back for it is kept. `expected_on` is the new promise."""
    if view.state is not OrderState.CANCELLED:
        return Refusal(Why.ALREADY_DONE, f"is {view.state}")
    before = [reached for reached in view.milestones if reached.state is not OrderState.CANCELLED]
    ended = [reached.at for reached in view.milestones if reached.state is OrderState.CANCELLED]
    if not before or not ended:
        return Refusal(Why.NOT_ALLOWED, "what it was before is not known")
    of_it = [refund for refund in view.refunds if refund.requested_at >= ended[-1]]
    if any(refund.state is RefundState.PAID for refund in of_it):
        return Refusal(Why.TOO_LATE, "the refund is sent")
    state = before[-1].state
    view = replace(
        view,
        state=state,
        expected_on=expected_on if state is not OrderState.PAYMENT_FAILED else None,
        milestones=(*view.milestones, Milestone(state, now)),
        refunds=tuple(refund for refund in view.refunds if refund not in of_it),
    )
    due = view.total - sum(payment.amount for payment in view.payments if payment.state is PaymentState.PAID)
    return _collected(view, due, now) if due > 0 and state is not OrderState.PAYMENT_FAILED else view


def with_items(
    view: OrderView, lines: Sequence[Line], goods: Mapping[str, Item], promise: Promise, now: datetime
) -> OrderView | Refusal:
    """`goods` are the products that `lines` name, each as an item of one piece at today's price."""
    if view.state in _NOT_ORDERED:
        return Refusal(Why.NOT_ALLOWED, f"is {view.state}")
    if view.state not in ITEMS_CHANGEABLE:
        return Refusal(Why.TOO_LATE, f"is {view.state}")
    wanted = {line.sku: line.quantity for line in lines}
    if len(wanted) < len(lines) or any(not 0 <= quantity <= MOST_PIECES for quantity in wanted.values()):
        return Refusal(Why.INVALID, "quantities")
    own = {item.sku for item in view.items}
    if not wanted.keys() <= own | goods.keys() or any(not wanted[sku] for sku in wanted.keys() - own):
        return Refusal(Why.NOT_FOUND, "a product")
    items = _counted(view.items, wanted) + tuple(
        replace(goods[sku], quantity=quantity) for sku, quantity in wanted.items() if sku not in own
    )
    if not items:
        return Refusal(Why.NOT_ALLOWED, "nothing would be left")
    if items == view.items:
        return Refusal(Why.ALREADY_DONE)
    value = sum(item.total for item in items)
    discount = min(view.discount, value)
    changed = replace(view, items=items, discount=discount, total=value + view.delivery_charge - discount)
    return _settled(changed, changed.total - view.total, promise, now)


def with_address(view: OrderView, address: Address) -> OrderView | Refusal:
    if view.state in _NOT_ORDERED:
        return Refusal(Why.NOT_ALLOWED, f"is {view.state}")
    if view.state not in ADDRESS_CHANGEABLE:
        return Refusal(Why.TOO_LATE, f"is {view.state}")
    if address == view.address:
        return Refusal(Why.ALREADY_DONE)
    return replace(view, address=address)


def refunded(view: OrderView, payment_id: str, amount: int, promise: Promise, now: datetime) -> OrderView | Refusal:
    """With one refund more, the last one of `refunds`."""
    payment = next((each for each in view.payments if each.id == payment_id), None)
    if payment is None:
        return Refusal(Why.NOT_FOUND, "the payment")
    if payment.state is not PaymentState.PAID:
        return Refusal(Why.NOTHING_PAID)
    if left(view, payment) == 0:
        return Refusal(Why.ALREADY_DONE)
    if not 0 < amount <= left(view, payment):
        return Refusal(Why.INVALID, "the amount")
    return replace(view, refunds=(*view.refunds, _refund(view, payment, amount, promise, now)))


def left(view: OrderView, payment: Payment) -> int:
    """What the shop still has of a payment."""
    if payment.state is not PaymentState.PAID:
        return 0
    return payment.amount - sum(refund.amount for refund in view.refunds if refund.payment_id == payment.id)


def taken(before: OrderView | None, after: OrderView | None) -> Pieces:
    """What a change takes from the stock. None, and an order that is cancelled, has nothing of it."""
    pieces: dict[str, int] = {}
    for view, sign in ((before, -1), (after, 1)):
        for item in view.items if view and view.state not in _NOT_ORDERED else ():
            pieces[item.sku] = pieces.get(item.sku, 0) + sign * item.quantity
    return {sku: count for sku, count in sorted(pieces.items()) if count}


def _counted(items: Sequence[Item], wanted: Mapping[str, int]) -> tuple[Item, ...]:
    """The items with other quantities. What one product has in several lines comes together in the first."""
    counted: list[Item] = []
    seen: set[str] = set()
    for item in items:
        if item.sku not in wanted:
            counted.append(item)
        elif item.sku not in seen and wanted[item.sku]:
            counted.append(replace(item, quantity=wanted[item.sku]))
        seen.add(item.sku)
    return tuple(counted)


def _settled(view: OrderView, more: int, promise: Promise, now: datetime) -> OrderView:
    """`more` is what the order costs more than before, or less where negative."""
    pending = next((payment for payment in view.payments if payment.state is PaymentState.PENDING), None)
    if pending is None:
        return _collected(view, more, now) if more > 0 else _given_back(view, -more, promise, now)
    due = pending.amount + more
    instead = (replace(pending, amount=due),) if due > 0 else ()
    others = tuple(payment for payment in view.payments if payment is not pending)
    return _given_back(replace(view, payments=others + instead), -due, promise, now)


def _collected(view: OrderView, amount: int, now: datetime) -> OrderView:
    """With `amount` to be paid at the door."""
    payment = Payment(_next_id(view, "P"), PaymentMethod.COD, PaymentState.PENDING, amount, now)
    return replace(view, payments=(*view.payments, payment))


def _given_back(view: OrderView, amount: int, promise: Promise, now: datetime) -> OrderView:
    """With refunds of `amount` in all, from the latest payment on; of what there is, if that is less."""
    for payment in reversed(view.payments):
        part = min(left(view, payment), amount)
        if part > 0:
            view = replace(view, refunds=(*view.refunds, _refund(view, payment, part, promise, now)))
            amount -= part
    return view


def _refund(view: OrderView, payment: Payment, amount: int, promise: Promise, now: datetime) -> Refund:
    return Refund(_next_id(view, "F"), payment.id, RefundState.PENDING, amount, now, promise(payment.method))


def _next_id(view: OrderView, letter: str) -> str:
    """One that no payment or refund of the order has: "10234-F2"."""
    used = {payment.id for payment in view.payments} | {refund.id for refund in view.refunds}
    count = 1
    while (name := f"{view.number}-{letter}{count}") in used:
        count += 1
    return name
