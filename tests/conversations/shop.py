"""The shop of the scripts: one order in every state, all of them of one customer, and others to be refused.

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
from sahay.shop.sql.rows import customer_row, insert_orders
from sahay.store.database import open_database
from sahay.store.migrate import migrate

HOME = Address("4 Relief Road", "Ahmedabad", "Gujarat", "380001")
ASHA = Customer("asha", "Asha Patel", "asha@example.com", "+919825012345", HOME)
RAVI = Customer("ravi", "Ravi Shah", "ravi@example.com", "+919825054321", HOME)

# In these the parcel is with the carrier, and the day on which it comes is known.
MOVING = frozenset({OrderState.SHIPPED, OrderState.OUT_FOR_DELIVERY, OrderState.DELIVERY_FAILED})
EXPECTED = MOVING | {OrderState.PLACED, OrderState.CONFIRMED, OrderState.PACKED}
DELIVERED = frozenset({OrderState.DELIVERED, OrderState.RETURN_REQUESTED, OrderState.RETURNED, OrderState.REFUNDED})


async def furnish(settings: Settings) -> None:
    """Make the database, with the demo's knowledge base and the orders of the scripts."""
    await migrate(settings.database_url)
    now = datetime.now(settings.shop.timezone)
    database = open_database(settings.database_url)
    await faq.load(database, read_directory(ROOT / "data" / "faq", settings.languages.offered))
    async with database.write() as connection:
        await connection.execute(tables.customer.insert(), [customer_row(each) for each in (ASHA, RAVI)])
        await insert_orders(connection, _orders(now))
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
