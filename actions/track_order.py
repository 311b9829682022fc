"""Telling where an order is, to the customer whose it is."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_currency
from rasa_sdk.events import ActiveLoop, EventType, FollowupAction, SlotSet

from actions import told_order
from actions.handoff import hand_off
from actions.proof import keep
from actions.skill import Skill
from actions.turn import Turn
from sahay.config import Shop
from sahay.language.tag import locale
from sahay.shop.orders import Order, OrderView, Shipment
from sahay.shop.verification import Exhausted, Refused

PAISE_IN_A_RUPEE = 100


class LeaveOrder(Skill):
    """The customer leaves the form: what they gave in it is forgotten, so that it serves nobody who comes after."""

    action = "action_forget_order"

    async def act(self, turn: Turn) -> list[EventType]:
        return _FORGET


class TrackOrder(Skill):
    """Looks the order up once the form has its number and its customer's contact."""

    action = "action_track_order"

    async def act(self, turn: Turn) -> list[EventType]:
        contact = turn.slot("order_contact") or ""
        outcome = await self._services.ownership.prove(
            turn.slot("order_number") or "",
            contact,
            conversation_id=turn.conversation_id,
            message_id=turn.message_id,
            now=self._services.clock.now(),
        )
        match outcome:
            case Order(view=view):
                return self._tell(turn, view, contact)
            case Refused(attempts_left):
                return _ask_anew(turn, attempts_left)
            case Exhausted():
                turn.say("utter_verification_exhausted")
                return [*hand_off(turn, "verification_exhausted"), *_FORGET]

    def _tell(self, turn: Turn, order: OrderView, contact: str) -> list[EventType]:
        """The contact is kept: it proves this customer's next order too."""
        shop, now = self._services.settings.shop, self._services.clock.now()
        today = now.astimezone(shop.timezone).date()
        sayings = list(report(order, turn.language, shop, today))
        if told_order.asked_about(turn, now) == order.number:
            sayings = [saying for saying in sayings if saying[0] in _WHEN] or sayings
        for key, values in sayings:
            turn.say(key, values)
        return [SlotSet("known_order", order.number), *keep(contact, now), *_FORGET]


_WHEN = ("utter_order_expected", "utter_order_late")  # all that is said again to who asks when it comes
_FORGET = [SlotSet("order_number", None), SlotSet("order_contact", None)]


def _ask_anew(turn: Turn, attempts_left: int) -> list[EventType]:
    """Refuse, and begin the form again without running it: run now, it would read the refused details again."""
    turn.say("utter_order_refused", {"attempts_left": str(attempts_left)})
    return [
        *_FORGET,
        ActiveLoop("track_order_form"),
        SlotSet("requested_slot", "order_number"),
        FollowupAction("action_listen"),
    ]


Saying = tuple[str, dict[str, str]]


def report(order: OrderView, language: str, shop: Shop, today: date) -> Iterator[Saying]:
    """What to say of an order, as keys of texts with their values; `today` is the shop's."""
    spoken = locale(language, shop.country)

    def day(moment: date, pattern: str) -> str:
        return format_date(moment, pattern, locale=spoken)

    values = {
        "number": order.number,
        "placed": day(order.placed_at.astimezone(shop.timezone).date(), "d MMMM y"),
        "items": ", ".join(f"{item.quantity} × {item.name}" for item in order.items),
        "total": format_currency(Decimal(order.total) / PAISE_IN_A_RUPEE, shop.currency, locale=spoken),
    }
    if order.delivered_at:
        values["delivered"] = day(order.delivered_at.astimezone(shop.timezone).date(), "EEEE, d MMMM")
    yield f"utter_order_{order.state}", values
    if order.expected_on:
        key = "utter_order_late" if order.expected_on < today else "utter_order_expected"
        yield key, {"expected": day(order.expected_on, "EEEE, d MMMM")}
    for parcel in order.shipments:
        if parcel.delivered_at is None:
            yield "utter_order_tracking", _tracking(parcel)


def _tracking(parcel: Shipment) -> dict[str, str]:
    return {
        "carrier": parcel.carrier,
        "tracking_number": parcel.tracking_number,
        "tracking_url": parcel.tracking_url,
    }
