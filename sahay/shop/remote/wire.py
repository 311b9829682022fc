"""What a shop answers, as `openapi.yml` has it, and its way to and from the contract's dataclasses.

Reading is strict: `msgspec.ValidationError` names the place where an answer breaks the contract. Unknown fields are
ignored. A struct and its dataclass have the same names, so that either is read from the other's attributes; where they
differ, the struct says how.
"""

from dataclasses import replace
from datetime import date, datetime
from typing import Annotated, Self, TypeVar

import msgspec
from msgspec import Meta, Struct

from sahay.shop import orders
from sahay.shop.accounts import AccountKind
from sahay.shop.orders import (
    CarrierStep,
    OrderState,
    PaymentMethod,
    PaymentState,
    RefundState,
    ShipmentKind,
)
from sahay.shop.returns import ReturnKind, ReturnReason, ReturnState

T = TypeVar("T")

# Beyond it not every JSON reader keeps a number exact: https://www.rfc-editor.org/rfc/rfc8259#section-6
LARGEST_NUMBER = 2**53 - 1

Paise = Annotated[int, Meta(ge=0, le=LARGEST_NUMBER)]
Count = Annotated[int, Meta(ge=0, le=LARGEST_NUMBER)]
Pieces = Annotated[int, Meta(ge=1, le=LARGEST_NUMBER)]
Percent = Annotated[int, Meta(ge=0, le=100)]
Stars = Annotated[int, Meta(ge=1, le=5)]
Moment = Annotated[datetime, Meta(tz=True)]
Id = Annotated[str, Meta(min_length=1, max_length=200)]
Number = Annotated[str, Meta(pattern="^[A-Z0-9-]{1,40}$")]
Phone = Annotated[str, Meta(pattern=r"^(\+[1-9][0-9]{6,14})?$")]
# Customers are shown it as a link: nothing that a browser would run.
Link = Annotated[str, Meta(pattern=r"^(https?://\S+)?$")]
Page = Annotated[str, Meta(pattern=r"^https?://\S+$")]


def like(shape: type[T], source: object) -> T:
    """`source` as another class with the same names: a struct as its dataclass, or the other way round."""
    return msgspec.convert(source, shape, from_attributes=True)


def of(shape: type[T], /, **values: object) -> T:
    """`like`, from the values by name: dataclasses in them are read by their attributes."""
    return msgspec.convert(values, shape, from_attributes=True)


class Health(Struct):
    ok: bool
    detail: str = ""


class Capabilities(Struct):
    """`capabilities` may name what we do not know. `cart_url` is a template: see `cart.py`."""

    capabilities: tuple[str, ...]
    cart_url: Page


class Address(Struct):
    line: str
    city: str
    region: str
    pin: str


class Customer(Struct):
    id: Id
    name: str
    email: str
    address: Address
    phone: Phone = ""


class Item(Struct):
    sku: Id
    name: str
    quantity: Pieces
    unit_price: Paise
    gst_percent: Percent
    shipment_id: str | None = None


class Milestone(Struct):
    state: OrderState
    at: Moment


class CarrierEvent(Struct):
    step: CarrierStep
    city: str
    at: Moment


class Shipment(Struct):
    id: Id
    kind: ShipmentKind
    carrier: str
    tracking_number: str
    tracking_url: Link
    events: tuple[CarrierEvent, ...] = ()


class Payment(Struct):
    id: Id
    method: PaymentMethod
    state: PaymentState
    amount: Paise
    at: Moment
    reference: str | None = None
    failure: str | None = None


class Refund(Struct):
    id: Id
    payment_id: Id
    state: RefundState
    amount: Paise
    requested_at: Moment
    expected_on: date
    paid_at: Moment | None = None


class Invoice(Struct):
    number: str
    issued_at: Moment
    taxable: Paise
    cgst: Paise
    sgst: Paise
    igst: Paise
    total: Paise


