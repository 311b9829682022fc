"""The demo shop as a function of the moment: the same orders every day, only their dates move along."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random

from sahay.shop.demo import data, invoices, payments
from sahay.shop.demo.habits import Habits, habits
from sahay.shop.demo.parcels import Dispatch
from sahay.shop.demo.plans import Plan, plans
from sahay.shop.demo.timeline import timeline
from sahay.shop.orders import Customer, Item, Milestone, Order, OrderState, OrderView, Shipment, ShipmentKind
from sahay.shop.zones import Zone

# As in data/faq/delivery.yml: from this worth on, delivery is free. In paise.
FREE_DELIVERY_FROM = 999_00
DELIVERY_CHARGE = 79_00

# One order in so many had a coupon: a tenth off, in whole rupees, at most so much.
_COUPONS = 5
_COUPON_PERCENT = 10
_COUPON_MOST = 300_00


@dataclass(frozen=True, slots=True)
class DemoShop:
    """`habits` are by customer."""

    customers: tuple[Customer, ...]
    products: tuple[data.Product, ...]
    orders: tuple[Order, ...]
    habits: Mapping[str, Habits]
    zones: tuple[Zone, ...]


def build(now: datetime, shop_url: str = "https://saral.example") -> DemoShop:
    """`now` is in the shop's time zone; the products' pages are below `shop_url`."""
    customers = data.customers()
    orders = tuple(_order(plan, _customer(place, customers), now) for place, plan in enumerate(plans()))
    return DemoShop(
        customers=customers,
        products=tuple(replace(each, url=f"{shop_url.rstrip('/')}/products/{each.sku}") for each in data.products()),
        orders=orders,
        habits={customer.id: habits(customer, now.date()) for customer in customers},
        zones=data.zones(),
    )


def _customer(place: int, customers: tuple[Customer, ...]) -> Customer:
    """Everybody orders in turn, and each time around in another order of turns."""
    around, turn = divmod(place, len(customers))
    return Random(f"sahay demo turns {around}").sample(customers, len(customers))[turn]


def _order(plan: Plan, customer: Customer, now: datetime) -> Order:
    random = Random(f"sahay demo {plan.number}")
    routes = data.routes()
    story = timeline(plan, is_near=customer.address.region == routes.region, now=now, random=random)
    items = _items(plan, random)
    value = sum(item.total for item in items)
    discount = _discount(value, random)
    delivery_charge = 0 if value >= FREE_DELIVERY_FROM else DELIVERY_CHARGE
    total = value + delivery_charge - discount
    shipments = Dispatch(plan, story, customer.address, routes, now, random).shipments()
    paid = payments.payments(plan, story, total, random)
    view = OrderView(
        number=plan.number,
        customer_name=customer.name,
        state=plan.state,
        placed_at=story.moments[OrderState.PLACED],
        expected_on=story.expected_on,
        address=customer.address,
        items=_packed(items, shipments),
        delivery_charge=delivery_charge,
        discount=discount,
        total=total,
        milestones=tuple(Milestone(state, story.moments[state]) for state in story.reached),
        shipments=shipments,
        payments=paid,
        refunds=payments.refunds(plan, story, paid, now),
        invoice=invoices.invoice(story, plan.number, items, total, customer.address, routes.region),
    )
    return Order(customer, view)


def _items(plan: Plan, random: Random) -> tuple[Item, ...]:
    lines = max(plan.parcels, random.choice((1, 1, 2, 2, 3, 4)))
    return tuple(
        Item(
            sku=product.sku,
            name=product.name,
            quantity=random.choice((1, 1, 1, 2)),
            unit_price=product.price,
            gst_percent=product.gst_percent,
        )
        for product in random.sample(data.products(), lines)
    )


def _packed(items: tuple[Item, ...], shipments: tuple[Shipment, ...]) -> tuple[Item, ...]:
    """The items dealt out to the parcels in turn."""
    parcels = [parcel.id for parcel in shipments if parcel.kind is ShipmentKind.OUTBOUND]
    if not parcels:
        return items
    return tuple(replace(item, shipment_id=parcels[place % len(parcels)]) for place, item in enumerate(items))


def _discount(value: int, random: Random) -> int:
    if random.randrange(_COUPONS):
        return 0
    rupees = value * _COUPON_PERCENT // 100 // 100
    return min(rupees * 100, _COUPON_MOST)
