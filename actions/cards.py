"""Cards of what was said: an order, several orders, a list to choose from. They say nothing that the text may not."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Final
from urllib.parse import quote

from actions.order_numbers import ENTITY
from actions.task.talk import PAISE_IN_A_RUPEE, Talk
from sahay.domain.card import ACTIONS, CHARACTERS, LINES, ROWS, Choice, ListCard, Money, OrderCard, Progress
from sahay.shop.orders import OrderState, OrderView
from sahay.shop.policy import address_change, cancellation
from sahay.shop.refusal import Refusal

_DELIVERY: Final = (
    OrderState.PLACED,
    OrderState.CONFIRMED,
    OrderState.PACKED,
    OrderState.SHIPPED,
    OrderState.OUT_FOR_DELIVERY,
    OrderState.DELIVERED,
)
_RETURN: Final = (OrderState.DELIVERED, OrderState.RETURN_REQUESTED, OrderState.RETURNED, OrderState.REFUNDED)
# How far each state is on its way; of what is on none there is no line to show.
_WAYS: Final[Mapping[OrderState, tuple[tuple[OrderState, ...], OrderState]]] = {
    **{state: (_RETURN, state) for state in _RETURN},
    **{state: (_DELIVERY, state) for state in _DELIVERY},
    OrderState.DELIVERY_FAILED: (_DELIVERY, OrderState.OUT_FOR_DELIVERY),
}


def order_card(order: OrderView, talk: Talk) -> OrderCard:
    """Of an order that was proved to be the customer's."""
    return OrderCard(
        title=order.number,
        state=talk.title(f"state_{order.state}"),
        lines=tuple(_short(f"{item.quantity} × {item.name}") for item in order.items[:LINES]),
        steps=_steps(order.state, talk),
        total=Money(f"{Decimal(order.total) / PAISE_IN_A_RUPEE:.2f}", talk.services.settings.shop.currency),
        expected=order.expected_on,
        image=_picture(order, talk),
        actions=tuple(
            Choice(talk.title(intent), f'/{intent}{{"{ENTITY}": "{order.number}"}}')
            for intent, is_of_use in _ACTIONS.items()
            if is_of_use(order, talk)
        )[:ACTIONS],
    )


def orders_card(orders: Sequence[OrderView], talk: Talk) -> ListCard:
    """Several of a customer who is known."""
    rows = (Choice(each.number, f'/inform{{"{ENTITY}": "{each.number}"}}', _in_a_line(each, talk)) for each in orders)
    return ListCard(talk.title("your_orders"), tuple(rows)[:ROWS])


def _picture(order: OrderView, talk: Talk) -> str | None:
    """Of its first product."""
    path = talk.services.settings.shop.pictures
    return path.format(sku=quote(order.items[0].sku, safe="")) if path and order.items else None


def _may_cancel(order: OrderView, talk: Talk) -> bool:
    return not isinstance(cancellation(order, talk.services.settings.policies, talk.now), Refusal)


def _may_change_address(order: OrderView, talk: Talk) -> bool:
    return address_change(order, talk.services.settings.policies) is None


def _is_delivered(order: OrderView, _talk: Talk) -> bool:
    return order.state is OrderState.DELIVERED


def _has_invoice(order: OrderView, _talk: Talk) -> bool:
    return order.invoice is not None


_ACTIONS: Final[Mapping[str, Callable[[OrderView, Talk], bool]]] = {
    "cancel_order": _may_cancel,
    "change_shipping_address": _may_change_address,
    "return_product": _is_delivered,
    "get_invoice": _has_invoice,
}


def _steps(state: OrderState, talk: Talk) -> tuple[Progress, ...]:
    way, reached = _WAYS.get(state, ((), state))
    done = way.index(reached) if way else 0
    return tuple(Progress(talk.title(f"state_{each}"), done=place <= done) for place, each in enumerate(way))


def _in_a_line(order: OrderView, talk: Talk) -> str:
    state = talk.title(f"state_{order.state}")
    return _short(f"{state}, {talk.day(order.placed_at, 'd MMM')}: {', '.join(item.name for item in order.items)}")


def _short(text: str) -> str:
    return text if len(text) <= CHARACTERS else f"{text[: CHARACTERS - 1]}…"
