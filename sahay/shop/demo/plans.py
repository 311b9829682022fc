"""Which orders the demo has: every state several times, and with what is special about each."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from sahay.shop.orders import OrderState

FIRST_NUMBER = 10001


class Charge(Enum):
    """How the payment went."""

    ONCE = "once"
    RETRIED = "retried"  # failed, then tried again
    TWICE = "twice"  # the bank took it twice, and the second goes back by itself
    TWICE_UNSETTLED = "twice_unsettled"  # the same, but nobody has noticed yet


@dataclass(frozen=True, slots=True)
class Plan:
    """An order to be made. `is_late`: the promised day has passed and the parcel is stuck."""

    number: str
    state: OrderState
    parcels: int = 1
    charge: Charge = Charge.ONCE
    is_late: bool = False


# How many orders are in each state, besides the first one of it.
_MORE = {
    OrderState.PLACED: 5,
    OrderState.CONFIRMED: 6,
    OrderState.PACKED: 5,
    OrderState.SHIPPED: 11,
    OrderState.OUT_FOR_DELIVERY: 6,
    OrderState.DELIVERED: 21,
    OrderState.RETURN_REQUESTED: 4,
    OrderState.RETURNED: 4,
    OrderState.REFUNDED: 4,
    OrderState.DELIVERY_FAILED: 4,
    OrderState.CANCELLED: 6,
    OrderState.PAYMENT_FAILED: 4,
}

# What is special, by the place of an order among those of its state: the first one is always plain.
_SPECIAL = {
    (OrderState.CONFIRMED, 1): {"charge": Charge.TWICE},
    (OrderState.CONFIRMED, 2): {"charge": Charge.RETRIED},
    (OrderState.PACKED, 1): {"charge": Charge.TWICE},
    (OrderState.SHIPPED, 1): {"parcels": 2},
    (OrderState.SHIPPED, 2): {"is_late": True},
    (OrderState.SHIPPED, 3): {"parcels": 2},
    (OrderState.SHIPPED, 4): {"charge": Charge.TWICE_UNSETTLED},
    (OrderState.SHIPPED, 5): {"is_late": True},
    (OrderState.OUT_FOR_DELIVERY, 1): {"parcels": 2},
    (OrderState.DELIVERED, 1): {"parcels": 2},
    (OrderState.DELIVERED, 2): {"charge": Charge.TWICE},
    (OrderState.DELIVERED, 3): {"charge": Charge.RETRIED},
    (OrderState.DELIVERED, 4): {"charge": Charge.TWICE_UNSETTLED},
    (OrderState.DELIVERED, 5): {"parcels": 2},
    (OrderState.DELIVERY_FAILED, 1): {"parcels": 2},
}


def plans() -> tuple[Plan, ...]:
    """All orders by number. The first ones show every state once."""
    seen = dict.fromkeys(OrderState, 0)
    made = []
    for number, state in enumerate(_states(), start=FIRST_NUMBER):
        special = _SPECIAL.get((state, seen[state]), {})
        made.append(Plan(str(number), state, **special))  # type: ignore[arg-type]
        seen[state] += 1
    return tuple(made)


def _states() -> Iterator[OrderState]:
    """One of each, then round and round through the states that still have some to come."""
    yield from OrderState
    for turn in range(max(_MORE.values())):
        yield from (state for state, count in _MORE.items() if turn < count)
