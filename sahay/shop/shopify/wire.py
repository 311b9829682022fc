"""The shapes of Shopify's answers, as far as `documents` asks for them. Names are Shopify's own."""

from datetime import datetime
from typing import Generic, TypeVar

import msgspec

T = TypeVar("T")


class Struct(msgspec.Struct, rename="camel"):
    pass


class Nodes(msgspec.Struct, Generic[T]):
    nodes: list[T]


class PageInfo(Struct):
    has_next_page: bool
    end_cursor: str | None = None


class Page(Struct, Generic[T]):
    page_info: PageInfo
    nodes: list[T]


class Money(Struct):
    amount: str


class Bag(Struct):
    shop_money: Money


class Id(Struct):
    id: str


class Value(Struct):
    value: str


class Address(Struct):
    first_name: str | None = None
    last_name: str | None = None
    company: str | None = None
    address1: str | None = None
    address2: str | None = None
    city: str | None = None
    province: str | None = None
    zip: str | None = None
    phone: str | None = None


class EmailAddress(Struct):
    email_address: str
    marketing_state: str = ""


class PhoneNumber(Struct):
    phone_number: str


class Buyer(Struct):
    id: str
    display_name: str
    default_email_address: EmailAddress | None = None
    default_phone_number: PhoneNumber | None = None


class TaxLine(Struct):
    rate_percentage: float | None = None


class LineItem(Struct):
    """`quantity` counts what was removed or refunded, `current_quantity` does not."""

    id: str
    name: str
    quantity: int
    current_quantity: int
    original_unit_price_set: Bag
    tax_lines: list[TaxLine]
    sku: str | None = None
    variant: Id | None = None


class Tracking(Struct):
    company: str | None = None
    number: str | None = None
    url: str | None = None


class Event(Struct):
    status: str
    happened_at: datetime
    city: str | None = None


class Sent(Struct):
    line_item: Id


class Fulfillment(Struct):
    id: str
    status: str
    created_at: datetime
    tracking_info: list[Tracking]
    events: Nodes[Event]
    fulfillment_line_items: Nodes[Sent]
    display_status: str | None = None
    delivered_at: datetime | None = None
    estimated_delivery_at: datetime | None = None


class Transaction(Struct):
    id: str
    kind: str
    status: str
    manual_payment_gateway: bool
    created_at: datetime
    amount_set: Bag
    gateway: str | None = None
    error_code: str | None = None
    payment_id: str | None = None
    processed_at: datetime | None = None
    parent_transaction: Id | None = None


class Repayment(Struct):
    """A transaction of a refund."""

    status: str
    processed_at: datetime | None = None
    parent_transaction: Id | None = None


class Refund(Struct):
    id: str
    total_refunded_set: Bag
    transactions: Nodes[Repayment]
    created_at: datetime | None = None
    note: str | None = None


class Cancellation(Struct):
    staff_note: str | None = None


class Order(Struct):
    id: str
    name: str
    created_at: datetime
    processed_at: datetime
    currency_code: str
    taxes_included: bool
    display_fulfillment_status: str
    return_status: str
    total_price_set: Bag
    current_total_price_set: Bag
    total_shipping_price_set: Bag
    line_items: Page[LineItem]
    fulfillments: list[Fulfillment]
    transactions: list[Transaction]
    refunds: list[Refund]
    total_discounts_set: Bag | None = None
    display_financial_status: str | None = None
    cancelled_at: datetime | None = None
    cancellation: Cancellation | None = None
    customer: Buyer | None = None
    email: str | None = None
    phone: str | None = None
    shipping_address: Address | None = None
    billing_address: Address | None = None
    mark: Value | None = None


class Named(Struct):
    id: str
    name: str


class UserError(Struct):
    """`message` may hold what a customer wrote, so it is not logged."""

    message: str
    field: list[str] | None = None
    code: str | None = None


class Job(Struct):
    id: str
    done: bool


class Customer(Struct):
    id: str
    addresses_v2: Nodes[Address] = msgspec.field(name="addressesV2")
    first_name: str | None = None
    last_name: str | None = None
    default_email_address: EmailAddress | None = None
    default_phone_number: PhoneNumber | None = None
    default_address: Address | None = None
    kind: Value | None = None
    mark: Value | None = None


class CalculatedLine(Struct):
    id: str
    quantity: int
    editable_quantity: int
    sku: str | None = None
    variant: Id | None = None


class CalculatedOrder(Struct):
    id: str
    line_items: Nodes[CalculatedLine]


class Option(Struct):
    name: str
    value: str


class Metafield(Struct):
    key: str
    value: str


class Product(Struct):
    title: str
    handle: str
    tags: list[str]
    product_type: str
    status: str
    has_only_default_variant: bool
    specification: Nodes[Metafield]
    online_store_url: str | None = None
    warranty: Value | None = None


class InventoryItem(Struct):
    tracked: bool


class Variant(Struct):
    id: str
    title: str
    price: str
    inventory_policy: str
    available_for_sale: bool
    selected_options: list[Option]
    inventory_item: InventoryItem
    product: Product
    sku: str | None = None
    inventory_quantity: int | None = None
