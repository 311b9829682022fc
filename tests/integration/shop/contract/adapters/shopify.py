"""A Shopify shop with what it can keep of the small shop.

Shopify numbers customers, parcels and refunds itself, keeps no invoice, and knows a delivery day only from a
carrier. `kept` says what of an order comes back.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sahay.config import Shop
from sahay.shop.backend import Backend
from sahay.shop.catalogue import Product
from sahay.shop.decimals import decimal
from sahay.shop.orders import (
    Address,
    CarrierStep,
    Customer,
    Milestone,
    Order,
    OrderState,
    Payment,
    PaymentMethod,
    PaymentState,
    RefundState,
    Shipment,
)
from sahay.shop.shopify import Shopify, open_shopify
from tests.fakes import ManualClock
from tests.fakes_shops.shopify import FakeShopify
from tests.fakes_shops.shopify.people import customer_record, email_address
from tests.fakes_shops.shopify.records import Metafields, bag, listed, nodes
from tests.fakes_shops.shopify.server import TOKEN
from tests.integration.shop.contract import small_shop as small

SHOP = Shop(name="Small", url=small.SHOP_URL, email="care@small.example", phone="+91 79 4000 1234")
ENVIRON = {"SAHAY_SHOPIFY_TOKEN": TOKEN}
ACCOUNTS = {small.ASHA.id: "501", small.RAVI.id: "502"}
GATEWAYS = {
    PaymentMethod.UPI: ("upi_gateway", False),
    PaymentMethod.CARD: ("shopify_payments", False),
    PaymentMethod.NETBANKING: ("Bank Deposit", True),
    PaymentMethod.COD: ("Cash on Delivery (COD)", True),
}
FULFILLED = {OrderState.SHIPPED: "IN_TRANSIT", OrderState.DELIVERED: "DELIVERED"}
EVENTS = {
    CarrierStep.PICKED_UP: "CARRIER_PICKED_UP",
    CarrierStep.IN_TRANSIT: "IN_TRANSIT",
    CarrierStep.DELIVERED: "DELIVERED",
}
# What is paid is confirmed, what is not yet paid is placed: no other difference is kept.
STATES = {"A1001": OrderState.CONFIRMED, "A1002": OrderState.PLACED}
REFUND_DAYS = 7


@asynccontextmanager
async def shopify(_folder: Path) -> AsyncIterator[Backend]:
    with FakeShopify() as fake:
        seed(fake)
        backend = open_shopify(options(), SHOP, ENVIRON, ManualClock(), host=fake.url)
        await backend.catalogue.products()  # as the program does when it starts: carts need the variants' numbers
        fake.refund_status = "PENDING"  # the gateway has not answered yet
        yield backend
        await backend.close()


def options(**changes: Any) -> Shopify:
    settings: dict[str, Any] = {
        "shop": "small",
        "payment_methods": {"upi_gateway": PaymentMethod.UPI},
        "refund_days": REFUND_DAYS,
    }
    return Shopify(**settings | changes)


def seed(fake: FakeShopify) -> None:
    for place, product in enumerate(small.PRODUCTS):
        record = variant_record(str(11 + place), product)
        fake.variants[record["id"]] = record
    for customer in small.CUSTOMERS:
        record = customer_of(customer)
        fake.customers[record["id"]] = record
    for order in small.ORDERS:
        record = order_record(fake, order)
        fake.orders[record["id"]] = record


def place_of(order: Order) -> int:
    return 300 + int(order.view.number[1:]) - 1000


def kept(order: Order) -> Order:
    """What Shopify has of it, in our words."""
    view, number = order.view, place_of(order)
    parcels = parcels_of(order)
    inside = str(number * 10) if parcels else None
    payments = view.payments
    refunds = tuple(
        replace(
            each,
            id=str(number * 10 + 5 + n),
            payment_id=payments[0].id,
            expected_on=each.requested_at.date() + timedelta(days=REFUND_DAYS),
        )
        for n, each in enumerate(view.refunds)
    )
    told = view.expected_on if view.state is OrderState.SHIPPED else None
    return Order(
        replace(order.customer, id=ACCOUNTS[order.customer.id]),
        replace(
            view,
            state=STATES.get(view.number, view.state),
            expected_on=told,
            invoice=None,
            milestones=tuple(milestones(order)),
            items=tuple(replace(each, shipment_id=inside) for each in view.items),
            shipments=tuple(replace(each, id=str(number * 10)) for each in parcels),
            payments=payments,
            refunds=refunds,
        ),
    )


def milestones(order: Order) -> Iterator[Milestone]:
    view = order.view
    yield Milestone(OrderState.PLACED, view.placed_at)
    paid = [each.at for each in view.payments if each.state is PaymentState.PAID]
    yield from [Milestone(OrderState.CONFIRMED, min(paid))] if paid else []
    kept = (OrderState.SHIPPED, OrderState.DELIVERED, OrderState.CANCELLED)
    yield from (each for each in view.milestones if each.state in kept)


def product(said: Product) -> Product:
    """Shopify has no field for days of return."""
    return replace(said, return_days=None)


def parcels_of(order: Order) -> tuple[Shipment, ...]:
    if order.view.state is not OrderState.DELIVERED:
        return order.view.shipments
    return tuple(replace(each, events=()) for each in small.SHIPPED.view.shipments)  # it came in one too


def iso(moment: datetime | None) -> str | None:
    return moment.isoformat().replace("+00:00", "Z") if moment else None


def variant_record(number: str, product: Product) -> dict[str, Any]:
    metafields = Metafields()
    months = {"namespace": "custom", "key": "warranty_months", "value": str(product.warranty_months)}
    metafields.put([months] if product.warranty_months else [])
    metafields.put(
        {"namespace": "specification", "key": name.lower(), "value": value}
        for name, value in product.specification.items()
    )
    return {
        "id": f"gid://shopify/ProductVariant/{number}",
        "sku": product.sku,
        "title": "Default Title",
        "price": decimal(product.price),
        "inventoryQuantity": product.stock or 0,
        "inventoryPolicy": "DENY",
        "availableForSale": product.stock != 0,
        "selectedOptions": [{"name": "Title", "value": "Default Title"}],
        "inventoryItem": {"tracked": product.stock is not None},
        "product": {
            "title": product.name,
            "handle": product.sku.lower(),
            "tags": list(product.aliases),
            "productType": product.category,
            "status": "ACTIVE",
            "onlineStoreUrl": product.url,
            "hasOnlyDefaultVariant": True,
            "metafield": metafields.one,
            "metafields": metafields.all,
        },
    }


def address_record(name: str, address: Address, phone: str | None = None) -> dict[str, Any]:
    first, _, last = name.rpartition(" ")
    where = {"address1": address.line, "address2": None, "city": address.city, "province": address.region}
    return where | {"firstName": first, "lastName": last, "company": None, "zip": address.pin, "phone": phone}


def customer_of(customer: Customer) -> dict[str, Any]:
    first, _, last = customer.name.rpartition(" ")
    where = address_record(customer.name, customer.address)
    state = "SUBSCRIBED" if customer.email in small.NEWSLETTER else "NOT_SUBSCRIBED"
    return customer_record(
        f"gid://shopify/Customer/{ACCOUNTS[customer.id]}",
        firstName=first,
        lastName=last,
        displayName=customer.name,
        defaultEmailAddress=email_address(customer.email, state),
        defaultPhoneNumber={"phoneNumber": customer.phone},
        defaultAddress=where,
        _addresses=[where],
    )


def order_record(fake: FakeShopify, order: Order) -> dict[str, Any]:
    view, number = order.view, place_of(order)
    metafields = Metafields()
    over = view.state is OrderState.CANCELLED
    record: dict[str, Any] = {
        "id": f"gid://shopify/Order/{number}",
        "name": f"#{view.number}",
        "createdAt": iso(view.placed_at),
        "processedAt": iso(view.placed_at),
        "cancelledAt": iso(view.milestones[-1].at) if over else None,
        "cancellation": {"staffNote": "by the shop"} if over else None,
        "currencyCode": "INR",
        "taxesIncluded": True,
        "email": order.customer.email,
        "phone": None,
        "displayFinancialStatus": financial(order),
        "displayFulfillmentStatus": fulfilment(view.state),
        "returnStatus": lambda _info: "RETURN_REQUESTED" if returns_of(fake, record) else "NO_RETURN",
        "customer": fake.customers[f"gid://shopify/Customer/{ACCOUNTS[order.customer.id]}"],
        "shippingAddress": address_record(order.customer.name, view.address, order.customer.phone),
        "billingAddress": None,
        "totalPriceSet": bag(decimal(view.total)),
        "currentTotalPriceSet": bag("0" if over else decimal(view.total)),
        "totalDiscountsSet": bag(decimal(view.discount)),
        "totalShippingPriceSet": bag(decimal(view.delivery_charge)),
        "lineItems": nodes(line_record(fake, number, place, item, over) for place, item in enumerate(view.items)),
        "_fulfillments": [parcel_record(number, order, each) for each in parcels_of(order)],
        "_transactions": [payment_record(each) for each in view.payments],
        "_refunds": [refund_record(number, place, each) for place, each in enumerate(view.refunds)],
        "_metafields": metafields,
        "_archived": False,
        "metafield": metafields.one,
    }
    for name in ("fulfillments", "transactions", "refunds"):
        record[name] = listed(lambda kept=record[f"_{name}"]: kept)
    record["returns"] = lambda _info, **_: nodes(reversed(all_returns_of(fake, record)))
    return record


def all_returns_of(fake: FakeShopify, record: dict[str, Any]) -> list[dict[str, Any]]:
    return [each for each in fake.returns.values() if each["order"] is record]


def returns_of(fake: FakeShopify, record: dict[str, Any]) -> list[dict[str, Any]]:
    return [each for each in all_returns_of(fake, record) if each["status"] in ("REQUESTED", "OPEN")]


def financial(order: Order) -> str:
    states = {each.state for each in order.view.payments}
    if order.view.refunds:
        return "REFUNDED"
    return "VOIDED" if states == {PaymentState.FAILED} else "PAID" if PaymentState.PAID in states else "PENDING"


def fulfilment(state: OrderState) -> str:
    if state in FULFILLED:
        return "FULFILLED"
    return "IN_PROGRESS" if state is OrderState.PACKED else "UNFULFILLED"


def line_record(fake: FakeShopify, number: int, place: int, item: Any, over: bool) -> dict[str, Any]:
    variant = next(each for each in fake.variants.values() if each["sku"] == item.sku)
    return {
        "id": f"gid://shopify/LineItem/{number * 10 + place}",
        "name": item.name,
        "sku": item.sku,
        "quantity": item.quantity,
        "currentQuantity": 0 if over else item.quantity,
        "variant": {"id": variant["id"]},
        "originalUnitPriceSet": bag(decimal(item.unit_price)),
        "taxLines": lambda _info, **_: [
            {"ratePercentage": item.gst_percent / 2},  # CGST and SGST
            {"ratePercentage": item.gst_percent / 2},
        ],
    }


def parcel_record(number: int, order: Order, parcel: Shipment) -> dict[str, Any]:
    view = order.view
    promised = datetime.combine(view.expected_on, time(6), UTC) if view.expected_on else None
    sent = [
        {
            "id": f"gid://shopify/FulfillmentLineItem/{number * 10 + place}",
            "lineItem": {
                "id": f"gid://shopify/LineItem/{number * 10 + place}",
                "sku": item.sku,
                "variant": None,
            },
        }
        for place, item in enumerate(view.items)
    ]
    steps = [{"status": EVENTS[each.step], "happenedAt": iso(each.at), "city": each.city} for each in parcel.events]
    return {
        "id": f"gid://shopify/Fulfillment/{number * 10}",
        "status": "SUCCESS",
        "displayStatus": FULFILLED[view.state],
        "createdAt": iso(next(each.at for each in view.milestones if each.state is OrderState.SHIPPED)),
        "deliveredAt": iso(view.delivered_at),
        "estimatedDeliveryAt": iso(promised),
        "trackingInfo": listed(
            lambda: [{"company": parcel.carrier, "number": parcel.tracking_number, "url": parcel.tracking_url}]
        ),
        "events": nodes(steps),
        "fulfillmentLineItems": nodes(sent),
    }


def payment_record(payment: Payment) -> dict[str, Any]:
    gateway, manual = GATEWAYS[payment.method]
    statuses = {PaymentState.PAID: "SUCCESS", PaymentState.FAILED: "FAILURE", PaymentState.PENDING: "PENDING"}
    return {
        "id": f"gid://shopify/OrderTransaction/{payment.id}",
        "kind": "SALE",
        "status": statuses[payment.state],
        "gateway": gateway,
        "manualPaymentGateway": manual,
        "errorCode": "INSUFFICIENT_FUNDS" if payment.failure else None,
        "paymentId": payment.reference,
        "processedAt": iso(payment.at),
        "createdAt": iso(payment.at),
        "amountSet": bag(decimal(payment.amount)),
        "parentTransaction": None,
    }


def refund_record(number: int, place: int, refund: Any) -> dict[str, Any]:
    paid = refund.state is RefundState.PAID
    step = {
        "status": "SUCCESS" if paid else "PENDING",
        "processedAt": iso(refund.paid_at),
        "parentTransaction": {"id": f"gid://shopify/OrderTransaction/{refund.payment_id}"},
    }
    return {
        "id": f"gid://shopify/Refund/{number * 10 + 5 + place}",
        "createdAt": iso(refund.requested_at),
        "note": "",
        "totalRefundedSet": bag(decimal(refund.amount)),
        "transactions": nodes([step]),
    }
