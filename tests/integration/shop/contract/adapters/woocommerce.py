"""A WooCommerce shop with what it can keep of the small shop.

WooCommerce numbers customers itself, knows one payment an order, no promised day, no invoice, and of a parcel only when
it was handed over. `kept` says what of an order comes back.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from sahay.config import Shop
from sahay.shop.backend import Backend
from sahay.shop.catalogue import Product
from sahay.shop.decimals import decimal
from sahay.shop.orders import (
    Address,
    Customer,
    Item,
    Milestone,
    Order,
    OrderState,
    Payment,
    PaymentMethod,
    PaymentState,
    RefundState,
)
from sahay.shop.woocommerce import WooCommerce, open_woocommerce
from tests.fakes import ManualClock
from tests.fakes_shops.woocommerce import FakeWooCommerce
from tests.fakes_shops.woocommerce.orders import exact
from tests.fakes_shops.woocommerce.server import KEY, SECRET
from tests.integration.shop.contract import small_shop as small

SHOP = Shop(name="Small", url=small.SHOP_URL, email="care@small.example", phone="+91 79 4000 1234")
ENVIRON = {"SAHAY_WOOCOMMERCE_KEY": KEY, "SAHAY_WOOCOMMERCE_SECRET": SECRET}
ACCOUNTS = {small.ASHA.id: 101, small.RAVI.id: 102}
STATUSES = {
    OrderState.PLACED: "on-hold",
    OrderState.CONFIRMED: "processing",
    OrderState.PACKED: "packed",
    OrderState.SHIPPED: "shipped",
    OrderState.DELIVERED: "completed",
    OrderState.CANCELLED: "cancelled",
    OrderState.PAYMENT_FAILED: "failed",
}
GATEWAYS = {
    PaymentMethod.UPI: "upi_gateway",
    PaymentMethod.CARD: "card_gateway",
    PaymentMethod.NETBANKING: "bacs",
    PaymentMethod.COD: "cod",
}
STATE_CODES = {"Gujarat": "GJ", "Kerala": "KL", "Ladakh": "LA"}
REFUND_DAYS = 7


def options(url: str, **changes: Any) -> WooCommerce:
    settings: dict[str, Any] = {
        "order_number_meta": "_order_number",
        "statuses": {"packed": OrderState.PACKED, "shipped": OrderState.SHIPPED},
        "payment_methods": {"upi_gateway": PaymentMethod.UPI},
        "refund_days": REFUND_DAYS,
    }
    return WooCommerce(url=url, **settings | changes)


@asynccontextmanager
async def woocommerce(_folder: Path) -> AsyncIterator[Backend]:
    with FakeWooCommerce() as fake:
        seed(fake)
        backend = open_woocommerce(options(fake.url), SHOP, ENVIRON, ManualClock())
        await backend.catalogue.products()  # as the program does when it starts: carts need the products' numbers
        yield backend
        await backend.close()


def seed(fake: FakeWooCommerce) -> None:
    fake.custom_statuses = {"packed", "shipped"}
    for place, product in enumerate(small.PRODUCTS):
        fake.products[11 + place] = product_record(11 + place, product)
        fake.tax_percent[11 + place] = small.GST_PERCENT[product.sku]
    for customer in small.CUSTOMERS:
        fake.customers[ACCOUNTS[customer.id]] = customer_record(customer)
    for place, order in enumerate(small.ORDERS):
        number = 301 + place
        fake.orders[number] = order_record(fake, number, order)


def kept(order: Order) -> Order:
    """What WooCommerce has of it, in our words."""
    view = order.view
    parcels = tuple(
        replace(parcel, events=tuple(replace(event, city="") for event in parcel.events[:1]))
        for parcel in view.shipments
    )
    payments = tuple(
        replace(each, id=identified(order, each), reference=each.reference and each.id, failure=None)
        for each in view.payments[-1:]
    )
    refunds = tuple(
        replace(
            each,
            id=refund_id(order),
            payment_id=payments[0].id,
            expected_on=each.requested_at.date() + timedelta(days=REFUND_DAYS),
            paid_at=each.requested_at if each.state is RefundState.PAID else None,
        )
        for each in view.refunds
    )
    items = tuple(replace(each, shipment_id=parcels[0].id if parcels else None) for each in view.items)
    return Order(
        replace(order.customer, id=str(ACCOUNTS[order.customer.id])),
        replace(
            view,
            expected_on=None,
            invoice=None,
            milestones=tuple(milestones(order)),
            items=items,
            shipments=parcels,
            payments=payments,
            refunds=refunds,
        ),
    )


def identified(order: Order, payment: Payment) -> str:
    """By the gateway's number for it, which in the small shop is its id; a payment without one by the order's."""
    return payment.id if payment.reference else str(301 + small.ORDERS.index(order))


def milestones(order: Order) -> Iterator[Milestone]:
    """When it was placed, paid, handed over, and came into the state that it is in."""
    view = order.view
    yield Milestone(OrderState.PLACED, view.placed_at)
    paid = [each.at for each in view.payments[-1:] if each.state is PaymentState.PAID]
    if paid and view.state is not OrderState.PLACED:
        yield Milestone(OrderState.CONFIRMED, paid[0])
    if view.state not in (OrderState.PLACED, OrderState.CONFIRMED):
        left = [event.at for parcel in view.shipments for event in parcel.events[:1]]
        yield Milestone(view.state, left[0] if left else view.delivered_at or view.milestones[-1].at)


def product(said: Product) -> Product:
    """WooCommerce has no field for a warranty, nor for days of return."""
    return replace(said, warranty_months=0, return_days=None)


def refund_id(order: Order) -> str:
    return str(900 + small.ORDERS.index(order))


def gmt(moment: Any) -> str | None:
    return moment.strftime("%Y-%m-%dT%H:%M:%S") if moment else None


def product_record(number: int, product: Product) -> dict[str, Any]:
    counted = product.stock is not None
    return {
        "id": number,
        "sku": product.sku,
        "name": product.name,
        "type": "simple",
        "status": "publish",
        "price": decimal(product.price),
        "permalink": product.url,
        "manage_stock": counted,
        "stock_quantity": product.stock,
        "stock_status": "outofstock" if product.stock == 0 else "instock",
        "parent_id": 0,
        "categories": [{"id": 1, "name": product.category, "slug": product.category}],
        "tags": [{"id": 1, "name": alias, "slug": alias} for alias in product.aliases],
        "attributes": [
            {"id": 0, "name": name, "visible": True, "variation": False, "options": [value]}
            for name, value in product.specification.items()
        ],
        "variations": [],
    }


def address_record(name: str, address: Address) -> dict[str, Any]:
    first, _, last = name.rpartition(" ")
    return {
        "first_name": first,
        "last_name": last,
        "company": "",
        "address_1": address.line,
        "address_2": "",
        "city": address.city,
        "state": STATE_CODES[address.region],
        "postcode": address.pin,
        "country": "IN",
    }


def customer_record(customer: Customer) -> dict[str, Any]:
    first, _, last = customer.name.rpartition(" ")
    where = address_record(customer.name, customer.address)
    return {
        "id": ACCOUNTS[customer.id],
        "email": customer.email,
        "first_name": first,
        "last_name": last,
        "billing": where | {"email": customer.email, "phone": customer.phone.removeprefix("+91")},
        "shipping": where,
        "meta_data": [],
    }


def order_record(fake: FakeWooCommerce, number: int, order: Order) -> dict[str, Any]:
    view, customer = order.view, customer_record(order.customer)
    first = view.payments[-1]
    paid = first.state is PaymentState.PAID
    record = {
        "id": number,
        "number": view.number,
        "status": STATUSES[view.state],
        "currency": "INR",
        "date_created_gmt": gmt(view.placed_at),
        "date_modified_gmt": gmt(view.milestones[-1].at),
        "date_paid_gmt": gmt(first.at if paid else None),
        "date_completed_gmt": gmt(view.delivered_at),
        "discount_total": decimal(view.discount),
        "discount_tax": "0.00",
        "shipping_total": decimal(view.delivery_charge),
        "shipping_tax": "0.00",
        "total": decimal(view.total),
        "customer_id": customer["id"],
        "billing": customer["billing"],
        "shipping": address_record(order.customer.name, view.address),
        "payment_method": GATEWAYS[first.method],
        "transaction_id": first.id if paid else "",
        "line_items": [line_record(fake, number * 10 + place, item) for place, item in enumerate(view.items)],
        "meta_data": [{"id": number, "key": "_order_number", "value": view.number}, *tracking(number, order)],
        "refunds": [],
    }
    for refund in view.refunds:
        made = {
            "id": int(refund_id(order)),
            "date_created_gmt": gmt(refund.requested_at),
            "amount": decimal(refund.amount),
            "reason": "",
            "refunded_payment": refund.state is RefundState.PAID,
            "meta_data": [],
        }
        fake.refunds[number] = [made]
        record["refunds"] = [{"id": made["id"], "reason": "", "total": "-" + decimal(refund.amount)}]
    return record


def line_record(fake: FakeWooCommerce, item_id: int, item: Item) -> dict[str, Any]:
    product = next(each for each in fake.products.values() if each["sku"] == item.sku)
    price = Decimal(item.total) / 100
    net = exact(price * 100 / (100 + item.gst_percent))
    tax = exact(price - Decimal(net))
    return {
        "id": item_id,
        "name": item.name,
        "product_id": product["id"],
        "variation_id": 0,
        "quantity": item.quantity,
        "subtotal": net,
        "subtotal_tax": tax,
        "total": net,
        "total_tax": tax,
        "sku": item.sku,
    }


def tracking(number: int, order: Order) -> list[dict[str, Any]]:
    parcels = [
        {
            "tracking_provider": "",
            "custom_tracking_provider": parcel.carrier,
            "custom_tracking_link": parcel.tracking_url,
            "tracking_number": parcel.tracking_number,
            "date_shipped": str(int(parcel.events[0].at.timestamp())),
            "tracking_id": parcel.id,
        }
        for parcel in order.view.shipments
    ]
    return [{"id": number + 1000, "key": "_wc_shipment_tracking_items", "value": parcels}] if parcels else []
