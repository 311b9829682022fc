"""What a shop with a system of its own is not even asked for: the rules of `changes`, by the order as it stands."""

from typing import Final

from sahay.shop.changes import ADDRESS_CHANGEABLE, CANCELLABLE, ITEMS_CHANGEABLE
from sahay.shop.orders import Address, OrderState, OrderView
from sahay.shop.own.accounts import is_address
from sahay.shop.refusal import Refusal, Why

_NOT_ORDERED: Final = frozenset({OrderState.CANCELLED, OrderState.PAYMENT_FAILED})


def cancelling(view: OrderView) -> Refusal | None:
    """Why it cannot be; None when it can."""
    if view.state in CANCELLABLE:
        return None
    return Refusal(Why.ALREADY_DONE if view.state is OrderState.CANCELLED else Why.TOO_LATE, f"is {view.state}")


def changing_items(view: OrderView) -> Refusal | None:
    if view.state in ITEMS_CHANGEABLE:
        return None
    return Refusal(Why.NOT_ALLOWED if view.state in _NOT_ORDERED else Why.TOO_LATE, f"is {view.state}")


def moving(view: OrderView, address: Address) -> Refusal | None:
    if not is_address(address):
        return Refusal(Why.INVALID, "the address")
    if view.state in _NOT_ORDERED:
        return Refusal(Why.NOT_ALLOWED, f"is {view.state}")
    if view.state not in ADDRESS_CHANGEABLE:
        return Refusal(Why.TOO_LATE, f"is {view.state}")
    return Refusal(Why.ALREADY_DONE) if address == view.address else None


def giving_back(amount: int, left: int) -> Refusal | None:
    """`left` is what is still there of the payment."""
    if left <= 0:
        return Refusal(Why.ALREADY_DONE, "nothing is left of the payment")
    return None if 0 < amount <= left else Refusal(Why.INVALID, "more than what is left of the payment")
