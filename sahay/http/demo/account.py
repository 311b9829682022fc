"""The account of who is logged in at the demo shop: their orders, and a new one."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta
from sanic import HTTPResponse, Request, json

from sahay.http.bodies import ClientId, read_body
from sahay.http.demo.login import Login
from sahay.http.errors import ApiError
from sahay.http.services import Services
from sahay.http.types import Json
from sahay.shop.demo.checkout import MOST_LINES, MOST_PIECES, Checkout
from sahay.shop.opening import rules
from sahay.shop.orders import Line, OrderView, PaymentMethod, Shipment
from sahay.shop.refusal import Refusal, Why

SHOWN_ORDERS = 20
# A visitor who tries everything orders two or three times; behind one address may be a whole office.
ORDERS_PER_MINUTE = 5
ORDERS_PER_MINUTE_AND_ADDRESS = 10

_REFUSALS = {
    Why.INVALID: (400, "bad_request", "The order is not one that this shop takes."),
    Why.NOT_FOUND: (404, "not_found", "One of the products is not there."),
    Why.OUT_OF_STOCK: (409, "out_of_stock", "There are not so many of one of the products."),
    Why.NOT_ALLOWED: (409, "not_allowed", "This cannot be paid in cash, or not be brought to this address."),
}


class OrderLine(msgspec.Struct):
    sku: Annotated[str, Meta(max_length=40)]
    quantity: Annotated[int, Meta(ge=1, le=MOST_PIECES)]


class PlaceOrder(msgspec.Struct):
    """`key` is the page's own for this order: told twice, it is placed once."""

    key: ClientId
    lines: Annotated[tuple[OrderLine, ...], Meta(min_length=1, max_length=MOST_LINES)]
    method: PaymentMethod


class Account:
    def __init__(self, services: Services, login: Login) -> None:
        self._services = services
        self._login = login
        self._checkout = Checkout(services.database, rules(services.settings))

    async def account(self, request: Request) -> HTTPResponse:
        """Who is logged in, and their orders, the latest first."""
        customer = await self._login.customer_of(request)
        orders = await self._services.backend.orders.of_customer(customer.id, SHOWN_ORDERS)
        return json(
            {
                "id": customer.id,
                "name": customer.name,
                "email": customer.email,
                "address": asdict(customer.address),
                "orders": [_order(each) for each in orders],
            }
        )

    async def order(self, request: Request) -> HTTPResponse:
        """Places an order in the demo's own tables: nothing is paid, and nothing is sent."""
        customer = await self._login.customer_of(request)
        wish = read_body(request, PlaceOrder)
        await self._services.rates.spend("demo order", customer.id, ORDERS_PER_MINUTE)
        await self._services.rates.spend("demo order from", request.client_ip, ORDERS_PER_MINUTE_AND_ADDRESS)
        lines = [Line(each.sku, each.quantity) for each in wish.lines]
        now = self._services.clock.now()
        placed = await self._checkout.place(customer, lines, wish.method, key=wish.key, now=now)
        if isinstance(placed, Refusal):
            raise ApiError(*_REFUSALS[placed.why])
        return json(_order(placed), status=201)


def _order(view: OrderView) -> Json:
    """Money is in paise."""
    return {
        "number": view.number,
        "state": view.state,
        "placed_at": view.placed_at.isoformat(),
        "expected_on": view.expected_on.isoformat() if view.expected_on else None,
        "items": [
            {"sku": item.sku, "name": item.name, "quantity": item.quantity, "price": item.unit_price}
            for item in view.items
        ],
        "delivery_charge": view.delivery_charge,
        "discount": view.discount,
        "total": view.total,
        "steps": [_moment("state", reached.state, reached.at) for reached in view.milestones],
        "parcels": [_parcel(each) for each in view.shipments],
        "payments": [{"method": each.method, "state": each.state, "amount": each.amount} for each in view.payments],
        "refunds": [{"state": each.state, "amount": each.amount} for each in view.refunds],
    }


def _parcel(parcel: Shipment) -> Json:
    events = [{**_moment("step", event.step, event.at), "city": event.city} for event in parcel.events]
    return {"kind": parcel.kind, "carrier": parcel.carrier, "number": parcel.tracking_number, "events": events}


def _moment(name: str, what: str, at: datetime) -> Json:
    return {name: what, "at": at.isoformat()}
