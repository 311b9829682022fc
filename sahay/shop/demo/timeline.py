"""When an order came into which state, counted back from today, and when it is expected."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from sahay.shop.demo.plans import Plan
from sahay.shop.orders import OrderState
from sahay.shop.workdays import working_days_after

_TO_THE_DOOR = (
    OrderState.PLACED,
    OrderState.CONFIRMED,
    OrderState.PACKED,
    OrderState.SHIPPED,
    OrderState.OUT_FOR_DELIVERY,
)
_DELIVERED = (*_TO_THE_DOOR, OrderState.DELIVERED)
_SENT_BACK = (*_DELIVERED, OrderState.RETURN_REQUESTED, OrderState.RETURNED, OrderState.REFUNDED)

# The states that lie behind an order in each state.
PATHS = {
    **{state: _SENT_BACK[: place + 1] for place, state in enumerate(_SENT_BACK)},
    OrderState.DELIVERY_FAILED: (*_TO_THE_DOOR, OrderState.DELIVERY_FAILED),
    OrderState.CANCELLED: (OrderState.PLACED, OrderState.CONFIRMED, OrderState.CANCELLED),
    OrderState.PAYMENT_FAILED: (OrderState.PLACED, OrderState.PAYMENT_FAILED),
}

# A delivery is still to come in these.
AWAITED = frozenset((*_TO_THE_DOOR, OrderState.DELIVERY_FAILED))

# States that follow within the hour or so: minutes after the one before.
_SOON = {
    OrderState.CONFIRMED: (5, 20),
    OrderState.PAYMENT_FAILED: (5, 10),
    OrderState.CANCELLED: (30, 90),
}
# States that have their time of day: days after the one before, and hours of the day.
_LATER = {
    OrderState.PLACED: ((0, 0), (7, 21)),
    OrderState.PACKED: ((1, 1), (10, 13)),
    OrderState.SHIPPED: ((0, 0), (16, 19)),
    OrderState.DELIVERED: ((0, 0), (11, 19)),
    OrderState.DELIVERY_FAILED: ((0, 0), (15, 19)),
    OrderState.RETURN_REQUESTED: ((1, 5), (9, 21)),
    OrderState.RETURNED: ((5, 7), (11, 17)),
    OrderState.REFUNDED: ((1, 2), (11, 16)),
}
_ON_THE_ROAD = {True: (2, 2), False: (4, 5)}  # days from shipped to the door: near, far
_AT_THE_DOOR = (8, 9)

# How many days ago an order came into its state.
_AGO = {
    OrderState.PLACED: (0, 0),
    OrderState.CONFIRMED: (0, 1),
    OrderState.PACKED: (0, 0),
    OrderState.OUT_FOR_DELIVERY: (0, 0),
    OrderState.DELIVERED: (1, 25),
    OrderState.RETURN_REQUESTED: (1, 2),
    OrderState.RETURNED: (0, 1),
    OrderState.REFUNDED: (1, 20),
    OrderState.DELIVERY_FAILED: (1, 1),
    OrderState.CANCELLED: (1, 20),
    OrderState.PAYMENT_FAILED: (0, 3),
}
_LATE_DAYS_AGO = 10

# Working days within which the shop promises to deliver: near, far. As in data/faq/delivery.yml.
_PROMISE = {True: 4, False: 7}


@dataclass(frozen=True, slots=True)
class Timeline:
    """`moments` has the state's whole path, and of an order on its way also when the rest will happen."""

    state: OrderState
    moments: Mapping[OrderState, datetime]
    expected_on: date | None

    @property
    def reached(self) -> tuple[OrderState, ...]:
        return PATHS[self.state]


def timeline(plan: Plan, *, is_near: bool, now: datetime, random: Random) -> Timeline:
    """`now` is in the shop's time zone; nothing that has happened is later."""
    path = _DELIVERED if plan.state in _TO_THE_DOOR else PATHS[plan.state]
    days = _days(path, is_near, random)
    placed_on = now.date() - timedelta(days=_ago(plan, days, random) + days[plan.state])
    moments: dict[OrderState, datetime] = {}
    for state in path:
        moments[state] = _moment(state, placed_on + timedelta(days=days[state]), moments, now, random)
    # Before the hour at which today's steps usually happen they happened a little while ago.
    this_minute = now.replace(second=0, microsecond=0)
    early = max(moments[plan.state] - this_minute + timedelta(minutes=random.randint(5, 50)), timedelta())
    moments = {state: moment - early for state, moment in moments.items()}
    return Timeline(plan.state, moments, _expected_on(plan.state, moments, is_near, now.date()))


def _days(path: tuple[OrderState, ...], is_near: bool, random: Random) -> dict[OrderState, int]:
    """Days from the order to each state."""
    after = {OrderState.OUT_FOR_DELIVERY: _ON_THE_ROAD[is_near]} | {state: gap for state, (gap, _) in _LATER.items()}
    passed = 0
    days = {}
    for state in path:
        passed += random.randint(*after.get(state, (0, 0)))
        days[state] = passed
    return days


def _ago(plan: Plan, days: Mapping[OrderState, int], random: Random) -> int:
    if plan.state is not OrderState.SHIPPED:
        return random.randint(*_AGO[plan.state])
    if plan.is_late:
        return _LATE_DAYS_AGO
    last_day_on_the_road = days[OrderState.OUT_FOR_DELIVERY] - days[OrderState.SHIPPED] - 1
    # Of two parcels the first has arrived by then.
    return last_day_on_the_road if plan.parcels > 1 else random.randint(1, last_day_on_the_road)


def _moment(
    state: OrderState, day: date, before: Mapping[OrderState, datetime], now: datetime, random: Random
) -> datetime:
    if state in _SOON:
        return max(before.values()) + timedelta(minutes=random.randint(*_SOON[state]))
    first, last = _AT_THE_DOOR if state is OrderState.OUT_FOR_DELIVERY else _LATER[state][1]
    return datetime.combine(day, time(first), now.tzinfo) + timedelta(minutes=random.randrange((last - first) * 60))


def _expected_on(state: OrderState, moments: Mapping[OrderState, datetime], is_near: bool, today: date) -> date | None:
    if state not in AWAITED:
        return None
    if state is OrderState.OUT_FOR_DELIVERY:
        return today
    if state is OrderState.DELIVERY_FAILED:
        return working_days_after(today, 1)
    return working_days_after(moments[OrderState.PLACED].date(), _PROMISE[is_near])
