"""What a customer may see of an order, and the port that tells it. Money is in paise, moments are aware."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from sahay.shop.refusal import Refusal


class OrderState(StrEnum):
    """Where an order stands. The usual way is the first seven, from top to bottom."""

    PLACED = "placed"
    CONFIRMED = "confirmed"
    PACKED = "packed"
    SHIPPED = "shipped"
    OUT_FOR_DELIVERY = "out_for_delivery"
    DELIVERED = "delivered"
    RETURN_REQUESTED = "return_requested"
    RETURNED = "returned"
    REFUNDED = "refunded"
    DELIVERY_FAILED = "delivery_failed"
    CANCELLED = "cancelled"
    PAYMENT_FAILED = "payment_failed"


class ShipmentKind(StrEnum):
    OUTBOUND = "outbound"
    RETURN = "return"


class CarrierStep(StrEnum):
    """What a carrier reports of a parcel."""

    PICKED_UP = "picked_up"
    AT_HUB = "at_hub"
    IN_TRANSIT = "in_transit"
    AT_DESTINATION = "at_destination"
    OUT_FOR_DELIVERY = "out_for_delivery"
    ATTEMPT_FAILED = "attempt_failed"
    DELIVERED = "delivered"


class PaymentMethod(StrEnum):
    UPI = "upi"
    CARD = "card"
    NETBANKING = "netbanking"
    COD = "cod"


class PaymentState(StrEnum):
    """PENDING is cash on delivery not yet handed over; FAILED took no money that stayed taken."""

    PENDING = "pending"
    PAID = "paid"
    FAILED = "failed"


class RefundState(StrEnum):
    PENDING = "pending"
    PAID = "paid"


@dataclass(frozen=True, slots=True)
class Address:
    line: str
    city: str
    region: str
    pin: str


@dataclass(frozen=True, slots=True)
class Item:
    """One line of an order. `unit_price` includes GST; `shipment_id` is the parcel that it travels in."""

    sku: str
    name: str
    quantity: int
    unit_price: int
    gst_percent: int
    shipment_id: str | None = None

    @property
    def total(self) -> int:
        return self.quantity * self.unit_price


@dataclass(frozen=True, slots=True)
class Milestone:
    """The moment at which the order came into a state."""

    state: OrderState
    at: datetime


@dataclass(frozen=True, slots=True)
class CarrierEvent:
    step: CarrierStep
    city: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Shipment:
    """A parcel, to the customer or back. `events` are in order of time."""

    id: str
    kind: ShipmentKind
    carrier: str
    tracking_number: str
    tracking_url: str
    events: tuple[CarrierEvent, ...] = ()

    @property
    def delivered_at(self) -> datetime | None:
        return next((event.at for event in self.events if event.step is CarrierStep.DELIVERED), None)


@dataclass(frozen=True, slots=True)
class Payment:
    """`reference` is the bank's. `failure` says why a failed one failed, as the bank's code."""

    id: str
    method: PaymentMethod
    state: PaymentState
    amount: int
    at: datetime
    reference: str | None = None
    failure: str | None = None


@dataclass(frozen=True, slots=True)
class Refund:
    """`expected_on` is the day by which the money is promised, `paid_at` when it was sent."""

    id: str
    payment_id: str
    state: RefundState
    amount: int
    requested_at: datetime
    expected_on: date
    paid_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Invoice:
    """A GST invoice. Within the shop's state the tax is CGST and SGST in halves, elsewhere it is IGST."""

    number: str
    issued_at: datetime
    taxable: int
    cgst: int
    sgst: int
    igst: int
    total: int


@dataclass(frozen=True, slots=True)
class OrderView:
    """An order as its own customer may see it, without e-mail address and phone number.

    `expected_on` is the promised day of delivery, None when nothing more will come.
    """

    number: str
    customer_name: str
    state: OrderState
    placed_at: datetime
    expected_on: date | None
    address: Address
    items: tuple[Item, ...]
    delivery_charge: int
    discount: int
    total: int
    milestones: tuple[Milestone, ...]
    shipments: tuple[Shipment, ...] = ()
    payments: tuple[Payment, ...] = ()
    refunds: tuple[Refund, ...] = ()
    invoice: Invoice | None = None

    @property
    def delivered_at(self) -> datetime | None:
        """When the customer had it; also known of an order that went back."""
        return next((reached.at for reached in self.milestones if reached.state is OrderState.DELIVERED), None)

    @property
    def outbound(self) -> tuple[Shipment, ...]:
        """The parcels to the customer."""
        return tuple(parcel for parcel in self.shipments if parcel.kind is ShipmentKind.OUTBOUND)


@dataclass(frozen=True, slots=True)
class Customer:
    """Somebody who orders. `phone` is in E.164."""

    id: str
    name: str
    email: str
    phone: str
    address: Address


@dataclass(frozen=True, slots=True)
class Order:
    """An order with whose it is."""

    customer: Customer
    view: OrderView


@dataclass(frozen=True, slots=True)
class Line:
    """So many of a product."""

    sku: str
    quantity: int


class Orders(Protocol):
    """The shop's orders. Whose order it is that somebody asks for, the caller has to know: see `ownership`."""

    async def find(self, number: str) -> Order | None:
        """The order with this number, as `verification.canonical_order_number` writes it."""

    async def of_customer(self, customer_id: str, limit: int = 10) -> Sequence[OrderView]:
        """A customer's orders, the latest first."""

    async def cancel(self, number: str, *, fee: int, reason: str, key: str, now: datetime) -> OrderView | Refusal:
        """Call the order off, keep `fee` paise, and give back the rest of what was paid."""

    async def reinstate(self, number: str, *, key: str, now: datetime) -> OrderView | Refusal:
        """Take a cancellation back, as long as nothing was refunded."""

    async def change_items(self, number: str, lines: Sequence[Line], *, key: str, now: datetime) -> OrderView | Refusal:
        """Make the quantities of these products what `lines` say: 0 takes one out, a new one is added.

        Others stay. The total is counted anew; what is left of the order is at least one piece.
        """

    async def change_address(
        self, number: str, address: Address, *, key: str, now: datetime
    ) -> OrderView | Refusal: ...
