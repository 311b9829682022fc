"""Telling where an order is, to the customer whose it is."""

from collections.abc import Iterator
from typing import Any

from rasa_sdk.events import SlotSet

from actions import told_order
from actions.cards import order_card
from actions.not_received import says_it_never_came, was_told_delivered
from actions.questions.heard import Heard
from actions.questions.order import own_order
from actions.task.question import End
from actions.task.talk import Talk
from actions.task.task import Task
from sahay.shop.orders import OrderState, OrderView, Shipment

Saying = tuple[str, dict[str, str]]

_WHEN = ("utter_order_expected", "utter_order_late")  # all that is said again to who asks when it comes


class NeverCame(Heard):
    """That the parcel is not there, whatever its state says."""

    name = "never_came"

    async def volunteered(self, talk: Talk) -> Any | None:
        return True if not talk.turn.is_button and says_it_never_came(talk.turn.text) else None


class TrackOrder(Task):
    intent = "track_order"
    questions = (*own_order(recent=False), NeverCame())

    async def finish(self, talk: Talk) -> End | None:
        order = await talk.order()
        sayings = [] if was_told_delivered(talk.turn) and NeverCame.name in talk.details else list(report(order, talk))
        if told_order.asked_about(talk.turn, talk.now) == order.number:
            sayings = [saying for saying in sayings if saying[0] in _WHEN] or sayings
        for key, values in sayings:
            talk.say(key, values)
            if key == f"utter_order_{order.state}":
                talk.turn.show(order_card(order, talk))
        if order.state is OrderState.DELIVERED and NeverCame.name in talk.details:
            talk.say("utter_never_came")
        talk.events.append(SlotSet("known_order", order.number))
        return None


def report(order: OrderView, talk: Talk) -> Iterator[Saying]:
    """What to say of an order, as keys of texts with their values."""
    values = {
        "number": order.number,
        "placed": talk.day(order.placed_at, "d MMMM y"),
        "items": talk.items(order),
        "total": talk.money(order.total),
    }
    if order.delivered_at:
        values["delivered"] = talk.day(order.delivered_at)
    yield f"utter_order_{order.state}", values
    if order.expected_on:
        key = "utter_order_late" if order.expected_on < talk.today else "utter_order_expected"
        yield key, {"expected": talk.day(order.expected_on)}
    for parcel in order.shipments:
        if parcel.delivered_at is None:
            yield "utter_order_tracking", _tracking(parcel)


def _tracking(parcel: Shipment) -> dict[str, str]:
    return {
        "carrier": parcel.carrier,
        "tracking_number": parcel.tracking_number,
        "tracking_url": parcel.tracking_url,
    }
