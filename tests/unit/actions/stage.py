"""What plays in the tests of the actions: the shop in memory, and conversations made of events."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sahay.config import ROOT
from sahay.shop.faq.entries import Catalogue
from sahay.shop.faq.files import read_directory
from sahay.shop.memory.faq import MemoryFaq
from sahay.shop.orders import Address, Customer, Item, Milestone, Order, OrderState, OrderView, Shipment, ShipmentKind

NOW = datetime(2026, 11, 20, 6, 30, tzinfo=UTC)  # noon in Ahmedabad
TODAY = date(2026, 11, 20)
EMAIL, PHONE = "asha@example.com", "+919825012345"

HOME = Address("4 Relief Road", "Ahmedabad", "Gujarat", "380001")
ASHA = Customer("asha", "Asha Patel", EMAIL, PHONE, HOME)
PARCEL = Shipment("s-1", ShipmentKind.OUTBOUND, "Blue Dart", "BD778", "https://track.example/BD778")


def make_order(number: str = "10234", state: OrderState = OrderState.SHIPPED, **changes: Any) -> Order:
    """Three days old, and expected the day after tomorrow."""
    view = OrderView(
        number=number,
        customer_name=ASHA.name,
        state=state,
        placed_at=NOW - timedelta(days=3),
        expected_on=TODAY + timedelta(days=2),
        address=HOME,
        items=(Item("HH-103", "Copper bottle", 2, 79_900, 5), Item("CL-201", "Kurta", 1, 89_900, 5)),
        delivery_charge=0,
        discount=0,
        total=249_700,
        milestones=(Milestone(OrderState.PLACED, NOW - timedelta(days=3)),),
    )
    return Order(ASHA, replace(view, **changes))


class StoppedClock:
    def now(self) -> datetime:
        return NOW


class FaqInMemory(MemoryFaq):
    """The knowledge base of the demo, without its database; its index is built once."""

    CATALOGUE = Catalogue.of(read_directory(ROOT / "data" / "faq", ("en", "hi", "gu")))

    def __init__(self) -> None:
        super().__init__((), clock=StoppedClock())
        self._catalogue = self.CATALOGUE


Event = dict[str, Any]


def user(
    text: str, intent: str = "nlu_fallback", ranking: tuple[str, ...] = (), **entities: str | tuple[str, ...]
) -> Event:
    """What the customer wrote, as the engine understood it."""
    return {
        "event": "user",
        "text": text,
        "parse_data": {
            "intent": {"name": intent, "confidence": 0.9},
            "intent_ranking": [{"name": name, "confidence": 0.2} for name in (intent, *ranking)],
            "entities": [
                {"entity": name, "value": value} | _place(value, text)
                for name, values in entities.items()
                for value in ((values,) if isinstance(values, str) else values)
            ],
        },
    }


def _place(value: str, text: str) -> dict[str, int]:
    """Where a detail stands; a product, which is known by its SKU, is nowhere."""
    start = text.find(value)
    return {"start": start, "end": start + len(value)} if start >= 0 else {"start": 0, "end": 0}


def decided(event: Event, kind: str, *candidates: str) -> Event:
    """The same message with the engine's decision about it."""
    decision = {"kind": kind, "candidates": list(candidates), "also": []}
    return event | {"parse_data": event["parse_data"] | {"decision": decision}}


def bot(key: str, *payloads: str) -> Event:
    """What the bot said, with the buttons below."""
    buttons = [{"title": "...", "payload": payload} for payload in payloads]
    return {"event": "bot", "text": "...", "metadata": {"utter_action": key}, "data": {"buttons": buttons or None}}


def ran(action: str) -> Event:
    return {"event": "action", "name": action}


def slot(name: str, value: Any) -> Event:
    return {"event": "slot", "name": name, "value": value}


@dataclass
class Outcome:
    """What an action said, and what follows from it."""

    messages: list[dict[str, Any]]
    events: list[Event]
    keys: list[str] = field(init=False)
    handoff: dict[str, Any] | None = field(init=False)

    def __post_init__(self) -> None:
        self.keys = [message["response"] for message in self.messages if message["response"]]
        asked = [message["custom"]["handoff"] for message in self.messages if "handoff" in (message["custom"] or {})]
        self.handoff = asked[0] if asked else None

    @property
    def said(self) -> list[str]:
        """The texts that come from the knowledge base rather than from `data/responses`."""
        return [message["text"] for message in self.messages if message["text"]]

    @property
    def slots(self) -> dict[str, Any]:
        return {event["name"]: event["value"] for event in self.events if event["event"] == "slot"}

    @property
    def payloads(self) -> list[str]:
        return [button["payload"] for message in self.messages for button in message["buttons"]]

    @property
    def titles(self) -> list[str]:
        return [button["title"] for message in self.messages for button in message["buttons"]]