class Order(Struct):
    number: Number
    customer: Customer
    state: OrderState
    placed_at: Moment
    address: Address
    items: tuple[Item, ...]
    delivery_charge: Paise
    discount: Paise
    total: Paise
    milestones: tuple[Milestone, ...]
    expected_on: date | None = None
    shipments: tuple[Shipment, ...] = ()
    payments: tuple[Payment, ...] = ()
    refunds: tuple[Refund, ...] = ()
    invoice: Invoice | None = None

    def __post_init__(self) -> None:
        goods = sum(item.quantity * item.unit_price for item in self.items)
        if self.total != goods + self.delivery_charge - self.discount:
            raise ValueError("`total` is not the items plus `delivery_charge` minus `discount`")

    @classmethod
    def of(cls, order: orders.Order) -> Self:
        own = {name: getattr(order.view, name) for name in cls.__struct_fields__ if name != "customer"}
        return of(cls, customer=order.customer, **own)

    def order(self) -> orders.Order:
        view = {name: getattr(self, name) for name in self.__struct_fields__ if name != "customer"}
        view |= {
            "customer_name": self.customer.name,
            "milestones": sorted(self.milestones, key=lambda each: each.at),
            "shipments": [shipment(each) for each in self.shipments],
        }
        return orders.Order(like(orders.Customer, self.customer), of(orders.OrderView, **view))


def shipment(told: Shipment) -> orders.Shipment:
    """With its events in order of time, in whatever order the shop keeps them."""
    parcel = like(orders.Shipment, told)
    return replace(parcel, events=tuple(sorted(parcel.events, key=lambda event: event.at)))


class Product(Struct):
    sku: Id
    name: str
    price: Paise
    aliases: tuple[str, ...] = ()
    category: str = ""
    stock: Count | None = None
    url: Link = ""
    specification: dict[str, str] = {}
    warranty_months: Count = 0
    return_days: Count | None = None


class DeliveryOption(Struct):
    name: str
    charge: Paise
    days: tuple[Count, Count]
    cash_on_delivery: bool

    def __post_init__(self) -> None:
        if self.days[0] > self.days[1]:
            raise ValueError("`days` are the fewest and the most, in this order")


class PickupSlot(Struct):
    id: Id
    begins: Moment
    ends: Moment

    def __post_init__(self) -> None:
        if self.begins >= self.ends:
            raise ValueError("the slot ends before it begins")


class ReturnLine(Struct):
    sku: Id
    quantity: Pieces


class Return(Struct):
    number: Id
    order_number: Number
    kind: ReturnKind
    state: ReturnState
    lines: tuple[ReturnLine, ...]
    reason: ReturnReason
    requested_at: Moment
    pickup: PickupSlot | None = None
    label_url: Link | None = None


class Account(Struct):
    id: Id
    name: str
    email: str
    phone: Phone = ""
    kind: AccountKind = AccountKind.PERSONAL
    addresses: tuple[Address, ...] = ()


class PasswordLink(Struct):
    url: Page


class Newsletter(Struct):
    subscribed: bool


class Points(Struct):
    balance: Count
    worth: Paise
    expiring: Count = 0
    expires_on: date | None = None


class Review(Struct):
    id: Id
    stars: Stars
    text: str
    at: Moment
    sku: str | None = None


class Orders(Struct):
    items: tuple[Order, ...]


class Shipments(Struct):
    items: tuple[Shipment, ...]


class Payments(Struct):
    items: tuple[Payment, ...]


class Products(Struct):
    """One page; `next` is the cursor of the next."""

    items: tuple[Product, ...]
    next: str | None = None


class DeliveryOptions(Struct):
    items: tuple[DeliveryOption, ...]


class PickupSlots(Struct):
    items: tuple[PickupSlot, ...]


class Returns(Struct):
    items: tuple[Return, ...]


class Accounts(Struct):
    items: tuple[Account, ...]
