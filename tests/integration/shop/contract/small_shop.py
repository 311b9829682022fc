"""The shop that every adapter is seeded with: plain data, and what is special about each piece of it.

Asha has one order in each state that matters; Ravi is somebody else. Money is in paise.

A1001 placed, two products, paid by UPI        A1006 cancelled, its refund not yet sent
A1002 confirmed, cash on delivery              A1007 payment failed
A1003 packed, paid by card                     B1008 Ravi's, confirmed, paid twice
A1004 shipped, with its parcel on the way      A1009 cancelled, its refund sent
A1005 delivered three days ago, with invoice
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sahay.config import Shop
from sahay.shop.accounts import Account, AccountKind
from sahay.shop.catalogue import Product
from sahay.shop.loyalty import Points
from sahay.shop.orders import (
    Address,
    CarrierEvent,
    CarrierStep,
    Customer,
    Invoice,
    Item,
    Milestone,
    Order,
    OrderState,
    OrderView,
    Payment,
    PaymentMethod,
    PaymentState,
    Refund,
    RefundState,
    Shipment,
    ShipmentKind,
)
from sahay.shop.own.rules import Rules
from sahay.shop.zones import Way, Zone

NOW = datetime(2026, 11, 20, 6, 30, tzinfo=UTC)  # a Friday, noon in India
TODAY = date(2026, 11, 20)
DAY = timedelta(days=1)
SHOP_URL = "https://small.example"
RULES = Rules(
    Shop(name="Small shop", url=SHOP_URL, email="care@small.example", phone="+91 79 4000 1234"),
    "a secret of the tests",
    holidays=(date(2026, 11, 24),),
)

AHMEDABAD = Address("4 Relief Road", "Ahmedabad", "Gujarat", "380001")
KOCHI = Address("3 Panampilly Nagar", "Kochi", "Kerala", "682036")
LEH = Address("1 Fort Road", "Leh", "Ladakh", "194101")  # nobody delivers there

ASHA = Customer("c-asha", "Asha Patel", "asha@example.com", "+919825012345", AHMEDABAD)
RAVI = Customer("c-ravi", "Ravi Nair", "Ravi@example.com", "+919825054321", KOCHI)  # as he wrote his address
CUSTOMERS = (ASHA, RAVI)
ACCOUNTS = tuple(
    Account(each.id, each.name, each.email, each.phone, AccountKind.PERSONAL, (each.address,)) for each in CUSTOMERS
)

BOTTLE = Product(
    "HH-103",
    "Copper water bottle 1 litre",
    ("botal", "बोतल"),
    "household",
    799_00,
    stock=20,
    url=f"{SHOP_URL}/p/HH-103",
    specification={"Capacity": "1 litre", "Material": "Copper"},
    warranty_months=6,
)
KURTA = Product("CL-201", "Cotton kurta (M)", ("kurta",), "clothing", 899_00, stock=5, url=f"{SHOP_URL}/p/CL-201")
SOCKS = Product("CL-214", "5 pairs of socks", (), "clothing", 349_00, 1, f"{SHOP_URL}/p/CL-214", return_days=0)
LAMP = Product("EL-309", "LED desk lamp", (), "electronics", 799_00, stock=0, url=f"{SHOP_URL}/p/EL-309", return_days=7)
CANDLE = Product("HH-999", "Candle", (), "household", 99_00, url=f"{SHOP_URL}/p/HH-999")  # nobody counts them
PRODUCTS = (BOTTLE, KURTA, SOCKS, LAMP, CANDLE)
GST_PERCENT = {"HH-103": 5, "CL-201": 5, "CL-214": 5, "EL-309": 18, "HH-999": 5}
HSN = {"HH-103": "7418", "CL-201": "6205", "CL-214": "6115", "EL-309": "9405", "HH-999": "3406"}

POINTS = {ASHA.id: Points(120, 120_00, 20, date(2026, 12, 31))}
NEWSLETTER = frozenset({"asha@example.com"})

STANDARD = Way("Standard", 79_00, (4, 7), free_from=999_00, cash_up_to=10_000_00)
EXPRESS = Way("Express", 149_00, (1, 2))
ZONES = (
    *(Zone(digit, (STANDARD,)) for digit in "123456789"),
    Zone("38", (STANDARD, EXPRESS)),
    Zone("194"),
    Zone("68", (STANDARD,), fetches=False),
)


def items(*lines: tuple[Product, int]) -> tuple[Item, ...]:
    return tuple(
        Item(product.sku, product.name, quantity, product.price, GST_PERCENT[product.sku])
        for product, quantity in lines
    )


def order(number: str, customer: Customer, state: OrderState, lines: tuple[Item, ...], **rest: Any) -> Order:
    """`days`: how long ago it was placed."""
    placed_at = NOW - rest.pop("days", 1) * DAY
    view = OrderView(
        number=number,
        customer_name=customer.name,
        state=state,
        placed_at=placed_at,
        expected_on=rest.pop("expected_on", None),
        address=customer.address,
        items=lines,
        delivery_charge=rest.pop("delivery_charge", 0),
        discount=rest.pop("discount", 0),
        total=rest.pop("total"),
        milestones=rest.pop("milestones", (Milestone(OrderState.PLACED, placed_at),)),
        **rest,
    )
    return Order(customer, view)


def reached(*states: OrderState, first: datetime) -> tuple[Milestone, ...]:
    """An hour after each other."""
    return tuple(Milestone(state, first + place * timedelta(hours=1)) for place, state in enumerate(states))


def paid(number: str, method: PaymentMethod, amount: int, at: datetime, place: int = 1) -> Payment:
    return Payment(f"{number}-P{place}", method, PaymentState.PAID, amount, at, reference=f"4{number[1:]}0000{place}")


PLACED = order(
    "A1001",
    ASHA,
    OrderState.PLACED,
    items((BOTTLE, 2), (KURTA, 1)),
    total=2_497_00,
    expected_on=TODAY + 4 * DAY,
    payments=(paid("A1001", PaymentMethod.UPI, 2_497_00, NOW - DAY),),
)
CONFIRMED = order(
    "A1002",
    ASHA,
    OrderState.CONFIRMED,
    items((KURTA, 1)),
    total=978_00,
    delivery_charge=79_00,
    expected_on=TODAY + 4 * DAY,
    days=2,
    milestones=reached(OrderState.PLACED, OrderState.CONFIRMED, first=NOW - 2 * DAY),
    payments=(Payment("A1002-P1", PaymentMethod.COD, PaymentState.PENDING, 978_00, NOW - 2 * DAY),),
)
PACKED = order(
    "A1003",
    ASHA,
    OrderState.PACKED,
    items((BOTTLE, 1), (SOCKS, 1)),
    total=1_048_00,
    discount=100_00,
    expected_on=TODAY + 3 * DAY,
    days=3,
    milestones=reached(OrderState.PLACED, OrderState.CONFIRMED, OrderState.PACKED, first=NOW - 3 * DAY),
    payments=(paid("A1003", PaymentMethod.CARD, 1_048_00, NOW - 3 * DAY),),
)
SHIPPED = order(
    "A1004",
    ASHA,
    OrderState.SHIPPED,
    items((BOTTLE, 1)),
    total=878_00,
    delivery_charge=79_00,
    expected_on=TODAY + 2 * DAY,
    days=4,
    milestones=reached(
        OrderState.PLACED, OrderState.CONFIRMED, OrderState.PACKED, OrderState.SHIPPED, first=NOW - 4 * DAY
    ),
    shipments=(
        Shipment(
            "A1004-S1",
            ShipmentKind.OUTBOUND,
            "Setu Logistics",
            "SL778",
            "https://track.example.com/SL778",
            (
                CarrierEvent(CarrierStep.PICKED_UP, "Ahmedabad", NOW - 2 * DAY),
                CarrierEvent(CarrierStep.IN_TRANSIT, "Indore", NOW - DAY),
            ),
        ),
    ),
    payments=(paid("A1004", PaymentMethod.UPI, 878_00, NOW - 4 * DAY),),
)
DELIVERED = order(
    "A1005",
    ASHA,
    OrderState.DELIVERED,
    items((KURTA, 2), (SOCKS, 1)),
    total=2_147_00,
    days=7,
    milestones=(
        *reached(OrderState.PLACED, OrderState.CONFIRMED, OrderState.PACKED, OrderState.SHIPPED, first=NOW - 7 * DAY),
        Milestone(OrderState.DELIVERED, NOW - 3 * DAY),
    ),
    payments=(paid("A1005", PaymentMethod.UPI, 2_147_00, NOW - 7 * DAY),),
    invoice=Invoice("INV/2627/A1005", NOW - 6 * DAY, 2_044_76, 51_12, 51_12, 0, 2_147_00),
)
CANCELLED = order(
    "A1006",
    ASHA,
    OrderState.CANCELLED,
    items((BOTTLE, 1)),
    total=878_00,
    delivery_charge=79_00,
    days=5,
    milestones=reached(OrderState.PLACED, OrderState.CONFIRMED, OrderState.CANCELLED, first=NOW - 5 * DAY),
    payments=(paid("A1006", PaymentMethod.UPI, 878_00, NOW - 5 * DAY),),
    refunds=(
        Refund(
            "A1006-F1",
            "A1006-P1",
            RefundState.PENDING,
            878_00,
            NOW - 5 * DAY + timedelta(hours=2),
            TODAY + DAY,
        ),
    ),
)
PAYMENT_FAILED = order(
    "A1007",
    ASHA,
    OrderState.PAYMENT_FAILED,
    items((BOTTLE, 1)),
    total=878_00,
    delivery_charge=79_00,
    days=6,
    milestones=reached(OrderState.PLACED, OrderState.PAYMENT_FAILED, first=NOW - 6 * DAY),
    payments=(
        Payment(
            "A1007-P1", PaymentMethod.CARD, PaymentState.FAILED, 878_00, NOW - 6 * DAY, failure="insufficient_funds"
        ),
    ),
)
PAID_TWICE = order(
    "B1008",
    RAVI,
    OrderState.CONFIRMED,
    items((KURTA, 1)),
    total=978_00,
    delivery_charge=79_00,
    expected_on=TODAY + 6 * DAY,
    milestones=reached(OrderState.PLACED, OrderState.CONFIRMED, first=NOW - DAY),
    payments=(
        paid("B1008", PaymentMethod.UPI, 978_00, NOW - DAY),
        paid("B1008", PaymentMethod.UPI, 978_00, NOW - DAY + timedelta(minutes=1), place=2),
    ),
)
REFUND_SENT = order(
    "A1009",
    ASHA,
    OrderState.CANCELLED,
    items((CANDLE, 3)),
    total=376_00,
    delivery_charge=79_00,
    days=30,
    milestones=reached(OrderState.PLACED, OrderState.CANCELLED, first=NOW - 30 * DAY),
    payments=(paid("A1009", PaymentMethod.NETBANKING, 376_00, NOW - 30 * DAY),),
    refunds=(
        Refund(
            "A1009-F1",
            "A1009-P1",
            RefundState.PAID,
            376_00,
            NOW - 29 * DAY,
            TODAY - 20 * DAY,
            paid_at=NOW - 25 * DAY,
        ),
    ),
)
ORDERS = (
    PLACED,
    CONFIRMED,
    PACKED,
    SHIPPED,
    DELIVERED,
    CANCELLED,
    PAYMENT_FAILED,
    PAID_TWICE,
    REFUND_SENT,
)
