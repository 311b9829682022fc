"""What becomes of an order and of its returns when something is sent back: pure.

delivered --request--> return_requested --withdraw, of the last one that is open--> delivered
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sahay.shop.orders import Milestone, OrderState, OrderView
from sahay.shop.refusal import Refusal, Why
from sahay.shop.returns import PickupSlot, Return, ReturnKind, ReturnRequest, ReturnState

_BACK: Final = frozenset({OrderState.RETURNED, OrderState.REFUNDED})
_WITH_THE_CUSTOMER: Final = frozenset({OrderState.DELIVERED, OrderState.RETURN_REQUESTED})
_NOT_ORDERED: Final = frozenset({OrderState.CANCELLED, OrderState.PAYMENT_FAILED})


@dataclass(frozen=True, slots=True)
class GoingBack:
    """The order with the return that was made or called off; `pieces` are what it takes from the stock."""

    view: OrderView
    goods: Return
    pieces: Mapping[str, int]


def requested(
    view: OrderView,
    earlier: Sequence[Return],
    wanted: ReturnRequest,
    slot: PickupSlot | None,
    number: str,
    label_url: str,
    now: datetime,
) -> GoingBack | Refusal:
    """`earlier` are the order's other returns; `slot` is the one that is wanted, None if it cannot be had."""
    if view.state in _NOT_ORDERED:
        return Refusal(Why.NOT_ALLOWED, f"is {view.state}")
    if view.state in _BACK:
        return Refusal(Why.ALREADY_DONE, f"is {view.state}")
    if view.state not in _WITH_THE_CUSTOMER:
        return Refusal(Why.TOO_EARLY, f"is {view.state}")
    skus = [line.sku for line in wanted.lines]
    if not skus or len(set(skus)) < len(skus) or any(line.quantity < 1 for line in wanted.lines) or slot is None:
        return Refusal(Why.INVALID, "the pick-up time" if slot is None else "the lines")
    for line in wanted.lines:
        ordered = sum(item.quantity for item in view.items if item.sku == line.sku)
        open_already = sum(
            other.quantity
            for each in earlier
            if each.state is not ReturnState.WITHDRAWN
            for other in each.lines
            if other.sku == line.sku
        )
        if line.quantity > ordered:
            return Refusal(Why.NOT_FOUND if not ordered else Why.INVALID, "a product")
        if line.quantity > ordered - open_already:
            return Refusal(Why.ALREADY_DONE, "a product")
    goods = Return(
        number=number,
        order_number=view.number,
        kind=wanted.kind,
        state=ReturnState.REQUESTED,
        lines=wanted.lines,
        reason=wanted.reason,
        pickup=slot,
        requested_at=now,
        label_url=label_url,
    )
    return GoingBack(_moved(view, OrderState.RETURN_REQUESTED, now), goods, _instead(wanted))


def withdrawn(
    view: OrderView, returns: Sequence[Return], goods: Return, exchange_sku: str | None, now: datetime
) -> GoingBack | Refusal:
    if goods.state is ReturnState.WITHDRAWN:
        return Refusal(Why.ALREADY_DONE)
    if goods.state is not ReturnState.REQUESTED:
        return Refusal(Why.TOO_LATE, f"is {goods.state}")
    is_last = not any(each.state is not ReturnState.WITHDRAWN for each in returns if each.number != goods.number)
    after = _moved(view, OrderState.DELIVERED, now) if is_last else view
    wanted = ReturnRequest(view.number, goods.kind, goods.lines, goods.reason, "", exchange_sku)
    freed = {sku: -count for sku, count in _instead(wanted).items()}
    return GoingBack(after, replace(goods, state=ReturnState.WITHDRAWN), freed)


def _instead(wanted: ReturnRequest) -> dict[str, int]:
    """What is laid aside for an exchange."""
    pieces: dict[str, int] = {}
    for line in wanted.lines if wanted.kind is ReturnKind.EXCHANGE else ():
        sku = wanted.exchange_sku or line.sku
        pieces[sku] = pieces.get(sku, 0) + line.quantity
    return pieces


def _moved(view: OrderView, state: OrderState, now: datetime) -> OrderView:
    """In the other state. `OrderView.delivered_at` is its first milestone: going back to it does not move it."""
    if view.state is state:
        return view
    return replace(view, state=state, milestones=(*view.milestones, Milestone(state, now)))
