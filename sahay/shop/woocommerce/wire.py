"""The shapes of WooCommerce's answers, as far as they are read.

https://woocommerce.github.io/woocommerce-rest-api-docs/#orders and the chapters on refunds, products, customers,
reviews, shipping zones and data. Blank fields come as null or as empty text (chapter "Request/Response format").
"""

from typing import Any

import msgspec


class Meta(msgspec.Struct):
    """`value` is whatever a plugin keeps: text, number, list or object."""

    key: str
    value: Any = None


class Address(msgspec.Struct):
    first_name: str | None = None
    last_name: str | None = None
    company: str | None = None
    address_1: str | None = None
    address_2: str | None = None
    city: str | None = None
    state: str | None = None
    postcode: str | None = None
    country: str | None = None
    email: str | None = None
    phone: str | None = None


class LineItem(msgspec.Struct):
    """`subtotal` is before discounts and without tax, of the whole line."""

    id: int
    name: str
    product_id: int
    quantity: int
    subtotal: str
    subtotal_tax: str
    total: str
    total_tax: str
    variation_id: int = 0
    sku: str | None = None


class OrderRefund(msgspec.Struct):
    """What an order says of its refunds: `total` is negative."""

    id: int
    total: str


class Order(msgspec.Struct):
    id: int
    number: str
    status: str
    currency: str
    date_created_gmt: str
    date_modified_gmt: str
    discount_total: str
    discount_tax: str
    shipping_total: str
    shipping_tax: str
    total: str
    customer_id: int
    billing: Address
    shipping: Address
    payment_method: str
    line_items: list[LineItem]
    transaction_id: str | None = None
    date_paid_gmt: str | None = None
    date_completed_gmt: str | None = None
    meta_data: list[Meta] = []
    refunds: list[OrderRefund] = []


class Refund(msgspec.Struct):
    """`amount` is positive. `refunded_payment` says that the gateway sent the money."""

    id: int
    date_created_gmt: str
    amount: str
    reason: str | None = None
    refunded_payment: bool = False
    meta_data: list[Meta] = []


class Named(msgspec.Struct):
    name: str


class Attribute(msgspec.Struct):
    name: str
    options: list[str] = []
    option: str | None = None  # a variation has one
    visible: bool = True


class Product(msgspec.Struct):
    """Also a variation, which has `parent_id` and no name of its own. `manage_stock` may be "parent"."""

    id: int
    sku: str | None = None
    name: str = ""
    type: str = "simple"
    status: str = "publish"
    price: str | None = None
    permalink: str = ""
    manage_stock: bool | str = False
    stock_quantity: int | None = None
    stock_status: str = "instock"
    parent_id: int = 0
    categories: list[Named] = []
    tags: list[Named] = []
    attributes: list[Attribute] = []
    variations: list[int] = []


class Customer(msgspec.Struct):
    id: int
    email: str
    billing: Address
    shipping: Address
    first_name: str | None = None
    last_name: str | None = None
    meta_data: list[Meta] = []


class Review(msgspec.Struct):
    id: int
    date_created_gmt: str
    product_id: int
    reviewer_email: str
    review: str
    rating: int


class Zone(msgspec.Struct):
    """A shipping zone; 0 is for everywhere that no other is for."""

    id: int
    name: str
    order: int = 0


class Location(msgspec.Struct):
    code: str
    type: str


class Setting(msgspec.Struct):
    """The value of a setting: text, or a list for a multiselect."""

    value: Any = None


class Method(msgspec.Struct):
    """A shipping method of a zone. PHP writes a map without entries as a list."""

    title: str
    enabled: bool
    method_id: str
    settings: dict[str, Setting] | list[Any] = {}


class Gateway(msgspec.Struct):
    id: str
    enabled: bool | None = None
    settings: dict[str, Setting] | list[Any] = {}


class State(msgspec.Struct):
    code: str
    name: str


class Country(msgspec.Struct):
    code: str
    states: list[State] = []


class Trouble(msgspec.Struct):
    """An error, of WordPress or of WooCommerce: https://developer.wordpress.org/rest-api/ and chapter "Errors"."""

    code: str
    message: str = ""
