"""The parcels of an order: who carries them, and what the carrier has reported so far."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from sahay.shop.demo.data import Carrier, Routes
from sahay.shop.demo.plans import Plan
from sahay.shop.demo.timeline import Timeline
from sahay.shop.orders import Address, CarrierEvent, CarrierStep, OrderState, Shipment, ShipmentKind

TRACKING_URL = "https://track.example.com/"
TRACKING_DIGITS = 10

# How far the last parcel of an order can have come.
_FARTHEST = {
    OrderState.SHIPPED: CarrierStep.AT_DESTINATION,
    OrderState.OUT_FOR_DELIVERY: CarrierStep.OUT_FOR_DELIVERY,
}
_STUCK_AT = CarrierStep.AT_HUB
_ORDER_OF_STEPS = tuple(CarrierStep)


class Dispatch:
    """Makes the parcels of one order."""

    def __init__(
        self, plan: Plan, story: Timeline, address: Address, routes: Routes, now: datetime, random: Random
    ) -> None:
        self._plan = plan
        self._story = story
        self._address = address
        self._routes = routes
        self._now = now
        self._random = random

    def shipments(self) -> tuple[Shipment, ...]:
        """In order of arrival, then the one that comes back."""
        found: list[Shipment] = []
        if OrderState.SHIPPED in self._story.reached:
            found += [self._outbound(place) for place in range(1, self._plan.parcels + 1)]
        if OrderState.RETURN_REQUESTED in self._story.reached:
            found.append(self._shipment("R", ShipmentKind.RETURN, tuple(self._way_back())))
        return tuple(found)

    def _outbound(self, place: int) -> Shipment:
        is_last = place == self._plan.parcels
        farthest = _FARTHEST.get(self._plan.state, CarrierStep.DELIVERED) if is_last else CarrierStep.DELIVERED
        if self._plan.is_late:
            farthest = _STUCK_AT
        events = [
            event
            for event in self._way_there(is_last)
            if event.at <= self._now and _ORDER_OF_STEPS.index(event.step) <= _ORDER_OF_STEPS.index(farthest)
        ]
        return self._shipment(str(place), ShipmentKind.OUTBOUND, tuple(events))

    def _shipment(self, suffix: str, kind: ShipmentKind, events: tuple[CarrierEvent, ...]) -> Shipment:
        carrier: Carrier = self._random.choice(self._routes.carriers)
        number = carrier.prefix + "".join(self._random.choices("0123456789", k=TRACKING_DIGITS))
        return Shipment(f"{self._plan.number}-{suffix}", kind, carrier.name, number, TRACKING_URL + number, events)

    def _way_there(self, is_last: bool) -> Iterator[CarrierEvent]:
        moments = self._story.moments
        home, city = self._routes.city, self._address.city
        hub = self._routes.hubs.get(self._address.region)
        lead = timedelta() if is_last else timedelta(days=2 if hub else 1)
        collected = moments[OrderState.SHIPPED]
        at_the_door = moments[OrderState.OUT_FOR_DELIVERY] - lead
        sorted_at = collected + self._minutes(120, 300)
        arrived = at_the_door - self._minutes(90, 180)
        yield CarrierEvent(CarrierStep.PICKED_UP, home, collected)
        yield CarrierEvent(CarrierStep.AT_HUB, home, sorted_at)
        if hub:
            yield CarrierEvent(CarrierStep.IN_TRANSIT, hub, _between(sorted_at, arrived))
        yield CarrierEvent(CarrierStep.AT_DESTINATION, city, arrived)
        yield CarrierEvent(CarrierStep.OUT_FOR_DELIVERY, city, at_the_door)
        end = OrderState.DELIVERED if OrderState.DELIVERED in moments else OrderState.DELIVERY_FAILED
        has_failed = is_last and end is OrderState.DELIVERY_FAILED
        last_step = CarrierStep.ATTEMPT_FAILED if has_failed else CarrierStep.DELIVERED
        yield CarrierEvent(last_step, city, moments[end] - lead)

    def _way_back(self) -> Iterator[CarrierEvent]:
        """Nothing yet while the customer waits for the pick-up."""
        if OrderState.RETURNED not in self._story.reached:
            return
        home, city = self._routes.city, self._address.city
        hub = self._routes.hubs.get(self._address.region)
        collected = self._story.moments[OrderState.RETURN_REQUESTED] + timedelta(days=2)
        received = self._story.moments[OrderState.RETURNED]
        sorted_at = collected + self._minutes(120, 300)
        arrived = received - self._minutes(150, 300)
        yield CarrierEvent(CarrierStep.PICKED_UP, city, collected)
        yield CarrierEvent(CarrierStep.AT_HUB, city, sorted_at)
        if hub:
            yield CarrierEvent(CarrierStep.IN_TRANSIT, hub, _between(sorted_at, arrived))
        yield CarrierEvent(CarrierStep.AT_DESTINATION, home, arrived)
        yield CarrierEvent(CarrierStep.DELIVERED, home, received)

    def _minutes(self, least: int, most: int) -> timedelta:
        return timedelta(minutes=self._random.randint(least, most))


def _between(earlier: datetime, later: datetime) -> datetime:
    return (earlier + (later - earlier) / 2).replace(second=0, microsecond=0)
