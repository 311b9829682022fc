"""The shop of the scripts: what it sells, where it delivers, and the orders that all scripts share.

It sells what the demo sells, thousands of each but of what is SOLD_OUT, and delivers as ZONES say. Scripts have orders
of their own (own_orders.py); of the shared ones nothing may be changed:

asha@example.com, +91 98250 12345
20001 placed            20005 out_for_delivery   20009 refunded
20002 confirmed         20006 delivered          20010 delivery_failed
20003 packed            20007 return_requested   20011 cancelled
20004 shipped           20008 returned           20012 payment_failed
20013 shipped, and late

ravi@example.com, +91 98250 54321
30001 to 30009 shipped: nobody in the scripts is Ravi
"""

from datetime import datetime, timedelta

from sahay.config import ROOT, Settings
from sahay.shop import tables
from sahay.shop.catalogue.file import CatalogueFile
from sahay.shop.demo.seed import seed
from sahay.shop.faq import sql as faq
from sahay.shop.faq.files import read_directory
from sahay.shop.orders import (
    Address,
    Customer,
    Item,
    Milestone,
    Order,
    OrderState,
    OrderView,
    Shipment,
    ShipmentKind,
)
from sahay.shop.sql.catalogue import SqlCatalogue
from sahay.shop.sql.delivery import put_zones
from sahay.shop.sql.rows import customer_row, insert_orders
from sahay.shop.zones import Way, Zone
from sahay.store.database import open_database
from sahay.store.migrate import migrate
from tests.conversations.own_orders import SOLD_OUT

HOME = Address("4 Relief Road", "Ahmedabad", "Gujarat", "380001")
ASHA = Customer("asha", "Asha Patel", "asha@example.com", "+919825012345", HOME)
RAVI = Customer("ravi", "Ravi Shah", "ravi@example.com", "+919825054321", HOME)

STOCK = 5000

STANDARD = Way("Standard", 79_00, (4, 7), free_from=999_00, cash_up_to=10_000_00)
EXPRESS = Way("Express", 149_00, (1, 2))
# Everywhere, express in Ahmedabad (38...); nothing comes to Leh (194...), and nobody fetches in Kerala (68...).
ZONES = (
    *(Zone(digit, (STANDARD,)) for digit in "123456789"),
    Zone("38", (STANDARD, EXPRESS)),
    Zone("194"),
    Zone("68", (STANDARD,), fetches=False),
)

# In these the parcel is with the carrier, and the day on which it comes is known.
MOVING = frozenset({OrderState.SHIPPED, OrderState.OUT_FOR_DELIVERY, OrderState.DELIVERY_FAILED})
EXPECTED = MOVING | {OrderState.PLACED, OrderState.CONFIRMED, OrderState.PACKED}
DELIVERED = frozenset({OrderState.DELIVERED, OrderState.RETURN_REQUESTED, OrderState.RETURNED, OrderState.REFUNDED})


async def furnish(settings: Settings) -> None:
    """Make the database, with the demo's knowledge base and the orders of the scripts."""
    await migrate(settings.database_url)
    now = datetime.now(settings.shop.timezone)
    database = open_database(settings.database_url)
    await seed(database, now)
    await faq.load(database, read_directory(ROOT / "data" / "faq", settings.languages.offered))
    async with database.write() as connection:
        await connection.execute(tables.customer.insert(), [customer_row(each) for each in (ASHA, RAVI)])
        await insert_orders(connection, _orders(now))
        await put_zones(connection, ZONES)
        await connection.execute(tables.product.update().values(stock=STOCK))
        sold_out = tables.product.c.sku == SOLD_OUT
        await connection.execute(tables.product.update().where(sold_out).values(stock=0))
    await CatalogueFile(SqlCatalogue(database, settings.shop.url), settings.var).refresh()
    await database.close()


def _orders(now: datetime) -> list[Order]:
    of_states = [_order(ASHA, 20001 + number, state, now) for number, state in enumerate(OrderState)]
    late = _order(ASHA, 20013, OrderState.SHIPPED, now, expected_in=timedelta(days=-2))
    of_ravi = [_order(RAVI, number, OrderState.SHIPPED, now) for number in range(30001, 30010)]
    return [*of_states, late, *of_ravi]


def _order(
    customer: Customer, number: int, state: OrderState, now: datetime, expected_in: timedelta = timedelta(days=2)
) -> Order:
    milestones = [Milestone(OrderState.PLACED, now - timedelta(days=4))]
    if state in DELIVERED:
        milestones.append(Milestone(OrderState.DELIVERED, now - timedelta(days=1)))
    parcel = Shipment(
        f"s-{number}", ShipmentKind.OUTBOUND, "Setu Logistics", f"SL{number}", f"https://track.example.com/SL{number}"
    )
    view = OrderView(
        number=str(number),
        customer_name=customer.name,
        state=state,
        placed_at=now - timedelta(days=4),
        expected_on=(now + expected_in).date() if state in EXPECTED else None,
        address=customer.address,
        items=(Item("HH-103", "Copper water bottle 1 litre", 2, 79_900, 5),),
        delivery_charge=0,
        discount=0,
        total=159_800,
        milestones=tuple(milestones),
        shipments=(parcel,) if state in MOVING else (),
    )
    return Order(customer, view)
